package hawker.ledger;

import hawker.kernel.Money;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Money that leaves one pocket and enters another: one debit, one credit, one currency, more than
 * nothing. Books made of these cannot be out of balance, so there is no "sum is zero" check that
 * could be forgotten.
 *
 * @param availableOn the day on which money that went into (or came out of) a waiting pocket
 *     becomes available; a release carries the same day, so that a released day nets to 0
 */
public record Transfer(
        Purpose debit, Purpose credit, Money amount, Optional<LocalDate> availableOn) {

    public Transfer {
        if (debit == credit) throw new IllegalArgumentException(debit + " to itself");
        if (!amount.isPositive())
            throw new IllegalArgumentException("a transfer moves more than nothing: " + amount);
    }

    public static Transfer of(Purpose debit, Purpose credit, Money amount) {
        return new Transfer(debit, credit, amount, Optional.empty());
    }

    public static Transfer of(Purpose debit, Purpose credit, Money amount, LocalDate availableOn) {
        return new Transfer(debit, credit, amount, Optional.of(availableOn));
    }

    Transfer swapped() {
        return new Transfer(credit, debit, amount, availableOn);
    }

    Pocket debited() {
        return new Pocket(debit, amount.currency());
    }

    Pocket credited() {
        return new Pocket(credit, amount.currency());
    }
}
