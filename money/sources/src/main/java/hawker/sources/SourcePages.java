package hawker.sources;

import hawker.api.Json;
import hawker.kernel.IdCodec;
import hawker.look.Kit;
import hawker.look.Look;
import hawker.platform.Event.Cause;
import hawker.platform.Secrets;
import hawker.platform.TxRunner;
import hawker.sources.Source.Status;
import hawker.vault.PaymentMethod;
import hawker.vault.Vault;
import hawker.web.Request;
import hawker.web.Response;
import hawker.web.Routes;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The page that stands for a buyer's bank in test mode, and the mandate of a debit. An address
 * holds the source's client secret, and holding it is the right to answer.
 */
final class SourcePages {

    private static final String PATH = "/sources/authorize/";
    private static final String MANDATE = "/sources/mandate/";

    private static final String TITLE = "Your bank, in test mode";

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
                .map(source -> Look.card(request, 200, card(source)))
                .orElseGet(() -> Look.unknown(request));
    }

    private static Look.Card card(Source source) {
        if (source.status() != Status.PENDING)
            return Look.Card.of(TITLE, "Thank you. You can close this window.");
        return Look.Card.of(TITLE, "A real bank would ask who you are. This one is simulated.")
                .about(
                        new Kit.Pair("Pay by", name(source)),
                        new Kit.Pair("Amount", Kit.money(source.amount().orElseThrow())))
                .asking(
                        List.of(),
                        Kit.button("Authorize test payment")
                                .sends("answer", "authorize")
                                .primary()
                                .wide(),
                        Kit.button("Fail test payment").sends("answer", "fail").wide(),
                        Kit.button("Cancel").sends("answer", "cancel").quiet().wide());
    }

    private static String name(Source source) {
        var word = source.type().text().replace('_', ' ');
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    /** Of two answers at once the second finds the first one's. */
    private Response answered(Request request) {
        var found = of(request).filter(source -> source.type().hasPage());
        if (found.isEmpty()) return Look.unknown(request);
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
                .map(url ->
                        Response.seeOther(url)
                                .with("Referrer-Policy", "no-referrer")
                                .with("Cache-Control", "no-store"))
                .orElseGet(() -> Look.card(request, 200, card(now)));
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
        if (found.isEmpty()) return Look.unknown(request);
        var source = found.get();
        var told = Json.parse(source.details()).path("of_type");
        var last4 =
                vault.find(source.account(), source.method())
                        .map(PaymentMethod::instrument)
                        .map(account -> account.last4())
                        .orElse("");
        return Look.card(
                request,
                200,
                Look.Card.of("SEPA Direct Debit mandate", "The right to debit this account.")
                        .about(
                                new Kit.Pair("Reference", told.path("mandate_reference").asText()),
                                new Kit.Pair("Account that ends in", last4)));
    }

    /** The source whose secret the address holds. */
    private Optional<Source> of(Request request) {
        var id = request.pathParam("id");
        return IdCodec.account(id)
                .flatMap(account -> tx.readAccount(account, t -> sql.find(t, account, id)))
                .filter(source -> Secrets.equal(request.pathParam("secret"), source.secret()));
    }
}
