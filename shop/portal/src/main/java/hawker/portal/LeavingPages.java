package hawker.portal;

import com.fasterxml.jackson.databind.JsonNode;
import hawker.look.Choices;
import hawker.look.Kit;
import hawker.web.Response;
import hawker.web.Routes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Buyers leave: at once or when what is paid for is over, as the seller says. And stay after all.
 */
final class LeavingPages {

    private static final int MOST = 500;
    private static final String ONE = "/v1/subscriptions/{}";

    /** In the address: the offer was not taken. */
    private static final String DECLINED = "declined";

    private final EntrancePages entrance;

    LeavingPages(EntrancePages entrance) {
        this.entrance = entrance;
    }

    Routes routes() {
        var base = PortalPages.BASE;
        return new Routes()
                .get(base + "/cancel", entrance.page(visit -> leaving(visit, 200, "")))
                .post(base + "/cancel", entrance.form(this::cancel))
                .post(base + "/cancel/offer", entrance.form(this::accept))
                .get(base + "/keep", entrance.page(this::staying))
                .post(base + "/keep", entrance.form(this::keep));
    }

    /** Whether a subscription that is about to end may go on instead. */
    static boolean mayStay(JsonNode subscription) {
        return subscription.path("cancel_at_period_end").asBoolean();
    }

    private static boolean isNow(Visiting visit) {
        return visit.portal().feature(Features.CANCEL).path("mode").asText().equals("immediately");
    }

    /** What ends, and when; and why, if the seller wants to know. */
    private Response leaving(Visiting visit, int status, String wrong) {
        var found = visit.subscription();
        if (!visit.offers(Features.CANCEL) || found.isEmpty()) return entrance.nothing(visit);
        var subscription = found.get();
        var offer = Rebates.offered(visit);
        if (offer.isPresent() && visit.request().queryParam(DECLINED).isEmpty() && status == 200)
            return offering(visit, subscription, offer.get());
        var end = Kit.moment(Shown.periodEnd(subscription));
        var fields = new HashMap<String, Object>();
        fields.put("action", visit.session().path() + "/cancel");
        fields.put("subscription", subscription.path("id").asText());
        fields.put("name", Shown.title(subscription));
        fields.put("pairs", Kit.pairs(Shown.pairs(subscription)));
        fields.put("says", isNow(visit) ? Optional.empty() : Optional.of(end));
        fields.put("wrong", wrong);
        fields.put("comment", visit.request().formParam("comment").orElse(""));
        fields.put("reasons", reasons(visit));
        return entrance.shown(visit, status, "Cancel your subscription", "leave.jte", fields);
    }

    /** Before they leave: what the seller offers to who stays. */
    private Response offering(Visiting visit, JsonNode subscription, Rebates.Rebate offer) {
        var path = visit.session().path() + "/cancel";
        var id = subscription.path("id").asText();
        var fields = new HashMap<String, Object>();
        fields.put("action", path + "/offer");
        fields.put("subscription", id);
        fields.put("seller", visit.seller());
        fields.put("name", Shown.title(subscription));
        fields.put("offer", offer.says());
        fields.put("coupon", Shown.text(offer.coupon(), "name").orElse(""));
        fields.put("price", Shown.price(Shown.items(subscription).getFirst()));
        fields.put("leave", path + "?" + DECLINED + "=1&subscription=" + Visiting.encoded(id));
        return entrance.shown(visit, 200, "Before you go", "offer.jte", fields);
    }

    /** They stay, with what was offered; what they have besides stays too. */
    private Response accept(Visiting visit) {
        var found = visit.subscription();
        var offer = Rebates.offered(visit);
        if (!visit.offers(Features.CANCEL) || found.isEmpty() || offer.isEmpty())
            return entrance.nothing(visit);
        var id = found.get().path("id").asText();
        if (!Rebates.has(visit, id, offer.get())) {
            var form = new LinkedHashMap<String, String>();
            int i = 0;
            for (var known : found.get().path("discounts"))
                form.put("discounts[" + i++ + "][discount]", known.asText());
            form.put("discounts[" + i + "][coupon]", offer.get().id());
            var reply = visit.once(ONE, form, id);
            if (!reply.isOk() && reply.status() != Visiting.AT_WORK)
                return leaving(visit, 422, Visiting.says(reply));
        }
        return entrance.done(visit);
    }

    /** The reasons to choose from; empty if nobody asks. */
    private static Optional<Choices> reasons(Visiting visit) {
        var asked = visit.portal().feature(Features.CANCEL).path("cancellation_reason");
        if (!asked.path("enabled").asBoolean()) return Optional.empty();
        var choices = new ArrayList<Choices.Choice>();
        for (var word : asked.path("options"))
            choices.add(new Choices.Choice(word.asText(), Words.reason(word.asText())));
        var chosen = visit.request().formParam("feedback").orElse("");
        return Optional.of(
                Kit.cards("feedback", "Why are you leaving? (optional)", choices, chosen));
    }

    private Response cancel(Visiting visit) {
        var found = visit.subscription();
        if (!visit.offers(Features.CANCEL) || found.isEmpty()) return entrance.nothing(visit);
        var form = new LinkedHashMap<String, String>();
        var how = visit.portal().feature(Features.CANCEL);
        var asked = how.path("cancellation_reason");
        if (asked.path("enabled").asBoolean()) {
            var comment = visit.request().formParam("comment").orElse("").strip();
            if (comment.length() > MOST)
                return leaving(visit, 422, "Say it in " + MOST + " characters.");
            if (!comment.isEmpty()) form.put("cancellation_details[comment]", comment);
            var feedback = visit.request().formParam("feedback").orElse("");
            for (var word : asked.path("options"))
                if (word.asText().equals(feedback))
                    form.put("cancellation_details[feedback]", feedback);
        }
        var id = found.get().path("id").asText();
        var prorates = how.path("proration_behavior").asText("none");
        if (isNow(visit)) {
            form.put("prorate", "" + !prorates.equals("none"));
            form.put("invoice_now", "" + prorates.equals("always_invoice"));
        } else form.put("cancel_at_period_end", "true");
        var reply = isNow(visit) ? visit.delete(ONE, form, id) : visit.post(ONE, form, id);
        return reply.isOk() ? entrance.done(visit) : leaving(visit, 422, Visiting.says(reply));
    }

    private Response staying(Visiting visit) {
        var found = visit.subscription().filter(LeavingPages::mayStay);
        if (!visit.offers(Features.CANCEL) || found.isEmpty()) return entrance.nothing(visit);
        var subscription = found.get();
        var fields = new HashMap<String, Object>();
        fields.put("action", visit.session().path() + "/keep");
        fields.put("subscription", subscription.path("id").asText());
        fields.put("name", Shown.title(subscription));
        fields.put("end", Kit.moment(Shown.periodEnd(subscription)));
        fields.put("price", Shown.price(Shown.items(subscription).getFirst()));
        return entrance.shown(visit, 200, "Keep your subscription", "keep.jte", fields);
    }

    private Response keep(Visiting visit) {
        var found = visit.subscription().filter(LeavingPages::mayStay);
        if (!visit.offers(Features.CANCEL) || found.isEmpty()) return entrance.nothing(visit);
        var form = Map.of("cancel_at_period_end", "false");
        visit.post(ONE, form, found.get().path("id").asText());
        return entrance.done(visit);
    }
}
