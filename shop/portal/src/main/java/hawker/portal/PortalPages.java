package hawker.portal;

import com.fasterxml.jackson.databind.JsonNode;
import gg.jte.Content;
import hawker.look.Kit;
import hawker.look.Link;
import hawker.web.Response;
import hawker.web.Routes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The portal's first page: what the buyer has subscribed to, what is known of them, and their
 * invoices. Who came for one thing gets there at once.
 */
final class PortalPages {

    static final String BASE = "/p/session/{id}/{token}";

    private final EntrancePages entrance;

    PortalPages(EntrancePages entrance) {
        this.entrance = entrance;
    }

    Routes routes() {
        return new Routes()
                .get(BASE, entrance.page(this::home))
                .get(BASE + "/done", entrance.page(entrance::confirmed));
    }

    private Response home(Visiting visit) {
        var task = visit.session().task();
        if (task.isPresent()) return Response.seeOther(visit.session().path() + way(task.get()));
        var profile = visit.portal().body().path("business_profile");
        var fields = new HashMap<String, Object>();
        var headline = Shown.text(profile, "headline").orElse("At " + visit.seller());
        fields.put("heading", Kit.heading("Your subscriptions", headline));
        fields.put("subscriptions", subscriptions(visit));
        fields.put(
                "empty", Kit.empty("credit-card", "Nothing runs at the moment.", Optional.empty()));
        fields.put("actions", own(visit));
        fields.put("details", details(visit));
        fields.put("invoices", invoices(visit));
        fields.put("links", links(profile));
        return entrance.home(visit, "home.jte", fields);
    }

    /** Where a flow is gone through. */
    private static String way(String task) {
        return switch (task) {
            case Features.CANCEL -> "/cancel";
            case Features.CUSTOMER -> "/details";
            case Features.CARD -> "/card";
            case Features.UPDATE -> "/change";
            default -> "/change/confirm";
        };
    }

    private List<Content> subscriptions(Visiting visit) {
        var shown = new ArrayList<Content>();
        for (var each : visit.subscriptions()) {
            var badge = Words.subscription(each.path("status").asText(), Shown.ends(each));
            var planned = LaterChange.planned(visit, each);
            shown.add(
                    entrance.drawn(
                            "subscription.jte",
                            Map.of(
                                    "name",
                                    Shown.title(each),
                                    "badge",
                                    badge,
                                    "pairs",
                                    Kit.pairs(pairs(each, planned)),
                                    "actions",
                                    actions(visit, each),
                                    "csrf",
                                    visit.csrf(),
                                    "id",
                                    each.path("id").asText(),
                                    "forget",
                                    planned.isPresent() ? forget(visit) : "")));
        }
        return shown;
    }

    private static List<Kit.Pair> pairs(
            JsonNode subscription, Optional<LaterChange.Planned> planned) {
        var pairs = new ArrayList<>(Shown.pairs(subscription));
        planned.ifPresent(p -> {
            pairs.add(new Kit.Pair("Changes to", p.says()));
            pairs.add(new Kit.Pair("Changes on", Kit.moment(p.from())));
        });
        return pairs;
    }

    /** Where a change that waits is given up, if buyers may change plans. */
    private static String forget(Visiting visit) {
        return visit.offers(Features.UPDATE) ? visit.session().path() + "/change/forget" : "";
    }

    private static List<Link> actions(Visiting visit, JsonNode subscription) {
        var actions = new ArrayList<Link>();
        var of = "?subscription=" + Visiting.encoded(subscription.path("id").asText());
        var path = visit.session().path();
        if (ChangingPages.isOpen(visit, subscription))
            actions.add(new Link("Change plan", path + "/change" + of));
        if (visit.offers(Features.CANCEL) && !Shown.ends(subscription))
            actions.add(new Link("Cancel subscription", path + "/cancel" + of));
        if (visit.offers(Features.CANCEL) && LeavingPages.mayStay(subscription))
            actions.add(new Link("Keep subscription", path + "/keep" + of));
        return actions;
    }

    private static List<Link> own(Visiting visit) {
        var path = visit.session().path();
        var actions = new ArrayList<Link>();
        if (visit.offers(Features.CARD))
            actions.add(new Link("Pay with another card", path + "/card"));
        if (visit.offers(Features.CUSTOMER))
            actions.add(new Link("Change your details", path + "/details"));
        return actions;
    }

    /** What is known of the buyer, where they may change it. */
    private static List<Kit.Pair> details(Visiting visit) {
        if (!visit.offers(Features.CUSTOMER)) return List.of();
        return DetailsForm.of(visit).pairs();
    }

    private List<Content> invoices(Visiting visit) {
        var shown = new ArrayList<Content>();
        if (!visit.offers("invoice_history")) return shown;
        var query = "limit=24&customer=" + Visiting.encoded(visit.customer());
        for (var each : Visiting.all(visit.get("/v1/invoices", query))) {
            var url = Shown.text(each, "hosted_invoice_url");
            if (url.isEmpty() || !visit.isShown(each)) continue;
            Content badge = Words.invoice(each.path("status").asText());
            shown.add(
                    entrance.drawn(
                            "invoice.jte",
                            Map.of(
                                    "number",
                                    each.path("number").asText(),
                                    "url",
                                    url.get(),
                                    "badge",
                                    badge,
                                    "amount",
                                    Shown.money(each, "total").text(),
                                    "date",
                                    Kit.moment(Shown.time(each, "created")),
                                    "files",
                                    files(each))));
        }
        return shown;
    }

    /** What can be kept of an invoice: itself, and a receipt, which its page gives too. */
    private static List<Link> files(JsonNode invoice) {
        var files = new ArrayList<Link>();
        Shown.text(invoice, "invoice_pdf").ifPresent(url -> files.add(new Link("Invoice", url)));
        boolean paid = invoice.path("status").asText().equals("paid");
        if (paid && invoice.path("amount_paid").asLong() > 0)
            Shown.text(invoice, "hosted_invoice_url")
                    .ifPresent(url -> files.add(new Link("Receipt", url + "/receipt")));
        return files;
    }

    private static List<Link> links(JsonNode profile) {
        var links = new ArrayList<Link>();
        Shown.text(profile, "terms_of_service_url")
                .ifPresent(url -> links.add(new Link("Terms", url)));
        Shown.text(profile, "privacy_policy_url")
                .ifPresent(url -> links.add(new Link("Privacy", url)));
        return links;
    }
}
