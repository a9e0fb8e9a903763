package hawker.hosted;

import gg.jte.Content;
import hawker.look.CrossSite;
import hawker.look.Csrf;
import hawker.look.Kit;
import hawker.look.Link;
import hawker.look.Look;
import hawker.look.Problem;
import hawker.look.Templates;
import hawker.platform.Platform;
import hawker.vault.PaymentMethod;
import hawker.web.Handler;
import hawker.web.RateLimit;
import hawker.web.Request;
import hawker.web.Response;
import hawker.web.Routes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * The page on which a buyer pays a session. The session's id in the address is a secret, and so the
 * key of its forms' tokens as well.
 */
final class SessionPages {

    /** Presses of Pay from one address: more is a program that tries cards. */
    private static final int PRESSES_A_MINUTE = 60;

    private final Platform platform;
    private final SessionFrames frame;
    private final Look look;
    private final Templates templates;
    private final Visits visits;
    private final RateLimit presses;
    private final String origin;

    SessionPages(
            Platform platform,
            SessionFrames frame,
            Look look,
            Templates templates,
            Visits visits,
            String origin) {
        this.platform = platform;
        this.frame = frame;
        this.look = look;
        this.templates = templates;
        this.visits = visits;
        this.presses = new RateLimit(PRESSES_A_MINUTE, Duration.ofMinutes(1), platform.clock());
        this.origin = origin;
    }

    Routes routes() {
        return new Routes()
                .get("/c/pay/{cs}", request -> with(request, this::show))
                .post("/c/pay/{cs}", guarded(this::save))
                .post("/c/pay/{cs}/pay", guarded(this::pay))
                .get("/c/pay/{cs}/picture/{name}", request -> with(request, this::picture))
                .get("/c/pay/{cs}/return", request -> with(request, this::returned))
                .addAll(SessionFrames.ASSETS.routes());
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
                if (!session.takesCards()) yield elsewhere(request, session);
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

    /** A file of the seller's: browsers neither guess a type nor run anything of it. */
    private Response picture(Request request, Session session) {
        return Branding.file(session, request.pathParam("name"))
                .flatMap(file -> visits.picture(session, file))
                .map(file ->
                        Response.of(200, file.type(), file.bytes())
                                .with("X-Content-Type-Options", "nosniff")
                                .with("Content-Security-Policy", "default-src 'none'; sandbox")
                                .with("Cache-Control", "private, max-age=300"))
                .orElseGet(() -> look.problem(request, 404));
    }

    /** The page has fields for cards only. */
    private Response elsewhere(Request request, Session session) {
        return frame.problem(
                request,
                session,
                new Problem(
                        409,
                        "This checkout takes no cards",
                        frame.seller(session)
                                + " takes this payment from a bank account, which this"
                                + " page cannot ask for yet.",
                        SessionFrames.address(session, "cancel_url")
                                .map(url -> new Link("Go back", url))));
    }

    /** Keeps what was typed, and prices anew. */
    private Response save(Request request, Session before) {
        var saved = visits.save(before, Typed.sentFrom(before, request::formParam));
        boolean part = request.wantsFragment();
        var gone = request.formParam(SavedCards.TAKE_OFF);
        gone.ifPresent(id -> visits.takeOff(before, id));
        boolean cards = gone.isPresent();
        return switch (saved) {
            case Visits.Saved.Done(var session) ->
                    part
                            ? parts(before, session, cards, List.of())
                            : Response.seeOther(session.path());
            case Visits.Saved.Refused(var session, var problem) ->
                    part
                            ? parts(before, session, cards, List.of(problem))
                            : form(request, 422, session, "", List.of(problem));
        };
    }

    /**
     * For a page with scripts what a change changes, and nothing else: a card that is being typed
     * stays in its frame. The fields of addresses are new only where another country asks for
     * others: else somebody who types on meanwhile would lose it.
     *
     * @param cards whether other cards are offered than before
     */
    private Response parts(
            Session before, Session session, boolean cards, List<Typed.Problem> problems) {
        if (session.state() != Session.State.OPEN && session.state() != Session.State.ACTION)
            return Response.empty(204).with("HX-Redirect", session.path());
        var parts = new SessionForm(visits, templates, session, frame.seller(session), problems);
        var was = Typed.of(before);
        var now = Typed.of(session);
        var params = order(session, parts);
        params.put("elsewhere", !was.shownCountry(session).equals(now.shownCountry(session)));
        params.put("billedElsewhere", now.isBilledOtherwiseThan(was));
        params.put("cardsChanged", cards);
        params.put("cards", parts.cards(visits.chosen(session, false)));
        return look.fragment(200, templates.content("parts.jte", params));
    }

    /** What of the page depends on what is bought and where it goes. */
    private Map<String, Object> order(Session session, SessionForm parts) {
        var words = words(session);
        var lines = new ArrayList<>(parts.lines());
        lines.addAll(parts.currencies());
        var params = new HashMap<String, Object>();
        params.put("path", session.path());
        params.put("seller", frame.seller(session));
        params.put("title", words.title());
        params.put("shown", session.isSetup() ? "" : session.total().text());
        params.put("lines", lines);
        params.put("offers", parts.offers().stream().map(this::offer).toList());
        params.put("receipt", parts.receipt());
        params.put("agreement", parts.wording().agreement(platform.clock().now()));
        params.put("after", parts.wording().said(CustomText.AFTER));
        params.put("code", parts.code());
        var to = parts.delivery();
        params.put("street", to.map(SessionForm.Place::street).orElse(List.of()));
        params.put("area", to.map(SessionForm.Place::area).orElse(List.of()));
        params.put("ways", parts.ways());
        var bill = parts.home();
        params.put("billStreet", bill.map(SessionForm.Place::street).orElse(List.of()));
        params.put("billArea", bill.map(SessionForm.Place::area).orElse(List.of()));
        params.put("total", session.shown());
        params.put("button", words.button());
        return params;
    }

    private Response pay(Request request, Session before) {
        if (!presses.tryTake(request.remoteAddress())) return look.problem(request, 429);
        var kept = visits.save(before, Typed.sentFrom(before, request::formParam));
        if (kept instanceof Visits.Saved.Refused(var session, var problem))
            return form(request, 422, session, "", List.of(problem));
        var session = ((Visits.Saved.Done) kept).session();
        if (session.state() != Session.State.OPEN && session.state() != Session.State.ACTION)
            return Response.seeOther(session.path());
        var typed = Typed.of(session);
        var problems = new ArrayList<>(typed.problems(session));
        boolean saved = typed.card().startsWith("pm_");
        var method =
                saved
                        ? visits.card(session, typed.card()).map(PaymentMethod::id)
                        : request.formParam("payment_method")
                                .filter(pm -> !pm.isBlank())
                                .flatMap(PaymentMethod.Id::parse);
        if (session.wantsCard() && method.isEmpty())
            problems.add(
                    new Typed.Problem(
                            "payment_method",
                            saved
                                    ? "This card was taken off. Choose another one."
                                    : words(session).enterCard()));
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
        return new SessionWords(session, frame.seller(session));
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
        var back =
                SessionFrames.address(session, "success_url")
                        .or(() -> SessionFrames.address(session, "return_url"));
        var words = words(session);
        var body =
                Kit.column(
                        Kit.heading("Thank you", words.done()),
                        Kit.all(confirmation(session)),
                        back.<Content>map(url ->
                                        Kit.link("Back to " + frame.seller(session), url)
                                                .attr("target", "_top"))
                                .orElseGet(Kit::nothing));
        var response = frame.page(request, 200, session, words.doneTitle(), Optional.empty(), body);
        return back.filter(url -> !session.isFramed())
                .map(url -> response.with("Refresh", "2;url=" + url))
                .orElse(response);
    }

    /** What the seller's link says at the end. */
    private List<Content> confirmation(Session session) {
        var says = session.detail().path(Creating.CONFIRMATION).asText("");
        return says.isEmpty()
                ? List.of()
                : List.of(templates.content("note.jte", Map.of("words", Kit.text(says))));
    }

    /** Says not to pay again, and looks again every 3 seconds, also without scripts. */
    private Response checking(Request request, Session session) {
        var body =
                Kit.column(
                        Kit.heading(
                                session.isSetup() ? "Checking your card" : "Checking your payment",
                                "Please wait and do not press again. This page looks again by"
                                        + " itself."));
        return frame.page(request, 200, session, "Checking", Optional.empty(), body)
                .with("Refresh", "3;url=" + session.path());
    }

    private Response over(Request request, Session session) {
        var again =
                Recovering.address(session, platform.clock().now())
                        .map(url -> new Link("Begin again", url))
                        .or(() ->
                                SessionFrames.address(session, "cancel_url")
                                        .map(url ->
                                                new Link("Back to " + frame.seller(session), url)));
        var says = "It was left alone for too long or closed by " + frame.seller(session) + ".";
        return frame.problem(
                request, session, new Problem(410, "This checkout is over", says, again));
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
        var parts = new SessionForm(visits, templates, session, frame.seller(session), problems);
        var words = words(session);
        var params = order(session, parts);
        params.put("csrf", Csrf.token(request, session.id().text()));
        params.put("notice", notice);
        params.put("notDone", words.notDone());
        params.put("setup", session.isSetup());
        params.put("questions", parts.questions());
        params.put("errors", parts.summary());
        params.put("contact", parts.contact());
        params.put("terms", parts.wording().terms(parts.error("terms")));
        params.put("method", method.orElse(""));
        params.put("cards", parts.cards(visits.chosen(session, method.isPresent())));
        params.put("keep", parts.keep());
        params.put("cardError", parts.error("payment_method").orElse(""));
        params.put("cardField", frame.cardField(session));
        params.put("cardPage", frame.cardPage(session));
        params.put("parent", origin);
        params.put("free", !session.wantsCard());
        var back =
                SessionFrames.address(session, "cancel_url")
                        .map(url -> new Link("Back to " + frame.seller(session), url));
        var body = templates.content("session.jte", params);
        return frame.page(request, status, session, words.title(), back, body);
    }

    private Content offer(SessionForm.Offer offer) {
        var params =
                Map.<String, Object>of(
                        "name", offer.name(), "detail", offer.detail(), "button", offer.button());
        return templates.content("offer.jte", params);
    }
}
