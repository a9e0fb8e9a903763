package hawker.oauth;

import hawker.kernel.AccountId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a platform was given for a code: keys of the connected account (in the room accounts, like
 * all its keys), and the right to a new one, by a token of which only the digest is kept.
 *
 * @param accessKey id of the key that works now
 * @param publicKey id of the publishable key
 * @param accessBefore id of the key in whose place that one stands, which works on for minutes
 * @param publicBefore the same of the publishable key
 */
record Token(
        AccountId platform,
        String refreshDigest,
        String codeDigest,
        AccountId connected,
        boolean readsOnly,
        String accessKey,
        String publicKey,
        Optional<String> accessBefore,
        Optional<String> publicBefore,
        Instant made,
        Optional<Instant> revoked) {

    /** The keys that were already replaced, and may not have ended yet. */
    List<String> before() {
        return Stream.of(accessBefore, publicBefore).flatMap(Optional::stream).toList();
    }

    /** All keys that may still work. */
    List<String> keys() {
        return Stream.concat(Stream.of(accessKey, publicKey), before().stream()).toList();
    }
}
