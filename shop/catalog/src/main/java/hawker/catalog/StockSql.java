package hawker.catalog;

import hawker.kernel.AccountId;
import hawker.platform.Row;
import hawker.platform.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Stock, movements and holds. Every change of stock is one condition and one effect. */
final class StockSql {

    /** A hold as stored. */
    record HoldRow(Hold hold, int round, Instant since) {}

    /** A variant whose books disagree. */
    record Difference(
            AccountId account, Variant.Id variant, int onHand, int moved, int held, int promised) {}

    private StockSql() {}

    static void insert(
            AccountId account, Tx tx, Variant.Id variant, int onHand, Variant.OnEmpty onEmpty) {
        tx.update(
                """
                insert into catalog.stock
                    (account_id, variant_id, on_hand, committed, held, on_empty, stopped)
                values (?, ?, ?, 0, 0, ?, null)
                """,
                account,
                variant.text(),
                onHand,
                onEmpty.name());
    }

    static void setOnEmpty(AccountId account, Tx tx, Variant.Id variant, Variant.OnEmpty onEmpty) {
        tx.update(
                "update catalog.stock set on_empty = ? where account_id = ? and variant_id = ?",
                onEmpty.name(),
                account,
                variant.text());
    }

    /** Promises units if they are there; the condition and the effect are one statement. */
    static boolean take(AccountId account, Tx tx, Variant.Id variant, int quantity) {
        return tx.update(
                        """
                        update catalog.stock set held = held + ?
                        where account_id = ? and variant_id = ? and stopped is null
                            and (on_empty <> 'DENY' or on_hand - committed - held >= ?)
                        """,
                        quantity,
                        account,
                        variant.text(),
                        quantity)
                == 1;
    }

    static void giveUp(AccountId account, Tx tx, Variant.Id variant, int quantity) {
        tx.update(
                """
                update catalog.stock set held = held - ?
                where account_id = ? and variant_id = ?
                """,
                quantity,
                account,
                variant.text());
    }

    /** Held becomes committed; what is available afterwards. */
    static int commit(AccountId account, Tx tx, Variant.Id variant, int quantity) {
        return tx.one(
                        """
                        update catalog.stock set held = held - ?, committed = committed + ?
                        where account_id = ? and variant_id = ?
                        returning on_hand - committed - held as available
                        """,
                        row -> row.integer("available"),
                        quantity,
                        quantity,
                        account,
                        variant.text())
                .orElseThrow(() -> new IllegalStateException("no stock row of " + variant));
    }

    static void uncommit(AccountId account, Tx tx, Variant.Id variant, int quantity) {
        tx.update(
                """
                update catalog.stock set committed = committed - ?
                where account_id = ? and variant_id = ?
                """,
                quantity,
                account,
                variant.text());
    }

    static void ship(AccountId account, Tx tx, Variant.Id variant, int quantity) {
        tx.update(
                """
                update catalog.stock set on_hand = on_hand - ?, committed = committed - ?
                where account_id = ? and variant_id = ?
                """,
                quantity,
                quantity,
                account,
                variant.text());
    }

    /** Changes what lies there; false if taking away would leave less than nothing. */
    static boolean move(AccountId account, Tx tx, Variant.Id variant, int delta) {
        return tx.update(
                        """
                        update catalog.stock set on_hand = on_hand + ?
                        where account_id = ? and variant_id = ? and (? >= 0 or on_hand + ? >= 0)
                        """,
                        delta,
                        account,
                        variant.text(),
                        delta,
                        delta)
                == 1;
    }

    static Optional<StockLevel> level(AccountId account, Tx tx, Variant.Id variant) {
        return tx.one(
                """
                select variant_id, on_hand, committed, held from catalog.stock
                where account_id = ? and variant_id = ?
                """,
                StockSql::level,
                account,
                variant.text());
    }

    static Optional<StockLevel> lockLevel(AccountId account, Tx tx, Variant.Id variant) {
        return tx.one(
                """
                select variant_id, on_hand, committed, held from catalog.stock
                where account_id = ? and variant_id = ? for update
                """,
                StockSql::level,
                account,
                variant.text());
    }

    static List<StockLevel> low(AccountId account, Tx tx, int atMost, int limit) {
        return tx.list(
                """
                select s.variant_id, s.on_hand, s.committed, s.held
                from catalog.stock s
                join catalog.variants v
                    on v.account_id = s.account_id and v.variant_id = s.variant_id
                join catalog.products p
                    on p.account_id = v.account_id and p.product_id = v.product_id
                where s.account_id = ? and s.on_empty <> 'UNCOUNTED' and not v.removed
                    and p.status = 'ACTIVE' and s.on_hand - s.committed - s.held <= ?
                order by s.on_hand - s.committed - s.held, s.variant_id limit ?
                """,
                StockSql::level,
                account,
                atMost,
                limit);
    }

    static void insertMovement(AccountId account, Tx tx, Movement movement) {
        tx.update(
                """
                insert into catalog.movements
                    (account_id, movement_id, variant_id, reason, delta, actor, at)
                values (?, ?, ?, ?, ?, ?, ?)
                """,
                account,
                movement.id(),
                movement.variant().text(),
                movement.reason().name(),
                movement.delta(),
                movement.actor(),
                movement.at());
    }

    static List<Movement> movements(AccountId account, Tx tx, Variant.Id variant, int limit) {
        return tx.list(
                """
                select movement_id, variant_id, reason, delta, actor, at from catalog.movements
                where account_id = ? and variant_id = ? order by movement_id desc limit ?
                """,
                row ->
                        new Movement(
                                row.text("movement_id"),
                                new Variant.Id(row.text("variant_id")),
                                Movement.Reason.valueOf(row.text("reason")),
                                row.integer("delta"),
                                row.text("actor"),
                                row.time("at")),
                account,
                variant.text(),
                limit);
    }

    static void insertHold(
            AccountId account, Tx tx, Hold hold, int round, Instant since, Instant expires) {
        tx.update(
                """
                insert into catalog.holds (account_id, hold_id, holder, round, variant_id,
                    quantity, state, since, expires_at)
                values (?, ?, ?, ?, ?, ?, 'ACTIVE', ?, ?)
                """,
                account,
                hold.id().text(),
                hold.holder(),
                round,
                hold.variant().text(),
                hold.quantity(),
                since,
                expires);
    }

    /** A holder's holds in the order of variants, so that all lock stock in one order. */
    static List<HoldRow> lockHolds(AccountId account, Tx tx, String holder) {
        return tx.list(
                """
                select hold_id, variant_id, quantity, holder, state, expires_at, round, since
                from catalog.holds where account_id = ? and holder = ?
                order by round, variant_id for update
                """,
                StockSql::hold,
                account,
                holder);
    }

    static List<HoldRow> holds(AccountId account, Tx tx, String holder) {
        return tx.list(
                """
                select hold_id, variant_id, quantity, holder, state, expires_at, round, since
                from catalog.holds where account_id = ? and holder = ? order by round, variant_id
                """,
                StockSql::hold,
                account,
                holder);
    }

    static void setState(
            AccountId account, Tx tx, Hold.Id hold, Hold.State state, Optional<Instant> expires) {
        tx.update(
                """
                update catalog.holds set state = ?, expires_at = ?
                where account_id = ? and hold_id = ?
                """,
                state.name(),
                expires,
                account,
                hold.text());
    }

    /** Ends a variant's active holds whose time is over; how many units they promised. */
    static int expire(AccountId account, Tx tx, Variant.Id variant, Instant now) {
        return tx
                .list(
                        """
                        update catalog.holds set state = 'EXPIRED', expires_at = null
                        where account_id = ? and variant_id = ? and state = 'ACTIVE'
                            and expires_at <= ?
                        returning quantity
                        """,
                        row -> row.integer("quantity"),
                        account,
                        variant.text(),
                        now)
                .stream()
                .mapToInt(Integer::intValue)
                .sum();
    }

    /** A variant with holds whose time is over. */
    record Due(AccountId account, Variant.Id variant) {}

    static List<Due> acrossDue(Tx tx, Instant now, int limit) {
        return tx.list(
                """
                /* across: hold-sweeper */
                select account_id, variant_id from catalog.holds
                where state = 'ACTIVE' and expires_at <= ?
                group by account_id, variant_id limit ?
                """,
                row -> new Due(row.account("account_id"), new Variant.Id(row.text("variant_id"))),
                now,
                limit);
    }

    /** Variants whose sums do not agree; one statement is one moment. */
    static List<Difference> acrossDifferences(Tx tx, int limit) {
        return tx.list(
                """
                /* across: stock-audit */
                select s.account_id, s.variant_id, s.on_hand, s.held,
                    coalesce(m.moved, 0) as moved, coalesce(h.promised, 0) as promised
                from catalog.stock s
                left join (select account_id, variant_id, sum(delta) as moved
                    from catalog.movements group by account_id, variant_id) m
                    on m.account_id = s.account_id and m.variant_id = s.variant_id
                left join (select account_id, variant_id, sum(quantity) as promised
                    from catalog.holds where state in ('ACTIVE', 'PINNED')
                    group by account_id, variant_id) h
                    on h.account_id = s.account_id and h.variant_id = s.variant_id
                where s.stopped is null
                    and (s.on_hand <> coalesce(m.moved, 0) or s.held <> coalesce(h.promised, 0))
                limit ?
                """,
                row ->
                        new Difference(
                                row.account("account_id"),
                                new Variant.Id(row.text("variant_id")),
                                row.integer("on_hand"),
                                row.integer("moved"),
                                row.integer("held"),
                                row.integer("promised")),
                limit);
    }

    static void stop(AccountId account, Tx tx, Variant.Id variant, String why) {
        tx.update(
                "update catalog.stock set stopped = ? where account_id = ? and variant_id = ?",
                why,
                account,
                variant.text());
    }

    private static StockLevel level(Row row) {
        return new StockLevel(
                new Variant.Id(row.text("variant_id")),
                row.integer("on_hand"),
                row.integer("committed"),
                row.integer("held"));
    }

    private static HoldRow hold(Row row) {
        var hold =
                new Hold(
                        new Hold.Id(row.text("hold_id")),
                        new Variant.Id(row.text("variant_id")),
                        row.integer("quantity"),
                        row.text("holder"),
                        Hold.State.valueOf(row.text("state")),
                        row.maybeTime("expires_at"));
        return new HoldRow(hold, row.integer("round"), row.time("since"));
    }
}
