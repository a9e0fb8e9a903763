package hawker.catalog;

import hawker.catalog.StockSql.HoldRow;
import hawker.kernel.AccountId;
import hawker.platform.Platform;
import hawker.platform.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Promises of units, so that nothing is sold twice and nobody is charged for what is not there.
 *
 * <p>The rule is one conditional UPDATE a variant ({@link StockSql#take}): PostgreSQL locks the
 * row, looks at the newest numbers and either adds to {@code held} or changes nothing. There is no
 * reading first and writing later. Variants are always taken in the order of their ids, so that two
 * buyers of the same things cannot wait for each other.
 *
 * <p>A promise ends by itself after 15 minutes, unless it is pinned: from the moment a card is
 * asked until its answer is known, the units stay. Whoever finds a variant empty first ends the
 * promises on it whose time is over and tries once more, so that a sale never waits for the
 * sweeper.
 *
 * <p>Not taken: a queue in front of each variant. It gives the same answers, needs a place to live,
 * and the row lock is that queue already.
 */
final class Holding {

    static final Duration PATIENCE = Duration.ofMinutes(15);
    static final Duration LONGEST = Duration.ofMinutes(60);
    private static final int SWEEP = 500;

    private final Platform platform;
    private final CatalogEvents events;

    Holding(Platform platform, CatalogEvents events) {
        this.platform = platform;
        this.events = events;
    }

    /** Rolls the transaction back when one of several variants is not there. */
    private static final class NotThere extends RuntimeException {
        private final transient Taken.OutOfStock answer;

        NotThere(Taken.OutOfStock answer) {
            super(null, null, false, false);
            this.answer = answer;
        }
    }

    Taken hold(AccountId account, String holder, List<LineRequest> lines) {
        try {
            return platform.tx().inAccount(account, tx -> hold(tx, account, holder, lines));
        } catch (NotThere refused) {
            return refused.answer;
        }
    }

    private Taken hold(Tx tx, AccountId account, String holder, List<LineRequest> lines) {
        var now = platform.clock().now();
        var before = StockSql.lockHolds(account, tx, holder);
        var open = current(before).stream().filter(h -> isOpen(h.hold().state())).toList();
        if (open.stream().anyMatch(h -> h.hold().state() == Hold.State.PINNED))
            throw new IllegalStateException("a payment of " + holder + " is under way");
        var wanted = byVariant(lines);
        for (var change : changes(open, wanted).entrySet())
            change(tx, account, change.getKey(), change.getValue(), now);
        for (var row : open)
            StockSql.setState(account, tx, row.hold().id(), Hold.State.RELEASED, Optional.empty());
        var since = open.isEmpty() ? now : open.getFirst().since();
        int round = before.isEmpty() ? 1 : before.getLast().round() + 1;
        var until = earlier(now.plus(PATIENCE), since.plus(LONGEST));
        var holds = new ArrayList<Hold>();
        for (var want : wanted.entrySet()) {
            var id = new Hold.Id(platform.ids().ordinary("hold", account));
            var hold =
                    new Hold(
                            id,
                            want.getKey(),
                            want.getValue(),
                            holder,
                            Hold.State.ACTIVE,
                            Optional.of(until));
            StockSql.insertHold(account, tx, hold, round, since, until);
            holds.add(hold);
        }
        return new Taken.Held(holds, until);
    }

    private static void change(Tx tx, AccountId account, Variant.Id variant, int by, Instant now) {
        if (by < 0) StockSql.giveUp(account, tx, variant, -by);
        if (by <= 0 || StockSql.take(account, tx, variant, by)) return;
        int freed = StockSql.expire(account, tx, variant, now);
        if (freed > 0) {
            StockSql.giveUp(account, tx, variant, freed);
            if (StockSql.take(account, tx, variant, by)) return;
        }
        int available = StockSql.level(account, tx, variant).map(StockLevel::available).orElse(0);
        throw new NotThere(new Taken.OutOfStock(variant, Math.max(available, 0)));
    }

    boolean pin(Tx tx, AccountId account, String holder) {
        var holds = current(StockSql.lockHolds(account, tx, holder));
        if (holds.isEmpty() || !holds.stream().allMatch(h -> isOpen(h.hold().state())))
            return false;
        // A hold that is over but not swept yet still has its units: its buyer may have them.
        for (var row : holds)
            StockSql.setState(account, tx, row.hold().id(), Hold.State.PINNED, Optional.empty());
        return true;
    }

    void unpin(Tx tx, AccountId account, String holder) {
        var until = platform.clock().now().plus(PATIENCE);
        for (var row : current(StockSql.lockHolds(account, tx, holder)))
            if (row.hold().state() == Hold.State.PINNED)
                StockSql.setState(
                        account, tx, row.hold().id(), Hold.State.ACTIVE, Optional.of(until));
    }

    void extend(Tx tx, AccountId account, String holder) {
        var until = platform.clock().now().plus(PATIENCE);
        for (var row : current(StockSql.lockHolds(account, tx, holder)))
            if (row.hold().state() == Hold.State.ACTIVE)
                StockSql.setState(
                        account,
                        tx,
                        row.hold().id(),
                        Hold.State.ACTIVE,
                        Optional.of(earlier(until, row.since().plus(LONGEST))));
    }

    boolean commit(Tx tx, AccountId account, String holder) {
        var holds = current(StockSql.lockHolds(account, tx, holder));
        if (holds.isEmpty()) return false;
        if (holds.stream().allMatch(h -> h.hold().state() == Hold.State.COMMITTED)) return true;
        if (!holds.stream().allMatch(h -> isOpen(h.hold().state()))) return false;
        for (var row : holds) {
            var hold = row.hold();
            int left = StockSql.commit(account, tx, hold.variant(), hold.quantity());
            StockSql.setState(account, tx, hold.id(), Hold.State.COMMITTED, Optional.empty());
            if (left <= 0) events.append(tx, account, "stock.out", hold.variant().text());
        }
        return true;
    }

    void release(Tx tx, AccountId account, String holder) {
        for (var row : current(StockSql.lockHolds(account, tx, holder))) {
            if (!isOpen(row.hold().state())) continue;
            StockSql.giveUp(account, tx, row.hold().variant(), row.hold().quantity());
            StockSql.setState(account, tx, row.hold().id(), Hold.State.RELEASED, Optional.empty());
        }
    }

    /** Ends the holds of everybody whose time is over. */
    void sweep() {
        var now = platform.clock().now();
        var due =
                platform.tx().readAcross("hold-sweeper", tx -> StockSql.acrossDue(tx, now, SWEEP));
        for (var one : due)
            platform.tx()
                    .doInAccount(
                            one.account(),
                            tx -> {
                                int freed = StockSql.expire(one.account(), tx, one.variant(), now);
                                if (freed > 0)
                                    StockSql.giveUp(one.account(), tx, one.variant(), freed);
                            });
    }

    /** The holds of a holder's last round. */
    private static List<HoldRow> current(List<HoldRow> holds) {
        if (holds.isEmpty()) return holds;
        int last = holds.getLast().round();
        return holds.stream().filter(h -> h.round() == last).toList();
    }

    private static boolean isOpen(Hold.State state) {
        return switch (state) {
            case ACTIVE, PINNED -> true;
            case COMMITTED, RELEASED, EXPIRED -> false;
        };
    }

    static SortedMap<Variant.Id, Integer> byVariant(List<LineRequest> lines) {
        var sums = new TreeMap<Variant.Id, Integer>();
        for (var line : lines) sums.merge(line.variant(), line.quantity(), Math::addExact);
        return sums;
    }

    private static SortedMap<Variant.Id, Integer> changes(
            List<HoldRow> open, SortedMap<Variant.Id, Integer> wanted) {
        var changes = new TreeMap<>(wanted);
        for (var row : open)
            changes.merge(row.hold().variant(), -row.hold().quantity(), Math::addExact);
        return changes;
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
