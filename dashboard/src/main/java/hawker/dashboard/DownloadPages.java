package hawker.dashboard;

import hawker.desk.Csv;
import hawker.desk.Desk;
import hawker.kernel.PageRequest;
import hawker.ledger.EntryFilter;
import hawker.ledger.Ledger;
import hawker.orders.Order;
import hawker.orders.OrderFilter;
import hawker.orders.Orders;
import hawker.web.Response;
import java.util.Optional;

/** Orders and the statement as files for a spreadsheet, newest first. */
final class DownloadPages {

    private static final int AT_A_TIME = 100;
    private static final int PAGES = 100;

    private final Orders orders;
    private final Ledger ledger;

    DownloadPages(Orders orders, Ledger ledger) {
        this.orders = orders;
        this.ledger = ledger;
    }

    /** The newest 10,000 orders. */
    Response orders(Desk.Seat seat) {
        var csv = new Csv();
        for (var head : new String[] {"Order", "Placed", "E-mail", "Name", "Items", "Payment"})
            csv.cell(head);
        for (var head : new String[] {"Delivery", "Currency", "Total", "Tax", "Refunded"})
            csv.cell(head);
        csv.end();
        var after = Optional.<String>empty();
        for (int i = 0; i < PAGES; i++) {
            var page =
                    orders.list(
                            seat.shop(),
                            OrderFilter.all(),
                            new PageRequest(AT_A_TIME, after, Optional.empty()));
            for (var order : page.items()) row(csv, order);
            if (!page.hasMore()) break;
            after = Optional.of(page.items().getLast().id().text());
        }
        return Desk.download(csv, "orders.csv");
    }

    private static void row(Csv csv, Order order) {
        csv.cell(order.number())
                .cell(order.placed().toString())
                .cell(order.email())
                .cell(order.shipTo().map(to -> to.name()).orElse(""))
                .cell(String.valueOf(order.units()))
                .cell(OrderTable.payment(order).word())
                .cell(OrderTable.delivery(order).word())
                .cell(order.totals().currency().upper())
                .cell(order.totals().total())
                .cell(order.totals().tax())
                .cell(order.totals().refunded())
                .end();
    }

    /** The newest 10,000 lines of the statement. */
    Response statement(Desk.Seat seat) {
        var csv = new Csv();
        for (var head : new String[] {"Entry", "What", "Source", "Booked", "Available on"})
            csv.cell(head);
        for (var head : new String[] {"Currency", "Amount", "Fee", "Net"}) csv.cell(head);
        csv.end();
        var after = Optional.<String>empty();
        for (int i = 0; i < PAGES; i++) {
            var page =
                    ledger.entries(
                            seat.shop(),
                            EntryFilter.ALL,
                            new PageRequest(AT_A_TIME, after, Optional.empty()));
            for (var entry : page.items())
                csv.cell("txn_" + entry.journal().id())
                        .cell(Statement.says(entry))
                        .cell(entry.journal().sourceId())
                        .cell(entry.journal().postedAt().toString())
                        .cell(entry.availableOn().toString())
                        .cell(entry.amount().currency().upper())
                        .cell(entry.amount())
                        .cell(entry.fee())
                        .cell(entry.net())
                        .end();
            if (!page.hasMore()) break;
            after = Optional.of(page.items().getLast().journal().id());
        }
        return Desk.download(csv, "balance.csv");
    }
}
