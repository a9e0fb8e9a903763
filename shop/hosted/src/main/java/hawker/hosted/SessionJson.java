package hawker.hosted;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import hawker.pricing.Rebate;
import hawker.vault.Billing;
import java.util.List;
import java.util.Optional;

/** A session as the API writes it, and what is said about rebates. */
final class SessionJson {

    private SessionJson() {}

    /** The body with what the session's own columns say; stored like this for lists to filter. */
    static ObjectNode current(Session session) {
        var body = session.body().deepCopy();
        body.put(
                "status",
                switch (session.state()) {
                    case OPEN, PAYING, ACTION -> "open";
                    case COMPLETE -> "complete";
                    case EXPIRED -> "expired";
                });
        // A subscription's payment is its invoice's.
        if (session.isSubscription()) return body;
        return Json.put(
                body, session.isSetup() ? "setup_intent" : "payment_intent", session.intent());
    }

    static ObjectNode render(Session session) {
        var body = current(session);
        // Only what is open can be gone to.
        boolean over =
                session.state() == Session.State.COMPLETE
                        || session.state() == Session.State.EXPIRED;
        if (over) body.putNull("url").putNull("client_secret");
        return body;
    }

    /** For a publishable key: without what only the seller wrote for himself. */
    static ObjectNode renderPublic(Session session) {
        var body = render(session);
        body.putObject("metadata");
        body.putNull("client_reference_id");
        return body;
    }

    /** Whoever holds the address of what is over is not told who bought. */
    static ObjectNode renderOver(Session session) {
        var body = renderPublic(session);
        for (var name :
                List.of(
                        "collected_information",
                        "consent",
                        "customer",
                        "customer_details",
                        "customer_email",
                        "invoice",
                        "subscription")) body.putNull(name);
        for (var field : body.path("custom_fields"))
            if (field.path(field.path("type").asText()) instanceof ObjectNode typed)
                typed.putNull("value");
        return body;
    }

    /**
     * For the script in a seller's page: with the lines, and what the buyer has told so far.
     *
     * @param items the lines as the API writes them
     */
    static ObjectNode renderPage(Session session, ObjectNode items) {
        boolean over = session.state() == Session.State.COMPLETE;
        var body = over ? renderOver(session) : renderPublic(session);
        if (!over) {
            Typed.of(session).tell(session, body);
            body.putNull("consent");
        }
        body.set("line_items", items);
        return body;
    }

    /** Adds a rebate to a session's detail; it is used up when it is paid. */
    static void add(ObjectNode detail, Rebate rebate) {
        var node = detail.withArray("/rebates").addObject();
        node.put("coupon", rebate.coupon().id().text());
        rebate.code().ifPresent(code -> node.put("promotion_code", code.id().text()));
    }

    static void discounts(ObjectNode body, ObjectNode detail) {
        var discounts = body.putArray("discounts");
        for (var rebate : detail.path("rebates")) {
            var coupon = Optional.of(rebate.path("coupon").asText());
            var code =
                    Optional.of(rebate.path("promotion_code").asText()).filter(c -> !c.isEmpty());
            var node = discounts.addObject();
            Json.put(node, "coupon", code.isEmpty() ? coupon : Optional.empty());
            Json.put(node, "promotion_code", code);
        }
    }

    /** {@code collected_information}, begun where it is not there. */
    static ObjectNode collected(ObjectNode body) {
        if (body.path("collected_information") instanceof ObjectNode there) return there;
        return body.putObject("collected_information")
                .putNull("business_name")
                .putNull("individual_name")
                .putNull("shipping_details");
    }

    /** What is known of the buyer: nothing yet. */
    static ObjectNode customerDetails() {
        return Json.object()
                .putNull("address")
                .putNull("business_name")
                .putNull("email")
                .putNull("individual_name")
                .putNull("name")
                .putNull("phone")
                .put("tax_exempt", "none")
                .putNull("tax_ids");
    }

    /** The buyer as the card's billing details know him. */
    static void customerDetails(ObjectNode body, Billing billing) {
        var details = customerDetails();
        Json.put(details, "email", billing.email());
        Json.put(details, "phone", billing.phone());
        body.set("customer_details", details);
        home(body, billing);
    }

    /** Writes name and address of a card into the details that are there. */
    static void home(ObjectNode body, Billing billing) {
        if (!(body.path("customer_details") instanceof ObjectNode details)) return;
        Json.put(details, "name", billing.name());
        var address = details.putObject("address");
        Json.put(address, "city", billing.address().city());
        Json.put(address, "country", billing.address().country());
        Json.put(address, "line1", billing.address().line1());
        Json.put(address, "line2", billing.address().line2());
        Json.put(address, "postal_code", billing.address().postalCode());
        Json.put(address, "state", billing.address().state());
    }

    static String says(Rebate.Refusal reason) {
        return switch (reason) {
            case UNKNOWN -> "This code is not valid.";
            case OVER -> "This code has expired or was used up.";
            case OTHER_CURRENCY -> "This code is not for this currency.";
            case TOO_SMALL -> "This code is for larger orders.";
            case NOT_FIRST -> "This code is for first orders.";
        };
    }
}
