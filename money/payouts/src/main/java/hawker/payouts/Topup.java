package hawker.payouts;

import hawker.kernel.AccountId;
import hawker.kernel.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Money on its way from an account's bank account to its balance.
 *
 * <p>Its life: PENDING (asked for) → SUCCEEDED (the bank has paid, the balance has it) or FAILED
 * (it has not). A pending one may be CANCELED as long as the bank may not know of it. Until the
 * bank has paid nothing stands in the books, so nothing has to be taken back.
 *
 * @param id {@code tu_…}
 * @param version counts its changes, from 1
 * @param source the fixed name of a test bank account; empty: the account's own bank account
 * @param journal of the posting, once it has succeeded
 */
record Topup(
        String id,
        AccountId account,
        int version,
        Money amount,
        Status status,
        Instant created,
        LocalDate expectedOn,
        Optional<String> source,
        Notes notes,
        Optional<String> journal,
        Optional<Failure> failure) {

    /** What its owner wrote on it; the group ties it to transfers. */
    record Notes(
            Optional<String> description,
            Optional<String> statementDescriptor,
            Optional<String> group,
            Map<String, String> metadata) {
        Notes {
            metadata = Map.copyOf(metadata);
        }
    }

    /** Why the bank did not pay: {@code insufficient_funds} … */
    record Failure(String code, String message) {}

    /** Where a top-up is in its life. */
    enum Status {
        PENDING,
        SUCCEEDED,
        FAILED,
        CANCELED;

        /** As the API writes it. */
        String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Status of(String text) {
            return valueOf(text.toUpperCase(Locale.ROOT));
        }
    }

    Topup withNotes(Notes other) {
        return next(status, expectedOn, other, journal, failure);
    }

    Topup succeeded(LocalDate on, String journalId) {
        return next(Status.SUCCEEDED, on, notes, Optional.of(journalId), Optional.empty());
    }

    Topup failed(String code, String message) {
        return next(
                Status.FAILED,
                expectedOn,
                notes,
                Optional.empty(),
                Optional.of(new Failure(code, message)));
    }

    Topup canceled() {
        return next(Status.CANCELED, expectedOn, notes, Optional.empty(), Optional.empty());
    }

    private Topup next(
            Status to, LocalDate on, Notes noted, Optional<String> booked, Optional<Failure> why) {
        return new Topup(
                id, account, version + 1, amount, to, created, on, source, noted, booked, why);
    }
}
