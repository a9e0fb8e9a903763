package hawker.cash;

import hawker.kernel.AccountId;
import hawker.kernel.Money;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * One change of a customer's cash balance.
 *
 * @param id {@code ccsbtxn_} and 24 characters
 * @param net positive: the customer has more
 * @param ending what the customer has afterwards
 * @param subject the intent, the refund, or the reference that came with the money
 */
record Movement(
        String id,
        AccountId account,
        String customer,
        Kind kind,
        Money net,
        Money ending,
        Optional<String> subject,
        Instant created) {

    /** Why a balance changed, in Stripe's words. */
    enum Kind {
        FUNDED,
        APPLIED_TO_PAYMENT,
        UNAPPLIED_FROM_PAYMENT,
        REFUNDED_FROM_PAYMENT,
        RETURN_INITIATED,
        RETURN_CANCELED;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Kind of(String text) {
            return valueOf(text.toUpperCase(Locale.ROOT));
        }
    }
}
