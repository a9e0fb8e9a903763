package hawker.billing;

import hawker.api.ApiError;
import hawker.billing.Document.Kind;
import hawker.customers.Customer;
import hawker.customers.CustomersModule;
import hawker.look.CrossSite;
import hawker.look.Frame;
import hawker.look.Link;
import hawker.look.Look;
import hawker.look.PageHead;
import hawker.platform.Platform;
import hawker.vault.PaymentMethod;
import hawker.web.RateLimit;
import hawker.web.Request;
import hawker.web.Response;
import hawker.web.Routes;
import java.time.Duration;
import java.util.Optional;

/**
 * What buyers do in the portal: they leave a subscription, and enter another card ({@code
 * features.payment_method_update}). It becomes what the customer is charged by, and each of their
 * subscriptions that had a card of its own.
 */
final class PortalActions {

    private final Platform platform;
    private final CustomersModule customers;
    private final Subscriptions subscriptions;
    private final PortalPages portal;
    private final Look look;
    private final RateLimit presses;

    PortalActions(
            Platform platform,
            CustomersModule customers,
            Subscriptions subscriptions,
            PortalPages portal,
            Look look) {
        this.platform = platform;
        this.customers = customers;
        this.subscriptions = subscriptions;
        this.portal = portal;
        this.look = look;
        presses = new RateLimit(20, Duration.ofMinutes(1), platform.clock());
    }

    Routes routes() {
        return new Routes()
                .post(
                        "/p/session/{id}/{token}",
                        CrossSite.guard(
                                look,
                                request ->
                                        portal.posted(request, Kind.PORTAL_SESSION, this::cancel)))
                .get(
                        "/p/session/{id}/{token}/card",
                        request ->
                                portal.with(
                                        request,
                                        Kind.PORTAL_SESSION,
                                        (asked, session) -> page(asked, 200, session, "")))
                .post(
                        "/p/session/{id}/{token}/card",
                        CrossSite.guard(
                                look,
                                request ->
                                        portal.posted(request, Kind.PORTAL_SESSION, this::save)));
    }

    private boolean isClosed(Document session) {
        return portal.isOver(session) || !portal.takesCards(session);
    }

    private Response page(Request request, int status, Document session, String notice) {
        if (isClosed(session)) return look.problem(request, portal.isOver(session) ? 410 : 404);
        var back = PortalPages.path(session.id(), request.pathParam("token"));
        var path = back + "/card";
        var seller = portal.seller(session.account());
        var title = "Another card for " + seller;
        var fields = portal.form(request, session, path, seller, title, notice);
        fields.put("action", path);
        fields.put("button", "Save card");
        return look.page(
                request,
                status,
                Frame.bare(
                        PageHead.of(request, "Another card"),
                        Optional.of(new Link("Your subscriptions", back)),
                        portal.drawn("card.jte", fields)));
    }

    private Response save(Request request, Document session) {
        if (isClosed(session)) return look.problem(request, portal.isOver(session) ? 410 : 404);
        if (!presses.tryTake(request.remoteAddress())) return look.problem(request, 429);
        var method = request.formParam("payment_method").flatMap(PaymentMethod.Id::parse);
        if (method.isEmpty()) return page(request, 422, session, "Enter the card to save.");
        var account = session.account();
        var customer = new Customer.Id(session.customer().orElseThrow());
        try {
            customers.keep(account, customer, method.get());
        } catch (ApiError refused) {
            return page(request, 422, session, refused.getMessage() + " Nothing was saved.");
        }
        for (var seen : portal.living(session))
            platform.tx()
                    .doInAccount(account, tx -> subscriptions.chargedBy(tx, seen, method.get()));
        return Response.seeOther(PortalPages.path(session.id(), request.pathParam("token")));
    }

    /** The buyer ends a subscription of theirs: at once or at its period's end, as is set up. */
    private Response cancel(Request request, Document session) {
        if (portal.isOver(session)) return look.problem(request, 410);
        var how = portal.features(session).path("subscription_cancel");
        var id = request.formParam("cancel").orElse("");
        boolean theirs = portal.living(session).stream().anyMatch(s -> s.id().equals(id));
        if (!how.path("enabled").asBoolean() || !theirs) return look.problem(request, 404);
        boolean now = how.path("mode").asText().equals("immediately");
        var prorates = how.path("proration_behavior").asText("none");
        var settling =
                new Subscriptions.Settling(
                        !prorates.equals("none"), prorates.equals("always_invoice"));
        try {
            platform.tx()
                    .doInAccount(
                            session.account(),
                            tx -> subscriptions.leave(tx, session.account(), id, now, settling));
        } catch (ApiError gone) {
            return look.problem(request, 404);
        }
        return Response.seeOther(PortalPages.path(session.id(), request.pathParam("token")));
    }
}
