package hawker.fields;

import hawker.fields.ElementView.Kind;
import hawker.kernel.Ids;
import hawker.look.Assets;
import hawker.look.Look;
import hawker.look.Templates;
import hawker.web.Request;
import hawker.web.Response;
import hawker.web.Routes;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The frames of the drop-in script that hold card fields: one for a whole card, one for each part
 * of it, one for a payment. Numbers go from the frame to the vault, whose origin it is.
 *
 * <p>With a test key any page may show them, so that sellers can try the script wherever they
 * build; with a live key only the origins that the operator lists.
 */
final class ElementPages {

    private static final Templates TEMPLATES =
            new Templates("hawker.fields.templates", ElementPages.class.getClassLoader());
    private static final Assets ASSETS =
            Assets.of(ElementPages.class, "element-methods.js", "element.js");
    private static final List<String> SCRIPTS =
            List.of(
                    FieldsPages.rules(),
                    Look.elementScript(),
                    ASSETS.url("element-methods.js"),
                    ASSETS.url("element.js"));
    private static final int NONCE = 22;

    private final Ids ids;
    private final FieldsOrigins origins;

    ElementPages(Ids ids, FieldsOrigins origins) {
        this.ids = ids;
        this.origins = origins;
    }

    Routes routes() {
        return new Routes().get("/fields/elements/{kind}", this::show).addAll(ASSETS.routes());
    }

    private Response show(Request request) {
        var kind = kind(request.pathParam("kind"));
        if (kind.isEmpty()) return Response.text(404, "There is no such element.");
        var key = text(request, "key");
        if (!FieldsPages.KEY.matcher(key).matches())
            return Response.text(400, "An element needs a publishable key.");
        var parent = text(request, "parent");
        boolean test = key.startsWith("pk_test_");
        if (!isConversation(request) || !(test ? isOrigin(parent) : origins.mayFrame(parent)))
            return Response.text(403, "This page may not show an element.");
        var view =
                new ElementView(
                        kind.get(),
                        ids.token(NONCE),
                        origins.sheet(),
                        Look.elementStyle(),
                        SCRIPTS,
                        key,
                        text(request, "channel"),
                        text(request, "group"),
                        parent);
        var html = TEMPLATES.bytes("element.jte", Map.of("view", view));
        return frame(html, view.nonce(), test ? "*" : origins.framers());
    }

    private static Optional<Kind> kind(String word) {
        for (var kind : Kind.values()) if (kind.word().equals(word)) return Optional.of(kind);
        return Optional.empty();
    }

    private static boolean isConversation(Request request) {
        return FieldsPages.CHANNEL.matcher(text(request, "channel")).matches()
                && FieldsPages.CHANNEL.matcher(text(request, "group")).matches();
    }

    static boolean isOrigin(String text) {
        return text.startsWith("http")
                && FieldsPages.originOf(text).map(text::equals).orElse(false);
    }

    static String text(Request request, String name) {
        return request.queryParam(name).orElse("");
    }

    /**
     * A page for a frame that runs and shows only what it names itself.
     *
     * @param framers the origins whose pages may show it
     */
    static Response frame(byte[] html, String ofPage, String framers) {
        var nonce = " 'nonce-" + ofPage + "'";
        var policy =
                "default-src 'none'; script-src"
                        + nonce
                        + "; style-src"
                        + nonce
                        + "; font-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none';"
                        + " form-action 'none';"
                        + " frame-ancestors "
                        + framers;
        return Response.html(200, html)
                .with("Content-Security-Policy", policy)
                .with("X-Content-Type-Options", "nosniff")
                .with("Referrer-Policy", "no-referrer")
                .with("Cache-Control", "private, no-store")
                .with("Permissions-Policy", "camera=(), microphone=(), geolocation=()");
    }
}
