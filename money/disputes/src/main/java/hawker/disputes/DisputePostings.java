package hawker.disputes;

import hawker.kernel.Money;
import hawker.ledger.Journal;
import hawker.ledger.Kind;
import hawker.ledger.Purpose;
import hawker.ledger.SourceType;
import hawker.ledger.Transfer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What disputes write in the books (kinds 20, 21 and 22), pure. Named by the dispute, so each is
 * posted once however often the network says it. A lost dispute posts nothing: its money left when
 * it opened.
 */
final class DisputePostings {

    private DisputePostings() {}

    /** The bank took the money, and the case costs its fee. */
    static Journal opened(String journal, Dispute dispute, Money amount, Money fee, Instant at) {
        return of(
                journal,
                dispute,
                Kind.DISPUTE_OPENED,
                at,
                move(Purpose.MERCHANT_AVAILABLE, Purpose.NETWORK_PAYABLE, amount),
                move(Purpose.MERCHANT_AVAILABLE, Purpose.FEE_DISPUTE, fee));
    }

    /** Contesting costs too, where the plan says so. */
    static Journal countered(String journal, Dispute dispute, Money fee, Instant at) {
        return of(
                journal,
                dispute,
                Kind.DISPUTE_COUNTERED,
                at,
                move(Purpose.MERCHANT_AVAILABLE, Purpose.FEE_DISPUTE_COUNTERED, fee));
    }

    /** The money comes back, and so do the fees. */
    static Journal won(String journal, Dispute dispute, Instant at) {
        return of(
                journal,
                dispute,
                Kind.DISPUTE_WON,
                at,
                move(Purpose.NETWORK_RECEIVABLE, Purpose.MERCHANT_AVAILABLE, dispute.amount()),
                move(Purpose.FEE_DISPUTE, Purpose.MERCHANT_AVAILABLE, dispute.standing().fee()),
                move(
                        Purpose.FEE_DISPUTE_COUNTERED,
                        Purpose.MERCHANT_AVAILABLE,
                        dispute.standing().countered()));
    }

    private static List<Transfer> move(Purpose from, Purpose to, Money amount) {
        return amount.isZero() ? List.of() : List.of(Transfer.of(from, to, amount));
    }

    @SafeVarargs
    private static Journal of(
            String journal, Dispute dispute, Kind kind, Instant at, List<Transfer>... moves) {
        var transfers = new ArrayList<Transfer>();
        for (var each : moves) transfers.addAll(each);
        return Journal.of(
                journal,
                dispute.account(),
                kind,
                SourceType.DISPUTE,
                dispute.id().text(),
                at,
                transfers);
    }
}
