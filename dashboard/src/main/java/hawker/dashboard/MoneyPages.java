package hawker.dashboard;

import gg.jte.Content;
import hawker.accounts.Accounts;
import hawker.desk.Address;
import hawker.desk.Desk;
import hawker.kernel.Clock;
import hawker.kernel.PageRequest;
import hawker.ledger.Ledger;
import hawker.ledger.Purpose;
import hawker.look.Badge;
import hawker.look.DataTable;
import hawker.look.Kit;
import hawker.look.Templates;
import hawker.look.Tone;
import hawker.payouts.Payout;
import hawker.payouts.Payouts;
import hawker.web.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Balance with every entry behind it, and payouts. */
final class MoneyPages {

    private static final int ROWS = 25;
    private static final int LOOK_AROUND = 30;

    private final Desk desk;
    private final Templates templates;
    private final Accounts accounts;
    private final Ledger ledger;
    private final Payouts payouts;
    private final Clock clock;

    MoneyPages(
            Desk desk,
            Templates templates,
            Accounts accounts,
            Ledger ledger,
            Payouts payouts,
            Clock clock) {
        this.desk = desk;
        this.templates = templates;
        this.accounts = accounts;
        this.ledger = ledger;
        this.payouts = payouts;
        this.clock = clock;
    }

    Response balance(Desk.Seat seat) {
        var show = seat.request().queryParam("show").orElse("all");
        var after = seat.request().queryParam("after").filter(id -> id.length() == 24);
        var page =
                ledger.entries(
                        seat.shop(),
                        Statement.filter(show),
                        new PageRequest(ROWS, after, Optional.empty()));
        var next =
                page.hasMore()
                        ? Optional.of(page.items().getLast().journal().id())
                        : Optional.<String>empty();
        var here = new Address("/dashboard/balance").with("show", show, "all");
        var body =
                templates.content(
                        "balance.jte",
                        Map.of(
                                "tiles", tiles(seat),
                                "stopped", stopped(seat),
                                "days", days(seat),
                                "views", Statement.views(show),
                                "table",
                                        Statement.table(page.items())
                                                .orElse(
                                                        Kit.empty(
                                                                "wallet",
                                                                "Nothing was booked here yet.",
                                                                Optional.empty())),
                                "pages", here.pages(after, next)));
        return desk.page(seat, "Balance", "balance", body);
    }

    private List<Content> tiles(Desk.Seat seat) {
        var currency = seat.account().currency();
        var balances = ledger.balances(seat.shop());
        var available = balances.of(Purpose.MERCHANT_AVAILABLE, currency);
        return List.of(
                available.isNegative()
                        ? Kit.stat("Available", available)
                                .change("Refunds were larger than sales", Tone.BAD)
                        : Kit.stat("Available", available).note("Can be paid out or refunded"),
                Kit.stat("Pending", balances.of(Purpose.MERCHANT_PENDING, currency))
                        .note("Available two business days after each sale"),
                Kit.stat("On its way", balances.of(Purpose.PAYOUT_IN_TRANSIT, currency))
                        .note("To your bank")
                        .leadsTo("See payouts", "/dashboard/payouts"));
    }

    /** What is pending, by the day it becomes available. */
    private List<Kit.Pair> days(Desk.Seat seat) {
        var today = clock.today();
        return ledger
                .waiting(
                        seat.shop(),
                        Purpose.MERCHANT_PENDING,
                        today.minusDays(LOOK_AROUND),
                        today.plusDays(LOOK_AROUND))
                .stream()
                .filter(day -> !day.amount().isZero())
                .map(day ->
                        new Kit.Pair(
                                Statement.DAY.format(day.availableOn()), Kit.money(day.amount())))
                .toList();
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
                        DataTable.Column.text("Sent"),
                        DataTable.Column.number("Amount"));
        for (var payout : page.items())
            table =
                    table.linkedRow(
                            "/dashboard/payouts/" + payout.id(),
                            Kit.text(Statement.DAY.format(payout.arrivesOn())),
                            state(payout),
                            Kit.text("•••• " + payout.bankLast4()),
                            Kit.time(payout.createdAt(), clock.now()),
                            Kit.money(payout.amount()));
        var next =
                page.hasMore()
                        ? Optional.of(page.items().getLast().id().text())
                        : Optional.<String>empty();
        var body =
                templates.content(
                        "payouts.jte",
                        Map.of(
                                "seat",
                                seat,
                                "next",
                                next(seat),
                                "bank",
                                bank(seat),
                                "hasBank",
                                accounts.bankAccount(seat.account().id()).isPresent(),
                                "table",
                                table.orElse(
                                        Kit.empty("landmark", "No payouts yet.", Optional.empty())),
                                "pages",
                                new Address("/dashboard/payouts").pages(after, next)));
        return desk.page(seat, "Payouts", "payouts", body);
    }

    private Content next(Desk.Seat seat) {
        return payouts.next(seat.shop(), seat.account().currency())
                .<Content>map(due ->
                        Kit.stat("Next payout", due.amount())
                                .note("Leaves on " + Statement.DAY.format(due.on()))
                                .leadsTo("See balance", "/dashboard/balance"))
                .orElse(
                        Kit.stat("Next payout", "None due")
                                .note("Sales can be paid out two business days later")
                                .leadsTo("See balance", "/dashboard/balance"));
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
