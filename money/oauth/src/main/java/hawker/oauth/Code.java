package hawker.oauth;

import hawker.connect.Connect;
import hawker.kernel.AccountId;
import java.time.Instant;
import java.util.Optional;

/**
 * A code on its way through a browser, of which only the digest is kept. Good once and for minutes.
 *
 * @param connected the account that somebody let the platform act for; empty for a newcomer
 * @param newcomer who wants an express account, which is opened when the platform fetches it
 * @param used whether it was changed for tokens before
 */
record Code(
        AccountId platform,
        String digest,
        Optional<AccountId> connected,
        Optional<Connect.Newcomer> newcomer,
        boolean readsOnly,
        Instant expires,
        boolean used) {

    Code {
        if (connected.isPresent() == newcomer.isPresent())
            throw new IllegalArgumentException("a code is for an account or for a newcomer");
    }
}
