package hawker.oauth;

import hawker.kernel.AccountId;
import java.time.Instant;
import java.util.Optional;

/**
 * What a platform was given for a code: keys of the connected account (in the room accounts, like
 * all its keys), and the right to a new one, by a token of which only the digest is kept.
 *
 * @param accessKey id of the key that works now
 * @param publicKey id of the publishable key
 */
record Token(
        AccountId platform,
        String refreshDigest,
        String codeDigest,
        AccountId connected,
        boolean readsOnly,
        String accessKey,
        String publicKey,
        Instant made,
        Optional<Instant> revoked) {}
