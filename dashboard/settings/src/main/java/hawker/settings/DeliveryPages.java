package hawker.settings;

import gg.jte.Content;
import hawker.accounts.Account;
import hawker.accounts.Countries;
import hawker.accounts.Role.Right;
import hawker.checkout.Checkout;
import hawker.checkout.Delivery;
import hawker.checkout.ShippingRate;
import hawker.checkout.ShippingRate.Kind;
import hawker.checkout.ShippingRate.Reach;
import hawker.desk.Desk;
import hawker.desk.Typed;
import hawker.kernel.Currency;
import hawker.look.Choices.Choice;
import hawker.look.DataTable;
import hawker.look.Field;
import hawker.look.Kit;
import hawker.look.Link;
import hawker.look.Look;
import hawker.web.Response;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the shop delivers: the ways in the order in which buyers see them, each with its price, from
 * when on it is free, and where it goes; and where the shop stands, for the tax of what is picked
 * up.
 */
final class DeliveryPages {

    static final String PATH = "/dashboard/settings/delivery";
    static final String NEW = PATH + "/new";
    static final String RATE = PATH + "/{id}";

    private final Frames frames;
    private final Look look;
    private final Checkout checkout;

    DeliveryPages(Frames frames, Look look, Checkout checkout) {
        this.frames = frames;
        this.look = look;
        this.checkout = checkout;
    }

    Response list(Desk.Seat seat) {
        return list(seat, 200, "");
    }

    private Response list(Desk.Seat seat, int status, String stateError) {
        var delivery = checkout.delivery(seat.shop());
        var params = new HashMap<String, Object>();
        params.put("path", PATH);
        params.put("rates", table(seat, delivery));
        params.put("more", delivery.rates().size() < Delivery.MAX_RATES);
        params.put("state", state(seat.account(), delivery, stateError));
        params.put("tax", tax(seat.account(), delivery));
        return frames.page(seat, status, "delivery", "delivery.jte", params);
    }

    private Content table(Desk.Seat seat, Delivery delivery) {
        var table =
                Kit.table(
                        "Ways to deliver",
                        DataTable.Column.text("Name"),
                        DataTable.Column.text("Goes to"),
                        DataTable.Column.text("Price"),
                        DataTable.Column.text("Order"));
        boolean may = seat.may(Right.RUN_SHOP);
        for (int i = 0; i < delivery.rates().size(); i++) {
            var rate = delivery.rates().get(i);
            var cells =
                    new Content[] {
                        Kit.text(rate.says()),
                        Kit.text(where(rate, seat.account())),
                        Kit.text(rate.price()),
                        may ? order(seat, delivery, i) : Kit.text("" + (i + 1))
                    };
            table = may ? table.linkedRow(path(rate), cells) : table.row(cells);
        }
        return table.orElse(
                Kit.empty(
                        "truck",
                        "Nothing that must be sent can be bought: add a way to deliver.",
                        Optional.empty()));
    }

    /** Many countries are counted, few are named. */
    private static String where(ShippingRate rate, Account shop) {
        int countries = rate.countries().size();
        return countries > 5 ? countries + " countries" : rate.where(shop.country());
    }

    private static String path(ShippingRate rate) {
        return PATH + "/" + rate.key();
    }

    private Content order(Desk.Seat seat, Delivery delivery, int at) {
        var rate = delivery.rates().get(at);
        return frames.part(
                "order.jte",
                Map.of(
                        "path",
                        path(rate) + "/move",
                        "title",
                        rate.title(),
                        "first",
                        at == 0,
                        "last",
                        at == delivery.rates().size() - 1,
                        "seat",
                        seat));
    }

    private static Optional<Field> state(Account shop, Delivery delivery, String error) {
        var states = Delivery.states(shop.country());
        if (states.isEmpty()) return Optional.empty();
        var options = new ArrayList<Field.Option>();
        options.add(new Field.Option("", "Choose"));
        states.forEach((code, name) -> options.add(new Field.Option(code, name)));
        return Optional.of(
                Kit.select("state", "Where the shop stands", options)
                        .hint("For the tax on what buyers pick up there.")
                        .value(delivery.state())
                        .error(error));
    }

    /** What is added or contained, in sentences. */
    private static List<Kit.Pair> tax(Account shop, Delivery delivery) {
        var here = Delivery.tax(shop.country(), delivery.state());
        return List.of(
                new Kit.Pair("What is sent", "The rate of the place it goes to"),
                new Kit.Pair(
                        "What is picked up",
                        here.isEmpty() ? "No tax at the shop’s own place" : here),
                new Kit.Pair("Where no rate is known", "No tax"));
    }

    /** Where the shop stands. */
    Response place(Desk.Seat seat) {
        var state = seat.request().formParam("state").orElse("");
        var states = Delivery.states(seat.account().country());
        if (!state.isEmpty() && !states.containsKey(state))
            return list(seat, 422, "Choose one of the list.");
        checkout.changeDelivery(seat.shop(), now -> new Delivery(state, now.rates()));
        return look.seeOther(PATH, "Saved");
    }

    Response blank(Desk.Seat seat) {
        return form(seat, 200, Optional.empty(), TypedRate.nothing(), Map.of());
    }

    Response add(Desk.Seat seat) {
        var currency = seat.account().currency();
        var typed = TypedRate.of(seat.request());
        var wrong = typed.problems(currency);
        if (!wrong.isEmpty()) return form(seat, 422, Optional.empty(), typed, wrong);
        var after = checkout.changeDelivery(seat.shop(), now -> with(now, typed, currency));
        return after.rates().stream().anyMatch(typed::isIn)
                ? look.seeOther(PATH, typed.title() + " added")
                : look.seeOther(PATH, "There are " + Delivery.MAX_RATES + " ways already");
    }

    /** Behind all others; a shop that has as many as there may be keeps those. */
    private static Delivery with(Delivery now, TypedRate typed, Currency currency) {
        if (now.rates().size() >= Delivery.MAX_RATES) return now;
        var rates = new ArrayList<>(now.rates());
        rates.add(typed.rate(typed.freeKey(now), currency));
        return new Delivery(now.state(), rates);
    }

    Response edit(Desk.Seat seat) {
        return find(seat)
                .map(rate -> form(seat, 200, Optional.of(rate), TypedRate.of(rate), Map.of()))
                .orElseGet(() -> look.problem(seat.request(), 404));
    }

    /** A rate keeps its key and its currency. */
    Response change(Desk.Seat seat) {
        var before = find(seat);
        if (before.isEmpty()) return look.problem(seat.request(), 404);
        var currency = before.get().amount().currency();
        var typed = TypedRate.of(seat.request());
        var wrong = typed.problems(currency);
        if (!wrong.isEmpty()) return form(seat, 422, before, typed, wrong);
        var after = typed.rate(before.get().key(), currency);
        checkout.changeDelivery(
                seat.shop(),
                now ->
                        new Delivery(
                                now.state(),
                                now.rates().stream()
                                        .map(rate -> rate.key().equals(after.key()) ? after : rate)
                                        .toList()));
        return look.seeOther(PATH, "Saved");
    }

    /** One place up or down. */
    Response move(Desk.Seat seat) {
        var found = find(seat);
        if (found.isEmpty()) return look.problem(seat.request(), 404);
        int by = seat.request().formParam("by").orElse("").equals("up") ? -1 : 1;
        checkout.changeDelivery(
                seat.shop(),
                now -> {
                    var rates = new ArrayList<>(now.rates());
                    int at = rates.indexOf(now.rate(found.get().key()).orElse(found.get()));
                    int to = at + by;
                    if (at < 0 || to < 0 || to >= rates.size()) return now;
                    rates.add(to, rates.remove(at));
                    return new Delivery(now.state(), rates);
                });
        return Response.seeOther(PATH);
    }

    Response remove(Desk.Seat seat) {
        var found = find(seat);
        if (found.isEmpty()) return look.problem(seat.request(), 404);
        checkout.changeDelivery(
                seat.shop(),
                now ->
                        new Delivery(
                                now.state(),
                                now.rates().stream()
                                        .filter(rate -> !rate.key().equals(found.get().key()))
                                        .toList()));
        return look.seeOther(PATH, found.get().title() + " removed");
    }

    private Optional<ShippingRate> find(Desk.Seat seat) {
        return checkout.delivery(seat.shop()).rate(seat.request().pathParam("id"));
    }

    private Response form(
            Desk.Seat seat,
            int status,
            Optional<ShippingRate> rate,
            TypedRate typed,
            Map<String, String> wrong) {
        var currency = rate.map(r -> r.amount().currency()).orElse(seat.account().currency());
        var title = rate.map(ShippingRate::title).orElse("Add a way to deliver");
        var links = Frames.links(TypedRate.FIELDS, wrong);
        var params = new HashMap<String, Object>();
        params.put(
                "way",
                Kit.breadcrumb(
                        List.of(
                                new Link("Settings", ShopPages.PATH),
                                new Link("Delivery", PATH),
                                new Link(title, ""))));
        params.put("title", title);
        params.put("action", rate.map(DeliveryPages::path).orElse(NEW));
        params.put("fresh", rate.isEmpty());
        params.put("errors", links.isEmpty() ? Kit.nothing() : Kit.errorSummary(links));
        params.put("what", what(typed, wrong));
        params.put("money", money(typed, currency, wrong));
        params.put("reach", reach(seat.account(), typed, wrong));
        params.put("union", Kit.checkbox(TypedRate.UNION, "All of the European Union", false));
        params.put("countries", countries(typed));
        params.put("noCountry", wrong.getOrDefault("countries", ""));
        params.put("back", PATH);
        return frames.alone(seat, status, title, "rate.jte", params);
    }

    private static List<Content> what(TypedRate typed, Map<String, String> wrong) {
        return List.of(
                Kit.field("title", "Name")
                        .value(typed.title())
                        .hint("As buyers read it: “Standard”, “Overnight”.")
                        .attr("maxlength", "" + ShippingRate.MAX_TITLE)
                        .autocomplete("off")
                        .error(wrong.getOrDefault("title", "")),
                Kit.field("detail", "How long it takes, or where to fetch it")
                        .optional()
                        .value(typed.detail())
                        .attr("maxlength", "" + ShippingRate.MAX_DETAIL)
                        .autocomplete("off")
                        .error(wrong.getOrDefault("detail", "")),
                Kit.cards(
                                "kind",
                                "How it is handed over",
                                List.of(
                                        new Choice(
                                                Kind.POST.name(),
                                                "Sent",
                                                "A carrier brings it to the buyer",
                                                ""),
                                        new Choice(
                                                Kind.PICK_UP.name(),
                                                "Picked up",
                                                "The buyer fetches it at the shop",
                                                "")),
                                typed.kind().map(Kind::name).orElse(""))
                        .error(Optional.ofNullable(wrong.get("kind"))));
    }

    private static List<Content> money(
            TypedRate typed, Currency currency, Map<String, String> wrong) {
        return List.of(
                Kit.moneyField("price", "Price", Typed.sign(currency))
                        .hint("0 if it costs nothing.")
                        .value(typed.price())
                        .error(wrong.getOrDefault("price", "")),
                Kit.moneyField("free_from", "Free from", Typed.sign(currency))
                        .optional()
                        .hint("From this value of goods on.")
                        .value(typed.freeFrom())
                        .error(wrong.getOrDefault("free_from", "")));
    }

    private static Content reach(Account shop, TypedRate typed, Map<String, String> wrong) {
        return Kit.cards(
                        "reach",
                        "Where it goes",
                        List.of(
                                new Choice(
                                        Reach.HOME.name(),
                                        "Within " + Countries.name(shop.country())),
                                new Choice(Reach.CHOSEN.name(), "Certain countries"),
                                new Choice(
                                        Reach.ABROAD.name(),
                                        "All other countries",
                                        "Those that no other way of yours names",
                                        "")),
                        typed.reach().map(Reach::name).orElse(""))
                .error(Optional.ofNullable(wrong.get("reach")));
    }

    private static List<Content> countries(TypedRate typed) {
        return Countries.all().stream()
                .map(country ->
                        Kit.checkbox(
                                TypedRate.TO + country.code(),
                                country.name(),
                                typed.countries().contains(country.code())))
                .toList();
    }
}
