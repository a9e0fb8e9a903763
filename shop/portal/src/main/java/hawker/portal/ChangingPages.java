package hawker.portal;

import com.fasterxml.jackson.databind.JsonNode;
import gg.jte.Content;
import hawker.api.ApiModule.Inside;
import hawker.api.Json;
import hawker.look.Choices;
import hawker.look.Kit;
import hawker.platform.Platform;
import hawker.web.Response;
import hawker.web.Routes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Buyers take another plan, or more or less of theirs ({@code features.subscription_update}): they
 * choose, see what it will cost (by the API's own preview, so that nothing else can be charged),
 * and confirm. What is confirmed is what was shown, as of that moment, for an hour.
 */
final class ChangingPages {

    private static final String ONE = "/v1/subscriptions/{}";

    /** How long a price that was shown is charged. */
    private static final Duration HOLDS = Duration.ofHours(1);

    private final EntrancePages entrance;
    private final Platform platform;
    private final Rebates rebates;

    ChangingPages(EntrancePages entrance, Platform platform) {
        this.entrance = entrance;
        this.platform = platform;
        rebates = new Rebates(platform);
    }

    Routes routes() {
        var path = PortalPages.BASE + "/change";
        return new Routes()
                .get(path, entrance.page(visit -> choose(visit, 200, "")))
                .get(path + "/confirm", entrance.page(visit -> confirm(visit, 200, "")))
                .post(path + "/confirm", entrance.form(this::change))
                .post(path + "/forget", entrance.form(this::forget));
    }

    /** Whether a buyer may change a subscription: one of one thing, that runs and does not end. */
    static boolean isOpen(Visiting visit, JsonNode subscription) {
        var items = Shown.items(subscription);
        var status = subscription.path("status").asText();
        return visit.offers(Features.UPDATE)
                && items.size() == 1
                && items.getFirst().path("quantity").isNumber()
                && List.of("active", "trialing", "past_due").contains(status)
                && !Shown.ends(subscription)
                && subscription.path("schedule").isNull();
    }

    /** What a buyer wants a subscription to be. */
    private record Wish(
            JsonNode subscription,
            JsonNode item,
            Offer offer,
            long quantity,
            Optional<Rebates.Rebate> rebate) {
        boolean isSame() {
            return offer.id().equals(item.path("price").path("id").asText())
                    && quantity == item.path("quantity").asLong();
        }

        String id() {
            return subscription.path("id").asText();
        }

        Wish with(Optional<Rebates.Rebate> other) {
            return new Wish(subscription, item, offer, quantity, other);
        }

        /** Whether all of it is so already: a second press changes nothing. */
        boolean isDone(Visiting visit) {
            return isSame() && rebate.map(r -> Rebates.has(visit, id(), r)).orElse(true);
        }

        boolean waits(Visiting visit) {
            return !isSame() && LaterChange.waits(visit, item, offer.price(), quantity);
        }
    }

    private static Optional<JsonNode> about(Visiting visit) {
        return visit.subscription().filter(found -> isOpen(visit, found));
    }

    private Response choose(Visiting visit, int status, String wrong) {
        var found = about(visit);
        if (found.isEmpty()) return entrance.nothing(visit);
        var subscription = found.get();
        var item = Shown.items(subscription).getFirst();
        var current = item.path("price").path("id").asText();
        var offers = Offer.all(visit, subscription);
        var fields = new HashMap<String, Object>();
        fields.put("action", visit.session().path() + "/change/confirm");
        fields.put("subscription", subscription.path("id").asText());
        fields.put("heading", Kit.heading("Change your plan", says(item)));
        fields.put("wrong", wrong);
        fields.put("prices", prices(visit, offers, current));
        fields.put("quantity", quantity(visit, offers, item));
        fields.put("code", code(visit));
        return entrance.shown(visit, status, "Change your plan", "change.jte", fields);
    }

    /** A field for a promotion code, where the seller takes them. */
    private static Content code(Visiting visit) {
        if (!Rebates.mayType(visit)) return Kit.nothing();
        return Kit.field("code", "Promotion code")
                .value(param(visit, "code").orElse(""))
                .autocomplete("off")
                .attr("maxlength", "100")
                .attr("autocapitalize", "characters")
                .optional();
    }

    private static String says(JsonNode item) {
        return "Now: " + Shown.name(item) + ", " + Shown.price(item);
    }

    private static Optional<Choices> prices(Visiting visit, List<Offer> offers, String current) {
        if (!Features.allows(visit.portal(), "price") || offers.isEmpty()) return Optional.empty();
        var choices = new ArrayList<Choices.Choice>();
        for (var offer : offers) {
            var recurring = offer.price().path("recurring");
            var every =
                    Words.every(
                            recurring.path("interval").asText(),
                            recurring.path("interval_count").asLong(1));
            var detail = offer.id().equals(current) ? "Your plan now" : "";
            var aside = Shown.money(offer.price(), "unit_amount").text() + " " + every;
            choices.add(new Choices.Choice(offer.id(), offer.name(), detail, aside));
        }
        return Optional.of(Kit.cards("price", "Plan", choices, current));
    }

    /** A field for how many, where any of the offers is counted. */
    private static Content quantity(Visiting visit, List<Offer> offers, JsonNode item) {
        var counted = offers.stream().filter(Offer::isCounted).toList();
        if (!Features.allows(visit.portal(), "quantity") || counted.isEmpty()) return Kit.nothing();
        int least = counted.stream().mapToInt(Offer::least).min().orElse(1);
        int most = counted.stream().mapToInt(Offer::most).max().orElse(1);
        int now = Math.clamp(item.path("quantity").asLong(1), least, most);
        return Kit.quantity("quantity", "How many", now, least, most);
    }

    /** What the buyer has chosen, or came to confirm; empty if it is not to be had. */
    private Optional<Wish> wish(Visiting visit, JsonNode subscription) {
        var item = Shown.items(subscription).getFirst();
        var confirms = visit.session().flow().path(Session.CONFIRM);
        boolean agreed = visit.session().isFor(Session.CONFIRM);
        var given = confirms.path("items").path(0);
        var current = item.path("price").path("id").asText();
        var id = agreed ? given.path("price").asText() : param(visit, "price").orElse(current);
        long now = item.path("quantity").asLong(1);
        long wanted =
                agreed
                        ? given.path("quantity").asLong(1)
                        : param(visit, "quantity").map(ChangingPages::number).orElse(now);
        for (var offer : Offer.all(visit, subscription))
            if (offer.id().equals(id)) {
                boolean counts = offer.isCounted() && Features.allows(visit.portal(), "quantity");
                long quantity = counts ? Math.clamp(wanted, offer.least(), offer.most()) : now;
                boolean other = !id.equals(current);
                if (other && !Features.allows(visit.portal(), "price")) return Optional.empty();
                var chosen =
                        agreed
                                ? Rebates.chosen(visit, confirms.path("discounts"))
                                : Optional.<Rebates.Rebate>empty();
                return Optional.of(new Wish(subscription, item, offer, quantity, chosen));
            }
        return Optional.empty();
    }

    private static Optional<String> param(Visiting visit, String name) {
        var request = visit.request();
        return request.formParam(name).or(() -> request.queryParam(name));
    }

    private static long number(String text) {
        return text.matches("[0-9]{1,6}") ? Long.parseLong(text) : 0;
    }

    /** The parameters of the change, as an update takes them. */
    private static Map<String, String> update(Visiting visit, Wish wish, Instant at) {
        var form = new LinkedHashMap<String, String>();
        wish.rebate().ifPresent(rebate -> form.putAll(rebate.form()));
        form.put("items[0][id]", wish.item().path("id").asText());
        form.put("items[0][price]", wish.offer().id());
        form.put("items[0][quantity]", "" + wish.quantity());
        var how = visit.portal().feature(Features.UPDATE);
        form.put("proration_behavior", how.path("proration_behavior").asText("none"));
        if (how.path("billing_cycle_anchor").asText("").equals("now"))
            form.put("billing_cycle_anchor", "now");
        if (endsTrial(visit, wish)) form.put("trial_end", "now");
        // A trial, and a period that begins anew, have nothing that could be divided.
        boolean runs = wish.subscription().path("status").asText().equals("active");
        if (runs && isWithin(wish.subscription(), at))
            form.put("proration_date", "" + Json.seconds(at));
        return form;
    }

    /** Whether a change ends a trial, as the seller says; it is paid then. */
    private static boolean endsTrial(Visiting visit, Wish wish) {
        var how = visit.portal().feature(Features.UPDATE).path("trial_update_behavior");
        return wish.subscription().path("status").asText().equals("trialing")
                && !wish.isSame()
                && !how.asText("").equals("continue_trial");
    }

    private static boolean isWithin(JsonNode subscription, Instant at) {
        var item = Shown.items(subscription).getFirst();
        return !at.isBefore(Shown.time(item, "current_period_start"))
                && at.isBefore(Shown.periodEnd(subscription));
    }

    private Response confirm(Visiting visit, int status, String wrong) {
        var found = about(visit);
        if (found.isEmpty()) return entrance.nothing(visit);
        var plan = wish(visit, found.get());
        if (plan.isEmpty()) return choose(visit, 422, "This plan cannot be chosen.");
        var typed = rebates.typed(visit, param(visit, "code").orElse(""));
        if (!typed.wrong().isEmpty()) return choose(visit, 422, typed.wrong());
        var wish = Optional.of(plan.get().with(typed.rebate().or(plan.get()::rebate)));
        if (wish.get().isSame() && wish.get().rebate().isEmpty())
            return choose(visit, 422, "Choose another plan, or how many.");
        if (wish.get().waits(visit)) return later(visit, status, wish.get(), wrong);
        var at = platform.clock().now();
        var preview = preview(visit, wish.get(), at);
        if (!preview.isOk()) return choose(visit, 422, Visiting.says(preview));
        return confirm(visit, status, wish.get(), preview.body(), at, wrong);
    }

    private Response confirm(
            Visiting visit, int status, Wish wish, JsonNode preview, Instant at, String wrong) {
        var fields = confirming(visit, wish, wrong);
        fields.put("at", "" + Json.seconds(at));
        boolean now = isNow(preview) || endsTrial(visit, wish);
        fields.put("now", now);
        fields.put("when", Kit.moment(now ? at : Shown.periodEnd(wish.subscription())));
        fields.put(
                "receipt",
                Optional.of(Shown.receipt(preview, now ? "To pay today" : "Your next bill")));
        var due = Shown.money(preview, "amount_due");
        boolean pays = now && due.isPositive();
        fields.put("button", pays ? "Confirm and pay " + due.text() : "Confirm");
        return entrance.shown(visit, status, "Confirm your new plan", "confirm.jte", fields);
    }

    /** A change that waits: nothing is paid for it before. */
    private Response later(Visiting visit, int status, Wish wish, String wrong) {
        var fields = confirming(visit, wish, wrong);
        fields.put("at", "" + Json.seconds(platform.clock().now()));
        fields.put("now", false);
        fields.put("when", Kit.moment(Shown.periodEnd(wish.subscription())));
        fields.put("receipt", Optional.empty());
        fields.put("button", "Confirm");
        return entrance.shown(visit, status, "Confirm your new plan", "confirm.jte", fields);
    }

    private static HashMap<String, Object> confirming(Visiting visit, Wish wish, String wrong) {
        var fields = new HashMap<String, Object>();
        fields.put("action", visit.session().path() + "/change/confirm");
        fields.put("again", again(visit, wish));
        fields.put("subscription", wish.id());
        fields.put("price", wish.offer().id());
        fields.put("quantity", "" + wish.quantity());
        fields.put("code", wish.rebate().map(Rebates.Rebate::code).orElse(""));
        fields.put("heading", Kit.heading("Confirm your new plan", visit.seller()));
        fields.put("wrong", wrong);
        fields.put("pairs", Kit.pairs(pairs(wish)));
        return fields;
    }

    /** The way back to choosing; who came to confirm has none. */
    private static Optional<String> again(Visiting visit, Wish wish) {
        if (visit.session().isFor(Session.CONFIRM)) return Optional.empty();
        var of = Visiting.encoded(wish.subscription().path("id").asText());
        return Optional.of(visit.session().path() + "/change?subscription=" + of);
    }

    /** What comes of it, by the code that does it. */
    private static Inside.Reply preview(Visiting visit, Wish wish, Instant at) {
        var form = new LinkedHashMap<String, String>();
        form.put("subscription", wish.id());
        wish.rebate().ifPresent(rebate -> form.putAll(rebate.form()));
        update(visit, wish.with(Optional.empty()), at)
                .forEach((name, value) -> form.put("subscription_details" + inner(name), value));
        return visit.post("/v1/invoices/create_preview", form);
    }

    private static String inner(String name) {
        int at = name.indexOf('[');
        return at < 0 ? "[" + name + "]" : "[" + name.substring(0, at) + "]" + name.substring(at);
    }

    /** Whether the invoice is made by the change itself, and not by the next period. */
    private static boolean isNow(JsonNode preview) {
        return preview.path("billing_reason").asText().equals("subscription_update");
    }

    private static List<Kit.Pair> pairs(Wish wish) {
        var item = wish.item();
        var next = Json.object();
        next.set("price", wish.offer().price());
        next.put("quantity", wish.quantity());
        var pairs = new ArrayList<Kit.Pair>();
        if (wish.isSame())
            pairs.add(new Kit.Pair("Plan", wish.offer().name() + ", " + Shown.price(next)));
        else {
            pairs.add(new Kit.Pair("From", Shown.name(item) + ", " + Shown.price(item)));
            pairs.add(new Kit.Pair("To", wish.offer().name() + ", " + Shown.price(next)));
        }
        wish.rebate().ifPresent(rebate -> pairs.add(Rebates.pair(rebate)));
        return pairs;
    }

    private Response change(Visiting visit) {
        var found = about(visit);
        if (found.isEmpty()) return entrance.nothing(visit);
        var plan = wish(visit, found.get());
        if (plan.isEmpty()) return choose(visit, 422, "This plan cannot be chosen.");
        var typed = rebates.typed(visit, param(visit, "code").orElse(""));
        if (!typed.wrong().isEmpty()) return choose(visit, 422, typed.wrong());
        var wish = plan.get().with(typed.rebate().or(plan.get()::rebate));
        // A second press finds it done.
        if (wish.isDone(visit)) return entrance.done(visit);
        if (wish.waits(visit)) {
            var phase = wish.rebate().map(Rebates.Rebate::ofPhase).orElse(Map.of());
            var planned =
                    LaterChange.make(visit, found.get(), wish.offer().id(), wish.quantity(), phase);
            return planned.isOk()
                    ? entrance.done(visit)
                    : confirm(visit, 422, Visiting.says(planned));
        }
        var reply = visit.once(ONE, update(visit, wish, shownAt(visit)), wish.id());
        if (reply.status() == Visiting.AT_WORK) return entrance.done(visit);
        if (!reply.isOk()) return confirm(visit, 422, Visiting.says(reply));
        return unpaid(visit, reply.body())
                .<Response>map(Response::seeOther)
                .orElseGet(() -> entrance.done(visit));
    }

    /** A change that waits is not wanted any more. */
    private Response forget(Visiting visit) {
        var found = visit.subscription();
        boolean known =
                visit.offers(Features.UPDATE)
                        && found.isPresent()
                        && LaterChange.forget(visit, found.get());
        return known ? Response.seeOther(visit.session().path()) : entrance.nothing(visit);
    }

    /** The moment of the price that the buyer has seen, if it still holds. */
    private Instant shownAt(Visiting visit) {
        var now = platform.clock().now();
        return visit.request()
                .formParam("at")
                .filter(text -> text.matches("[0-9]{1,11}"))
                .map(text -> Instant.ofEpochSecond(Long.parseLong(text)))
                .filter(at -> !at.isAfter(now) && at.isAfter(now.minus(HOLDS)))
                .orElse(now);
    }

    /** Where the buyer pays what their card did not. */
    private static Optional<String> unpaid(Visiting visit, JsonNode subscription) {
        var latest = subscription.path("latest_invoice").asText("");
        if (latest.isEmpty()) return Optional.empty();
        var invoice = visit.get("/v1/invoices/{}", "", latest);
        return invoice.path("status").asText().equals("open")
                ? Shown.text(invoice, "hosted_invoice_url")
                : Optional.empty();
    }
}
