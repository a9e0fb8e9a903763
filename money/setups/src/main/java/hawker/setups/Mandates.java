package hawker.setups;

import com.fasterxml.jackson.databind.JsonNode;
import hawker.api.Json;
import hawker.kernel.AccountId;
import hawker.kernel.Clock;
import hawker.kernel.Ids;
import hawker.kernel.Money;
import hawker.payments.Consents;
import hawker.payments.Terms;
import hawker.platform.Event.Cause;
import hawker.platform.Platform;
import hawker.platform.Tx;
import hawker.vault.Instrument;
import hawker.vault.PaymentMethod;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Makes mandates, and finds the one under which an account is debited. One for a single payment is
 * given with that payment and is used up by it.
 */
final class Mandates implements Consents.Mandates {

    private static final int REFERENCE = 16;

    private final Clock clock;
    private final Ids ids;
    private final SetupsSql sql;
    private final Happenings happenings;
    private final String origin;

    /**
     * @param origin of our pages
     */
    Mandates(Platform platform, SetupsSql sql, Happenings happenings, String origin) {
        this.clock = platform.clock();
        this.ids = platform.ids();
        this.sql = sql;
        this.happenings = happenings;
        this.origin = origin;
    }

    /** A new one, written. */
    Mandate make(
            Tx tx,
            PaymentMethod method,
            boolean inForce,
            Optional<Money> once,
            Mandate.Acceptance acceptance) {
        var account = method.account();
        var id = new Mandate.Id(ids.ordinary("mandate", account));
        var mandate =
                new Mandate(
                        id,
                        account,
                        clock.now(),
                        method.id(),
                        inForce,
                        once,
                        acceptance,
                        method.type(),
                        details(id, method));
        sql.insert(tx, mandate);
        return mandate;
    }

    /** What its holder finds on the statement, and where it can be read. */
    private String details(Mandate.Id id, PaymentMethod method) {
        var node = Json.object();
        if (!method.type().equals(Instrument.Scheme.SEPA_DEBIT.text())) return Json.text(node);
        var reference = ids.token(REFERENCE).toUpperCase(Locale.ROOT);
        return Json.text(
                node.put("reference", reference)
                        .put("url", origin + MandatePages.path(id, reference)));
    }

    @Override
    public Consents.Mandated of(
            Tx tx, PaymentMethod method, Terms.Agreement given, Money amount, boolean once) {
        if (given.mandate().isPresent()) return named(tx, method, given.mandate().get(), amount);
        if (given.acceptance().isPresent()) {
            var only = once ? Optional.of(amount) : Optional.<Money>empty();
            return under(make(tx, method, !once, only, accepted(given.acceptance().get())));
        }
        return sql.standing(tx, method.account(), method.id().text())
                .map(Mandates::under)
                .orElseGet(Consents.Mandated.Untold::new);
    }

    @Override
    public Optional<String> refusal(
            Tx tx, PaymentMethod method, Terms.Agreement given, Money amount) {
        return given.mandate()
                .flatMap(id -> refusal(sql.mandate(tx, method.account(), id), id, method, amount));
    }

    private static Optional<String> refusal(
            Optional<Mandate> found, String id, PaymentMethod method, Money amount) {
        if (found.isEmpty()) return Optional.of("No such mandate: '" + id + "'");
        var mandate = found.get();
        if (!mandate.method().equals(method.id()))
            return Optional.of("The mandate " + id + " is not for this payment method.");
        if (!mandate.inForce()) return Optional.of(inactive(id));
        return mandate.singleUse()
                .filter(only -> !only.equals(amount))
                .map(only ->
                        "The mandate " + id + " is for a single payment of " + only.text() + ".");
    }

    private static String inactive(String id) {
        return "The mandate " + id + " is inactive and cannot be used.";
    }

    /** One for a single payment ends with it: of two at once the second finds it ended. */
    private Consents.Mandated named(Tx tx, PaymentMethod method, String id, Money amount) {
        var found = sql.mandate(tx, method.account(), id);
        var refusal = refusal(found, id, method, amount);
        if (refusal.isPresent()) return new Consents.Mandated.Refused(refusal.get());
        var mandate = found.orElseThrow();
        if (mandate.singleUse().isEmpty()) return under(mandate);
        var ended = sql.endMandate(tx, mandate);
        if (ended.isEmpty()) return new Consents.Mandated.Refused(inactive(id));
        happenings.tell(
                tx,
                id,
                "mandate.updated",
                SetupJson.mandate(ended.get()),
                Cause.none(method.account()));
        return under(mandate);
    }

    private static Consents.Mandated under(Mandate mandate) {
        return new Consents.Mandated.Under(mandate.id().text());
    }

    /** What a buyer does in a browser is accepted in the moment in which it is told. */
    private Mandate.Acceptance accepted(String told) {
        var node = Json.parse(told);
        boolean online = node.path("type").asText().equals("online");
        var at =
                node.has("accepted_at")
                        ? Optional.of(Instant.ofEpochSecond(node.path("accepted_at").asLong()))
                        : Optional.of(clock.now()).filter(now -> online);
        var browser =
                online
                        ? Optional.of(
                                new Mandate.Online(
                                        maybe(node, "ip_address"), maybe(node, "user_agent")))
                        : Optional.<Mandate.Online>empty();
        return new Mandate.Acceptance(at, browser);
    }

    private static Optional<String> maybe(JsonNode node, String name) {
        return node.has(name) ? Optional.of(node.path(name).asText()) : Optional.empty();
    }

    Optional<Mandate> find(Tx tx, AccountId account, String id) {
        return sql.mandate(tx, account, id);
    }
}
