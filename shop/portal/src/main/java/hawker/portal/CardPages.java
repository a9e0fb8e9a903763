package hawker.portal;

import hawker.web.Response;
import hawker.web.Routes;
import java.util.HashMap;
import java.util.Map;

/**
 * Buyers enter another card. It becomes what the customer is charged by, and each of their
 * subscriptions that had a card of its own.
 */
final class CardPages {

    private final EntrancePages entrance;
    private final String origin;

    CardPages(EntrancePages entrance, String origin) {
        this.entrance = entrance;
        this.origin = origin;
    }

    Routes routes() {
        var path = PortalPages.BASE + "/card";
        return new Routes()
                .get(path, entrance.page(visit -> page(visit, 200, "")))
                .post(path, entrance.form(this::save));
    }

    private Response page(Visiting visit, int status, String notice) {
        if (!visit.offers(Features.CARD)) return entrance.nothing(visit);
        var path = visit.session().path() + "/card";
        var field = entrance.cardField(visit.session().account());
        var fields = new HashMap<String, Object>();
        fields.put("action", path);
        fields.put("page", path);
        fields.put("seller", visit.seller());
        fields.put("notice", notice);
        fields.put("method", notice.isEmpty() ? entered(visit) : "");
        fields.put("cardField", field);
        fields.put("cardPage", field + "&return=" + Visiting.encoded(origin + path));
        fields.put("parent", origin);
        return entrance.shown(visit, status, "Another card", "card.jte", fields);
    }

    /** The card that was entered on the vault's own page, without scripts. */
    private static String entered(Visiting visit) {
        return visit.request()
                .queryParam("payment_method")
                .filter(method -> method.startsWith("pm_"))
                .orElse("");
    }

    private Response save(Visiting visit) {
        if (!visit.offers(Features.CARD)) return entrance.nothing(visit);
        var method = visit.request().formParam("payment_method").orElse("");
        if (!method.startsWith("pm_")) return page(visit, 422, "Enter the card to save.");
        var customer = visit.customer();
        var attached =
                visit.post("/v1/payment_methods/{}/attach", Map.of("customer", customer), method);
        if (!attached.isOk())
            return page(visit, 422, Visiting.says(attached) + " Nothing was saved.");
        var usual = Map.of("invoice_settings[default_payment_method]", method);
        visit.post("/v1/customers/{}", usual, customer);
        for (var subscription : visit.subscriptions())
            if (subscription.path("default_payment_method").isTextual())
                visit.post(
                        "/v1/subscriptions/{}",
                        Map.of("default_payment_method", method),
                        subscription.path("id").asText());
        return entrance.done(visit);
    }
}
