package hawker.dashboard;

import gg.jte.Content;
import hawker.kernel.AccountId;
import hawker.kernel.Money;
import hawker.ledger.Entry;
import hawker.ledger.Ledger;
import hawker.ledger.SourceType;
import hawker.look.Kit;
import hawker.orders.Order;
import hawker.payments.Charge;
import hawker.payments.PaymentIntent;
import hawker.payments.Payments;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What an order brought the seller: the charge, its fee and net, out of the books. */
public final class OrderMoney {

    /**
     * The money part of an order's page.
     *
     * @param card what was charged; empty if the payment is not known
     * @param lines charge, fee and refunds as the ledger has them, with the net
     */
    public record View(Optional<Content> card, Content lines, String intent) {}

    private final Payments payments;
    private final Ledger ledger;

    OrderMoney(Payments payments, Ledger ledger) {
        this.payments = payments;
        this.ledger = ledger;
    }

    View of(AccountId shop, Order order) {
        var intent = new PaymentIntent.Id(order.payment());
        var charge = payments.charges(shop, intent).stream().filter(Charge::paid).findFirst();
        var entries = new ArrayList<Entry>();
        charge.ifPresent(c -> entries.addAll(entries(shop, intent, c)));
        var lines = new ArrayList<Kit.BillLine>();
        var net = Money.zero(order.totals().currency());
        for (var entry : entries) {
            lines.add(new Kit.BillLine(Statement.says(entry), "", entry.amount()));
            if (!entry.fee().isZero())
                lines.add(
                        new Kit.BillLine("Processing fee", "2.9 % + 30 ¢", entry.fee().negated()));
            net = net.plus(entry.net());
        }
        return new View(charge.map(c -> card(c)), Kit.receipt(lines, "Net", net), order.payment());
    }

    private List<Entry> entries(AccountId shop, PaymentIntent.Id intent, Charge charge) {
        var all = new ArrayList<>(ledger.entriesOf(shop, SourceType.CAPTURE, charge.id().text()));
        var refunds = payments.refunds(shop, intent).stream().map(r -> r.id().text()).toList();
        if (!refunds.isEmpty()) all.addAll(ledger.entriesOf(shop, SourceType.REFUND, refunds));
        return all;
    }

    private static Content card(Charge charge) {
        var card = charge.facts().card();
        return Kit.cardOnFile(
                card.brand(),
                card.last4(),
                "%02d/%02d".formatted(card.expMonth(), card.expYear() % 100));
    }
}
