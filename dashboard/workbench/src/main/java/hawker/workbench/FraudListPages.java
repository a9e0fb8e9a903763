package hawker.workbench;

import gg.jte.Content;
import hawker.accounts.Role.Right;
import hawker.desk.Address;
import hawker.desk.Desk;
import hawker.kernel.Clock;
import hawker.look.DataTable;
import hawker.look.Field;
import hawker.look.Kit;
import hawker.look.Link;
import hawker.look.Look;
import hawker.look.Templates;
import hawker.look.Tone;
import hawker.web.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The lists that rules look into, and the payments that somebody should look at. */
final class FraudListPages {

    static final String LISTS = FraudPages.PATH + "/lists";
    static final String REVIEWS = FraudPages.PATH + "/reviews";

    private static final String API = "/v1/radar/value_lists";
    private static final String ITEMS = "/v1/radar/value_list_items";
    private static final String REVIEWS_API = "/v1/reviews";
    private static final int ROWS = 25;

    private static final List<Field.Option> TYPES =
            List.of(
                    new Field.Option("email", "E-mail addresses"),
                    new Field.Option("country", "Countries, by two letters"),
                    new Field.Option("card_fingerprint", "Card fingerprints"),
                    new Field.Option("customer_id", "Customers, by their ids"),
                    new Field.Option("ip_address", "IP addresses"),
                    new Field.Option("string", "Texts"),
                    new Field.Option("case_sensitive_string", "Texts in which capitals matter"));

    private final Desk desk;
    private final Look look;
    private final Templates templates;
    private final Asking api;
    private final Clock clock;

    FraudListPages(Desk desk, Look look, Templates templates, Asking api, Clock clock) {
        this.desk = desk;
        this.look = look;
        this.templates = templates;
        this.api = api;
        this.clock = clock;
    }

    Response lists(Desk.Seat seat) {
        return lists(seat, 200, Map.of(), new Asking.Done.Refused(0, "", ""));
    }

    private Response lists(
            Desk.Seat seat, int status, Map<String, String> typed, Asking.Done.Refused refused) {
        var after = seat.request().queryParam("after").filter(id -> id.startsWith("rsl_"));
        var found = api.list(seat, API, Query.NONE, after, ROWS);
        var table =
                Kit.table(
                        "Value lists",
                        DataTable.Column.text("Name"),
                        DataTable.Column.text("In rules"),
                        DataTable.Column.text("Holds"),
                        DataTable.Column.text("Values"));
        for (var list : found.all())
            table =
                    table.linkedRow(
                            LISTS + "/" + list.id(),
                            Kit.text(list.text("name")),
                            Kit.text("@" + list.text("alias")),
                            Kit.text(holds(list.text("item_type"))),
                            Kit.text(some(list)));
        var params = new HashMap<String, Object>();
        params.put("tabs", FraudPages.tabs("lists"));
        params.put("table", table);
        params.put("pages", new Address(LISTS).pages(after, found.next()));
        params.put("fields", fields(typed, refused));
        params.put("path", LISTS);
        params.put("seat", seat);
        return desk.page(
                seat, status, "Value lists", "fraud", templates.content("fraudLists.jte", params));
    }

    private static String holds(String type) {
        return TYPES.stream()
                .filter(option -> option.value().equals(type))
                .map(Field.Option::label)
                .findFirst()
                .orElseGet(() -> Words.words(type));
    }

    private static String some(Thing list) {
        int shown = list.all("list_items").size();
        if (shown == 0) return "None";
        return list.is("list_items.has_more") ? shown + " and more" : "" + shown;
    }

    private static List<Content> fields(Map<String, String> typed, Asking.Done.Refused refused) {
        var name =
                Kit.field("name", "Name")
                        .value(typed.getOrDefault("name", ""))
                        .attr("maxlength", "100");
        var alias =
                Kit.field("alias", "In rules")
                        .prefix("@")
                        .hint("Letters, digits and underscores: trusted_buyers")
                        .value(typed.getOrDefault("alias", ""))
                        .attr("maxlength", "100");
        var type =
                Kit.select("item_type", "Holds", TYPES)
                        .value(typed.getOrDefault("item_type", "email"));
        boolean ofName = refused.param().equals("name");
        return List.of(
                name.error(ofName ? refused.says() : ""),
                alias.error(ofName ? "" : refused.says()),
                type);
    }

    Response create(Desk.Seat seat) {
        var typed = new HashMap<String, String>();
        var query = Query.NONE;
        for (var name : List.of("name", "alias", "item_type")) {
            var value = seat.request().formParam(name).orElse("").strip();
            typed.put(name, value);
            query = query.with(name, value);
        }
        return switch (api.post(seat, API, query, "")) {
            case Asking.Done.Well(var list) ->
                    look.seeOther(LISTS + "/" + list.id(), "The list is made");
            case Asking.Done.Refused refused -> lists(seat, 422, typed, refused);
        };
    }

    Response list(Desk.Seat seat) {
        return api.find(seat, API + "/{}", seat.request().pathParam("id"))
                .map(list -> page(seat, 200, list, "", ""))
                .orElseGet(() -> look.problem(seat.request(), 404));
    }

    private Response page(Desk.Seat seat, int status, Thing list, String typed, String error) {
        var path = LISTS + "/" + list.id();
        var after = seat.request().queryParam("after").filter(id -> id.startsWith("rsli_"));
        var items = api.list(seat, ITEMS, Query.of("value_list", list.id()), after, ROWS);
        var params = new HashMap<String, Object>();
        params.put(
                "way",
                Kit.breadcrumb(
                        List.of(new Link("Value lists", LISTS), new Link(list.text("name"), ""))));
        params.put("name", list.text("name"));
        params.put("alias", "@" + list.text("alias"));
        params.put("holds", holds(list.text("item_type")));
        params.put("table", items(seat, path, items.all()));
        params.put("pages", new Address(path).pages(after, items.next()));
        params.put("path", path);
        params.put(
                "field",
                Kit.field("value", "Value").value(typed).error(error).attr("maxlength", "800"));
        params.put("seat", seat);
        return desk.page(
                seat,
                status,
                list.text("name"),
                "fraud",
                templates.content("fraudList.jte", params));
    }

    private Content items(Desk.Seat seat, String path, List<Thing> items) {
        var table =
                Kit.table(
                        "Values",
                        DataTable.Column.text("Value"),
                        DataTable.Column.text("Since"),
                        DataTable.Column.text(""));
        for (var item : items)
            table =
                    table.row(
                            Kit.text(item.text("value")),
                            Kit.time(item.created(), clock.now()),
                            templates.content(
                                    "oneButton.jte",
                                    Map.of(
                                            "right",
                                            Right.GUARD,
                                            "path",
                                            path + "/remove",
                                            "fields",
                                            Map.of("item", item.id()),
                                            "button",
                                            Kit.button("Remove " + item.text("value"))
                                                    .quiet()
                                                    .compact()
                                                    .iconOnly("trash-2"),
                                            "seat",
                                            seat)));
        return table.orElse(Kit.empty("list", "Nothing is on this list.", Optional.empty()));
    }

    Response put(Desk.Seat seat) {
        var found = api.find(seat, API + "/{}", seat.request().pathParam("id"));
        if (found.isEmpty()) return look.problem(seat.request(), 404);
        var list = found.get();
        var typed = seat.request().formParam("value").orElse("").strip();
        var query = Query.of("value_list", list.id()).sent("value", typed);
        return switch (api.post(seat, ITEMS, query, "")) {
            case Asking.Done.Well(var item) ->
                    look.seeOther(LISTS + "/" + list.id(), "It is on the list");
            case Asking.Done.Refused(var status, var says, var param) ->
                    page(seat, 422, list, typed, says);
        };
    }

    /** Takes a value off the list; a value of another list stays. */
    Response remove(Desk.Seat seat) {
        var list = seat.request().pathParam("id");
        var item = seat.request().formParam("item").orElse("");
        boolean ofIt =
                api.find(seat, ITEMS + "/{}", item)
                        .filter(found -> found.text("value_list").equals(list))
                        .isPresent();
        if (!ofIt) return look.problem(seat.request(), 404);
        return gone(seat, api.delete(seat, ITEMS + "/{}", item), LISTS + "/" + list);
    }

    Response delete(Desk.Seat seat) {
        var list = seat.request().pathParam("id");
        return gone(seat, api.delete(seat, API + "/{}", list), LISTS);
    }

    private Response gone(Desk.Seat seat, Asking.Done done, String then) {
        return switch (done) {
            case Asking.Done.Well ignored -> look.seeOther(then, "Removed");
            case Asking.Done.Refused(var status, var says, var param) ->
                    status == 404
                            ? look.problem(seat.request(), 404)
                            : look.seeOther(LISTS + "/" + seat.request().pathParam("id"), says);
        };
    }

    /** Those that are open, the newest first. */
    Response reviews(Desk.Seat seat) {
        var after = seat.request().queryParam("after").filter(id -> id.startsWith("prv_"));
        var query = Query.of("expand[]", "data.charge.customer");
        var found = api.list(seat, REVIEWS_API, query, after, ROWS);
        var table =
                Kit.table(
                        "Reviews",
                        DataTable.Column.text("Amount"),
                        DataTable.Column.text("Why"),
                        DataTable.Column.text("Payer"),
                        DataTable.Column.text("When"),
                        DataTable.Column.text(""));
        for (var review : found.all()) {
            var charge = review.inner("charge");
            table =
                    table.linkedRow(
                            "/dashboard/payments/" + charge.id(),
                            Kit.money(charge.money("amount")),
                            rule(charge),
                            CustomerPages.linkedPayer(charge),
                            Kit.time(review.created(), clock.now()),
                            approval(seat, review.id()));
        }
        var body =
                templates.content(
                        "logs.jte",
                        Map.of(
                                "title", "Fraud",
                                "tabs", FraudPages.tabs("reviews"),
                                "filter", Kit.nothing(),
                                "table",
                                        table.orElse(
                                                Kit.empty(
                                                        "shield-check",
                                                        "No payment waits to be looked at.",
                                                        Optional.empty())),
                                "pages", new Address(REVIEWS).pages(after, found.next())));
        return desk.page(seat, "Reviews", "fraud", body);
    }

    private static Content rule(Thing charge) {
        return charge.maybe("outcome.rule")
                .<Content>map(id -> Words.link(Words.rule(id), FraudPages.PATH + "/rules/" + id))
                .orElse(Kit.badge("Elevated risk", Tone.WARN));
    }

    private Content approval(Desk.Seat seat, String review) {
        return templates.content(
                "oneButton.jte",
                Map.of(
                        "right",
                        Right.REFUND,
                        "path",
                        REVIEWS,
                        "fields",
                        Map.of("review", review),
                        "button",
                        Kit.button("Approve").compact(),
                        "seat",
                        seat));
    }

    Response approve(Desk.Seat seat) {
        var review = seat.request().formParam("review").orElse("");
        return switch (api.post(seat, REVIEWS_API + "/{}/approve", Query.NONE, "", review)) {
            case Asking.Done.Well ignored -> look.seeOther(REVIEWS, "Approved");
            case Asking.Done.Refused(var status, var says, var param) ->
                    status == 404
                            ? look.problem(seat.request(), 404)
                            : look.seeOther(REVIEWS, says);
        };
    }
}
