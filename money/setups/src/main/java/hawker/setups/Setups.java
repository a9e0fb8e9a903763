package hawker.setups;

import hawker.kernel.AccountId;
import hawker.kernel.Ids;
import hawker.network.DebitRail;
import hawker.platform.Event.Cause;
import hawker.platform.Platform;
import hawker.platform.Secrets;
import hawker.platform.Tx;
import hawker.platform.TxRunner;
import hawker.setups.Asking.Asked;
import hawker.setups.Asking.Request;
import hawker.setups.SetupIntent.Reason;
import hawker.setups.SetupIntent.State;
import hawker.setups.SetupIntent.Terms;
import hawker.setups.SetupResult.Refusal;
import hawker.setups.SetupResult.Refused;
import hawker.vault.CustomerCheck;
import hawker.vault.PaymentMethod;
import java.util.Optional;
import java.util.function.Function;

/**
 * The door: setup intents are made, confirmed, gone on with after a challenge, and given up. Every
 * answer is durable before it is given. Confirming asks the issuer and then writes, so it never
 * joins a caller's transaction.
 */
public final class Setups {

    /** Characters of the second half of a client secret: 148 random bits. */
    private static final int SECRET = 25;

    private final TxRunner tx;
    private final Ids ids;
    private final SetupsSql sql;
    private final CustomerCheck customers;
    private final Asking asking;
    private final Recording recording;
    private final Happenings happenings;

    Setups(
            Platform platform,
            SetupsSql sql,
            CustomerCheck customers,
            Asking asking,
            Recording recording,
            Happenings happenings) {
        this.tx = platform.tx();
        this.ids = platform.ids();
        this.sql = sql;
        this.customers = customers;
        this.asking = asking;
        this.recording = recording;
        this.happenings = happenings;
    }

    /** Makes an intent to be confirmed later, by the buyer's browser or by {@link #confirm}. */
    public SetupResult create(AccountId account, Terms terms) {
        return tx.inAccount(account, t -> create(t, terms, Optional.empty(), Cause.none(account)));
    }

    /** The same within the caller's transaction: the intent is there when that commits. */
    public SetupResult create(Tx t, AccountId account, Terms terms) {
        return create(t, terms, Optional.empty(), Cause.none(account));
    }

    SetupResult create(Tx t, Terms terms, Optional<PaymentMethod> method, Cause cause) {
        var refusal = refusal(cause.account(), terms, method);
        if (refusal.isPresent()) return refusal.get();
        var intent = opened(cause.account(), terms, method);
        sql.insert(t, intent);
        happenings.tell(t, intent, "setup_intent.created", cause);
        return new SetupResult.Done(intent);
    }

    /**
     * Keeps a card, if its issuer agrees.
     *
     * @param method the card; empty: the one the intent has
     * @param returnUrl where a challenge sends the buyer afterwards
     * @throws IllegalArgumentException if there is no such intent
     */
    public SetupResult confirm(
            AccountId account,
            SetupIntent.Id id,
            Optional<PaymentMethod> method,
            Optional<String> returnUrl) {
        var asked =
                asking.confirm(
                        newest(account, id),
                        false,
                        new Request(method, returnUrl, false, Optional.empty()));
        return tx.inAccount(account, t -> recording.record(t, asked, Cause.none(account)));
    }

    /**
     * Goes on after a challenge, as the network tells of it. Asking again changes nothing.
     *
     * @throws IllegalArgumentException if there is no such intent
     */
    public SetupResult afterAction(AccountId account, SetupIntent.Id id) {
        var asked = asking.afterAction(newest(account, id));
        return tx.inAccount(account, t -> recording.record(t, asked, Cause.none(account)));
    }

    /** The first half of making and confirming at once; {@link #record} is the second. */
    Asked ask(AccountId account, Terms terms, Request request) {
        var refusal = refusal(account, terms, request.method());
        if (refusal.isPresent()) return new Asked.Nothing(refusal.get());
        return asking.confirm(opened(account, terms, request.method()), true, request);
    }

    /** The first half of confirming. */
    Asked ask(SetupIntent intent, Request request) {
        return asking.confirm(intent, false, request);
    }

    SetupResult record(Tx t, Asked asked, Cause cause) {
        return recording.record(t, asked, cause);
    }

    /** Changes what is wanted, or the card, of an intent that is still open. */
    SetupResult update(
            Tx t, SetupIntent current, Terms terms, Optional<PaymentMethod> method, Cause cause) {
        if (!current.isOpen())
            return new Refused(
                    Refusal.UNEXPECTED_STATE,
                    "You cannot update this SetupIntent because it has a status of "
                            + current.status()
                            + ".");
        var refusal = refusal(cause.account(), terms, method);
        if (refusal.isPresent()) return refusal.get();
        var state =
                method.<State>map(m -> new State.RequiresConfirmation(m.id()))
                        .orElse(current.state());
        var next = current.withTerms(terms).next(state);
        return sql.update(t, next) ? new SetupResult.Done(next) : Recording.busy();
    }

    /**
     * Gives an intent up, in a transaction of its own.
     *
     * @throws IllegalArgumentException if there is no such intent
     */
    public SetupResult cancel(AccountId account, SetupIntent.Id id, Reason reason) {
        return tx.inAccount(
                account,
                t -> {
                    var current = sql.find(t, account, id);
                    if (current.isEmpty())
                        throw new IllegalArgumentException("no such setup intent: " + id);
                    return cancel(t, current.get(), Optional.of(reason), Cause.none(account));
                });
    }

    /** Gives an intent up. */
    SetupResult cancel(Tx t, SetupIntent current, Optional<Reason> reason, Cause cause) {
        if (!current.isOpen())
            return new Refused(
                    Refusal.UNEXPECTED_STATE,
                    "You cannot cancel this SetupIntent because it has a status of "
                            + current.status()
                            + ". Only a SetupIntent with one of the following statuses may be"
                            + " canceled: requires_payment_method, requires_confirmation,"
                            + " requires_action.");
        var next = current.next(new State.Canceled(reason, current.method()));
        if (!sql.update(t, next)) return Recording.busy();
        if (current.status().equals("requires_action"))
            current.attempt().ifPresent(id -> sql.abandon(t, current.account(), id));
        happenings.tell(t, next, "setup_intent.canceled", cause);
        return new SetupResult.Done(next);
    }

    /** What the deposits prove that a holder tells of; asks the bank, outside any transaction. */
    Recording.Deposited prove(
            SetupIntent intent, State.RequiresDeposits waiting, DebitRail.Told told) {
        return asking.prove(intent, waiting, told);
    }

    /** What follows of it. What was told wrong is written too, so that it can be counted. */
    SetupResult record(Tx t, Recording.Deposited deposited, Cause cause) {
        return recording.told(t, deposited, cause);
    }

    public Optional<SetupIntent> find(AccountId account, SetupIntent.Id id) {
        return tx.readAccount(account, t -> sql.find(t, account, id));
    }

    /** An intent by what its buyer's browser holds; a wrong secret is as good as no intent. */
    public Optional<SetupIntent> bySecret(String clientSecret) {
        int end = clientSecret.indexOf("_secret_");
        if (end < 0) return Optional.empty();
        var id = SetupIntent.Id.parse(clientSecret.substring(0, end));
        return id.flatMap(i -> hawker.kernel.IdCodec.account(i.text()))
                .flatMap(account -> find(account, id.get()))
                .filter(intent -> Secrets.equal(clientSecret, intent.clientSecret()));
    }

    private SetupIntent opened(AccountId account, Terms terms, Optional<PaymentMethod> method) {
        return new SetupIntent(
                new SetupIntent.Id(ids.ordinary("seti", account)),
                account,
                1,
                ids.token(SECRET),
                terms,
                method.<State>map(m -> new State.RequiresConfirmation(m.id()))
                        .orElseGet(() -> new State.RequiresPaymentMethod(Optional.empty())),
                Optional.empty());
    }

    private Optional<Refused> refusal(
            AccountId account, Terms terms, Optional<PaymentMethod> method) {
        var customer = terms.customer();
        if (customer.isPresent() && !customers.exists(account, customer.get()))
            return Optional.of(
                    new Refused(
                            Refusal.NO_SUCH_CUSTOMER,
                            "No such customer: '" + customer.get() + "'"));
        Function<PaymentMethod, Optional<Refused>> check = m -> Methods.refusal(m, terms);
        return method.flatMap(check);
    }

    private SetupIntent newest(AccountId account, SetupIntent.Id id) {
        return find(account, id)
                .orElseThrow(() -> new IllegalArgumentException("no such setup intent: " + id));
    }
}
