package hawker.ledger;

import hawker.kernel.AccountId;
import hawker.ledger.LedgerSql.Counters;
import hawker.platform.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The statements about what guards a book: pockets, bounded debits, holds, stops. */
final class BookSql {

    /** Makes sure that a pocket's lock row exists. */
    void makePocket(Tx tx, AccountId account, Pocket pocket) {
        tx.update(
                """
                insert into ledger.pocket (account_id, purpose, currency, floor_minor)
                values (?, ?, ?, 0) on conflict do nothing
                """,
                account,
                pocket.purpose().code(),
                pocket.currency());
    }

    /** Locks a pocket until the end of the transaction and gives its floor. */
    Optional<Long> lockPocket(Tx tx, AccountId account, Pocket pocket) {
        return tx.one(
                """
                select floor_minor from ledger.pocket
                where account_id = ? and purpose = ? and currency = ? for update
                """,
                row -> row.number("floor_minor"),
                account,
                pocket.purpose().code(),
                pocket.currency());
    }

    void insertBoundedDebit(
            Tx tx, Journal j, Pocket pocket, Counters seen, long held, long amount, long lowest) {
        tx.update(
                """
                insert into ledger.bounded_debit (account_id, purpose, currency, debits_seen,
                    credits_seen, held, amount, lowest, journal_id)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                j.account(),
                pocket.purpose().code(),
                pocket.currency(),
                seen.debits(),
                seen.credits(),
                held,
                amount,
                lowest,
                j.id());
    }

    /** What is promised of a pocket, without one hold. */
    long held(Tx tx, AccountId account, Pocket pocket, Optional<String> without) {
        return tx.one(
                        """
                        select coalesce(sum(amount), 0) as held from ledger.hold
                        where account_id = ? and purpose = ? and currency = ?
                          and released_at is null and hold_id <> ?
                        """,
                        row -> row.number("held"),
                        account,
                        pocket.purpose().code(),
                        pocket.currency(),
                        without.orElse(""))
                .orElseThrow();
    }

    /** False if the fact has a hold already, open or released. */
    boolean insertHold(Tx tx, Hold hold) {
        return tx.update(
                        """
                        insert into ledger.hold (account_id, hold_id, purpose, currency, amount,
                            source_type, source_id, made_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing
                        """,
                        hold.account(),
                        hold.id(),
                        hold.purpose().code(),
                        hold.amount().currency(),
                        hold.amount().minor(),
                        hold.sourceType().code(),
                        hold.sourceId(),
                        hold.madeAt())
                == 1;
    }

    boolean releaseHold(Tx tx, AccountId account, String holdId, Instant at) {
        return tx.update(
                        """
                        update ledger.hold set released_at = ?
                        where account_id = ? and hold_id = ? and released_at is null
                        """,
                        at,
                        account,
                        holdId)
                == 1;
    }

    void setStripes(Tx tx, AccountId account, int stripes) {
        tx.update(
                """
                insert into ledger.book (account_id, stripes) values (?, ?)
                on conflict (account_id) do update set stripes = excluded.stripes
                """,
                account,
                stripes);
    }

    /** The accounts that are spread over more than one stripe. */
    Map<AccountId, Integer> acrossStripes(Tx tx) {
        return tx
                .list(
                        """
                        /* across: stripes */
                        select account_id, stripes from ledger.book where stripes > 1
                        """,
                        row -> Map.entry(row.account("account_id"), row.integer("stripes")))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Accounts with any balance, in the order of their numbers, after one. */
    List<AccountId> acrossAccounts(Tx tx, long after, int limit) {
        return tx.list(
                """
                /* across: payout-run */
                select distinct account_id from ledger.balance
                where account_id > ? order by account_id limit ?
                """,
                row -> row.account("account_id"),
                after,
                limit);
    }

    Optional<String> payoutsStoppedBy(Tx tx, AccountId account) {
        return tx
                .list(
                        "select payouts_stopped_by from ledger.book where account_id = ?",
                        row -> row.maybeText("payouts_stopped_by"),
                        account)
                .stream()
                .findFirst()
                .flatMap(stopped -> stopped);
    }

    /** Stops payouts; the first reason stays. */
    void stopPayouts(Tx tx, AccountId account, String reason) {
        tx.update(
                """
                insert into ledger.book (account_id, payouts_stopped_by) values (?, ?)
                on conflict (account_id) do update
                    set payouts_stopped_by =
                        coalesce(ledger.book.payouts_stopped_by, excluded.payouts_stopped_by)
                """,
                account,
                reason);
    }

    void resumePayouts(Tx tx, AccountId account) {
        tx.update("update ledger.book set payouts_stopped_by = null where account_id = ?", account);
    }
}
