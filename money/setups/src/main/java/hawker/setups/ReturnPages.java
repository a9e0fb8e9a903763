package hawker.setups;

import hawker.setups.SetupIntent.State;
import hawker.web.Request;
import hawker.web.Response;
import hawker.web.Routes;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Where a buyer comes back from a 3-D Secure challenge: we ask the network how it went, finish, and
 * send the buyer to the seller's page with the result.
 */
final class ReturnPages {

    private static final String PREFIX = "/setups/return/";

    private static final byte[] DONE =
            """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><title>Done</title></head>
            <body><p>Thank you. You can close this window.</p></body></html>
            """
                    .getBytes(StandardCharsets.UTF_8);

    private final Setups setups;

    ReturnPages(Setups setups) {
        this.setups = setups;
    }

    /** The path where the buyer of an intent comes back; holding it is the right to do so. */
    static String path(SetupIntent intent) {
        return PREFIX + intent.clientSecret();
    }

    Routes routes() {
        return new Routes().get(PREFIX + "{secret}", this::back);
    }

    private Response back(Request request) {
        var found = setups.bySecret(request.pathParam("secret"));
        if (found.isEmpty()) return Response.text(404, "Not found");
        var intent = found.get();
        var home = home(intent);
        setups.afterAction(intent.account(), intent.id());
        var now = setups.find(intent.account(), intent.id()).orElse(intent);
        var response =
                home.map(url -> Response.seeOther(withResult(url, now)))
                        .orElseGet(() -> Response.html(200, DONE));
        // The address held the client secret.
        return response.with("Referrer-Policy", "no-referrer").with("Cache-Control", "no-store");
    }

    private static Optional<String> home(SetupIntent intent) {
        return intent.state() instanceof State.RequiresAction action
                ? action.challenge().returnUrl()
                : Optional.empty();
    }

    private static String withResult(String url, SetupIntent intent) {
        int fragment = url.indexOf('#');
        var bare = fragment < 0 ? url : url.substring(0, fragment);
        return bare
                + (bare.indexOf('?') < 0 ? "?" : "&")
                + "setup_intent="
                + encode(intent.id().text())
                + "&setup_intent_client_secret="
                + encode(intent.clientSecret())
                + "&redirect_status="
                + (intent.state() instanceof State.Succeeded ? "succeeded" : "failed")
                + (fragment < 0 ? "" : url.substring(fragment));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
