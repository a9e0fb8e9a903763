package hawker.network;

import hawker.web.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Where buyers are sent who come back from a challenge: to the seller's page, with the result as
 * Stripe writes it into the address, or to a page that says that they are done.
 */
public final class ReturnPage {

    private static final byte[] DONE =
            """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><title>Done</title></head>
            <body><p>Thank you. You can close this window.</p></body></html>
            """
                    .getBytes(StandardCharsets.UTF_8);

    private ReturnPage() {}

    /**
     * The answer to a request whose address held the client secret: nobody is told that address,
     * and nobody keeps the answer.
     *
     * @param home the seller's page, if the seller named one
     * @param kind payment_intent or setup_intent
     */
    public static Response lead(
            Optional<String> home, String kind, String id, String clientSecret, boolean passed) {
        return home.map(url -> Response.seeOther(withResult(url, kind, id, clientSecret, passed)))
                .orElseGet(() -> Response.html(200, DONE))
                .with("Referrer-Policy", "no-referrer")
                .with("Cache-Control", "no-store");
    }

    private static String withResult(
            String url, String kind, String id, String clientSecret, boolean passed) {
        int fragment = url.indexOf('#');
        var bare = fragment < 0 ? url : url.substring(0, fragment);
        return bare
                + (bare.indexOf('?') < 0 ? "?" : "&")
                + kind
                + "="
                + encode(id)
                + "&"
                + kind
                + "_client_secret="
                + encode(clientSecret)
                + "&redirect_status="
                + (passed ? "succeeded" : "failed")
                + (fragment < 0 ? "" : url.substring(fragment));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
