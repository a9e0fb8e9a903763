package hawker.sources;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import hawker.customers.AttachedSources;
import hawker.kernel.AccountId;
import hawker.kernel.Clock;
import hawker.kernel.Ids;
import hawker.kernel.Money;
import hawker.payments.Charge;
import hawker.payments.Consents;
import hawker.platform.Event.Cause;
import hawker.platform.Platform;
import hawker.platform.Tx;
import hawker.sources.Source.Status;
import hawker.sources.SourcesSql.Arrival;
import hawker.sources.SourcesSql.Notice;
import hawker.vault.PaymentMethod;
import hawker.vault.PaymentMethodJson;
import hawker.vault.Vault;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How sources become chargeable, and what a charge makes of them. A source is held while it is
 * charged, in the transaction that writes the charge, so that of two charges at once with one that
 * serves once the second finds it used up.
 */
final class Sources implements Consents.Sources, AttachedSources {

    private final Clock clock;
    private final Ids ids;
    private final SourcesSql sql;
    private final Vault vault;
    private final Telling telling;
    private final TestBanks banks;

    Sources(Platform platform, SourcesSql sql, Vault vault, Telling telling, TestBanks banks) {
        this.clock = platform.clock();
        this.ids = platform.ids();
        this.sql = sql;
        this.vault = vault;
        this.telling = telling;
        this.banks = banks;
    }

    /** A source as the API shows it. */
    ObjectNode shown(Tx tx, Source source) {
        return SourceJson.source(source, method(tx, source));
    }

    private PaymentMethod method(Tx tx, Source source) {
        return vault.find(tx, source.account(), source.method()).orElseThrow();
    }

    @Override
    public Map<String, ObjectNode> shown(
            Tx tx, AccountId account, Collection<PaymentMethod> methods) {
        var byId = new HashMap<String, PaymentMethod>();
        for (var method : methods) byId.put(PaymentMethodJson.sourceId(method.id()), method);
        var shown = new HashMap<String, ObjectNode>();
        for (var source : sql.find(tx, account, byId.keySet()))
            shown.put(
                    source.method().text(),
                    SourceJson.source(source, byId.getOrDefault(source.id(), method(tx, source))));
        return shown;
    }

    @Override
    public Optional<String> refusal(Tx tx, PaymentMethod method) {
        var id = PaymentMethodJson.sourceId(method.id());
        var source = sql.find(tx, method.account(), id).orElseThrow();
        if (source.usage() == Source.Usage.SINGLE_USE)
            return Optional.of("A single-use source cannot be attached to a Customer.");
        boolean waits = source.type().flow() == Source.Flow.RECEIVER;
        boolean fillable = waits && source.status() == Status.PENDING;
        if (source.status() == Status.CHARGEABLE || fillable) return Optional.empty();
        return Optional.of(notChargeable(source));
    }

    @Override
    public void detached(Tx tx, PaymentMethod method) {
        sql.update(tx, of(tx, method).with(Status.CONSUMED));
    }

    /** The row of a method that was made as a source, held. */
    private Source of(Tx tx, PaymentMethod method) {
        var id = PaymentMethodJson.sourceId(method.id());
        return sql.lock(tx, method.account(), id).orElseThrow();
    }

    private static String notChargeable(Source source) {
        return "The source you provided is not in a chargeable state. Its status is `"
                + SourceJson.word(source.status())
                + "`.";
    }

    @Override
    public Optional<String> use(Tx tx, PaymentMethod card, Consents.Use use) {
        var source = of(tx, card);
        boolean ours = use.again() && source.status() == Status.CONSUMED;
        var refusal = ours ? promiseRefusal(source, use.amount()) : refusal(source, use.amount());
        if (refusal.isPresent()) return refusal;
        boolean kept = use.kept() && source.usage() == Source.Usage.REUSABLE;
        if (servesOnce(source, card) && !kept) sql.update(tx, source.with(Status.CONSUMED));
        return Optional.empty();
    }

    @Override
    public Optional<String> refusal(Tx tx, PaymentMethod method, Money amount) {
        return method.asSource() ? refusal(of(tx, method), amount) : Optional.empty();
    }

    /** One that no customer keeps serves once, unless money still lies in it. */
    private static boolean servesOnce(Source source, PaymentMethod method) {
        if (source.usage() == Source.Usage.SINGLE_USE) return true;
        return method.state() != PaymentMethod.State.ATTACHED
                && source.type().flow() != Source.Flow.RECEIVER;
    }

    @Override
    public Consents.Taken take(Tx tx, PaymentMethod method, Charge.Id charge, Money amount) {
        if (!method.asSource()) return new Consents.Taken.Nothing();
        var source = of(tx, method);
        var refusal = refusal(source, amount);
        if (refusal.isPresent()) return new Consents.Taken.Refused(refusal.get());
        var taken = taken(source, method, amount);
        sql.update(tx, taken);
        if (source.type() == Source.Type.SEPA_DEBIT) notify(tx, taken, method, amount);
        return new Consents.Taken.Agreed(
                Json.text(SourceJson.source(taken, method)),
                Json.text(SourceJson.charged(taken, method)));
    }

    private static Optional<String> refusal(Source source, Money amount) {
        if (source.status() != Status.CHARGEABLE) return Optional.of(notChargeable(source));
        return promiseRefusal(source, amount);
    }

    /** What was promised is taken, and nothing else. */
    private static Optional<String> promiseRefusal(Source source, Money amount) {
        if (source.currency().filter(c -> !c.equals(amount.currency())).isPresent())
            return Optional.of(
                    "The currency of the charge must be the source's: "
                            + source.currency().get()
                            + ".");
        if (source.type().flow() == Source.Flow.RECEIVER)
            return amount.minor() <= source.receipts().left()
                    ? Optional.empty()
                    : Optional.of(
                            "The amount of the charge is more than what is left in the source: "
                                    + source.receipts().left()
                                    + ".");
        return source.amount()
                .filter(promised -> !promised.equals(amount))
                .map(promised ->
                        "The amount of the charge must be the source's: " + promised.minor() + ".");
    }

    private static Source taken(Source source, PaymentMethod method, Money amount) {
        if (source.type().flow() == Source.Flow.RECEIVER) {
            var less = source.with(source.receipts().less(amount));
            if (source.usage() == Source.Usage.SINGLE_USE) return less.with(Status.CONSUMED);
            return less.receipts().left() == 0 ? less.with(Status.PENDING) : less;
        }
        return servesOnce(source, method) ? source.with(Status.CONSUMED) : source;
    }

    /** The holder is told of the debit, and the seller that they were. */
    private void notify(Tx tx, Source source, PaymentMethod method, Money amount) {
        var told = Json.parse(source.details()).path("of_type");
        var details =
                Json.object()
                        .put("creditor_identifier", "DE98ZZZ09999999999")
                        .put("last4", method.instrument().last4())
                        .put("mandate_reference", told.path("mandate_reference").asText());
        var notice =
                new Notice(
                        ids.ordinary("srcmn", source.account()),
                        source.id(),
                        clock.now(),
                        amount.minor(),
                        Json.text(details));
        sql.insert(tx, source.account(), notice);
        telling.tell(
                tx,
                Telling.NOTIFIED,
                notice.id(),
                SourceJson.notification(source, method, notice),
                Cause.none(source.account()));
    }

    /** Money has come in: what is told is that it did, and that the source may be charged. */
    Source arrived(Tx tx, Source source, Money amount, Cause cause) {
        var arrival =
                new Arrival(
                        ids.ordinary("srctxn", source.account()),
                        source.id(),
                        clock.now(),
                        amount,
                        TestBanks.sender(source));
        sql.insert(tx, source.account(), arrival);
        var object = SourceJson.transaction(source.account(), source.type(), arrival);
        telling.tell(tx, Telling.ARRIVED, arrival.id(), object, cause);
        var filled = source.with(source.receipts().plus(amount));
        boolean enough =
                filled.amount().map(due -> filled.receipts().left() >= due.minor()).orElse(true);
        return changed(tx, filled, enough ? Status.CHARGEABLE : filled.status(), cause);
    }

    /** The buyer answered on the page of their bank. */
    Source answered(Tx tx, Source source, boolean yes, String failure, Cause cause) {
        var details = Json.parse(source.details());
        if (yes) {
            banks.agreed(source.type(), details);
            method(tx, source).billing().name().ifPresent(n -> details.put("verified_name", n));
        }
        if (details.get("redirect") instanceof ObjectNode redirect) {
            redirect.put("status", yes ? "succeeded" : "failed");
            if (!yes) redirect.put("failure_reason", failure);
        }
        var told = source.with(Json.text(details));
        return changed(tx, told, yes ? Status.CHARGEABLE : Status.FAILED, cause);
    }

    /** Nobody came in time, or the mandate was taken back: what was sent goes back. */
    Source canceled(Tx tx, Source source, Cause cause) {
        return changed(tx, source.with(source.receipts().givenBack()), Status.CANCELED, cause);
    }

    /** Writes a source that was locked, and tells where it stands if that is news. */
    Source changed(Tx tx, Source source, Status status, Cause cause) {
        var now = source.with(status);
        sql.update(tx, now);
        var type =
                switch (status) {
                    case CHARGEABLE -> Optional.of(Telling.CHARGEABLE);
                    case CANCELED -> Optional.of(Telling.CANCELED);
                    case FAILED -> Optional.of(Telling.FAILED);
                    case PENDING, CONSUMED -> Optional.<String>empty();
                };
        type.ifPresent(t -> telling.tell(tx, t, now.id(), shown(tx, now), cause));
        return now;
    }
}
