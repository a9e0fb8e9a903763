package hawker.covering;

import hawker.kernel.AccountId;
import hawker.kernel.Money;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * What is collected from an account's bank for its shortfall.
 *
 * @param id {@code debit_…}, also the bank's name of it
 * @param failure why the bank said no
 */
record Debit(
        String id,
        AccountId account,
        Money amount,
        Status status,
        Optional<String> failure,
        Instant created) {

    enum Status {
        PENDING,
        SUCCEEDED,
        FAILED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Status of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }
}
