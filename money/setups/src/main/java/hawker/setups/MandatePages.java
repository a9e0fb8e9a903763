package hawker.setups;

import hawker.api.Json;
import hawker.kernel.IdCodec;
import hawker.look.Kit;
import hawker.look.Look;
import hawker.platform.Secrets;
import hawker.platform.TxRunner;
import hawker.web.Request;
import hawker.web.Response;
import hawker.web.Routes;

/** What the holder of an account agreed to, to be read; its reference in the address is the key. */
final class MandatePages {

    private static final String PATH = "/mandates/";

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
                .map(mandate -> Look.card(request, 200, card(mandate)))
                .orElseGet(() -> Look.unknown(request));
    }

    private static String reference(Mandate mandate) {
        return Json.parse(mandate.details()).path("reference").asText("-");
    }

    private static Look.Card card(Mandate mandate) {
        return Look.Card.of("SEPA Direct Debit mandate", "The right to debit an account.")
                .about(
                        new Kit.Pair("Reference", reference(mandate)),
                        new Kit.Pair("Given", Kit.moment(mandate.at())),
                        new Kit.Pair("Payments", mandate.singleUse().isPresent() ? "One" : "Many"),
                        new Kit.Pair("State", mandate.inForce() ? "In force" : "Ended"));
    }
}
