package hawker.portal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import hawker.api.ApiModule.Inside;
import hawker.look.Csrf;
import hawker.look.Link;
import hawker.platform.Secrets;
import hawker.web.Request;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A buyer who has been let in, and the API as it is asked for them: in the name of the seller,
 * about this one customer.
 */
record Visiting(Request request, Session session, Configuration portal, String seller, Inside api) {

    /** What {@link #once} answers while another press does the same. */
    static final int AT_WORK = 409;

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String HOME = "Your subscriptions";

    String customer() {
        return session.customer();
    }

    boolean offers(String feature) {
        return portal.offers(feature) && (!feature.equals(Features.CARD) || takesCards());
    }

    /** Our page keeps cards; a choice of methods that the seller named may be without them. */
    private boolean takesCards() {
        var chosen = portal.feature(Features.CARD).path(Features.METHODS);
        if (!chosen.isTextual()) return true;
        var methods = get("/v1/payment_method_configurations/{}", "", chosen.asText());
        return methods.path("active").asBoolean()
                && methods.at("/card/display_preference/value").asText().equals("on");
    }

    /** Whether a subscription or invoice belongs to the account that the session is about. */
    boolean isShown(JsonNode each) {
        var behalf = session.body().path(SessionsHttp.BEHALF);
        return !behalf.isTextual() || behalf.equals(each.path(SessionsHttp.BEHALF));
    }

    /** The token of the forms of this visit. */
    String csrf() {
        return Csrf.token(request, session.token());
    }

    /** Who came for one thing goes back where they came from; others to the portal's first page. */
    Optional<Link> back() {
        return session.task().isPresent() ? out() : Optional.of(new Link(HOME, session.path()));
    }

    /** Out of the portal, where the seller has said where to. */
    Optional<Link> out() {
        return session.back().map(to -> new Link("Back to " + seller, to));
    }

    /** The subscription that a page is about: the flow's, or the one that the address names. */
    Optional<JsonNode> subscription() {
        return session.errand()
                .flatMap(errand -> Shown.text(errand, "subscription"))
                .or(() -> request.formParam("subscription"))
                .or(() -> request.queryParam("subscription"))
                .flatMap(this::subscription);
    }

    /** An object of the API; missing if there is none. */
    JsonNode get(String pattern, String query, String... parts) {
        var reply = api.ask(session.account(), request, Inside.Ask.get(pattern, query, parts));
        return reply.isOk() ? reply.body() : MissingNode.getInstance();
    }

    /** Does something, and says how that went. */
    Inside.Reply post(String pattern, Map<String, String> form, String... parts) {
        var ask = Inside.Ask.post(pattern, encoded(form), "", parts);
        return api.ask(session.account(), request, ask);
    }

    /**
     * Does something that a second press at the same moment does not do again: what is used up by
     * it, a coupon or a card, is used up once. The second gets the first one's answer, or a 409
     * while that is still at work.
     */
    Inside.Reply once(String pattern, Map<String, String> form, String... parts) {
        var said = encoded(form);
        var key = session.id() + "/" + Secrets.sha256(String.join("/", parts) + "?" + said);
        var ask = Inside.Ask.post(pattern, said, key, parts);
        return api.ask(session.account(), request, ask);
    }

    Inside.Reply delete(String pattern, Map<String, String> form, String... parts) {
        var body = encoded(form).getBytes(StandardCharsets.UTF_8);
        var ask = new Inside.Ask("DELETE", pattern, List.of(parts), body, FORM, "", "");
        return api.ask(session.account(), request, ask);
    }

    private static String encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** What the customer has that is not over, with the names of its products. */
    List<JsonNode> subscriptions() {
        var query =
                "limit=100&customer="
                        + encoded(customer())
                        + "&expand%5B%5D=data.items.data.price.product";
        return all(get("/v1/subscriptions", query)).stream().filter(this::isShown).toList();
    }

    /** One of them. */
    Optional<JsonNode> subscription(String id) {
        return subscriptions().stream()
                .filter(found -> found.path("id").asText().equals(id))
                .findFirst();
    }

    static List<JsonNode> all(JsonNode list) {
        var found = new ArrayList<JsonNode>();
        list.path("data").forEach(found::add);
        return found;
    }

    /** In the API's words, which are meant for people. */
    static String says(Inside.Reply refused) {
        return refused.body().path("error").path("message").asText("This did not work.");
    }
}
