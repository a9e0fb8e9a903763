package hawker.sources;

import hawker.api.Json;
import hawker.kernel.IdCodec;
import hawker.platform.Secrets;
import hawker.platform.TxRunner;
import hawker.sources.Source.Status;
import hawker.sources.Telling.Cause;
import hawker.vault.PaymentMethod;
import hawker.vault.Vault;
import hawker.web.Request;
import hawker.web.Response;
import hawker.web.Routes;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The page that stands for a buyer's bank in test mode, and the mandate of a debit. An address
 * holds the source's client secret, and holding it is the right to answer.
 */
final class SourcePages {

    private static final String PATH = "/sources/authorize/";
    private static final String MANDATE = "/sources/mandate/";

    private static final String PAGE =
            """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><title>{title}</title>
            <meta name="viewport" content="width=device-width, initial-scale=1"></head>
            <body><main><h1>{title}</h1><p role="status">{says}</p>{form}</main></body>
            </html>
            """;

    private static final String FORM =
            """
            <form method="post">
            <button name="answer" value="authorize">Authorize test payment</button>
            <button name="answer" value="fail">Fail test payment</button>
            <button name="answer" value="cancel">Cancel</button></form>
            """;

    private final TxRunner tx;
    private final SourcesSql sql;
    private final Sources sources;
    private final Vault vault;

    SourcePages(TxRunner tx, SourcesSql sql, Sources sources, Vault vault) {
        this.tx = tx;
        this.sql = sql;
        this.sources = sources;
        this.vault = vault;
    }

    static String path(Source source) {
        return PATH + source.id() + "/" + source.secret();
    }

    static String mandatePath(Source source) {
        return MANDATE + source.id() + "/" + source.secret();
    }

    Routes routes() {
        return new Routes()
                .get(PATH + "{id}/{secret}", this::show)
                .post(PATH + "{id}/{secret}", this::answered)
                .get(MANDATE + "{id}/{secret}", this::mandate);
    }

    private Response show(Request request) {
        return of(request)
                .filter(source -> source.type().hasPage())
                .map(source ->
                        source.status() == Status.PENDING
                                ? page("Your bank, in test mode", asks(source), FORM)
                                : page("Your bank, in test mode", done(), ""))
                .orElseGet(() -> Response.text(404, "Not found"));
    }

    /** Of two answers at once the second finds the first one's. */
    private Response answered(Request request) {
        var found = of(request).filter(source -> source.type().hasPage());
        if (found.isEmpty()) return Response.text(404, "Not found");
        var account = found.get().account();
        var answer = request.formParam("answer").orElse("");
        boolean yes = answer.equals("authorize");
        var failure = answer.equals("cancel") ? "user_abort" : "declined";
        var now =
                tx.inAccount(
                        account,
                        t -> {
                            var source = sql.lock(t, account, found.get().id()).orElseThrow();
                            return source.status() == Status.PENDING
                                    ? sources.answered(t, source, yes, failure, Cause.none(account))
                                    : source;
                        });
        return back(now)
                .map(url -> quiet(Response.seeOther(url)))
                .orElseGet(() -> page("Your bank, in test mode", done(), ""));
    }

    private static Optional<String> back(Source source) {
        return SourceJson.text(Json.parse(source.details()).path("redirect"), "return_url")
                .map(url -> {
                    int fragment = url.indexOf('#');
                    var bare = fragment < 0 ? url : url.substring(0, fragment);
                    return bare
                            + (bare.indexOf('?') < 0 ? "?" : "&")
                            + "source="
                            + source.id()
                            + "&client_secret="
                            + URLEncoder.encode(source.secret(), StandardCharsets.UTF_8)
                            + "&livemode=false"
                            + (fragment < 0 ? "" : url.substring(fragment));
                });
    }

    private Response mandate(Request request) {
        var found = of(request).filter(source -> source.type() == Source.Type.SEPA_DEBIT);
        if (found.isEmpty()) return Response.text(404, "Not found");
        var source = found.get();
        var told = Json.parse(source.details()).path("of_type");
        var last4 =
                vault.find(source.account(), source.method())
                        .map(PaymentMethod::instrument)
                        .map(account -> account.last4())
                        .orElse("");
        return page(
                "SEPA Direct Debit mandate",
                "Reference "
                        + told.path("mandate_reference").asText()
                        + ", for the account that ends in "
                        + last4
                        + ".",
                "");
    }

    /** The source whose secret the address holds. */
    private Optional<Source> of(Request request) {
        var id = request.pathParam("id");
        return IdCodec.account(id)
                .flatMap(account -> tx.readAccount(account, t -> sql.find(t, account, id)))
                .filter(source -> Secrets.equal(request.pathParam("secret"), source.secret()));
    }

    private static String asks(Source source) {
        return source.type().text().replace('_', ' ')
                + ": pay "
                + source.amount().orElseThrow().text()
                + "?";
    }

    private static String done() {
        return "Thank you. You can close this window.";
    }

    /** All texts are our own. */
    private static Response page(String title, String says, String form) {
        var html =
                PAGE.replace("{title}", title)
                        .replace("{says}", says)
                        .replace("{form}", form)
                        .getBytes(StandardCharsets.UTF_8);
        return quiet(Response.html(200, html));
    }

    /** The address held the client secret. */
    private static Response quiet(Response response) {
        return response.with("Referrer-Policy", "no-referrer").with("Cache-Control", "no-store");
    }
}
