package hawker.elements;

import hawker.web.Request;
import hawker.web.Response;
import hawker.web.Routes;
import java.util.regex.Pattern;

/** Where pages load the script: the addresses of Stripe's own, on our origin. */
final class ScriptPages {

    private static final Pattern TRAIN = Pattern.compile("v3|[a-z]{1,30}");

    private final Script script;

    ScriptPages(Script script) {
        this.script = script;
    }

    Routes routes() {
        return new Routes()
                .get("/v3", request -> answer("v3"))
                .get("/{train}/stripe.js", this::ofTrain);
    }

    private Response ofTrain(Request request) {
        var train = request.pathParam("train");
        return TRAIN.matcher(train).matches()
                ? answer(train)
                : Response.text(404, "There is no such release of the script.");
    }

    /** Fresh within minutes: the script and the frames it opens are released together. */
    private Response answer(String train) {
        return Response.of(200, "text/javascript; charset=utf-8", script.of(train))
                .with("Cache-Control", "public, max-age=300")
                .with("Access-Control-Allow-Origin", "*")
                .with("Cross-Origin-Resource-Policy", "cross-origin")
                .with("X-Content-Type-Options", "nosniff");
    }
}
