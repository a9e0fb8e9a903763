package hawker.workbench;

import gg.jte.Content;
import hawker.desk.Address;
import hawker.desk.Desk;
import hawker.kernel.Clock;
import hawker.look.Badge;
import hawker.look.DataTable;
import hawker.look.Kit;
import hawker.look.Link;
import hawker.look.Look;
import hawker.look.Templates;
import hawker.look.Tone;
import hawker.web.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a platform sent to its accounts, and what it earned of their payments. */
final class TransferPages {

    static final String PATH = "/dashboard/transfers";
    static final String FEES = "/dashboard/fees";
    private static final String TRANSFERS_API = "/v1/transfers";
    private static final String FEES_API = "/v1/application_fees";
    private static final int ROWS = 25;

    private final Desk desk;
    private final Look look;
    private final Templates templates;
    private final Asking api;
    private final Clock clock;

    TransferPages(Desk desk, Look look, Templates templates, Asking api, Clock clock) {
        this.desk = desk;
        this.look = look;
        this.templates = templates;
        this.api = api;
        this.clock = clock;
    }

    Response transfers(Desk.Seat seat) {
        var after = seat.request().queryParam("after").filter(id -> id.startsWith("tr_"));
        var found = api.list(seat, TRANSFERS_API, Query.NONE, after, ROWS);
        return list(seat, "transfers", table(found.all(), clock.now()), PATH, after, found.next());
    }

    Response fees(Desk.Seat seat) {
        var after = seat.request().queryParam("after").filter(id -> id.startsWith("fee_"));
        var found = api.list(seat, FEES_API, Query.NONE, after, ROWS);
        return list(seat, "fees", feeTable(found.all()), FEES, after, found.next());
    }

    private Response list(
            Desk.Seat seat,
            String tab,
            Content table,
            String path,
            Optional<String> after,
            Optional<String> next) {
        var body =
                templates.content(
                        "logs.jte",
                        Map.of(
                                "title", "Connect",
                                "tabs", ConnectPages.tabs(tab),
                                "filter", Kit.nothing(),
                                "table", table,
                                "pages", new Address(path).pages(after, next)));
        return desk.page(seat, Words.words(tab), "connect", body);
    }

    static Content table(List<Thing> transfers, Instant now) {
        var table =
                Kit.table(
                        "Transfers",
                        DataTable.Column.text("Amount"),
                        DataTable.Column.text("State"),
                        DataTable.Column.text("To"),
                        DataTable.Column.text("Of"),
                        DataTable.Column.text("When"));
        for (var transfer : transfers)
            table =
                    table.linkedRow(
                            PATH + "/" + transfer.id(),
                            Kit.money(transfer.money("amount")),
                            state(transfer, "amount_reversed", "reversed", "Sent"),
                            Words.linked(transfer.text("destination")),
                            transfer.maybe("source_transaction")
                                    .map(Words::linked)
                                    .orElse(Kit.text("The balance")),
                            Kit.time(transfer.created(), now));
        return table.orElse(
                Kit.empty("send", "Nothing was sent to a connected account.", Optional.empty()));
    }

    private Content feeTable(List<Thing> fees) {
        var table =
                Kit.table(
                        "Application fees",
                        DataTable.Column.text("Amount"),
                        DataTable.Column.text("State"),
                        DataTable.Column.text("Earned of"),
                        DataTable.Column.text("When"));
        for (var fee : fees)
            table =
                    table.linkedRow(
                            FEES + "/" + fee.id(),
                            Kit.money(fee.money("amount")),
                            state(fee, "amount_refunded", "refunded", "Earned"),
                            Words.linked(fee.text("account")),
                            Kit.time(fee.created(), clock.now()));
        return table.orElse(
                Kit.empty(
                        "percent",
                        "No fees yet: none of your accounts’ payments carried one.",
                        Optional.empty()));
    }

    private static Badge state(Thing thing, String taken, String all, String whole) {
        if (thing.is(all)) return Kit.badge(Words.words(all), Tone.PLAIN);
        return thing.number(taken) > 0
                ? Kit.badge("Partly " + all, Tone.WARN)
                : Kit.badge(whole, Tone.GOOD);
    }

    Response transfer(Desk.Seat seat) {
        return api.find(seat, TRANSFERS_API + "/{}", seat.request().pathParam("id"))
                .map(transfer -> {
                    var state = state(transfer, "amount_reversed", "reversed", "Sent");
                    var back = taken(transfer.all("reversals"), "Taken back");
                    return page(seat, transfer, "Transfers", PATH, state, back);
                })
                .orElseGet(() -> look.problem(seat.request(), 404));
    }

    Response fee(Desk.Seat seat) {
        return api.find(seat, FEES_API + "/{}", seat.request().pathParam("id"))
                .map(fee -> {
                    var state = state(fee, "amount_refunded", "refunded", "Earned");
                    var back = taken(fee.all("refunds"), "Given back");
                    return page(seat, fee, "Fees", FEES, state, back);
                })
                .orElseGet(() -> look.problem(seat.request(), 404));
    }

    private Response page(
            Desk.Seat seat, Thing thing, String list, String path, Badge state, Content back) {
        var params = new HashMap<String, Object>();
        params.put("way", Kit.breadcrumb(List.of(new Link(list, path), new Link(thing.id(), ""))));
        params.put("amount", thing.money("amount"));
        params.put("state", state);
        params.put("made", Kit.moment(thing.created()));
        params.put("facts", facts(thing));
        params.put("back", back);
        var body = templates.content("moved.jte", params);
        return desk.page(seat, thing.money("amount").text(), "connect", body);
    }

    private static List<Kit.Pair> facts(Thing thing) {
        var pairs = new ArrayList<Kit.Pair>();
        pairs.add(new Kit.Pair(Words.words(thing.text("object")), thing.id()));
        linked(pairs, thing, "To", "destination");
        linked(pairs, thing, "Arrived as", "destination_payment");
        linked(pairs, thing, "Money of", "source_transaction");
        linked(pairs, thing, "Earned of", "account");
        linked(pairs, thing, "Their payment", "charge");
        linked(pairs, thing, "Your payment", "originating_transaction");
        linked(pairs, thing, "Line of the balance", "balance_transaction");
        thing.maybe("transfer_group").ifPresent(group -> pairs.add(new Kit.Pair("Group", group)));
        thing.maybe("description").ifPresent(text -> pairs.add(new Kit.Pair("Description", text)));
        pairs.addAll(Words.metadata(thing));
        return pairs;
    }

    private static void linked(List<Kit.Pair> pairs, Thing thing, String label, String field) {
        // A payment in the book of somebody else has no page here.
        boolean theirs = field.equals("charge") || field.equals("destination_payment");
        thing.maybe(field)
                .ifPresent(id ->
                        pairs.add(new Kit.Pair(label, theirs ? Kit.text(id) : Words.linked(id))));
    }

    private Content taken(List<Thing> parts, String caption) {
        var table =
                Kit.table(
                        caption,
                        DataTable.Column.text("When"),
                        DataTable.Column.text("Id"),
                        DataTable.Column.number("Amount"));
        for (var part : parts)
            table =
                    table.row(
                            Kit.moment(part.created()),
                            Kit.text(part.id()),
                            Kit.money(part.money("amount")));
        return table.orElse(Kit.empty("undo-2", "Nothing of it went back.", Optional.empty()));
    }
}
