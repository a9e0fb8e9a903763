package hawker.hosted;

import gg.jte.Content;
import hawker.accounts.Accounts;
import hawker.api.ApiKeyKind;
import hawker.look.Assets;
import hawker.look.CrossSite;
import hawker.look.Csrf;
import hawker.look.Frame;
import hawker.look.Kit;
import hawker.look.Link;
import hawker.look.Look;
import hawker.look.PageHead;
import hawker.look.Problem;
import hawker.look.Templates;
import hawker.platform.Platform;
import hawker.vault.PaymentMethod;
import hawker.web.Handler;
import hawker.web.RateLimit;
import hawker.web.Request;
import hawker.web.Response;
import hawker.web.Routes;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * The page on which a buyer pays a session. The session's id in the address is a secret, and so the
 * key of its forms' tokens as well.
 */
final class SessionPages {

    private static final Assets ASSETS = Assets.of(SessionPages.class, "embedded.js");

    private final Platform platform;
    private final Accounts accounts;
    private final Look look;
    private final Templates templates;
    private final Visits visits;
    private final RateLimit presses;
    private final String origin;

    SessionPages(
            Platform platform,
            Accounts accounts,
            Look look,
            Templates templates,
            Visits visits,
            RateLimit presses,
            String origin) {
        this.platform = platform;
        this.accounts = accounts;
        this.look = look;
        this.templates = templates;
        this.visits = visits;
        this.presses = presses;
        this.origin = origin;
    }

    Routes routes() {
        return new Routes()
                .get("/c/pay/{cs}", request -> with(request, this::show))
                .post("/c/pay/{cs}", guarded(this::save))
                .post("/c/pay/{cs}/pay", guarded(this::pay))
                .get("/c/pay/{cs}/return", request -> with(request, this::returned))
                .addAll(ASSETS.routes());
    }

    private Handler guarded(BiFunction<Request, Session, Response> answer) {
        return CrossSite.guard(
                look,
                request ->
                        Csrf.isValid(request, request.pathParam("cs"))
                                ? with(request, answer)
                                : look.problem(request, 403));
    }

    private Response with(Request request, BiFunction<Request, Session, Response> answer) {
        return Session.Id.parse(request.pathParam("cs"))
                .flatMap(visits::find)
                .map(session -> answer.apply(request, session))
                .orElseGet(() -> look.problem(request, 404));
    }

    private Response show(Request request, Session session) {
        return switch (session.state()) {
            case COMPLETE -> done(request, session);
            case PAYING -> checking(request, session);
            case EXPIRED -> over(request, session);
            case OPEN, ACTION -> {
                if (!session.isOpen(platform.clock().now())) yield over(request, session);
                if (!takesCards(session)) yield elsewhere(request, session);
                var waits =
                        session.state() == Session.State.ACTION
                                ? "Your bank wants to see you. Press the button to go on, or use"
                                        + " another card. "
                                        + words(session).nothing()
                                : "";
                yield form(request, 200, session, waits, List.of());
            }
        };
    }

    private static boolean takesCards(Session session) {
        for (var type : session.body().path("payment_method_types"))
            if (type.asText().equals("card")) return true;
        return false;
    }

    /** The page has fields for cards only. */
    private Response elsewhere(Request request, Session session) {
        return problem(
                request,
                session,
                new Problem(
                        409,
                        "This checkout takes no cards",
                        seller(session)
                                + " takes this payment from a bank account, which this"
                                + " page cannot ask for yet.",
                        address(session, "cancel_url").map(url -> new Link("Go back", url))));
    }

    /** Keeps what was typed, and prices anew. */
    private Response save(Request request, Session before) {
        return switch (visits.save(before, request::formParam)) {
            case Visits.Saved.Done(var session) -> Response.seeOther(session.path());
            case Visits.Saved.Refused(var session, var problem) ->
                    form(request, 422, session, "", List.of(problem));
        };
    }

    private Response pay(Request request, Session before) {
        if (!presses.tryTake(request.remoteAddress())) return look.problem(request, 429);
        var saved = visits.save(before, request::formParam);
        if (saved instanceof Visits.Saved.Refused(var session, var problem))
            return form(request, 422, session, "", List.of(problem));
        var session = ((Visits.Saved.Done) saved).session();
        if (session.state() != Session.State.OPEN && session.state() != Session.State.ACTION)
            return Response.seeOther(session.path());
        var typed = Typed.of(session);
        var problems = new ArrayList<>(typed.problems(session));
        var method =
                request.formParam("payment_method")
                        .filter(pm -> !pm.isBlank())
                        .flatMap(PaymentMethod.Id::parse);
        if (session.wantsCard() && method.isEmpty())
            problems.add(new Typed.Problem("payment_method", words(session).enterCard()));
        if (!problems.isEmpty()) return form(request, 422, session, "", problems);
        var seen = request.formParam("total").orElse("");
        if (!seen.equals(session.shown()))
            return form(request, 422, session, changed(session), List.of());
        return answer(
                request,
                session,
                visits.pay(
                        session,
                        method,
                        body -> typed.tell(session, body),
                        Optional.of(request.remoteAddress())));
    }

    private Response answer(Request request, Session session, PayResult result) {
        return switch (result) {
            case PayResult.Complete ignored -> Response.seeOther(session.path());
            case PayResult.NeedsAction(var waiting, var url) -> Response.seeOther(url);
            case PayResult.Declined(var code, var declineCode, var says) ->
                    form(
                            request,
                            422,
                            visits.find(session.id()).orElse(session),
                            says + " " + words(session).nothing(),
                            List.of());
            case PayResult.Changed(var now) -> form(request, 422, now, changed(now), List.of());
            case PayResult.Checking() -> Response.seeOther(session.path());
            case PayResult.Over() -> over(request, session);
        };
    }

    private String changed(Session session) {
        var now = session.isSetup() ? "" : "The total is now " + session.total().text() + ". ";
        return now + words(session).nothing() + " Look at it and press the button again.";
    }

    private SessionWords words(Session session) {
        return new SessionWords(session, seller(session));
    }

    /** The bank sends the buyer back here. */
    private Response returned(Request request, Session session) {
        if (session.state() != Session.State.ACTION) return Response.seeOther(session.path());
        return answer(request, session, visits.returned(session));
    }

    /**
     * Paid. The way back to the seller is a refresh and a link, not a redirect of the form: the
     * page's policy lets forms end on our own origins only.
     */
    private Response done(Request request, Session session) {
        var back = address(session, "success_url").or(() -> address(session, "return_url"));
        var words = words(session);
        var body =
                Kit.column(
                        Kit.heading("Thank you", words.done()),
                        back.<Content>map(url ->
                                        Kit.link("Back to " + seller(session), url)
                                                .attr("target", "_top"))
                                .orElseGet(Kit::nothing));
        var response = page(request, 200, session, words.doneTitle(), Optional.empty(), body);
        return back.filter(url -> !session.isFramed())
                .map(url -> response.with("Refresh", "2;url=" + url))
                .orElse(response);
    }

    private static Optional<String> address(Session session, String name) {
        return Optional.of(session.body().path(name).asText(""))
                .filter(url -> !url.isEmpty())
                .map(url -> url.replace("{CHECKOUT_SESSION_ID}", session.id().text()));
    }

    /** Says not to pay again, and looks again every 3 seconds, also without scripts. */
    private Response checking(Request request, Session session) {
        var body =
                Kit.column(
                        Kit.heading(
                                session.isSetup() ? "Checking your card" : "Checking your payment",
                                "Please wait and do not press again. This page looks again by"
                                        + " itself."));
        return page(request, 200, session, "Checking", Optional.empty(), body)
                .with("Refresh", "3;url=" + session.path());
    }

    private Response over(Request request, Session session) {
        return problem(
                request,
                session,
                new Problem(
                        410,
                        "This checkout is over",
                        "It was left alone for too long or closed by " + seller(session) + ".",
                        address(session, "cancel_url").map(url -> new Link("Go back", url))));
    }

    private Response form(
            Request request,
            int status,
            Session session,
            String notice,
            List<Typed.Problem> problems) {
        var method =
                request.formParam("payment_method")
                        .or(() -> request.queryParam("payment_method"))
                        .filter(pm ->
                                problems.stream()
                                        .noneMatch(p -> p.field().equals("payment_method")))
                        .filter(pm -> pm.startsWith("pm_"))
                        .filter(pm -> notice.isEmpty());
        var params = new HashMap<String, Object>();
        params.put("path", session.path());
        params.put("csrf", Csrf.token(request, session.id().text()));
        params.put("seller", seller(session));
        params.put("notice", notice);
        var parts = new SessionForm(visits, session, seller(session), problems);
        var words = words(session);
        params.put("title", words.title());
        params.put("notDone", words.notDone());
        params.put("setup", session.isSetup());
        params.put("questions", parts.questions());
        params.put("errors", parts.summary());
        params.put("lines", parts.lines());
        params.put("receipt", parts.receipt());
        params.put("agreement", parts.agreement(platform.clock().now()));
        params.put("code", parts.code());
        params.put("contact", parts.contact());
        params.put("delivery", parts.delivery());
        params.put("terms", parts.terms());
        params.put("method", method.orElse(""));
        params.put("cardError", parts.error("payment_method").orElse(""));
        params.put("cardField", cardField(session));
        params.put("cardPage", cardField(session) + "&return=" + encoded(origin + session.path()));
        params.put("parent", origin);
        params.put("free", !session.wantsCard());
        params.put("total", session.shown());
        params.put("button", words.button());
        var back =
                address(session, "cancel_url")
                        .map(url -> new Link("Back to " + seller(session), url));
        var body = templates.content("session.jte", params);
        return page(request, status, session, words.title(), back, body);
    }

    /** A page of its own, or one in a frame of the seller's page. */
    private Response page(
            Request request,
            int status,
            Session session,
            String title,
            Optional<Link> back,
            Content body) {
        var head = PageHead.of(request, title);
        if (!session.isFramed()) return look.page(request, status, Frame.bare(head, back, body));
        var params = new HashMap<String, Object>();
        params.put("body", body);
        params.put("session", session.id().text());
        params.put("complete", session.state() == Session.State.COMPLETE);
        params.put("back", address(session, "return_url").orElse(""));
        var framed = templates.content("embedded.jte", params);
        var script = head.withScript(ASSETS.url("embedded.js"));
        return look.page(request, status, Frame.embedded(script, framed));
    }

    private Response problem(Request request, Session session, Problem problem) {
        if (!session.isFramed()) return look.problem(request, problem);
        var body = Kit.column(Kit.heading(problem.title(), problem.text()));
        return page(request, problem.status(), session, problem.title(), Optional.empty(), body);
    }

    private String cardField(Session session) {
        var key =
                accounts.keys(session.account()).stream()
                        .filter(k -> k.kind() == ApiKeyKind.PUBLISHABLE)
                        .flatMap(k -> k.publicKey().stream())
                        .findFirst()
                        .orElse("");
        var field = look.vaultOrigin() + "/fields/card?key=" + encoded(key);
        return session.isFramed() ? field + "&embedded=1" : field;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private String seller(Session session) {
        return accounts.find(session.account()).map(a -> a.name()).orElse("the shop");
    }
}
