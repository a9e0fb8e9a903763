package hawker.covering;

import hawker.covering.CoveringSql.Reserved;
import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.ledger.BoundedPosting;
import hawker.ledger.Journal;
import hawker.ledger.Kind;
import hawker.ledger.Ledger;
import hawker.ledger.Posting;
import hawker.ledger.Purpose;
import hawker.ledger.SourceType;
import hawker.ledger.Transfer;
import hawker.platform.Platform;
import hawker.platform.Tx;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * What of a platform's available money is set aside for an account's shortfall. The row of the
 * account says how much is; its journal is posted with it. Only what the platform has is taken: the
 * rest follows when somebody looks again.
 */
final class Reserves {

    private final Platform platform;
    private final Ledger ledger;
    private final CoveringSql sql;

    Reserves(Platform platform, Ledger ledger, CoveringSql sql) {
        this.platform = platform;
        this.ledger = ledger;
        this.sql = sql;
    }

    /**
     * Brings the reserve to what is missing.
     *
     * @param missing by currency, each above zero
     */
    void follow(AccountId maker, AccountId covered, Map<Currency, Money> missing) {
        platform.tx()
                .doInAccount(
                        maker,
                        tx -> {
                            var currencies = new HashSet<>(missing.keySet());
                            currencies.addAll(sql.reservedFor(tx, maker, covered));
                            for (var currency : currencies)
                                follow(
                                        tx,
                                        maker,
                                        covered,
                                        missing.getOrDefault(currency, Money.zero(currency)));
                        });
    }

    private void follow(Tx tx, AccountId maker, AccountId covered, Money wanted) {
        var row = sql.lockReserve(tx, maker, covered, wanted.currency());
        var there = Money.of(row.amount(), wanted.currency());
        if (wanted.equals(there)) return;
        var now = wanted.minor() > row.amount() ? more(tx, maker, covered, wanted, row) : wanted;
        if (now.minor() < row.amount())
            ledger.post(
                    tx,
                    journal(
                            maker,
                            covered,
                            row,
                            Kind.RESERVE_RELEASED,
                            Purpose.MERCHANT_RESERVE,
                            Purpose.MERCHANT_AVAILABLE,
                            there.minus(now)));
        if (now.equals(there)) return;
        sql.setReserve(
                tx, maker, covered, wanted.currency(), new Reserved(now.minor(), row.moves() + 1));
    }

    /** Sets more aside: all that is wanted, or what there is. */
    private Money more(Tx tx, AccountId maker, AccountId covered, Money wanted, Reserved row) {
        var there = Money.of(row.amount(), wanted.currency());
        var asked = wanted.minus(there);
        return switch (set(tx, maker, covered, row, asked)) {
            case Posting ignored -> wanted;
            case BoundedPosting.Insufficient(var free) -> {
                if (!free.isPositive()) yield there;
                // The pocket is locked since the first try: now it is exactly there.
                if (!(set(tx, maker, covered, row, free) instanceof Posting))
                    throw new IllegalStateException("the pocket changed under its lock");
                yield there.plus(free);
            }
        };
    }

    private BoundedPosting set(
            Tx tx, AccountId maker, AccountId covered, Reserved row, Money amount) {
        var journal =
                journal(
                        maker,
                        covered,
                        row,
                        Kind.RESERVE_SET,
                        Purpose.MERCHANT_AVAILABLE,
                        Purpose.MERCHANT_RESERVE,
                        amount);
        return ledger.postBounded(
                tx, journal, Purpose.MERCHANT_AVAILABLE, Money.zero(amount.currency()));
    }

    /** One a move of the row, whose number is part of what makes it unique. */
    private Journal journal(
            AccountId maker,
            AccountId covered,
            Reserved row,
            Kind kind,
            Purpose debit,
            Purpose credit,
            Money amount) {
        return Journal.of(
                platform.ids().body(maker),
                maker,
                kind,
                SourceType.RESERVE_ORDER,
                covered.text() + ":" + amount.currency().code() + ":" + (row.moves() + 1),
                platform.clock().now(),
                List.of(Transfer.of(debit, credit, amount)));
    }
}
