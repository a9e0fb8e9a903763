package hawker.connect;

import hawker.kernel.AccountId;
import java.time.Instant;
import java.util.Optional;

/**
 * A way to the page on which an account's people tell what is required of it. The link is good once
 * and for minutes; who opens it gets a visit that lasts an hour.
 *
 * @param id {@code alnk_…}; it names the account
 * @param digest of the secret that stands in the link
 * @param visit digest of the secret of the visit; empty until the link was opened
 * @param expires of the link, then of the visit
 */
record AccountLink(
        String id,
        AccountId account,
        String purpose,
        String refreshUrl,
        String returnUrl,
        String digest,
        Optional<String> visit,
        Instant expires) {}
