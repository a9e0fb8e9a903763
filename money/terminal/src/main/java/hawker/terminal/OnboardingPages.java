package hawker.terminal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import hawker.kernel.AccountId;
import hawker.kernel.IdCodec;
import hawker.platform.Tx;
import hawker.terminal.ThingsSql.Kind;
import hawker.web.Request;
import hawker.web.Response;
import hawker.web.Routes;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The page that stands for Apple's, where a merchant agrees to its terms. Holding the address is
 * the right to agree.
 */
final class OnboardingPages {

    private static final String PATH = "/terminal/onboarding/";
    private static final String ACCEPTED = "accepted";

    private static final String PAGE =
            """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><title>Terms and conditions</title>
            <meta name="viewport" content="width=device-width, initial-scale=1"></head>
            <body><main><h1>Tap to Pay on iPhone: terms and conditions</h1>
            <p role="status">{says}</p>{form}</main></body></html>
            """;

    private static final String FORM =
            "<form method=\"post\"><button>Agree to the terms</button></form>";

    private final Things things;

    OnboardingPages(Things things) {
        this.things = things;
    }

    static String path(String token) {
        return PATH + token;
    }

    Routes routes() {
        return new Routes().get(PATH + "{token}", this::show).post(PATH + "{token}", this::agree);
    }

    private Response show(Request request) {
        var token = request.pathParam("token");
        return IdCodec.account(token)
                .flatMap(account ->
                        things.platform().tx().readAccount(account, tx -> page(tx, account, token)))
                .orElseGet(() -> Response.text(404, "Not found"));
    }

    private Optional<Response> page(Tx tx, AccountId account, String token) {
        return things.sql()
                .find(account, tx, Kind.ONBOARDING, token)
                .map(link ->
                        isOpen(tx, account, link)
                                ? page(name(link) + " is asked to agree.", FORM)
                                : page(name(link) + " has agreed already.", ""));
    }

    private Response agree(Request request) {
        var token = request.pathParam("token");
        return IdCodec.account(token)
                .flatMap(account ->
                        things.platform().tx().inAccount(account, tx -> agreed(tx, account, token)))
                .orElseGet(() -> Response.text(404, "Not found"));
    }

    private Optional<Response> agreed(Tx tx, AccountId account, String token) {
        var found = things.sql().lock(account, tx, Kind.ONBOARDING, token);
        if (found.isEmpty()) return Optional.empty();
        var link = found.get();
        if (!isOpen(tx, account, link))
            return Optional.of(page(name(link) + " has agreed already.", ""));
        link.put(ACCEPTED, Json.seconds(things.platform().clock().now()));
        things.sql().update(account, tx, link);
        return Optional.of(page("Thank you. You can close this window.", ""));
    }

    /** A link is used once; another one only if it may link again. */
    private boolean isOpen(Tx tx, AccountId account, ObjectNode link) {
        if (link.has(ACCEPTED)) return false;
        boolean again = options(link).path("allow_relinking").asBoolean();
        return again
                || things.sql().all(account, tx, Kind.ONBOARDING).stream()
                        .noneMatch(other -> other.has(ACCEPTED));
    }

    private static com.fasterxml.jackson.databind.JsonNode options(ObjectNode link) {
        return link.path("link_options").path(OnboardingHttp.TERMS);
    }

    /** The seller's own words, made harmless. */
    private static String name(ObjectNode link) {
        return options(link)
                .path("merchant_display_name")
                .asText()
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static Response page(String says, String form) {
        var html =
                PAGE.replace("{form}", form)
                        .replace("{says}", says)
                        .getBytes(StandardCharsets.UTF_8);
        return Response.html(200, html)
                .with("Referrer-Policy", "no-referrer")
                .with("Cache-Control", "no-store");
    }
}
