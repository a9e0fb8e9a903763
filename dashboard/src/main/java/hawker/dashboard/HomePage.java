package hawker.dashboard;

import gg.jte.Content;
import hawker.accounts.Role.Right;
import hawker.desk.Desk;
import hawker.kernel.Clock;
import hawker.kernel.Money;
import hawker.kernel.PageRequest;
import hawker.ledger.Ledger;
import hawker.ledger.Purpose;
import hawker.look.DataTable;
import hawker.look.Kit;
import hawker.look.Link;
import hawker.look.StatTile;
import hawker.look.Templates;
import hawker.look.Tone;
import hawker.orders.DaySales;
import hawker.orders.Order;
import hawker.orders.OrderFilter;
import hawker.orders.Orders;
import hawker.payouts.Payouts;
import hawker.web.Response;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/** What must I do now, how does today go, how did the month go. */
final class HomePage {

    private static final int DAYS = 30;
    private static final int WEEK = 7;
    private static final int LATEST = 8;
    private static final int COUNTED = 100;
    private static final int BEST = 6;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM", Locale.US);

    private final Desk desk;
    private final Templates templates;
    private final Todo todo;
    private final Orders orders;
    private final Ledger ledger;
    private final Payouts payouts;
    private final Clock clock;

    HomePage(
            Desk desk,
            Templates templates,
            Todo todo,
            Orders orders,
            Ledger ledger,
            Payouts payouts,
            Clock clock) {
        this.desk = desk;
        this.templates = templates;
        this.todo = todo;
        this.orders = orders;
        this.ledger = ledger;
        this.payouts = payouts;
        this.clock = clock;
    }

    Response show(Desk.Seat seat) {
        var currency = seat.account().currency();
        var today = clock.today();
        var all = orders.salesPerDay(seat.shop(), currency, today.minusDays(2L * DAYS - 1), today);
        var before = all.subList(0, DAYS);
        var days = all.subList(DAYS, 2 * DAYS);
        var latest =
                orders.list(seat.shop(), OrderFilter.all(), PageRequest.first(COUNTED)).items();
        var body =
                templates.content(
                        "home.jte",
                        Map.of(
                                "seat", seat,
                                "shop", seat.account().name(),
                                "handle", seat.account().handle(),
                                "todo", todo.items(seat),
                                "tiles", tiles(seat, days),
                                "monthTotal", sold(days).text(),
                                "monthChange", change(sold(before), sold(days)),
                                "chart", chart(days, before),
                                "latest", latestOrders(latest.stream().limit(LATEST).toList()),
                                "best", best(latest)));
        return desk.page(seat, "Home", "home", body);
    }

    private List<Content> tiles(Desk.Seat seat, List<DaySales> days) {
        if (!seat.may(Right.SEE_MONEY)) return List.of(salesToday(days), ordersOfTheWeek(days));
        var currency = seat.account().currency();
        var balances = ledger.balances(seat.shop());
        var available = Kit.stat("Available", balances.of(Purpose.MERCHANT_AVAILABLE, currency));
        var pending = Kit.stat("Pending", balances.of(Purpose.MERCHANT_PENDING, currency));
        return List.of(
                salesToday(days),
                ordersOfTheWeek(days),
                available.note(nextPayout(seat)).leadsTo("See balance", "/dashboard/balance"),
                pending.note("Available two business days after each sale"));
    }

    private static StatTile salesToday(List<DaySales> days) {
        var today = days.getLast();
        var series = days.stream().map(day -> day.sold().minor()).toList();
        return Kit.stat("Sales today", today.sold())
                .note(count(today.orders()))
                .chart(Kit.sparkline(series, "Sales of the last " + DAYS + " days"))
                .leadsTo("See orders", "/dashboard/orders");
    }

    private static StatTile ordersOfTheWeek(List<DaySales> days) {
        ToIntFunction<List<DaySales>> sum = some -> some.stream().mapToInt(DaySales::orders).sum();
        int now = sum.applyAsInt(days.subList(DAYS - WEEK, DAYS));
        int before = sum.applyAsInt(days.subList(DAYS - 2 * WEEK, DAYS - WEEK));
        var tile = Kit.stat("Orders, last 7 days", String.valueOf(now));
        if (now == before) return tile.note("As many as the week before");
        return tile.change(
                (now > before ? "+" : "\u2212")
                        + Math.abs(now - before)
                        + " against the week before",
                now > before ? Tone.GOOD : Tone.BAD);
    }

    private String nextPayout(Desk.Seat seat) {
        return payouts.next(seat.shop(), seat.account().currency())
                .map(next -> "Next payout " + next.amount().text() + " on " + DAY.format(next.on()))
                .orElse("No payout is due");
    }

    /** "+12 % against the 30 days before"; nothing to compare with is said so. */
    private static Content change(Money before, Money now) {
        if (!before.isPositive() && !now.isPositive()) return Kit.text("");
        if (!before.isPositive()) return Kit.badge("First month", Tone.NOTE);
        long percent = (now.minor() - before.minor()) * 100 / before.minor();
        var words = (percent < 0 ? "\u2212" : "+") + Math.abs(percent) + " %";
        return Kit.badge(
                words + " against the " + DAYS + " days before",
                percent < 0 ? Tone.BAD : Tone.GOOD);
    }

    private static Content chart(List<DaySales> days, List<DaySales> before) {
        boolean compares = sold(before).isPositive();
        if (!compares && !sold(days).isPositive())
            return Kit.empty(
                    "trending-up",
                    "No sales yet. Each day’s will stand here.",
                    Optional.of(new Link("Write a post", "/compose")));
        var table =
                compares
                        ? Kit.table(
                                "Sales a day",
                                DataTable.Column.text("Day"),
                                DataTable.Column.number("Sales"),
                                DataTable.Column.number(DAYS + " days before"))
                        : Kit.table(
                                "Sales a day",
                                DataTable.Column.text("Day"),
                                DataTable.Column.number("Sales"));
        for (int i = 0; i < days.size(); i++) {
            var day = Kit.text(DAY.format(days.get(i).day()));
            var sold = Kit.money(days.get(i).sold());
            table =
                    compares
                            ? table.row(day, sold, Kit.money(before.get(i).sold()))
                            : table.row(day, sold);
        }
        return Kit.chart("Sales of the last " + DAYS + " days: " + sold(days).text(), table);
    }

    private static Money sold(List<DaySales> days) {
        return days.stream().map(DaySales::sold).reduce(Money::plus).orElseThrow();
    }

    private Content latestOrders(List<Order> latest) {
        return OrderTable.brief("Latest orders", latest, clock.now())
                .orElse(
                        Kit.empty(
                                "package",
                                "No orders yet. Post a product, and buyers can pay in the post.",
                                Optional.of(new Link("Write a post", "/compose"))));
    }

    /** What the latest orders are made of, most pieces first. */
    private static Content best(List<Order> latest) {
        var pieces =
                latest.stream()
                        .filter(order -> order.state() != Order.State.CANCELLED)
                        .flatMap(order -> order.lines().stream())
                        .collect(
                                Collectors.groupingBy(
                                        Order.Line::title,
                                        Collectors.summingLong(Order.Line::quantity)));
        var bars =
                pieces.entrySet().stream()
                        .sorted(
                                Map.Entry.<String, Long>comparingByValue()
                                        .reversed()
                                        .thenComparing(Map.Entry.comparingByKey()))
                        .limit(BEST)
                        .map(entry ->
                                new Kit.Bar(
                                        entry.getKey(),
                                        entry.getValue(),
                                        String.valueOf(entry.getValue())))
                        .toList();
        return bars.isEmpty()
                ? Kit.empty("tag", "Nothing was sold yet.", Optional.empty())
                : Kit.barList(bars);
    }

    private static String count(int orders) {
        return orders == 1 ? "1 order" : orders + " orders";
    }
}
