package hawker.payments;

import hawker.kernel.AccountId;
import hawker.kernel.Money;
import hawker.platform.Tx;
import java.util.Optional;

/**
 * What a dispute means for its charge: how much of the money is out of reach. The case itself is
 * kept above. Refunds and disputes of one charge queue at the charge's row, so that no money is
 * given back twice: whoever comes second finds what the first one left.
 */
final class Disputing {

    private final ChargesSql charges;

    Disputing(ChargesSql charges) {
        this.charges = charges;
    }

    /** Takes at most what has been neither refunded nor disputed; empty if nothing is left. */
    Optional<Money> take(
            Tx tx, AccountId account, Charge.Id id, String dispute, Money wanted, boolean asks) {
        if (!charges.lock(tx, account, id)) return Optional.empty();
        var charge = charges.find(tx, account, id).orElseThrow();
        if (!charge.isCaptured() || !charge.amount().currency().equals(wanted.currency()))
            return Optional.empty();
        var left = charge.refundable();
        var amount = wanted.compareTo(left) > 0 ? left : wanted;
        if (!amount.isPositive()) return Optional.empty();
        charges.dispute(
                tx, account, id, dispute, amount, asks ? Charge.Stage.INQUIRY : Charge.Stage.OPEN);
        return Optional.of(amount);
    }

    void end(
            Tx tx, AccountId account, Charge.Id id, String dispute, Money amount, Charge.Stage to) {
        charges.lock(tx, account, id);
        charges.dispute(tx, account, id, dispute, amount, to);
    }
}
