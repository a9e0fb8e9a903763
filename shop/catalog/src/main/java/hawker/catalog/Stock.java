package hawker.catalog;

import hawker.kernel.AccountId;
import hawker.platform.Platform;
import hawker.platform.Tx;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/** How many units there are, and promises of them. */
public final class Stock {

    private static final Logger LOG = Logger.getLogger(Stock.class.getName());
    private static final int AUDITED = 100;

    private final Platform platform;
    private final CatalogEvents events;
    private final Holding holding;

    Stock(Platform platform, CatalogEvents events) {
        this.platform = platform;
        this.events = events;
        this.holding = new Holding(platform, events);
    }

    /**
     * Keeps units for a buyer for 15 minutes, all of them or none. Asked again with other lines it
     * changes what is kept; when that fails, what was kept before stays.
     */
    public Taken hold(AccountId account, String holder, List<LineRequest> lines) {
        return holding.hold(account, holder, lines);
    }

    /**
     * Makes a holder's holds the right to be charged: they expire no more. False, and nothing
     * changes, if there are none or one of them is over.
     */
    public boolean pin(Tx tx, AccountId account, String holder) {
        return holding.pin(tx, account, holder);
    }

    /** The payment was declined: pinned holds are active again for 15 minutes. */
    public void unpin(Tx tx, AccountId account, String holder) {
        holding.unpin(tx, account, holder);
    }

    /** The buyer is still there: active holds last 15 minutes from now, at most 60 in all. */
    public void extend(Tx tx, AccountId account, String holder) {
        holding.extend(tx, account, holder);
    }

    /**
     * The holds are sold: held becomes committed. True if it did or had done so before, false if
     * the holds are no longer there (nothing changes then).
     */
    public boolean commit(Tx tx, AccountId account, String holder) {
        return holding.commit(tx, account, holder);
    }

    /** Gives active and pinned holds back; nothing if there are none. */
    public void release(Tx tx, AccountId account, String holder) {
        holding.release(tx, account, holder);
    }

    /** A holder's holds in every state, oldest first. */
    public List<Hold> holds(AccountId account, String holder) {
        return platform
                .tx()
                .readAccount(account, tx -> StockSql.holds(account, tx, holder))
                .stream()
                .map(StockSql.HoldRow::hold)
                .toList();
    }

    /** Sold units leave the shop; the actor is the order. */
    public void ship(Tx tx, AccountId account, List<LineRequest> lines, String order) {
        for (var line : Holding.byVariant(lines).entrySet()) {
            StockSql.ship(account, tx, line.getKey(), line.getValue());
            moved(tx, account, line.getKey(), Movement.Reason.SHIPPED, -line.getValue(), order);
        }
    }

    /** An order is cancelled before it was sent: its units can be sold again. */
    public void uncommit(Tx tx, AccountId account, List<LineRequest> lines) {
        for (var line : Holding.byVariant(lines).entrySet())
            StockSql.uncommit(account, tx, line.getKey(), line.getValue());
    }

    /** Sent units come back fit for sale. */
    public void giveBack(Tx tx, AccountId account, List<LineRequest> lines, String order) {
        for (var line : Holding.byVariant(lines).entrySet()) {
            StockSql.move(account, tx, line.getKey(), line.getValue());
            moved(tx, account, line.getKey(), Movement.Reason.RETURNED, line.getValue(), order);
        }
    }

    /** Counts: from now on this many lie there. Empty if there is no such variant. */
    public Optional<StockLevel> setOnHand(
            AccountId account, Variant.Id variant, int onHand, String actor) {
        if (onHand < 0) throw new IllegalArgumentException("on hand: " + onHand);
        return platform.tx()
                .inAccount(
                        account,
                        tx -> {
                            var level = StockSql.lockLevel(account, tx, variant);
                            if (level.isEmpty()) return level;
                            int delta = onHand - level.get().onHand();
                            return change(
                                    tx,
                                    account,
                                    level.get(),
                                    delta,
                                    Movement.Reason.COUNTED,
                                    actor);
                        });
    }

    /** Units came or went; refused (empty) if fewer than none would lie there. */
    public Optional<StockLevel> adjust(
            AccountId account,
            Variant.Id variant,
            int delta,
            Movement.Reason reason,
            String actor) {
        return platform.tx()
                .inAccount(
                        account,
                        tx -> {
                            var level = StockSql.lockLevel(account, tx, variant);
                            if (level.isEmpty()) return level;
                            return change(tx, account, level.get(), delta, reason, actor);
                        });
    }

    public Optional<StockLevel> level(AccountId account, Variant.Id variant) {
        return platform.tx().readAccount(account, tx -> StockSql.level(account, tx, variant));
    }

    /** What came and went, newest first. */
    public List<Movement> movements(AccountId account, Variant.Id variant, int limit) {
        return platform.tx()
                .readAccount(account, tx -> StockSql.movements(account, tx, variant, limit));
    }

    /** Counted variants of active products with at most this many available, fewest first. */
    public List<StockLevel> low(AccountId account, int atMost, int limit) {
        return platform.tx().readAccount(account, tx -> StockSql.low(account, tx, atMost, limit));
    }

    /** Ends the holds whose time is over. */
    void sweep() {
        holding.sweep();
    }

    /**
     * Compares the sums: held is Σ of open holds, on hand is Σ of movements. A variant that
     * disagrees sells no more until somebody has looked.
     */
    void audit() {
        var differences =
                platform.tx()
                        .readAcross("stock-audit", tx -> StockSql.acrossDifferences(tx, AUDITED));
        for (var difference : differences) {
            LOG.log(Level.SEVERE, "stock disagrees, the variant is stopped: {0}", difference);
            platform.tx()
                    .doInAccount(
                            difference.account(),
                            tx ->
                                    StockSql.stop(
                                            difference.account(),
                                            tx,
                                            difference.variant(),
                                            difference.toString()));
        }
    }

    /** The first stock of a new variant. */
    void begin(Tx tx, AccountId account, Variant.Id variant, int onHand, Variant.OnEmpty onEmpty) {
        StockSql.insert(account, tx, variant, onHand, onEmpty);
        if (onHand != 0) moved(tx, account, variant, Movement.Reason.RECEIVED, onHand, "seller");
    }

    private Optional<StockLevel> change(
            Tx tx,
            AccountId account,
            StockLevel level,
            int delta,
            Movement.Reason reason,
            String actor) {
        if (delta == 0) return Optional.of(level);
        if (!StockSql.move(account, tx, level.variant(), delta)) return Optional.empty();
        moved(tx, account, level.variant(), reason, delta, actor);
        var after = StockSql.level(account, tx, level.variant());
        if (level.available() <= 0 && after.isPresent() && after.get().available() > 0)
            events.append(tx, account, "stock.back", level.variant().text());
        return after;
    }

    private void moved(
            Tx tx,
            AccountId account,
            Variant.Id variant,
            Movement.Reason reason,
            int delta,
            String actor) {
        var id = platform.ids().ordinary("mov", account);
        var movement = new Movement(id, variant, reason, delta, actor, platform.clock().now());
        StockSql.insertMovement(account, tx, movement);
    }
}
