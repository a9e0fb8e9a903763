package hawker.network.sim;

import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.look.Assets;
import hawker.look.Templates;
import hawker.network.Authentication.State;
import hawker.network.sim.Challenges.Deed;
import hawker.web.Request;
import hawker.web.Response;
import hawker.web.Routes;
import java.util.Map;
import java.util.Optional;

/**
 * The simulated issuer's pages: the buyer completes, fails or cancels, and goes back to where the
 * payment came from. What the browser brings back means nothing to payments, which asks the network
 * itself (server to server).
 */
final class ChallengePages {

    private static final Templates TEMPLATES =
            new Templates("hawker.network.templates", ChallengePages.class.getClassLoader());
    private static final Assets ASSETS = Assets.of(ChallengePages.class, "challenge.css");
    private static final String CODE = "1234";

    private final Challenges challenges;
    private final String sheet;
    private final String framers;

    /**
     * @param sheet URL of the look's style sheet on this origin
     * @param framers origins whose pages may show a live challenge in a frame; a test one may stand
     *     anywhere, as the drop-in script's elements may
     */
    ChallengePages(Challenges challenges, String sheet, String framers) {
        this.challenges = challenges;
        this.sheet = sheet;
        this.framers = framers;
    }

    Routes routes() {
        return new Routes()
                .get("/3ds/{id}", this::show)
                .post("/3ds/{id}", this::answer)
                .addAll(ASSETS.routes());
    }

    /** Where a parameter comes from: the address or the form. */
    private interface Sent {
        Optional<String> get(String name);
    }

    private Response show(Request request) {
        return page(200, request, request::queryParam, false);
    }

    private Response answer(Request request) {
        var id = request.pathParam("id");
        if (!isOurs(id, request::formParam)) return unknown();
        var deed = deed(request.formParam("deed").orElse(""));
        if (deed.isEmpty()) return page(400, request, request::formParam, false);
        boolean code = request.formParam("code").map(String::trim).orElse("").equals(CODE);
        if (deed.get() == Deed.COMPLETE && !code)
            return page(422, request, request::formParam, true);
        challenges.finish(id, deed.get());
        var to = request.formParam("to").orElse("");
        return to.isEmpty()
                ? page(200, request, request::formParam, false)
                : Response.seeOther(to).with("Referrer-Policy", "no-referrer");
    }

    private static Optional<Deed> deed(String name) {
        for (var deed : Deed.values())
            if (deed.name().equalsIgnoreCase(name)) return Optional.of(deed);
        return Optional.empty();
    }

    private Response page(int status, Request request, Sent sent, boolean wrongCode) {
        var id = request.pathParam("id");
        var page = challenges.page(id);
        if (page.isEmpty() || !isOurs(id, sent)) return unknown();
        var challenge = page.get().challenge();
        var view =
                new ChallengeView(
                        sheet,
                        ASSETS.url("challenge.css"),
                        id,
                        page.get().state(),
                        text(sent, "name"),
                        Money.of(challenge.amount(), Currency.of(challenge.currency())),
                        challenge.last4(),
                        text(sent, "to"),
                        text(sent, "signature"),
                        wrongCode && page.get().state() == State.PENDING);
        boolean live = new AccountId(challenge.account()).livemode();
        return html(status, view, live ? framers : "*");
    }

    private boolean isOurs(String id, Sent sent) {
        return challenges.isSigned(
                id, text(sent, "name"), text(sent, "to"), text(sent, "signature"));
    }

    private static String text(Sent sent, String name) {
        return sent.get(name).orElse("");
    }

    private static Response unknown() {
        return Response.text(404, "The bank knows no such request.");
    }

    /**
     * No form-action: after the form the browser follows redirects of payments and of the shop,
     * which may be anywhere, and browsers hold that against the policy of the page.
     */
    private static Response html(int status, ChallengeView view, String framers) {
        return Response.html(status, TEMPLATES.bytes("challenge.jte", Map.of("view", view)))
                .with(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'self'; font-src 'self'; base-uri 'none';"
                                + " frame-ancestors 'self' "
                                + framers)
                .with("X-Content-Type-Options", "nosniff")
                .with("Referrer-Policy", "no-referrer")
                .with("Cache-Control", "private, no-store");
    }
}
