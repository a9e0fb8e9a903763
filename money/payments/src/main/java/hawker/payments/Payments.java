package hawker.payments;

import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.kernel.Page;
import hawker.kernel.PageRequest;
import hawker.payments.Confirmation.Cause;
import hawker.payments.Confirmation.Request;
import hawker.platform.Tx;
import hawker.platform.TxRunner;
import hawker.vault.PaymentMethod;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The door: payments are made, confirmed, captured, given up and given back. Every answer is
 * durable before it is given. Verbs that take a {@link Tx} join the caller's transaction over the
 * same account; confirming never does, since it asks the network between two transactions of its
 * own.
 */
public final class Payments {

    /** Of a customer's intents so many are looked at together. */
    private static final int SOME = 100;

    private final TxRunner tx;
    private final Storage storage;
    private final Reading reading;
    private final Creating creating;
    private final Confirming confirming;
    private final Closing closing;
    private final Refunding refunding;
    private final Transferring transferring;
    private final Disputing disputing;

    /** What becomes of an authorisation: its capture, or its end. */
    record Closing(Capturing capturing, Canceling canceling, Concluding concluding) {}

    Payments(
            TxRunner tx,
            Storage storage,
            Reading reading,
            Creating creating,
            Confirming confirming,
            Closing closing,
            Refunding refunding,
            Transferring transferring) {
        this.tx = tx;
        this.storage = storage;
        this.reading = reading;
        this.creating = creating;
        this.confirming = confirming;
        this.closing = closing;
        this.refunding = refunding;
        this.transferring = transferring;
        this.disputing = new Disputing(storage.charges());
    }

    /** Makes an intent to be confirmed later. */
    public Change create(AccountId account, Terms terms) {
        return tx.inAccount(account, tx -> create(tx, account, terms));
    }

    public Change create(Tx tx, AccountId account, Terms terms) {
        return creating.create(tx, terms, Optional.empty(), Cause.none(account));
    }

    /**
     * That the accounts of a share may be given money; reads, so never in a transaction.
     *
     * @throws hawker.api.ApiError if not
     */
    public void checkShare(AccountId account, Share share) {
        creating.checkShare(account, share);
    }

    /**
     * The same of a share that stands in a hash of the request.
     *
     * @param hash its name, for errors; empty: in none
     */
    public void checkShare(AccountId account, Share share, String hash) {
        creating.checkShare(account, share, hash);
    }

    /**
     * Changes the terms of an intent; amount, currency and customer only before the first attempt
     * has succeeded.
     *
     * @throws IllegalArgumentException if there is no such intent
     */
    public Change update(AccountId account, PaymentIntent.Id id, UnaryOperator<Terms> change) {
        return tx.inAccount(account, tx -> update(tx, account, id, change));
    }

    public Change update(
            Tx tx, AccountId account, PaymentIntent.Id id, UnaryOperator<Terms> change) {
        var current = newest(tx, account, id);
        var terms = change.apply(current.terms());
        return creating.update(tx, current, terms, Optional.empty(), Cause.none(account));
    }

    /**
     * Charges the buyer's card.
     *
     * @throws IllegalArgumentException if there is no such intent
     */
    public Confirmation confirm(AccountId account, PaymentIntent.Id id, Request request) {
        return confirming.confirm(
                newest(account, id), request, Cause.none(account), Confirming.Claim.NONE);
    }

    /**
     * Goes on after a challenge, as the network tells of it; while the buyer has not finished the
     * answer is NeedsAction. Asking again changes nothing.
     *
     * @throws IllegalArgumentException if there is no such intent
     */
    public Confirmation afterAction(AccountId account, PaymentIntent.Id id) {
        return confirming.afterAction(newest(account, id), Cause.none(account));
    }

    /**
     * Takes authorised money.
     *
     * @param amount empty: all of it
     * @throws IllegalArgumentException if there is no such intent
     */
    public Change capture(AccountId account, PaymentIntent.Id id, Optional<Money> amount) {
        return tx.inAccount(
                account,
                tx ->
                        closing.capturing()
                                .capture(tx, newest(tx, account, id), amount, Cause.none(account)));
    }

    /**
     * Gives an intent up and releases what was authorised.
     *
     * @throws IllegalArgumentException if there is no such intent
     */
    public Change cancel(AccountId account, PaymentIntent.Id id, PaymentIntent.Reason reason) {
        return tx.inAccount(account, tx -> cancel(tx, account, id, reason));
    }

    public Change cancel(
            Tx tx, AccountId account, PaymentIntent.Id id, PaymentIntent.Reason reason) {
        var current = newest(tx, account, id);
        return closing.canceling().cancel(tx, current, reason, Cause.none(account));
    }

    /** Gives money back of a charge, once for each of the caller's keys. */
    public Refund.Outcome refund(AccountId account, NewRefund asked) {
        refunding.arrive(reading, account, asked.target(), asked.back());
        return tx.inAccount(account, tx -> refund(tx, account, asked));
    }

    /** The same where others give nothing back: they are asked in transactions of their own. */
    public Refund.Outcome refund(Tx tx, AccountId account, NewRefund asked) {
        return refunding.refund(tx, asked, Cause.none(account));
    }

    /**
     * Calls a refund back that still waits for funds.
     *
     * @throws IllegalArgumentException if there is no such refund
     */
    public Refund.Outcome cancel(AccountId account, Refund.Id id) {
        return tx.inAccount(
                account,
                tx -> {
                    var refund =
                            storage.refunds()
                                    .find(tx, account, id)
                                    .orElseThrow(() ->
                                            new IllegalArgumentException("no such refund: " + id));
                    return closing.concluding().cancel(tx, refund, Cause.none(account));
                });
    }

    /** Sends a refund that requires action to the bank account that its customer has named. */
    public Refund.Outcome sendRefundTo(AccountId account, Refund.Id id, PaymentMethod.Id to) {
        return tx.inAccount(account, tx -> closing.concluding().sendTo(tx, account, id, to));
    }

    /**
     * Tries the refunds of an account that wait for funds, of each currency the oldest first, until
     * one has to go on waiting. To be called when money has become available.
     *
     * @return how many were paid
     */
    public int retryRefunds(AccountId account) {
        var waiting = tx.readAccount(account, tx -> storage.refunds().waiting(tx, account));
        var without = new HashSet<Currency>();
        int paid = 0;
        for (var refund : waiting) {
            var currency = refund.amount().currency();
            if (without.contains(currency)) continue;
            boolean done = tx.inAccount(account, tx -> closing.concluding().tryFunds(tx, refund));
            if (done) paid++;
            else without.add(currency);
        }
        return paid;
    }

    /**
     * Notes that a bank disputes a charge, or that its inquiry has become a chargeback: for at most
     * what has been neither refunded nor disputed. From then on a chargeback's charge is not
     * refunded, and refunds of it that still wait for funds have failed: the bank has given the
     * money back.
     *
     * @param dispute its id
     * @param asks an inquiry, which takes no money
     * @return what is disputed; empty if nothing is left of the charge
     */
    public Optional<Money> dispute(
            Tx tx,
            AccountId account,
            Charge.Id charge,
            String dispute,
            Money wanted,
            boolean asks) {
        if (!asks) closing.concluding().giveWay(tx, account, charge);
        return disputing.take(tx, account, charge, dispute, wanted, asks);
    }

    /**
     * Whether all of a charge was given back and has left: no refund of it waits for funds, or for
     * its customer's word.
     */
    public boolean gaveAllBack(AccountId account, Charge.Id id) {
        return tx.readAccount(
                account,
                tx ->
                        storage.charges()
                                        .find(tx, account, id)
                                        .filter(Charge::fullyRefunded)
                                        .isPresent()
                                && !storage.refunds().anyWaits(tx, account, id));
    }

    /** Notes how a dispute of a charge ended. */
    public void endDispute(
            Tx tx,
            AccountId account,
            Charge.Id charge,
            String dispute,
            Money amount,
            Charge.Stage to) {
        disputing.end(tx, account, charge, dispute, amount, to);
    }

    /**
     * A customer's money has arrived: an intent that waits for it takes what it needs.
     *
     * @param atMost empty: as much as is there
     * @return what it took; zero if it does not wait
     */
    public Money arrived(
            Tx tx, AccountId account, PaymentIntent.Id id, Optional<Money> atMost, Cause cause) {
        return transferring.arrived(tx, account, id, atMost, cause);
    }

    /** The customer's intents that wait for a bank transfer in a currency, oldest first. */
    public List<PaymentIntent> waiting(
            Tx tx, AccountId account, String customer, Currency currency) {
        var waiting = new ArrayList<PaymentIntent>();
        var page = PageRequest.first(SOME);
        List<String> ids;
        do {
            ids = storage.intents().idsOfCustomer(tx, account, customer, page);
            for (var intent : storage.intents().all(tx, account, ids))
                if (intent.state() instanceof PaymentIntent.State.AwaitsTransfer
                        && intent.amount().currency().equals(currency)) waiting.add(intent);
            if (!ids.isEmpty())
                page = new PageRequest(SOME, Optional.of(ids.getLast()), Optional.empty());
        } while (ids.size() > SOME);
        waiting.sort(Comparator.comparing(intent -> intent.id().text()));
        return waiting;
    }

    /** Whether a customer has ever paid the account, by whatever was asked for. */
    public boolean hasPaid(Tx tx, AccountId account, String customer) {
        return storage.intents().hasPaid(tx, account, customer);
    }

    /** The newest version of an intent. */
    public Optional<PaymentIntent> find(AccountId account, PaymentIntent.Id id) {
        return reading.intent(account, id);
    }

    /** The same as the caller's transaction sees it. */
    public Optional<PaymentIntent> find(Tx tx, AccountId account, PaymentIntent.Id id) {
        return storage.intents().newest(tx, account, id);
    }

    /** An intent by what its buyer's browser holds; a wrong secret is as good as no intent. */
    public Optional<PaymentIntent> bySecret(String clientSecret) {
        return Secret.parse(clientSecret)
                .flatMap(secret -> reading.intent(secret.account(), secret.intent()))
                .filter(intent -> Secret.opens(clientSecret, intent));
    }

    /** Intents, newest first. */
    public Page<PaymentIntent> intents(AccountId account, PageRequest page) {
        return reading.intents(account, Reading.Filter.ALL, page);
    }

    public Optional<Charge> charge(AccountId account, Charge.Id id) {
        return reading.charge(account, id);
    }

    /** Charges, failed ones included, newest first. */
    public Page<Charge> charges(AccountId account, PageRequest page) {
        return reading.charges(account, Reading.Filter.ALL, page);
    }

    /** All attempts of an intent, newest first. */
    public List<Charge> charges(AccountId account, PaymentIntent.Id intent) {
        return reading.chargesOf(account, intent);
    }

    public Optional<Refund> refund(AccountId account, Refund.Id id) {
        return reading.refund(account, id);
    }

    /** The refunds of an intent's charges, newest first. */
    public List<Refund> refunds(AccountId account, PaymentIntent.Id intent) {
        return reading.refundsOf(account, intent, PageRequest.first(100)).items();
    }

    /** Refunds of the account, newest first. */
    public Page<Refund> refunds(AccountId account, PageRequest page) {
        return reading.refunds(account, Reading.Filter.ALL, page);
    }

    private PaymentIntent newest(AccountId account, PaymentIntent.Id id) {
        return reading.intent(account, id).orElseThrow(() -> missing(id));
    }

    private PaymentIntent newest(Tx tx, AccountId account, PaymentIntent.Id id) {
        return storage.intents().newest(tx, account, id).orElseThrow(() -> missing(id));
    }

    private static IllegalArgumentException missing(PaymentIntent.Id id) {
        return new IllegalArgumentException("no such intent: " + id);
    }
}
