package hawker.setups;

import hawker.api.Json;
import hawker.kernel.IdCodec;
import hawker.platform.Secrets;
import hawker.platform.TxRunner;
import hawker.web.Request;
import hawker.web.Response;
import hawker.web.Routes;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What the holder of an account agreed to, to be read; its reference in the address is the key. */
final class MandatePages {

    private static final String PATH = "/mandates/";

    private static final String PAGE =
            """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><title>Direct debit mandate</title>
            <meta name="viewport" content="width=device-width, initial-scale=1"></head>
            <body><main><h1>SEPA Direct Debit mandate</h1>
            <dl><dt>Reference</dt><dd>{reference}</dd><dt>Given</dt><dd>{at}</dd>
            <dt>Payments</dt><dd>{payments}</dd><dt>Status</dt><dd>{status}</dd></dl>
            </main></body></html>
            """;

    private final TxRunner tx;
    private final Mandates mandates;

    MandatePages(TxRunner tx, Mandates mandates) {
        this.tx = tx;
        this.mandates = mandates;
    }

    static String path(Mandate.Id id, String reference) {
        return PATH + id + "/" + reference;
    }

    Routes routes() {
        return new Routes().get(PATH + "{id}/{reference}", this::show);
    }

    private Response show(Request request) {
        var id = request.pathParam("id");
        return IdCodec.account(id)
                .flatMap(account -> tx.readAccount(account, t -> mandates.find(t, account, id)))
                .filter(found -> Secrets.equal(request.pathParam("reference"), reference(found)))
                .map(MandatePages::page)
                .orElseGet(() -> Response.text(404, "Not found"));
    }

    private static String reference(Mandate mandate) {
        return Json.parse(mandate.details()).path("reference").asText("-");
    }

    /** All texts are our own. */
    private static Response page(Mandate mandate) {
        var once = Optional.of("one").filter(word -> mandate.singleUse().isPresent());
        var html =
                PAGE.replace("{reference}", reference(mandate))
                        .replace("{at}", mandate.at().toString())
                        .replace("{payments}", once.orElse("recurring"))
                        .replace("{status}", mandate.inForce() ? "active" : "inactive")
                        .getBytes(StandardCharsets.UTF_8);
        return Response.html(200, html)
                .with("Referrer-Policy", "no-referrer")
                .with("Cache-Control", "no-store");
    }
}
