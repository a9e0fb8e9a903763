package hawker.clearing;

import hawker.clearing.ClearingSql.Left;
import hawker.clearing.ClearingSql.Side;
import hawker.clearing.Difference.Kind;
import hawker.kernel.AccountId;
import hawker.kernel.Clock;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.ledger.Journal;
import hawker.ledger.Ledger;
import hawker.ledger.Pocket;
import hawker.ledger.Purpose;
import hawker.platform.Platform;
import hawker.platform.Tx;
import hawker.platform.TxRunner;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Looks from the books to the files: what a day moved between us and the network and no file up to
 * the day after has is missing. Then adds up, from balances and independently of all lines, what is
 * left of the days that should be settled.
 */
final class Comparing {

    private static final Set<Purpose> NETWORK =
            EnumSet.of(Purpose.NETWORK_RECEIVABLE, Purpose.NETWORK_PAYABLE);
    private static final int ACCOUNTS = 200;
    private static final int FACTS = 500;

    private final TxRunner tx;
    private final Clock clock;
    private final Ledger ledger;
    private final ClearingSql sql;

    Comparing(Platform platform, Ledger ledger, ClearingSql sql) {
        this.tx = platform.tx();
        this.clock = platform.clock();
        this.ledger = ledger;
        this.sql = sql;
    }

    /** All books of a day that had its file, and the one of the day after. */
    void compare(LocalDate day) {
        var after = Optional.<AccountId>empty();
        while (true) {
            var accounts = ledger.accounts(after, ACCOUNTS);
            for (var account : accounts) compare(account, day);
            if (accounts.size() < ACCOUNTS) return;
            after = Optional.of(accounts.getLast());
        }
    }

    private void compare(AccountId account, LocalDate day) {
        var after = Optional.<String>empty();
        while (true) {
            var from = after;
            var facts =
                    tx.inAccount(
                            account,
                            tx -> {
                                var page = ledger.factsOn(tx, account, day, NETWORK, from, FACTS);
                                list(tx, account, day, page);
                                return page;
                            });
            if (facts.size() < FACTS) break;
            after = Optional.of(facts.getLast());
        }
        tx.doInAccount(account, tx -> addUp(tx, account, day));
    }

    private void list(Tx tx, AccountId account, LocalDate day, List<String> facts) {
        if (facts.isEmpty()) return;
        Map<Side, List<Journal>> sides = new HashMap<>();
        for (var journal : ledger.journalsOf(tx, account, facts))
            for (var side : sides(journal))
                sides.computeIfAbsent(side, none -> new java.util.ArrayList<>()).add(journal);
        var settled = sql.settled(tx, account, facts);
        var listed = new HashMap<Side, Money>();
        for (var open : sql.open(tx, account))
            listed.merge(
                    new Side(open.subject(), open.pays(), open.remains().currency()),
                    open.remains(),
                    Money::plus);
        sides.forEach((side, journals) -> {
            var nothing = Money.zero(side.currency());
            var left =
                    Booking.moved(side, journals)
                            .minus(settled.getOrDefault(side, nothing))
                            .minus(listed.getOrDefault(side, nothing));
            if (!left.isZero()) sql.insert(tx, missing(account, day, side, left));
        });
    }

    private static Set<Side> sides(Journal journal) {
        var sides = new LinkedHashSet<Side>();
        for (var t : journal.transfers())
            for (var purpose : List.of(t.debit(), t.credit()))
                if (NETWORK.contains(purpose))
                    sides.add(
                            new Side(
                                    journal.sourceId(),
                                    purpose == Purpose.NETWORK_RECEIVABLE,
                                    t.amount().currency()));
        return sides;
    }

    private Difference missing(AccountId account, LocalDate day, Side side, Money left) {
        return new Difference(
                account,
                Kind.MISSING,
                side.subject(),
                "",
                side.pays(),
                "",
                day,
                left,
                Money.zero(side.currency()),
                left,
                clock.now(),
                Optional.empty());
    }

    private void addUp(Tx tx, AccountId account, LocalDate day) {
        var open = sql.open(tx, account);
        for (var currency : ledger.balances(tx, account).currencies())
            for (boolean pays : List.of(true, false))
                sql.keep(
                        tx,
                        account,
                        new Left(
                                pays,
                                day,
                                ledger.heldThrough(tx, account, pocket(pays, currency), day),
                                listed(open, pays, currency, day)));
    }

    private static Money listed(
            List<Difference> open, boolean pays, Currency currency, LocalDate day) {
        return open.stream()
                .filter(d -> d.pays() == pays && d.remains().currency().equals(currency))
                .filter(d -> !d.day().isAfter(day.plusDays(1)))
                .map(Difference::remains)
                .reduce(Money.zero(currency), Money::plus);
    }

    private static Pocket pocket(boolean pays, Currency currency) {
        return new Pocket(pays ? Purpose.NETWORK_RECEIVABLE : Purpose.NETWORK_PAYABLE, currency);
    }
}
