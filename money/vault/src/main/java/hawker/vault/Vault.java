package hawker.vault;

import hawker.api.Json;
import hawker.kernel.AccountId;
import hawker.kernel.Clock;
import hawker.kernel.Ids;
import hawker.kernel.Page;
import hawker.kernel.PageRequest;
import hawker.platform.Event;
import hawker.platform.Events;
import hawker.platform.GroupCommit;
import hawker.platform.Tx;
import hawker.platform.TxRunner;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The door: cards become payment methods, payment methods are found, attached and used. No call
 * gives a number back; only {@link #use} shows one, to the network room, for one message.
 *
 * <p>Events: payment_method.attached, .detached, .updated; their payload is the payment method as
 * the API writes it.
 */
public final class Vault {

    private static final String CARD = "card";

    /** What payment methods can be; what a buyer promised is shown as a source only. */
    private static final List<String> TYPES =
            List.of(CARD, "sepa_debit", "us_bank_account", "customer_balance");

    private final TxRunner tx;
    private final PaymentMethodsSql sql;
    private final TokensSql tokens = new TokensSql();
    private final ConfirmationTokensSql confirmations = new ConfirmationTokensSql();
    private final Tokenising tokenising;
    private final FixedCards fixedCards;
    private final BankEntry banks;
    private final Opening opening;
    private final Events events;
    private final Clock clock;
    private final Ids ids;
    private final Reading reading;

    Vault(
            TxRunner tx,
            PaymentMethodsSql sql,
            Tokenising tokenising,
            FixedCards fixedCards,
            BankEntry banks,
            Opening opening,
            Events events,
            Clock clock,
            Ids ids) {
        this.tx = tx;
        this.sql = sql;
        this.tokenising = tokenising;
        this.fixedCards = fixedCards;
        this.banks = banks;
        this.opening = opening;
        this.events = events;
        this.clock = clock;
        this.ids = ids;
        this.reading = new Reading(tokenising, clock);
    }

    /**
     * Seals card data and makes a payment method of it. Any number of a known length that passes
     * its check digit succeeds; nobody is asked, so it tells nothing about the card.
     */
    public Tokenised create(
            AccountId account, CardInput card, Billing billing, Map<String, String> metadata) {
        return switch (tokenising.seal(account, card, billing, List.of())) {
            case Tokenising.Step.Invalid(var why) -> why;
            case Tokenising.Step.TooMany() ->
                    throw new IllegalStateException("no source, no count");
            case Tokenising.Step.Sealed(var method) -> {
                var made = method.withDetails(billing, method.allowRedisplay(), metadata);
                tx.doInAccount(account, t -> sql.insert(t, made));
                yield new Tokenised.Made(made);
            }
        };
    }

    /**
     * Makes a method that is no card of {@code payment_method_data}, written now: its number is
     * sealed before, by another role, so that a crash between leaves what a chore deletes.
     *
     * @param type sepa_debit, us_bank_account or customer_balance
     * @param data with a hash of that name
     * @throws hawker.api.ApiError 400 for what cannot be one
     */
    public PaymentMethod createOther(
            AccountId account, String type, hawker.api.Params data, Billing billing) {
        var made = banks.make(account, type, data, billing);
        tx.doInAccount(account, t -> sql.insert(t, made));
        return made;
    }

    /** The parameters of {@link #createOther}, beside {@code type} and {@code billing_details}. */
    public static hawker.api.Param[] otherParams() {
        return BankEntry.params();
    }

    /** Stripe's {@code billing_details} as a parameter, and what it says. */
    public static hawker.api.Param billingParam() {
        return CardEntry.billingDetails();
    }

    public static Billing billing(Optional<hawker.api.Params> sent) {
        return CardEntry.billing(sent, Billing.none());
    }

    /**
     * Reads a card that somebody holds to a simulated reader, as the parameters of {@link
     * #presentParams} say, and writes it as a payment method of type card_present.
     */
    public Tokenised present(
            AccountId account, hawker.api.Params params, String reader, String location) {
        return switch (reading.read(account, params, reader, location)) {
            case Tokenising.Step.Invalid(var why) -> why;
            case Tokenising.Step.TooMany() ->
                    throw new IllegalStateException("no source, no count");
            case Tokenising.Step.Sealed(var method) -> {
                tx.doInAccount(account, t -> sql.insert(t, method));
                yield new Tokenised.Made(method);
            }
        };
    }

    /** The parameters of {@link #present}: the number is read in this room only. */
    public static hawker.api.Param[] presentParams() {
        return Reading.params();
    }

    /**
     * The same card as one that was held to a reader, for payments without it: a new method.
     *
     * @param id of the new one
     * @param redisplay whether a page may show it again: always, limited, unspecified
     */
    public PaymentMethod generate(Tx t, PaymentMethod read, PaymentMethod.Id id, String redisplay) {
        var made = read.generating(id, redisplay, clock.now());
        sql.insert(t, made);
        return made;
    }

    /** A name for a method that will be made. */
    public PaymentMethod.Id newId(AccountId account) {
        return new PaymentMethod.Id(ids.ordinary("pm", account));
    }

    /**
     * A new payment method of a fixed name (pm_card_visa, tok_visa), written now. Empty: there is
     * no such name, or the account is a live one.
     */
    public Optional<PaymentMethod> createFixed(AccountId account, String name) {
        return tx.inAccount(account, t -> createFixed(t, account, name));
    }

    /** The same in the transaction of the caller. */
    public Optional<PaymentMethod> createFixed(Tx t, AccountId account, String name) {
        var made = newFixed(account, name);
        made.ifPresent(method -> sql.insert(t, method));
        return made;
    }

    /** The same, its row joining a unit of the group-commit writer. */
    public Optional<PaymentMethod> addFixed(GroupCommit.Unit unit, AccountId account, String name) {
        var made = newFixed(account, name).filter(PaymentMethod::isCard);
        made.ifPresent(method -> sql.addFixed(unit, method, name));
        return made;
    }

    private Optional<PaymentMethod> newFixed(AccountId account, String name) {
        return fixedCards
                .make(account, name, ids.ordinary("pm", account), clock.now())
                .or(() -> banks.fixed(account, name));
    }

    /**
     * The payment method that a one-time token (tok_…) stands for; the token is used up in this
     * transaction. A fixed name (tok_visa) makes a new one. Empty: no such token of this account,
     * or used before.
     */
    public Optional<PaymentMethod> useToken(Tx t, AccountId account, String token) {
        if (TestCards.byName(token).isPresent() || BankNumbers.ofName(token).isPresent())
            return createFixed(t, account, token);
        return tokens.use(t, account, token, clock.now()).flatMap(id -> sql.find(t, account, id));
    }

    /** What {@link #useToken} would give; nothing is written, and the token stays good. */
    public Optional<PaymentMethod> ofToken(AccountId account, String token) {
        var fixed = newFixed(account, token);
        return fixed.or(() -> tx.readAccount(account, t -> tokens.unused(t, account, token, sql)));
    }

    /** What a buyer chose on the page; empty: no such token of this account. */
    public Optional<ConfirmationToken> confirmationToken(AccountId account, String id) {
        return tx.readAccount(account, t -> confirmations.find(t, account, id));
    }

    /**
     * Uses a confirmation token up for an intent, in the transaction of the caller; false: it was
     * used before, or its time is over.
     */
    public boolean use(Tx t, ConfirmationToken token, String intent) {
        return confirmations.use(t, token.account(), token.id(), intent, clock.now());
    }

    public Optional<PaymentMethod> find(AccountId account, PaymentMethod.Id id) {
        return tx.readAccount(account, t -> sql.find(t, account, id));
    }

    public Optional<PaymentMethod> find(Tx t, AccountId account, PaymentMethod.Id id) {
        return sql.find(t, account, id);
    }

    /** The same, held against every other change until the transaction ends. */
    public Optional<PaymentMethod> lock(Tx t, AccountId account, PaymentMethod.Id id) {
        return sql.lock(t, account, id);
    }

    /** Those of the ids that the account has, by id. */
    public Map<String, PaymentMethod> find(AccountId account, Collection<String> ids) {
        var found = tx.readAccount(account, t -> sql.find(t, account, ids));
        return found.stream().collect(Collectors.toMap(m -> m.id().text(), m -> m));
    }

    /** The attached cards of a customer, newest first. */
    public Page<PaymentMethod> list(Tx t, AccountId account, String customer, PageRequest page) {
        return sql.list(t, account, customer, List.of(CARD), false, page);
    }

    /** The same outside a transaction of the caller's. */
    public Page<PaymentMethod> sources(AccountId account, String customer, PageRequest page) {
        return tx.readAccount(account, t -> sources(t, account, customer, page));
    }

    /**
     * The attached methods of a customer that have an older form: cards, bank accounts, sources.
     */
    public Page<PaymentMethod> sources(Tx t, AccountId account, String customer, PageRequest page) {
        return sql.list(
                t,
                account,
                customer,
                List.of(CARD, Instrument.Scheme.US_BANK_ACCOUNT.text()),
                true,
                page);
    }

    /** The attached cards of a customer, newest first. */
    public Page<PaymentMethod> list(AccountId account, String customer, PageRequest page) {
        return list(account, customer, Optional.of(CARD), page);
    }

    /** The attached methods of a customer, newest first; of one type, if one is named. */
    public Page<PaymentMethod> list(
            AccountId account, String customer, Optional<String> type, PageRequest page) {
        return tx.readAccount(
                account,
                t -> sql.list(t, account, customer, type.map(List::of).orElse(TYPES), false, page));
    }

    /** The holder of a bank account has shown that it is theirs. */
    public Optional<PaymentMethod> verified(Tx t, AccountId account, PaymentMethod.Id id) {
        return sql.lock(t, account, id)
                .filter(found -> found.instrument() instanceof Instrument.BankAccount)
                .map(found -> {
                    var bank = (Instrument.BankAccount) found.instrument();
                    var proven = found.with(bank.proven());
                    sql.prove(t, proven);
                    return proven;
                });
    }

    /**
     * Attaches without asking the issuer: for a card that has just paid. Empty: no such method, or
     * it is attached to another customer or detached.
     */
    public Optional<PaymentMethod> attach(
            Tx t, AccountId account, PaymentMethod.Id id, String customer) {
        return attach(t, account, id, customer, Checks.none());
    }

    /**
     * The same for a card whose issuer has just been asked.
     *
     * @param checks what it said of CVC and address
     */
    public Optional<PaymentMethod> attach(
            Tx t, AccountId account, PaymentMethod.Id id, String customer, Checks checks) {
        var attached = sql.attach(t, account, id, customer, checks);
        attached.ifPresent(method -> tell(t, method, "payment_method.attached"));
        return attached.or(() ->
                sql.find(t, account, id).filter(m -> m.customer().equals(Optional.of(customer))));
    }

    /** Detaches for good. Empty: no such method, or it is not attached. */
    public Optional<PaymentMethod> detach(Tx t, AccountId account, PaymentMethod.Id id) {
        var detached = sql.detach(t, account, id);
        detached.ifPresent(method -> tell(t, method, "payment_method.detached"));
        return detached;
    }

    /** Detaches all methods of a customer that is being deleted; how many there were. */
    public int detachAll(Tx t, AccountId account, String customer) {
        var detached = sql.detachAll(t, account, customer);
        detached.forEach(method -> tell(t, method, "payment_method.detached"));
        return detached.size();
    }

    /**
     * Writes what an owner may change of a card: when it expires, whose it is, what is noted on it.
     * A bank account does not expire, and on a card that has expired things are still noted.
     *
     * @param month empty: stays
     * @param year empty: stays
     */
    public Tokenised renew(
            Tx t,
            PaymentMethod method,
            Optional<Long> month,
            Optional<Long> year,
            Billing billing,
            Map<String, String> metadata) {
        if (!method.isCard() || (month.isEmpty() && year.isEmpty())) {
            var noted = method.withDetails(billing, method.allowRedisplay(), metadata);
            update(t, noted);
            return new Tokenised.Made(noted);
        }
        long newMonth = month.orElse((long) method.card().expMonth());
        long newYear = year.orElse((long) method.card().expYear());
        var wrong = CardRules.expiry(newMonth, newYear, clock.today());
        if (wrong.isPresent()) return wrong.get();
        var card = method.card().expiring((int) newMonth, CardRules.fourDigits(newYear));
        var changed = method.withDetails(billing, method.allowRedisplay(), metadata).with(card);
        update(t, changed);
        return new Tokenised.Made(changed);
    }

    /** Writes changed details. */
    void update(Tx t, PaymentMethod method) {
        sql.update(t, method);
        tell(t, method, "payment_method.updated");
    }

    /**
     * Opens a card for one message. The CVC, where one is in memory, is wiped when the function
     * returns, whatever it returns. Empty, and audited: the method is not this account's, or its
     * card data is gone.
     */
    public <T> Optional<T> use(
            AccountId account, PaymentMethod method, Function<OpenCard, T> message) {
        return opening.use(account, method, message);
    }

    /** Opens the number of a bank account, an IBAN or the digits of an account, for one order. */
    public <T> Optional<T> useBank(
            AccountId account, PaymentMethod method, Function<String, T> order) {
        return opening.useBank(account, method, order);
    }

    /**
     * The network room tells that a card was declined, so that whoever hands in one bad card after
     * the other is slowed down.
     */
    public void declined(PaymentMethod method) {
        opening.declined(method);
    }

    /** How risky a card of the published test cards looks; NORMAL for every other one. */
    public TestCard.Risk risk(PaymentMethod card) {
        return fixedCards.risk(card);
    }

    /** What a buyer has promised is no payment method to the API: its source is told of. */
    private void tell(Tx t, PaymentMethod method, String type) {
        if (method.instrument() instanceof Instrument.Promised) return;
        events.append(
                t,
                new Event(
                        events.newId(method.account()),
                        method.account(),
                        List.of(type),
                        method.id().text(),
                        0,
                        Optional.of(Json.text(PaymentMethodJson.render(method))),
                        Optional.empty(),
                        Optional.empty(),
                        clock.now()));
    }
}
