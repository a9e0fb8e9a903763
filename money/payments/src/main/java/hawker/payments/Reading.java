package hawker.payments;

import hawker.kernel.AccountId;
import hawker.kernel.Page;
import hawker.kernel.PageRequest;
import hawker.platform.Tx;
import hawker.platform.TxRunner;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;

/** Finds intents, charges and refunds. */
final class Reading {

    /** Before every row, and behind it. */
    private static final Instant EVER = Instant.EPOCH;

    private static final Instant NEVER = Instant.parse("9999-01-01T00:00:00Z");

    /**
     * Which rows of a list are wanted.
     *
     * @param customer of this one only
     * @param from made at or after
     * @param before made before
     * @param group of these charges only
     */
    record Filter(
            Optional<String> customer,
            Optional<Instant> from,
            Optional<Instant> before,
            Optional<String> group) {

        Filter(Optional<String> customer, Optional<Instant> from, Optional<Instant> before) {
            this(customer, from, before, Optional.empty());
        }

        static final Filter ALL = new Filter(Optional.empty(), Optional.empty(), Optional.empty());

        Instant since() {
            return from.orElse(EVER);
        }

        Instant until() {
            return before.orElse(NEVER);
        }
    }

    private final TxRunner tx;
    private final IntentsSql intents;
    private final ChargesSql charges;
    private final RefundsSql refunds;
    private final SearchSql charged = new SearchSql();

    Reading(TxRunner tx, Storage storage) {
        this.tx = tx;
        this.intents = storage.intents();
        this.charges = storage.charges();
        this.refunds = storage.refunds();
    }

    Optional<PaymentIntent> intent(AccountId account, PaymentIntent.Id id) {
        return tx.readAccount(account, tx -> intents.newest(tx, account, id));
    }

    Optional<PaymentIntent> version(AccountId account, PaymentIntent.Id id, int version) {
        return tx.readAccount(account, tx -> intents.version(tx, account, id, version));
    }

    List<PaymentIntent> versions(AccountId account, Collection<IntentsSql.Version> wanted) {
        return tx.readAccount(account, tx -> intents.versions(tx, account, wanted));
    }

    /** The newest version that an API request wrote. */
    Optional<PaymentIntent> ofRequest(AccountId account, PaymentIntent.Id id, String request) {
        return tx.readAccount(account, tx -> intents.ofRequest(tx, account, id, request));
    }

    /** The newest version that waited for the buyer, if any did. */
    Optional<PaymentIntent> lastChallenge(PaymentIntent intent) {
        return tx.readAccount(
                intent.account(), tx -> intents.lastChallenge(tx, intent.account(), intent.id()));
    }

    List<PaymentIntent> intents(AccountId account, Collection<String> ids) {
        return tx.readAccount(account, tx -> intents.all(tx, account, ids));
    }

    Page<PaymentIntent> intents(AccountId account, Filter filter, PageRequest page) {
        return tx.readAccount(
                account,
                tx -> {
                    var ids = intentIds(tx, account, filter, page);
                    var byId = new HashMap<String, PaymentIntent>();
                    for (var intent : intents.all(tx, account, ids.items()))
                        byId.put(intent.id().text(), intent);
                    return new Page<>(
                            ids.items().stream()
                                    .map(byId::get)
                                    .filter(intent -> fits(intent, filter))
                                    .toList(),
                            ids.hasMore());
                });
    }

    private Page<String> intentIds(Tx tx, AccountId account, Filter filter, PageRequest page) {
        var range = Cursor.of(page, "pi_");
        var rows =
                filter.customer().isPresent()
                        ? intents.idsOfCustomer(tx, account, filter.customer().get(), page)
                        : intents.ids(tx, account, filter.since(), filter.until(), page);
        return range.page(rows, page.limit());
    }

    /** An intent that had another customer once is found by that one too, and dropped here. */
    private static boolean fits(PaymentIntent intent, Filter filter) {
        if (filter.customer().isPresent() && !filter.customer().equals(intent.terms().customer()))
            return false;
        return !intent.created().isBefore(filter.since())
                && intent.created().isBefore(filter.until());
    }

    Optional<Charge> charge(AccountId account, Charge.Id id) {
        return tx.readAccount(account, tx -> charges.find(tx, account, id));
    }

    /** The charge as it was when its attempt ended. */
    Optional<Charge> chargeAsMade(AccountId account, Charge.Id id) {
        return tx.readAccount(account, tx -> charges.asMade(tx, account, id));
    }

    /** The charge that an intent names; it is written in the same commit as the name. */
    Charge latestCharge(PaymentIntent intent) {
        return intent.latestCharge()
                .flatMap(id -> charge(intent.account(), id))
                .orElseThrow(() -> new NoSuchElementException("no charge of " + intent.id()));
    }

    /** How often the hold of an intent's charge was raised. */
    int raises(PaymentIntent intent) {
        return intent.latestCharge()
                .map(id ->
                        tx.readAccount(
                                intent.account(), tx -> charges.raises(tx, intent.account(), id)))
                .orElse(0);
    }

    Map<String, Charge> charges(AccountId account, Collection<String> ids) {
        var byId = new HashMap<String, Charge>();
        for (var charge : tx.readAccount(account, tx -> charges.all(tx, account, ids)))
            byId.put(charge.id().text(), charge);
        return byId;
    }

    /** Those of the ids that are charges. */
    Set<String> knownCharges(AccountId account, Collection<String> ids) {
        return tx.readAccount(account, tx -> charges.known(tx, account, ids));
    }

    Page<Charge> charges(AccountId account, Filter filter, PageRequest page) {
        return tx.readAccount(
                account,
                tx -> {
                    var range = Cursor.of(page, "ch_");
                    if (filter.group().isPresent()) {
                        var found =
                                range.page(
                                        charged.ofGroup(tx, account, filter, page), page.limit());
                        return new Page<>(charges.all(tx, account, found.items()), found.hasMore());
                    }
                    var ids =
                            filter.customer().isPresent()
                                    ? charges.idsOfCustomer(
                                            tx,
                                            account,
                                            filter.customer().get(),
                                            filter.since(),
                                            filter.until(),
                                            page)
                                    : charges.ids(
                                            tx, account, filter.since(), filter.until(), page);
                    var wanted = range.page(ids, page.limit());
                    return new Page<>(charges.all(tx, account, wanted.items()), wanted.hasMore());
                });
    }

    /** All attempts of an intent, newest first; there are few. */
    List<Charge> chargesOf(AccountId account, PaymentIntent.Id intent) {
        return tx.readAccount(
                account, tx -> charges.all(tx, account, intents.chargeIds(tx, account, intent)));
    }

    Optional<Refund> refund(AccountId account, Refund.Id id) {
        return tx.readAccount(account, tx -> refunds.find(tx, account, id));
    }

    Page<Refund> refunds(AccountId account, Filter filter, PageRequest page) {
        var rows =
                tx.readAccount(
                        account,
                        tx -> refunds.list(tx, account, filter.since(), filter.until(), page));
        return Cursor.of(page, "re_").page(rows, page.limit());
    }

    /** Refunds of some charges. */
    Page<Refund> refundsOf(AccountId account, List<String> charges, PageRequest page) {
        var rows = tx.readAccount(account, tx -> refunds.ofCharges(tx, account, charges, page));
        return Cursor.of(page, "re_").page(rows, page.limit());
    }

    /** Refunds of the charges of an intent. */
    Page<Refund> refundsOf(AccountId account, PaymentIntent.Id intent, PageRequest page) {
        var ids = tx.readAccount(account, tx -> intents.chargeIds(tx, account, intent));
        return refundsOf(account, ids, page);
    }
}
