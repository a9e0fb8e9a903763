package hawker.checkout;

import hawker.accounts.Account;
import hawker.accounts.Accounts;
import hawker.look.CrossSite;
import hawker.look.Csrf;
import hawker.look.Link;
import hawker.look.Look;
import hawker.look.Picture;
import hawker.orders.ShipTo;
import hawker.web.RateLimit;
import hawker.web.Request;
import hawker.web.Response;
import hawker.web.Routes;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * The checkout page. The session's id in the address is a secret, and so the key of its forms'
 * tokens as well.
 */
final class CheckoutPages {

    private static final String NOTHING_CHARGED = "Nothing was charged.";

    private final Visiting visiting;
    private final Accounts accounts;
    private final Checkout checkout;
    private final RateLimit presses;
    private final hawker.kernel.Clock clock;
    private final String origin;

    CheckoutPages(
            Visiting visiting,
            Accounts accounts,
            Checkout checkout,
            RateLimit presses,
            hawker.kernel.Clock clock,
            String origin) {
        this.visiting = visiting;
        this.accounts = accounts;
        this.checkout = checkout;
        this.presses = presses;
        this.clock = clock;
        this.origin = origin;
    }

    Routes routes() {
        return new Routes()
                .get("/checkout/{cks}", request -> with(request, this::show))
                .post("/checkout/{cks}", guarded(this::save))
                .post("/checkout/{cks}/pay", guarded(this::pay))
                .post("/checkout/{cks}/cancel", guarded(this::cancel))
                .get("/checkout/{cks}/return", request -> with(request, this::returned));
    }

    private hawker.web.Handler guarded(BiFunction<Request, CheckoutSession, Response> answer) {
        return CrossSite.guard(
                visiting.look(),
                request ->
                        Csrf.isValid(request, request.pathParam("cks"))
                                ? with(request, answer)
                                : visiting.look().problem(request, 403));
    }

    private Response with(Request request, BiFunction<Request, CheckoutSession, Response> answer) {
        return CheckoutSession.Id.parse(request.pathParam("cks"))
                .flatMap(checkout::find)
                .map(session -> answer.apply(request, session))
                .orElseGet(() -> visiting.missing(request));
    }

    private Response show(Request request, CheckoutSession session) {
        if (session.isOver(clock.now())) return over(request, session);
        return switch (session.state()) {
            case OPEN -> form(request, 200, session, standing(session));
            case ACTION ->
                    form(
                            request,
                            200,
                            session,
                            new Notice(
                                    "Your bank wants to see you",
                                    "The payment waits for you at your bank. Press Pay to go on, or"
                                            + " use another card. "
                                            + NOTHING_CHARGED));
            case PAYING, UNKNOWN -> checking(request, session);
            case PLACED -> Response.seeOther(session.orderPath());
            case CANCELLED -> over(request, session);
            case REFUNDED ->
                    visiting.problem(
                            request,
                            410,
                            "Your money goes back",
                            "The payment went through, but the goods were gone. All of it goes back"
                                    + " to your card.",
                            new Link("See other shops", "/shops"));
        };
    }

    /** What the last press came to, or that the shop has closed meanwhile. */
    private Notice standing(CheckoutSession session) {
        return seller(session)
                .closedSays()
                .map(Notice::closed)
                .orElseGet(() -> Notice.of(session.failure()));
    }

    private Response save(Request request, CheckoutSession before) {
        var session = checkout.save(before.id(), typed(request, before)).orElse(before);
        if (!request.wantsFragment()) return Response.seeOther(session.path());
        var bill = checkout.bill(session);
        if (bill.isEmpty() || !Paying.isEditable(session.state()))
            return leave(request, session.path());
        var params = params(request, session, bill.get(), Notice.NONE, List.of());
        boolean moved = !session.details().to().country().equals(before.details().to().country());
        params.put("moved", moved);
        return visiting.look()
                .fragment(200, visiting.templates().content("checkoutParts.jte", params));
    }

    private Response pay(Request request, CheckoutSession session) {
        if (!presses.tryTake(request.remoteAddress())) return tooFast(request, session);
        var asked =
                new Pay(
                        typed(request, session),
                        request.formParam("payment_method").filter(pm -> !pm.isBlank()),
                        request.formParam("quote_version").orElse(""),
                        Optional.of(request.remoteAddress()));
        var result = checkout.pay(session.id(), asked);
        var now = checkout.find(session.id()).orElse(session);
        return switch (result) {
            case PayResult.Placed placed -> leave(request, placed.order().path());
            case PayResult.NeedsAction action -> leave(request, action.url());
            case PayResult.Checking ignored -> leave(request, session.path());
            case PayResult.Declined no -> form(request, 422, now, Notice.of(no.says()));
            case PayResult.Invalid no ->
                    form(request, 422, now, Notice.NONE, no.problems(), asked.method());
            case PayResult.Changed changed ->
                    form(
                            request,
                            422,
                            now,
                            new Notice(
                                    "The total is now " + changed.bill().total().text(),
                                    NOTHING_CHARGED + " Look at it and press Pay again."),
                            List.of(),
                            asked.method());
            case PayResult.Closed no ->
                    form(request, 422, now, Notice.closed(no.says()), List.of(), asked.method());
            case PayResult.SoldOut no -> soldOut(request, session, no.says());
            case PayResult.Over ignored -> over(request, session);
        };
    }

    private Response tooFast(Request request, CheckoutSession session) {
        var kept = checkout.save(session.id(), typed(request, session)).orElse(session);
        var method = request.formParam("payment_method").filter(pm -> !pm.isBlank());
        var notice =
                new Notice("Too many tries", NOTHING_CHARGED + " Wait a minute, then press Pay.");
        return form(request, 429, kept, notice, List.of(), method);
    }

    /** Out of a sheet the page itself must be told to go; a fetch would follow and stay. */
    private static Response leave(Request request, String to) {
        return request.wantsFragment()
                ? Response.empty(204).with("HX-Redirect", to)
                : Response.seeOther(to);
    }

    private Response returned(Request request, CheckoutSession session) {
        return checkout.returned(session.id()) instanceof PayResult.Placed placed
                ? Response.seeOther(placed.order().path())
                : Response.seeOther(session.path());
    }

    private Response cancel(Request request, CheckoutSession session) {
        checkout.cancel(session.id());
        return visiting.look().seeOther(shop(session).href(), "Checkout cancelled");
    }

    /** What stands above the form. */
    private record Notice(String title, String text) {
        static final Notice NONE = new Notice("", "");

        static Notice closed(String says) {
            return new Notice("Closed", says + " " + NOTHING_CHARGED);
        }

        static Notice of(String failure) {
            if (failure.isEmpty()) return NONE;
            var says =
                    failure.contains(NOTHING_CHARGED) ? failure : failure + " " + NOTHING_CHARGED;
            return new Notice("Not paid", says);
        }
    }

    private Response form(Request request, int status, CheckoutSession session, Notice notice) {
        var method = request.queryParam("payment_method").filter(pm -> pm.startsWith("pm_"));
        return form(request, status, session, notice, List.of(), method);
    }

    private Response form(
            Request request,
            int status,
            CheckoutSession session,
            Notice notice,
            List<FormProblem> problems,
            Optional<String> method) {
        var bill = checkout.bill(session);
        if (bill.isEmpty())
            return soldOut(request, session, "Something of this order is no longer for sale.");
        var params = params(request, session, bill.get(), notice, problems);
        params.put("method", method.orElse(""));
        params.put("cardField", cardField(session));
        params.put("cardPage", cardPage(session));
        params.put("parent", origin);
        params.put("sheet", request.wantsFragment());
        // A sheet over the feed shows the same form; only a paid order leads to a page of its own.
        if (request.wantsFragment())
            return visiting.look()
                    .fragment(status, visiting.templates().content("checkout.jte", params));
        var page =
                visiting.barePage(
                        request, "Checkout", Optional.of(shop(session)), "checkout.jte", params);
        return visiting.look().page(request, status, page);
    }

    private Map<String, Object> params(
            Request request,
            CheckoutSession session,
            Bill bill,
            Notice notice,
            List<FormProblem> problems) {
        var seller = seller(session);
        var form = new CheckoutForm(session, bill, seller.name(), problems);
        var params = new HashMap<String, Object>();
        params.put("session", session);
        params.put("bill", bill);
        params.put("seller", seller.name());
        params.put("policies", BuyPages.policies(seller));
        params.put("noticeTitle", notice.title());
        params.put("noticeText", notice.text());
        params.put("errors", form.summaryOfErrors());
        params.put("contact", form.contact());
        params.put("country", form.country());
        params.put("street", form.street());
        params.put("area", form.area());
        params.put("ways", form.ways());
        params.put("receipt", form.receipt());
        params.put("cardError", form.cardError());
        params.put("pictures", pictures(bill));
        params.put("csrf", Csrf.token(request, session.id().text()));
        return params;
    }

    private static List<Optional<Picture>> pictures(Bill bill) {
        return bill.lines().stream()
                .map(line ->
                        line.goods()
                                .image()
                                .map(image ->
                                        Picture.of(
                                                image.path(160),
                                                image.alt(),
                                                image.width(),
                                                image.height())))
                .toList();
    }

    private Details typed(Request request, CheckoutSession session) {
        var before = session.details();
        var to = before.to();
        return new Details(
                request.formParam("email").orElse(before.email()),
                new ShipTo(
                        request.formParam("name").orElse(to.name()),
                        request.formParam("line1").orElse(to.line1()),
                        request.formParam("line2").orElse(to.line2()),
                        request.formParam("city").orElse(to.city()),
                        request.formParam("state").orElse(to.state()),
                        request.formParam("postal_code").orElse(to.postalCode()),
                        request.formParam("country").orElse(to.country())),
                request.formParam("shipping").orElse(before.shipping()));
    }

    /** Says not to pay again, and looks again every 3 seconds, also without scripts. */
    private Response checking(Request request, CheckoutSession session) {
        var params = Map.<String, Object>of("seller", seller(session).name());
        var page =
                visiting.barePage(
                        request, "Checking your payment", Optional.empty(), "checking.jte", params);
        return visiting.look().page(request, page).with("Refresh", "3");
    }

    private Response soldOut(Request request, CheckoutSession session, String says) {
        return visiting.problem(
                request, 410, "Sold out", says + " " + NOTHING_CHARGED, shop(session));
    }

    private Response over(Request request, CheckoutSession session) {
        return visiting.problem(
                request,
                410,
                "This checkout is over",
                "It was left alone for too long or cancelled. " + NOTHING_CHARGED,
                shop(session));
    }

    private String cardField(CheckoutSession session) {
        Look look = visiting.look();
        var key = accounts.publishableKey(session.account());
        return look.vaultOrigin() + "/fields/card?key=" + encoded(key);
    }

    /** The same fields as a page of the vault's own, for browsers without scripts. */
    private String cardPage(CheckoutSession session) {
        return cardField(session) + "&return=" + encoded(origin + session.path());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private Link shop(CheckoutSession session) {
        return BuyPages.shop(seller(session));
    }

    private Account seller(CheckoutSession session) {
        return accounts.find(session.account()).orElseThrow();
    }
}
