package hawker.ledger;

import hawker.kernel.AccountId;
import hawker.kernel.Money;
import java.time.Instant;

/**
 * Money of a pocket promised to a fact but not posted yet (a refund that waits for funds). Bounded
 * debits leave it untouched, and automatic payouts of the currency wait for it.
 *
 * @param id made by the caller ({@code ids.body(account)})
 * @param sourceId the fact's own id; one fact has at most one hold
 */
public record Hold(
        String id,
        AccountId account,
        Purpose purpose,
        Money amount,
        SourceType sourceType,
        String sourceId,
        Instant madeAt) {

    public Hold {
        if (!amount.isPositive()) throw new IllegalArgumentException("a hold of " + amount);
    }

    Pocket pocket() {
        return new Pocket(purpose, amount.currency());
    }
}
