package hawker.elements;

import hawker.kernel.Ids;
import hawker.look.Assets;
import hawker.look.Look;
import hawker.look.Templates;
import hawker.web.Request;
import hawker.web.Response;
import hawker.web.Routes;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Frames of the script that hold no card. Addresses and e-mail addresses are for the page around,
 * so any page may show them; they neither send nor keep them. The number of a bank account is not:
 * its frame makes a payment method of it by itself, and the page learns that one's id.
 */
final class DetailsPages {

    private static final Templates TEMPLATES =
            new Templates("hawker.elements.templates", DetailsPages.class.getClassLoader());
    private static final Assets ASSETS =
            Assets.of(DetailsPages.class, "details.js", "iban.js", "tax.js", "choice.js");
    private static final Pattern KEY = Pattern.compile("pk_(test|live)_[0-9A-Za-z]{1,200}");
    private static final Pattern CHANNEL = Pattern.compile("[0-9A-Za-z-]{8,100}");
    private static final int NONCE = 22;

    private final Ids ids;

    DetailsPages(Ids ids) {
        this.ids = ids;
    }

    Routes routes() {
        return new Routes().get("/elements/{kind}", this::show).addAll(ASSETS.routes());
    }

    private Response show(Request request) {
        var kind = DetailsView.Kind.of(request.pathParam("kind"));
        if (kind.isEmpty()) return Response.text(404, "There is no such element.");
        var channel = request.queryParam("channel").orElse("");
        var parent = request.queryParam("parent").orElse("");
        if (!CHANNEL.matcher(channel).matches() || !isOrigin(parent))
            return Response.text(403, "This page may not show an element.");
        var key = request.queryParam("key").orElse("");
        boolean sends = kind.get() == DetailsView.Kind.IBAN;
        if (sends && !KEY.matcher(key).matches())
            return Response.text(403, "This element needs a publishable key.");
        var nonce = ids.token(NONCE);
        var view =
                new DetailsView(
                        kind.get(),
                        nonce,
                        List.of(Look.styleSheet(), Look.elementStyle()),
                        List.of(Look.elementScript(), ASSETS.url(script(kind.get()))),
                        sends ? key : "",
                        channel,
                        parent);
        var allowed = " 'nonce-" + nonce + "'";
        return Response.html(200, TEMPLATES.bytes("details.jte", Map.of("view", view)))
                .with(
                        "Content-Security-Policy",
                        "default-src 'none'; script-src"
                                + allowed
                                + "; style-src"
                                + allowed
                                + (sends ? "; connect-src 'self'" : "")
                                + "; font-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none';"
                                + " frame-ancestors *")
                .with("X-Content-Type-Options", "nosniff")
                .with("Referrer-Policy", "no-referrer")
                .with("Cache-Control", "private, no-store");
    }

    private static String script(DetailsView.Kind kind) {
        return switch (kind) {
            case IBAN -> "iban.js";
            case TAX -> "tax.js";
            case CURRENCY -> "choice.js";
            case ADDRESS, SHIPPING, EMAIL, CONTACT -> "details.js";
        };
    }

    /** Scheme, host and port, and nothing behind. */
    private static boolean isOrigin(String text) {
        try {
            var uri = URI.create(text);
            return uri.getHost() != null
                    && List.of("http", "https").contains(uri.getScheme())
                    && text.equals(uri.getScheme() + "://" + uri.getAuthority())
                    && uri.getUserInfo() == null;
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
    }
}
