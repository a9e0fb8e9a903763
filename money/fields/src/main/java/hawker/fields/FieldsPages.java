package hawker.fields;

import hawker.api.ApiError;
import hawker.api.Authenticator;
import hawker.api.Caller;
import hawker.kernel.Ids;
import hawker.look.Assets;
import hawker.look.Templates;
import hawker.vault.Billing;
import hawker.vault.CardInput;
import hawker.vault.Tokenised;
import hawker.vault.Vault;
import hawker.web.Request;
import hawker.web.Response;
import hawker.web.Routes;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The card fields on the vault's own origin: a frame in the page that sells, or, where there are no
 * scripts, a page of its own that goes back with the new payment method's id.
 *
 * <p>The page loads one script and two style sheets, all from here and named by a nonce; it may be
 * framed by the main origin and by those an operator lists (PCI DSS 6.4.3, 11.6.1).
 */
final class FieldsPages {

    private static final Templates TEMPLATES =
            new Templates("hawker.fields.templates", FieldsPages.class.getClassLoader());
    private static final Assets ASSETS =
            Assets.of(FieldsPages.class, "fields.css", "fields.js", "card-rules.js");

    static final Pattern KEY = Pattern.compile("pk_(test|live)_[0-9A-Za-z]{8,200}");
    static final Pattern CHANNEL = Pattern.compile("[0-9A-Za-z,_-]{8,100}");
    private static final int NONCE = 22;
    private static final String TOO_MANY = "Too many cards were tried. Please wait a minute.";

    private final Vault vault;
    private final Ids ids;
    private final Authenticator authenticator;
    private final FieldsOrigins origins;

    FieldsPages(Vault vault, Ids ids, Authenticator authenticator, FieldsOrigins origins) {
        this.vault = vault;
        this.ids = ids;
        this.authenticator = authenticator;
        this.origins = origins;
    }

    Routes routes() {
        return new Routes()
                .get("/fields/card", this::show)
                .post("/fields/card", this::submit)
                .addAll(ASSETS.routes());
    }

    /** URL of the script that knows what cards look like. */
    static String rules() {
        return ASSETS.url("card-rules.js");
    }

    private Response show(Request request) {
        var key = request.queryParam("key").orElse("");
        if (!KEY.matcher(key).matches())
            return Response.text(400, "The card fields need a publishable key.");
        var parent = request.queryParam("parent").orElse("");
        var channel = request.queryParam("channel").orElse("");
        var back = request.queryParam("return").orElse("");
        if (!channel.isEmpty()) {
            if (!CHANNEL.matcher(channel).matches() || !origins.mayFrame(parent))
                return Response.text(403, "This page may not show the card fields.");
        } else if (!origins.isMain(back)) {
            return Response.text(400, "There is no page to go back to.");
        }
        var view = view(request::queryParam, key, channel, parent, back, Map.of());
        return page(200, view, framers(request, key));
    }

    /**
     * Our own page may itself stand in a frame of a seller's page (embedded checkout). With a test
     * key that may be any page, as with the elements; with a live key one that the operator lists.
     */
    private String framers(Request request, String key) {
        boolean embedded = request.queryParam("embedded").isPresent();
        return embedded && key.startsWith("pk_test_") ? "*" : origins.framers();
    }

    /** Without scripts: the form of the page itself. */
    private Response submit(Request request) {
        var key = request.formParam("key").orElse("");
        var back = request.formParam("return").orElse("");
        boolean foreign =
                request.header("sec-fetch-site").map(s -> !s.equals("same-origin")).orElse(false);
        if (foreign || !KEY.matcher(key).matches() || !origins.isMain(back))
            return Response.text(403, "This form can only be sent from its own page.");
        var caller = caller(key);
        if (caller.isEmpty()) return Response.text(401, "This publishable key is not known.");
        var typed = FieldsForm.of(request);
        if (!typed.errors().isEmpty()) return again(request, key, back, typed.errors());
        var outcome =
                vault.typed(
                        caller.get().account(),
                        typed.card(),
                        typed.billing(),
                        request.remoteAddress());
        if (outcome.isEmpty()) return again(request, key, back, Map.of("card", TOO_MANY));
        return switch (outcome.get()) {
            case Tokenised.Made(var method) -> {
                var joint = back.contains("?") ? "&" : "?";
                yield Response.seeOther(back + joint + "payment_method=" + method.id().text());
            }
            case Tokenised.InvalidCard(var code, var param, var message) ->
                    again(request, key, back, Map.of(FieldsForm.field(param), message));
        };
    }

    private Optional<Caller> caller(String key) {
        try {
            return authenticator.authenticate(key);
        } catch (ApiError expired) {
            return Optional.empty();
        }
    }

    private Response again(Request request, String key, String back, Map<String, String> errors) {
        return page(422, view(request::formParam, key, "", "", back, errors), origins.framers());
    }

    /** Where a parameter comes from: the address or the form. */
    private interface Sent {
        Optional<String> get(String name);
    }

    private FieldsView view(
            Sent sent,
            String key,
            String channel,
            String parent,
            String back,
            Map<String, String> errors) {
        var scheme = sent.get("scheme").orElse("");
        var postal = sent.get("postal_mode").or(() -> sent.get("postal")).orElse("none");
        boolean isPage = channel.isEmpty();
        return new FieldsView(
                ids.token(NONCE),
                origins.sheet(),
                ASSETS.url("fields.css"),
                rules(),
                ASSETS.url("fields.js"),
                List.of("light", "dark").contains(scheme) ? scheme : "",
                key,
                channel,
                parent,
                sent.get("layout").filter("line"::equals).orElse("lines"),
                postalMode(postal, isPage),
                back,
                errors.isEmpty() ? "" : sent.get("expiry").orElse(""),
                errors.isEmpty() ? "" : sent.get("postal").orElse(""),
                new HashMap<>(errors));
    }

    /** On a page of its own nobody else asks for the postal code. */
    private static String postalMode(String asked, boolean isPage) {
        if (asked.equals("required") || asked.equals("optional")) return asked;
        return isPage ? "optional" : "none";
    }

    private Response page(int status, FieldsView view, String framers) {
        var nonce = " 'nonce-" + view.nonce() + "'";
        var policy =
                "default-src 'none'; script-src"
                        + nonce
                        + "; style-src"
                        + nonce
                        + "; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self' "
                        + origins.main()
                        + "; frame-ancestors "
                        + (view.isPage() ? "'none'" : framers);
        return Response.html(status, TEMPLATES.bytes("fields.jte", Map.of("view", view)))
                .with("Content-Security-Policy", policy)
                .with("X-Content-Type-Options", "nosniff")
                .with("Referrer-Policy", "same-origin")
                .with("Cache-Control", "private, no-store")
                .with("Permissions-Policy", "camera=(), microphone=(), geolocation=()");
    }

    /** The origin of an address, or nothing if it is none. */
    static Optional<String> originOf(String address) {
        try {
            var uri = new URI(address);
            if (uri.getScheme() == null || uri.getHost() == null || uri.getUserInfo() != null)
                return Optional.empty();
            var port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
            return Optional.of(uri.getScheme() + "://" + uri.getHost() + port);
        } catch (URISyntaxException notAnAddress) {
            return Optional.empty();
        }
    }

    /**
     * The card form as it is sent without scripts.
     *
     * @param errors by field, for what cannot even be handed on
     */
    record FieldsForm(CardInput card, Billing billing, Map<String, String> errors) {

        private static final int LONGEST_POSTAL = 12;

        static FieldsForm of(Request request) {
            var errors = new HashMap<String, String>();
            var number = text(request, "number");
            var cvc = text(request, "cvc");
            var expiry = text(request, "expiry").replaceAll("[^0-9]", "");
            var postal = text(request, "postal");
            if (number.isEmpty()) errors.put("number", "Enter the card number.");
            if (expiry.length() != 4 && expiry.length() != 6)
                errors.put("expiry", "Enter month and year, like 04 / 29.");
            if (cvc.isEmpty()) errors.put("cvc", "Enter the security code.");
            boolean needed = text(request, "postal_mode").equals("required");
            if (needed && postal.isEmpty()) errors.put("postal", "Enter the ZIP or postal code.");
            if (postal.length() > LONGEST_POSTAL) errors.put("postal", "This code is too long.");
            var known = errors.containsKey("expiry") ? "0000" : expiry;
            return new FieldsForm(
                    new CardInput(
                            number,
                            Long.parseLong(known.substring(0, 2)),
                            Long.parseLong(known.substring(2)),
                            Optional.of(cvc)),
                    postal.isEmpty() ? Billing.none() : Billing.ofPostalCode(postal),
                    Map.copyOf(errors));
        }

        /** The field in which a parameter of the API is typed. */
        static String field(String param) {
            return switch (param) {
                case "exp_month", "exp_year" -> "expiry";
                case "cvc" -> "cvc";
                default -> "number";
            };
        }

        private static String text(Request request, String name) {
            return request.secretParam(name).orElse("").trim();
        }
    }
}
