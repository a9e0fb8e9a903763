package hawker.transfers;

import hawker.kernel.AccountId;
import hawker.kernel.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/**
 * A transfer: what a platform sent to a connected account.
 *
 * @param id {@code tr_…}
 * @param version counts its changes, from 1
 * @param reversed how much was taken back so far
 * @param payment {@code py_…}, as the receiver sees it
 * @param charge whose money it is ({@code source_transaction})
 * @param group ties payments and transfers together
 * @param journal the sender's journal
 * @param availableOn the day until which it waits, as its charge does
 */
record Sent(
        String id,
        AccountId account,
        int version,
        Money amount,
        Money reversed,
        AccountId destination,
        String payment,
        Optional<String> charge,
        Optional<String> description,
        Map<String, String> metadata,
        Optional<String> group,
        String journal,
        Optional<LocalDate> availableOn,
        Instant created) {

    Sent {
        metadata = Map.copyOf(metadata);
    }

    Money left() {
        return amount.minus(reversed);
    }

    Sent withReversed(Money more) {
        return new Sent(
                id,
                account,
                version + 1,
                amount,
                reversed.plus(more),
                destination,
                payment,
                charge,
                description,
                metadata,
                group,
                journal,
                availableOn,
                created);
    }

    Sent withNotes(Optional<String> otherDescription, Map<String, String> otherMetadata) {
        return new Sent(
                id,
                account,
                version + 1,
                amount,
                reversed,
                destination,
                payment,
                charge,
                otherDescription,
                otherMetadata,
                group,
                journal,
                availableOn,
                created);
    }
}
