package hawker.dashboard;

import gg.jte.Content;
import hawker.accounts.Accounts;
import hawker.kernel.Clock;
import hawker.kernel.PageRequest;
import hawker.ledger.EntryFilter;
import hawker.ledger.Ledger;
import hawker.ledger.Purpose;
import hawker.look.Badge;
import hawker.look.DataTable;
import hawker.look.Kit;
import hawker.look.Templates;
import hawker.look.Tone;
import hawker.orders.OrderFilter;
import hawker.orders.Orders;
import hawker.payouts.Payout;
import hawker.payouts.Payouts;
import hawker.platform.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Balance with every entry behind it, and payouts. */
final class MoneyPages {

    private static final int ROWS = 25;

    private final Desk desk;
    private final Templates templates;
    private final Accounts accounts;
    private final Orders orders;
    private final Ledger ledger;
    private final Payouts payouts;
    private final Clock clock;

    MoneyPages(
            Desk desk,
            Templates templates,
            Accounts accounts,
            Orders orders,
            Ledger ledger,
            Payouts payouts,
            Clock clock) {
        this.desk = desk;
        this.templates = templates;
        this.accounts = accounts;
        this.orders = orders;
        this.ledger = ledger;
        this.payouts = payouts;
        this.clock = clock;
    }

    Response balance(Desk.Seat seat) {
        var currency = seat.account().currency();
        var balances = ledger.balances(seat.shop());
        var available = balances.of(Purpose.MERCHANT_AVAILABLE, currency);
        var tiles =
                List.<Content>of(
                        available.isNegative()
                                ? Kit.stat("Available", available)
                                        .change("Refunds were larger than sales", Tone.BAD)
                                : Kit.stat("Available", available)
                                        .note("Can be paid out or refunded"),
                        Kit.stat("Pending", balances.of(Purpose.MERCHANT_PENDING, currency))
                                .note("Available two business days after each sale"),
                        Kit.stat("On its way", balances.of(Purpose.PAYOUT_IN_TRANSIT, currency))
                                .note("To your bank")
                                .leadsTo("See payouts", "/dashboard/payouts"));
        var after = seat.request().queryParam("after").filter(id -> id.length() == 24);
        var page =
                ledger.entries(
                        seat.shop(),
                        EntryFilter.ALL,
                        new PageRequest(ROWS, after, Optional.empty()));
        var older =
                page.hasMore()
                        ? Optional.of(
                                "/dashboard/balance?after=" + page.items().getLast().journal().id())
                        : Optional.<String>empty();
        var table =
                Statement.table(page.items(), clock)
                        .dense()
                        .orElse(Kit.empty("wallet", "Nothing was booked yet.", Optional.empty()));
        var body =
                templates.content(
                        "balance.jte",
                        Map.of(
                                "tiles",
                                tiles,
                                "stopped",
                                stopped(seat),
                                "table",
                                table,
                                "pages",
                                Kit.pages(after.map(a -> "/dashboard/balance"), older)));
        return desk.page(seat, "Balance", "balance", toShip(seat), body);
    }

    Response payouts(Desk.Seat seat) {
        var after = seat.request().queryParam("after").filter(id -> id.startsWith("po_"));
        var page = payouts.list(seat.shop(), new PageRequest(ROWS, after, Optional.empty()));
        var table =
                Kit.table(
                        "Payouts",
                        DataTable.Column.text("Arrives"),
                        DataTable.Column.text("State"),
                        DataTable.Column.text("To"),
                        DataTable.Column.text("Id"),
                        DataTable.Column.number("Amount"));
        for (var payout : page.items())
            table =
                    table.row(
                            Kit.text(Statement.DAY.format(payout.arrivesOn())),
                            state(payout),
                            Kit.text("Bank account •••• " + payout.bankLast4()),
                            Kit.text(payout.id().text()),
                            Kit.money(payout.amount()));
        var older =
                page.hasMore()
                        ? Optional.of("/dashboard/payouts?after=" + page.items().getLast().id())
                        : Optional.<String>empty();
        var next = payouts.next(seat.shop(), seat.account().currency());
        var body =
                templates.content(
                        "payouts.jte",
                        Map.of(
                                "next",
                                        next.<Content>map(n ->
                                                        Kit.stat("Next payout", n.amount())
                                                                .note(
                                                                        "On "
                                                                                + Statement.DAY
                                                                                        .format(
                                                                                                n
                                                                                                        .on())))
                                                .orElse(
                                                        Kit.stat("Next payout", "None due")
                                                                .note(
                                                                        "Sales become available two business days later")),
                                "bank", bank(seat),
                                "table",
                                        table.orElse(
                                                Kit.empty(
                                                        "landmark",
                                                        "No payouts yet.",
                                                        Optional.empty())),
                                "pages", Kit.pages(after.map(a -> "/dashboard/payouts"), older)));
        return desk.page(seat, "Payouts", "payouts", toShip(seat), body);
    }

    private Content bank(Desk.Seat seat) {
        return accounts.bankAccount(seat.account().id())
                .<Content>map(bank ->
                        Kit.pairs(
                                List.of(
                                        new Kit.Pair("Paid to", bank.holder()),
                                        new Kit.Pair("Account", "•••• " + bank.last4()),
                                        new Kit.Pair("Schedule", "Every business day"))))
                .orElse(
                        Kit.banner(
                                Tone.WARN,
                                "No bank account",
                                "Sales are kept in your balance until you add one.",
                                Optional.empty()));
    }

    private Content stopped(Desk.Seat seat) {
        return ledger.payoutsStoppedBy(seat.shop())
                .map(by ->
                        Kit.banner(
                                Tone.BAD,
                                "Payouts are stopped",
                                "A check of the books ("
                                        + by
                                        + ") failed and is looked into. Sales go on.",
                                Optional.empty()))
                .orElse(Kit.nothing());
    }

    private int toShip(Desk.Seat seat) {
        return orders.count(seat.shop(), OrderFilter.toShip());
    }

    private static Badge state(Payout payout) {
        return switch (payout.status()) {
            case PENDING -> Kit.badge("Pending", Tone.NOTE);
            case IN_TRANSIT -> Kit.badge("On its way", Tone.NOTE);
            case PAID -> Kit.badge("Paid", Tone.GOOD);
            case FAILED -> Kit.badge("Failed", Tone.BAD);
            case CANCELED -> Kit.badge("Cancelled", Tone.PLAIN);
        };
    }
}
