package hawker.vault;

import hawker.api.Params;
import hawker.kernel.AccountId;
import hawker.kernel.Clock;
import hawker.kernel.Page;
import hawker.kernel.PageRequest;
import hawker.platform.Event;
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
    private final ConfirmationTokensSql confirmations = new ConfirmationTokensSql();
    private final Making making;
    private final Keeping keeping;
    private final Opening opening;
    private final Tokens tokens;
    private final Clock clock;

    Vault(
            TxRunner tx,
            PaymentMethodsSql sql,
            Making making,
            Keeping keeping,
            Opening opening,
            Tokens tokens,
            Clock clock) {
        this.tx = tx;
        this.sql = sql;
        this.making = making;
        this.keeping = keeping;
        this.opening = opening;
        this.tokens = tokens;
        this.clock = clock;
    }

    /**
     * Seals card data and makes a payment method of it. Any number of a known length that passes
     * its check digit succeeds; nobody is asked, so it tells nothing about the card.
     */
    public Tokenised create(
            AccountId account, CardInput card, Billing billing, Map<String, String> metadata) {
        return making.ofServer(account, card, billing, metadata);
    }

    /**
     * The same for a buyer's browser, whose tries are counted by its address. Empty: there were too
     * many.
     */
    public Optional<Tokenised> typed(
            AccountId account, CardInput card, Billing billing, String address) {
        return making.ofBrowser(account, card, billing, address);
    }

    /**
     * Makes a method that is no card of {@code payment_method_data}, written now: its number is
     * sealed before, by another role, so that a crash between leaves what a chore deletes.
     *
     * @param type sepa_debit, us_bank_account or customer_balance
     * @param data with a hash of that name, and what stands beside it
     * @throws hawker.api.ApiError 400 for what cannot be one
     */
    public PaymentMethod createOther(AccountId account, String type, Params data) {
        return making.other(account, type, data);
    }

    /** The parameters of {@link #createOther}, beside {@code type} and {@code billing_details}. */
    public static hawker.api.Param[] otherParams() {
        return BankEntry.params();
    }

    /** Stripe's {@code billing_details} as a parameter, and what it says. */
    public static hawker.api.Param billingParam() {
        return CardEntry.billingDetails();
    }

    public static Billing billing(Optional<Params> sent) {
        return CardEntry.billing(sent, Billing.none());
    }

    /**
     * Reads a card that somebody holds to a simulated reader, as the parameters of {@link
     * #presentParams} say, and writes it as a payment method of type card_present.
     *
     * @param redisplay whether a page may show again what is generated from it
     */
    public Tokenised present(
            AccountId account, Params params, String reader, String location, String redisplay) {
        return making.ofReader(account, params, reader, location, redisplay);
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
        return making.ofRead(t, read, id, redisplay);
    }

    /**
     * What a published test card shows that a seller's server describes ({@code number}, {@code
     * exp_month}, {@code exp_year}, {@code cvc}); nothing of it can be charged.
     *
     * @throws hawker.api.ApiError 402 for every other number, and for data that no card has
     */
    public PaymentMethod published(AccountId account, Params card) {
        return making.published(account, card);
    }

    /** A name for a method that will be made. */
    public PaymentMethod.Id newId(AccountId account) {
        return making.newId(account);
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
        return making.addFixed(t, account, name);
    }

    /** The same, its row joining a unit of the group-commit writer. */
    public Optional<PaymentMethod> addFixed(GroupCommit.Unit unit, AccountId account, String name) {
        return making.addFixed(unit, account, name);
    }

    /**
     * The payment method that a one-time token (tok_…) stands for; the token is used up in this
     * transaction. A fixed name (tok_visa) makes a new one. Empty: no such token of this account,
     * or used before.
     */
    public Optional<PaymentMethod> useToken(Tx t, AccountId account, String token) {
        if (TestCards.byName(token).isPresent() || BankNumbers.ofName(token).isPresent())
            return createFixed(t, account, token);
        return tokens.useMethod(t, account, token);
    }

    /** The same with what {@code payment_method_data} says beside the card. */
    public Optional<PaymentMethod> useToken(Tx t, AccountId account, String token, Params data) {
        return useToken(t, account, token)
                .map(method -> {
                    var detailed = CardEntry.detailed(method, data);
                    sql.update(t, detailed);
                    return detailed;
                });
    }

    /** What {@link #useToken} would give; nothing is written, and the token stays good. */
    public Optional<PaymentMethod> ofToken(AccountId account, String token) {
        var fixed = making.fixed(account, token);
        return fixed.or(() -> tx.readAccount(account, t -> tokens.unusedMethod(t, account, token)));
    }

    /** One-use names of all kinds, and why one cannot be used. */
    public Tokens tokens() {
        return tokens;
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
        return sql.list(t, account, customer, List.of(CARD), false, Optional.empty(), page);
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
                Optional.empty(),
                page);
    }

    /** The attached cards of a customer, newest first. */
    public Page<PaymentMethod> list(AccountId account, String customer, PageRequest page) {
        return list(account, customer, Optional.of(CARD), page);
    }

    /** The attached methods of a customer, newest first; of one type, if one is named. */
    public Page<PaymentMethod> list(
            AccountId account, String customer, Optional<String> type, PageRequest page) {
        return list(account, customer, type, Optional.empty(), page);
    }

    /** The same of those whose owner has made a choice (allow_redisplay), if one is named. */
    public Page<PaymentMethod> list(
            AccountId account,
            String customer,
            Optional<String> type,
            Optional<String> redisplay,
            PageRequest page) {
        var types = type.map(List::of).orElse(TYPES);
        return tx.readAccount(
                account, t -> sql.list(t, account, customer, types, false, redisplay, page));
    }

    /** The holder of a bank account has shown that it is theirs. */
    public Optional<PaymentMethod> verified(Tx t, AccountId account, PaymentMethod.Id id) {
        return keeping.verified(t, account, id);
    }

    /** Who is told before a customer's method is detached; said before the first request. */
    public void tells(CustomerCheck customers) {
        keeping.tells(customers);
    }

    /**
     * Attaches without asking the issuer: for a card that has just paid. Empty: no such method, or
     * it is attached to another customer or detached.
     */
    public Optional<PaymentMethod> attach(
            Tx t, Event.Cause why, PaymentMethod.Id id, String customer) {
        return attach(t, why, id, customer, Checks.none());
    }

    /**
     * The same for a card whose issuer has just been asked.
     *
     * @param checks what it said of CVC and address
     */
    public Optional<PaymentMethod> attach(
            Tx t, Event.Cause why, PaymentMethod.Id id, String customer, Checks checks) {
        return keeping.attach(t, why, id, customer, checks);
    }

    /** Detaches for good. Empty: no such method, or it is not attached. */
    public Optional<PaymentMethod> detach(Tx t, Event.Cause why, PaymentMethod.Id id) {
        return keeping.detach(t, why, id);
    }

    /** Detaches all methods of a customer that is being deleted; how many there were. */
    public int detachAll(Tx t, Event.Cause why, String customer) {
        return keeping.detachAll(t, why, customer);
    }

    /**
     * Writes what an owner may change of a card: when it expires, whose it is, what is noted on it.
     *
     * @param month empty: stays
     * @param year empty: stays
     */
    public Tokenised renew(
            Tx t,
            Event.Cause why,
            PaymentMethod method,
            Optional<Long> month,
            Optional<Long> year,
            Billing billing,
            Map<String, String> metadata) {
        return keeping.renew(t, why, method, month, year, billing, metadata);
    }

    /**
     * Writes whether a page may show a method to its buyer again: that is known when it has paid.
     *
     * @param how always, limited, unspecified
     */
    public void redisplay(Tx t, AccountId account, PaymentMethod.Id id, String how) {
        lock(t, account, id)
                .filter(method -> !method.allowRedisplay().equals(how))
                .ifPresent(method ->
                        keeping.update(
                                t,
                                Event.Cause.none(account),
                                method.withDetails(method.billing(), how, method.metadata())));
    }

    /** Writes changed details. */
    void update(Tx t, Event.Cause why, PaymentMethod method) {
        keeping.update(t, why, method);
    }

    /**
     * Opens a card for one message. The CVC, where one is in memory, is wiped when the function
     * returns, whatever it returns. Empty, and audited: the method is not this account's, or its
     * card data is gone.
     */
    public <T> Optional<T> use(
            AccountId account, PaymentMethod method, Function<OpenCard, T> message) {
        return use(account, method, "", message);
    }

    /**
     * The same for a message about a payment.
     *
     * @param payment the caller's id of it; a CVC that was given for it ({@link Tokens#useCvc})
     *     goes with the message
     */
    public <T> Optional<T> use(
            AccountId account,
            PaymentMethod method,
            String payment,
            Function<OpenCard, T> message) {
        return opening.use(account, method, payment, message);
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
        return making.risk(card);
    }
}
