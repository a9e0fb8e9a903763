package hawker.workbench;

import gg.jte.Content;
import hawker.accounts.Role.Right;
import hawker.desk.Address;
import hawker.desk.Csv;
import hawker.desk.Desk;
import hawker.kernel.Money;
import hawker.look.DataTable;
import hawker.look.Kit;
import hawker.look.Link;
import hawker.look.Look;
import hawker.look.Templates;
import hawker.look.Tone;
import hawker.web.Response;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/** One payout: how it stands, where it goes, what of the balance it is made of, why it failed. */
final class PayoutPages {

    static final String PATH = "/dashboard/payouts";
    static final String ONE = PATH + "/{id}";
    static final String LINES = ONE + "/transactions.csv";

    private static final String API = "/v1/payouts/{}";
    private static final String LINES_API = "/v1/balance_transactions";
    private static final int ROWS = 25;

    /** Lines of one file: more than anybody reads, and a bound for who sells much. */
    private static final int MOST_PAGES = 100;

    private static final int AT_A_TIME = 100;

    private final Desk desk;
    private final Look look;
    private final Templates templates;
    private final Asking api;

    PayoutPages(Desk desk, Look look, Templates templates, Asking api) {
        this.desk = desk;
        this.look = look;
        this.templates = templates;
        this.api = api;
    }

    Response show(Desk.Seat seat) {
        return find(seat)
                .map(payout -> page(seat, payout))
                .orElseGet(() -> look.problem(seat.request(), 404));
    }

    private Optional<Thing> find(Desk.Seat seat) {
        var id = seat.request().pathParam("id");
        return api.find(seat, API, Query.of("expand[]", "destination"), id);
    }

    private Response page(Desk.Seat seat, Thing payout) {
        var path = PATH + "/" + payout.id();
        var after = seat.request().queryParam("after").filter(id -> id.startsWith("txn_"));
        var lines = lines(seat, payout, after, ROWS);
        var params = new HashMap<String, Object>();
        params.put(
                "way",
                Kit.breadcrumb(List.of(new Link("Payouts", PATH), new Link(payout.id(), ""))));
        params.put("amount", payout.money("amount"));
        params.put("state", Words.payout(payout.text("status")));
        params.put("made", Kit.moment(payout.created()));
        params.put("says", says(seat, payout));
        params.put("facts", facts(payout));
        params.put("automatic", payout.is("automatic"));
        params.put("lines", table(lines.all()));
        params.put("pages", new Address(path).pages(after, lines.next()));
        params.put("csv", path + "/transactions.csv");
        var body = templates.content("payout.jte", params);
        var title = "Payout of " + payout.money("amount").text();
        return desk.page(seat, title, "payouts", body);
    }

    /** What it is made of; an amount that somebody asked for is made of no certain lines. */
    private Asking.Things lines(Desk.Seat seat, Thing payout, Optional<String> after, int rows) {
        return payout.is("automatic")
                ? api.list(seat, LINES_API, Query.of("payout", payout.id()), after, rows)
                : new Asking.Things(List.of(), Optional.empty());
    }

    /** What there is to know or to do, where there is something. */
    private static Content says(Desk.Seat seat, Thing payout) {
        var amount = payout.money("amount").text();
        return switch (payout.text("status")) {
            case "failed" ->
                    Kit.banner(
                            Tone.BAD,
                            "The bank sent " + amount + " back",
                            payout.maybe("failure_message")
                                            .orElse("The bank gave no reason of its own.")
                                    + " The money is in the balance again; payouts wait until"
                                    + " another bank account is given.",
                            Optional.of(new Link("Bank account", PATH + "/bank"))
                                    .filter(link -> seat.may(Right.CHANGE_BANK)));
            case "canceled" ->
                    Kit.banner(
                            Tone.NOTE,
                            "This payout was cancelled",
                            amount + " went back to the balance; the bank never heard of it.",
                            Optional.empty());
            default -> Kit.nothing();
        };
    }

    private static List<Kit.Pair> facts(Thing payout) {
        var pairs = new ArrayList<Kit.Pair>();
        boolean there = payout.text("status").equals("paid");
        payout.time("arrival_date")
                .ifPresent(day ->
                        pairs.add(
                                new Kit.Pair(there ? "Arrived" : "Should arrive", Words.day(day))));
        pairs.add(new Kit.Pair("To", destination(payout)));
        pairs.add(
                new Kit.Pair(
                        "Sent",
                        (payout.is("automatic") ? "By schedule" : "When it was asked for")
                                + (payout.text("method").equals("instant") ? ", at once" : "")));
        payout.maybe("statement_descriptor")
                .ifPresent(text -> pairs.add(new Kit.Pair("On the statement", text)));
        payout.maybe("description").ifPresent(text -> pairs.add(new Kit.Pair("Description", text)));
        payout.maybe("trace_id.value")
                .ifPresent(text -> pairs.add(new Kit.Pair("The bank’s reference", text)));
        payout.maybe("failure_code")
                .ifPresent(code -> pairs.add(new Kit.Pair("Failure", Words.words(code))));
        for (var other : List.of("original_payout", "reversed_by"))
            payout.maybe(other)
                    .ifPresent(id -> pairs.add(new Kit.Pair(Words.words(other), Words.linked(id))));
        pairs.add(new Kit.Pair("Payout", payout.id()));
        pairs.addAll(Words.metadata(payout));
        return pairs;
    }

    /** "Juniper & Sons, •••• 6789"; an account that was replaced since has its number no more. */
    private static Content destination(Thing payout) {
        var to = payout.inner("destination");
        if (to.text("last4").isEmpty()) return Kit.text("An account that was replaced since");
        var holder = to.maybe("account_holder_name").map(name -> name + ", ").orElse("");
        return Kit.text(holder + "•••• " + to.text("last4"));
    }

    private static Content table(List<Thing> lines) {
        var table =
                Kit.table(
                        "Transactions",
                        DataTable.Column.text("What"),
                        DataTable.Column.text("Of"),
                        DataTable.Column.text("When"),
                        DataTable.Column.number("Amount"),
                        DataTable.Column.number("Fee"),
                        DataTable.Column.number("Net"));
        for (var line : lines) {
            // The payout's own line is the sum of the others, and stands on top of the page.
            if (line.text("type").equals("payout")) continue;
            table =
                    table.row(
                            Kit.text(Words.balance(line)),
                            source(line),
                            Kit.moment(line.created()),
                            Kit.money(line.money("amount")),
                            fee(line),
                            Kit.money(line.money("net")));
        }
        return table.orElse(Kit.empty("receipt", "No lines.", Optional.empty()));
    }

    private static Content source(Thing line) {
        return line.maybe("source").map(Words::linked).orElse(Kit.text("–"));
    }

    private static Content fee(Thing line) {
        Money fee = line.money("fee");
        return fee.isZero() ? Kit.text("–") : Kit.money(fee.negated());
    }

    /** All lines as a file, newest first. */
    Response download(Desk.Seat seat) {
        var found = find(seat);
        if (found.isEmpty()) return look.problem(seat.request(), 404);
        var csv = new Csv();
        for (var head :
                List.of(
                        "Transaction",
                        "Created",
                        "Type",
                        "Source",
                        "Description",
                        "Currency",
                        "Amount",
                        "Fee",
                        "Net",
                        "Available on")) csv.cell(head);
        csv.end();
        var after = Optional.<String>empty();
        for (int page = 0; page < MOST_PAGES; page++) {
            var lines = lines(seat, found.get(), after, AT_A_TIME);
            lines.all().forEach(line -> row(csv, line));
            after = lines.next();
            if (after.isEmpty()) break;
        }
        return Desk.download(csv, found.get().id() + ".csv");
    }

    private static void row(Csv csv, Thing line) {
        csv.cell(line.id())
                .cell(line.created().toString())
                .cell(line.text("type"))
                .cell(line.text("source"))
                .cell(line.text("description"))
                .cell(line.money("amount").currency().upper())
                .cell(line.money("amount"))
                .cell(line.money("fee"))
                .cell(line.money("net"))
                .cell(line.time("available_on").map(Words::day).orElse(""))
                .end();
    }
}
