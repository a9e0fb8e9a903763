package hawker.dashboard;

import gg.jte.Content;
import hawker.kernel.AccountId;
import hawker.kernel.Money;
import hawker.ledger.Entry;
import hawker.ledger.Ledger;
import hawker.ledger.SourceType;
import hawker.look.Kit;
import hawker.payments.Charge;
import hawker.payments.Fees;
import hawker.payments.PaymentIntent;
import hawker.payments.Payments;
import hawker.payments.Refund;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a sale brought the seller: the charge, its fee, its refunds and the net, out of the books.
 */
final class SaleMoney {

    /**
     * The money part of a page.
     *
     * @param charge what was charged; empty if the payment is not known
     * @param refunds of the charge, oldest first
     * @param entries lines of the statement that belong to it, oldest first
     */
    record View(Optional<Charge> charge, List<Refund> refunds, List<Entry> entries, Money net) {

        View {
            refunds = List.copyOf(refunds);
            entries = List.copyOf(entries);
        }

        /** Charge, fee and refunds as the ledger has them, with the net. */
        Content lines() {
            var lines = new ArrayList<Kit.BillLine>();
            for (var entry : entries) {
                lines.add(new Kit.BillLine(Statement.says(entry), "", entry.amount()));
                if (!entry.fee().isZero())
                    lines.add(
                            new Kit.BillLine(
                                    isDispute(entry) ? "Dispute fee" : "Processing fee",
                                    isDispute(entry) ? "" : price(entry),
                                    entry.fee().negated()));
            }
            return Kit.receipt(lines, "Net", net);
        }

        /** The price that was in force when the fee was taken. */
        private static String price(Entry entry) {
            return Fees.says(entry.journal().planVersion(), entry.fee().currency());
        }

        private static boolean isDispute(Entry entry) {
            return switch (entry.journal().kind()) {
                case DISPUTE_OPENED, DISPUTE_WON, DISPUTE_COUNTERED -> true;
                default -> false;
            };
        }
    }

    private final Payments payments;
    private final Ledger ledger;

    SaleMoney(Payments payments, Ledger ledger) {
        this.payments = payments;
        this.ledger = ledger;
    }

    /** Of an order's payment. */
    View of(AccountId shop, PaymentIntent.Id intent, Money zero) {
        return payments.charges(shop, intent).stream()
                .filter(Charge::paid)
                .findFirst()
                .map(charge -> of(shop, charge))
                .orElse(new View(Optional.empty(), List.of(), List.of(), zero));
    }

    View of(AccountId shop, Charge charge) {
        var refunds =
                charge
                        .intent()
                        .map(intent -> payments.refunds(shop, intent))
                        .orElse(List.of())
                        .stream()
                        .filter(refund -> refund.charge().equals(Optional.of(charge.id())))
                        .toList()
                        .reversed();
        var entries =
                new ArrayList<>(ledger.entriesOf(shop, SourceType.CAPTURE, charge.id().text()));
        if (!refunds.isEmpty())
            entries.addAll(
                    ledger.entriesOf(
                            shop,
                            SourceType.REFUND,
                            refunds.stream().map(refund -> refund.id().text()).toList()));
        return new View(Optional.of(charge), refunds, entries, net(charge, entries));
    }

    /** The same with what its disputes took and gave back. */
    View withDisputes(AccountId shop, Charge charge, View sale, List<String> disputes) {
        if (disputes.isEmpty()) return sale;
        var entries = new ArrayList<>(sale.entries());
        entries.addAll(ledger.entriesOf(shop, SourceType.DISPUTE, disputes));
        return new View(sale.charge(), sale.refunds(), entries, net(charge, entries));
    }

    private static Money net(Charge charge, List<Entry> entries) {
        var net = Money.zero(charge.amount().currency());
        for (var entry : entries) net = net.plus(entry.net());
        return net;
    }
}
