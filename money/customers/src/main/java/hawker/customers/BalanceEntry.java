package hawker.customers;

import hawker.kernel.AccountId;
import hawker.kernel.Money;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A change of what the next invoice of a customer adds: negative amounts are credits of the
 * customer. No money moves; it is a promise between the two.
 *
 * @param ending the balance after it
 * @param invoice {@code in_…} that used it or gave it back
 */
public record BalanceEntry(
        Id id,
        AccountId account,
        Customer.Id customer,
        Money amount,
        Money ending,
        Kind kind,
        Optional<String> description,
        Map<String, String> metadata,
        Optional<String> invoice,
        Instant created) {

    /** {@code cbtxn_} and 24 characters. */
    public record Id(String text) {
        public static Optional<Id> parse(String text) {
            return text.startsWith("cbtxn_") && text.length() <= 255
                    ? Optional.of(new Id(text))
                    : Optional.empty();
        }
    }

    /** Why it was made. */
    public enum Kind {
        /** The seller wrote it. */
        ADJUSTMENT,
        /** The customer began with it. */
        INITIAL,
        /** An invoice used it, or gave it back. */
        APPLIED_TO_INVOICE,
        UNAPPLIED_FROM_INVOICE;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public BalanceEntry {
        if (amount.isZero()) throw new IllegalArgumentException("an entry changes something");
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    BalanceEntry with(Optional<String> otherDescription, Map<String, String> otherMetadata) {
        return new BalanceEntry(
                id,
                account,
                customer,
                amount,
                ending,
                kind,
                otherDescription,
                otherMetadata,
                invoice,
                created);
    }
}
