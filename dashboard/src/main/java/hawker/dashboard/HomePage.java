package hawker.dashboard;

import gg.jte.Content;
import hawker.kernel.Clock;
import hawker.kernel.Money;
import hawker.kernel.PageRequest;
import hawker.ledger.Ledger;
import hawker.ledger.Purpose;
import hawker.look.DataTable;
import hawker.look.Kit;
import hawker.look.Link;
import hawker.look.Templates;
import hawker.look.Tone;
import hawker.orders.DaySales;
import hawker.orders.Order;
import hawker.orders.OrderFilter;
import hawker.orders.Orders;
import hawker.payouts.Payouts;
import hawker.platform.Response;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What must I do now, how does today go, how did the month go. */
final class HomePage {

    private static final int DAYS = 30;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM", Locale.US);

    private final Desk desk;
    private final Templates templates;
    private final Orders orders;
    private final Ledger ledger;
    private final Payouts payouts;
    private final Clock clock;

    HomePage(
            Desk desk,
            Templates templates,
            Orders orders,
            Ledger ledger,
            Payouts payouts,
            Clock clock) {
        this.desk = desk;
        this.templates = templates;
        this.orders = orders;
        this.ledger = ledger;
        this.payouts = payouts;
        this.clock = clock;
    }

    Response show(Desk.Seat seat) {
        var currency = seat.account().currency();
        var today = clock.today();
        var days = orders.salesPerDay(seat.shop(), currency, today.minusDays(DAYS - 1L), today);
        int toShip = orders.count(seat.shop(), OrderFilter.toShip());
        var latest = orders.list(seat.shop(), OrderFilter.all(), PageRequest.first(8)).items();
        var balances = ledger.balances(seat.shop());
        var tiles =
                List.<Content>of(
                        salesToday(days),
                        Kit.stat("Available", balances.of(Purpose.MERCHANT_AVAILABLE, currency))
                                .note(nextPayout(seat))
                                .leadsTo("See balance", "/dashboard/balance"),
                        Kit.stat("Pending", balances.of(Purpose.MERCHANT_PENDING, currency))
                                .note("Available two business days after each sale"));
        var body =
                templates.content(
                        "home.jte",
                        Map.of(
                                "shop", seat.account().name(),
                                "todo", todo(toShip),
                                "tiles", tiles,
                                "monthTotal", Kit.money(sum(days)),
                                "chart", chart(days),
                                "latest", latestOrders(latest)));
        return desk.page(seat, "Home", "home", toShip, body);
    }

    private static Content todo(int toShip) {
        if (toShip == 0)
            return Kit.banner(
                    Tone.GOOD, "All done", "No order waits to be shipped.", Optional.empty());
        var what =
                toShip == 1
                        ? "One order waits to be shipped"
                        : toShip + " orders wait to be shipped";
        return Kit.banner(
                Tone.WARN,
                what,
                "Buyers see the tracking number as soon as you enter it.",
                Optional.of(new Link("Ship now", "/dashboard/orders?show=to-ship")));
    }

    private static Content salesToday(List<DaySales> days) {
        var today = days.getLast();
        var count = today.orders() == 1 ? "1 order" : today.orders() + " orders";
        return Kit.stat("Sales today", today.sold())
                .note(count)
                .chart(
                        Kit.sparkline(
                                days.stream().map(d -> d.sold().minor()).toList(),
                                "Sales of the last " + DAYS + " days"))
                .leadsTo("See orders", "/dashboard/orders");
    }

    private String nextPayout(Desk.Seat seat) {
        return payouts.next(seat.shop(), seat.account().currency())
                .map(next -> "Next payout " + next.amount().text() + " on " + DAY.format(next.on()))
                .orElse("No payout is due");
    }

    private static Content chart(List<DaySales> days) {
        var table =
                Kit.table(
                        "Sales a day",
                        DataTable.Column.text("Day"),
                        DataTable.Column.number("Sales"),
                        DataTable.Column.number("Refunds"));
        for (var day : days)
            table =
                    table.row(
                            Kit.text(DAY.format(day.day())),
                            Kit.money(day.sold()),
                            Kit.money(day.refunded()));
        return Kit.chart("Sales of the last " + DAYS + " days: " + sum(days).text(), table);
    }

    private static Money sum(List<DaySales> days) {
        return days.stream().map(DaySales::sold).reduce(Money::plus).orElseThrow();
    }

    private Content latestOrders(List<Order> latest) {
        return OrderTable.of("Latest orders", latest, clock.now())
                .orElse(
                        Kit.empty(
                                "package",
                                "No orders yet. Post a product, and buyers can pay in the post.",
                                Optional.of(new Link("Write a post", "/"))));
    }
}
