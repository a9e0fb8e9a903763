package hawker.transfers;

import hawker.api.Json;
import hawker.kernel.AccountId;
import hawker.kernel.PageRequest;
import hawker.platform.Row;
import hawker.platform.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The rows of application fees and of what was given back of them. */
final class FeesSql {

    private static final String FEE =
            """
            select account_id, fee_id, version, currency, amount, refunded, payer, charge_id,
                   originating, journal_id, available_on, created_at
            from transfers.application_fee
            """;

    private static final String REFUND =
            """
            select account_id, refund_id, fee_id, currency, amount, metadata, journal_id, created_at
            from transfers.fee_refund
            """;

    /** Which fees a list wants; empty parts do not restrict. */
    record Wanted(Optional<String> charge, Optional<Instant> from, Optional<Instant> before) {}

    void insert(AccountId account, Tx tx, ApplicationFee fee) {
        tx.update(
                """
                insert into transfers.application_fee (
                    account_id, fee_id, version, currency, amount, refunded, payer, charge_id,
                    originating, journal_id, available_on, created_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                account,
                fee.id(),
                fee.version(),
                fee.amount().currency(),
                fee.amount().minor(),
                fee.refunded().minor(),
                fee.payer().number(),
                fee.charge(),
                fee.originating(),
                fee.journal(),
                fee.availableOn(),
                fee.created());
    }

    void update(AccountId account, Tx tx, ApplicationFee fee) {
        tx.update(
                """
                update transfers.application_fee set version = ?, refunded = ?
                where account_id = ? and fee_id = ?
                """,
                fee.version(),
                fee.refunded().minor(),
                account,
                fee.id());
    }

    Optional<ApplicationFee> find(AccountId account, Tx tx, String id) {
        return tx.one(FEE + "where account_id = ? and fee_id = ?", FeesSql::fee, account, id);
    }

    /** The same; of two that give back one waits for the other. */
    Optional<ApplicationFee> lock(AccountId account, Tx tx, String id) {
        return tx.one(
                FEE + "where account_id = ? and fee_id = ? for update", FeesSql::fee, account, id);
    }

    /** The fee of a charge, as its payer sees the charge. */
    Optional<ApplicationFee> ofCharge(AccountId account, Tx tx, String charge) {
        return tx.one(
                FEE + "where account_id = ? and charge_id = ?", FeesSql::fee, account, charge);
    }

    List<ApplicationFee> all(AccountId account, Tx tx, List<String> ids) {
        return tx.list(
                FEE + "where account_id = ? and fee_id = any(?)",
                FeesSql::fee,
                account,
                ids.toArray(String[]::new));
    }

    /** Newest first, or, where a page before an id is wanted, the oldest of the newer ones. */
    List<ApplicationFee> list(AccountId account, Tx tx, Wanted wanted, PageRequest page) {
        return tx.list(
                FEE
                        + """
                        where account_id = ? and fee_id > ? and fee_id < ?
                          and (?::text is null or charge_id = ?::text or originating = ?::text)
                          and (?::timestamptz is null or created_at >= ?::timestamptz)
                          and (?::timestamptz is null or created_at < ?::timestamptz)
                        order by fee_id\
                        """
                        + (page.before().isPresent() ? " asc limit ?" : " desc limit ?"),
                FeesSql::fee,
                account,
                page.before().orElse(""),
                page.after().orElse("~"),
                wanted.charge(),
                wanted.charge(),
                wanted.charge(),
                wanted.from(),
                wanted.from(),
                wanted.before(),
                wanted.before(),
                page.limit() + 1);
    }

    // What was given back

    void insert(AccountId account, Tx tx, ApplicationFee.Refund refund) {
        tx.update(
                """
                insert into transfers.fee_refund (
                    account_id, refund_id, fee_id, currency, amount, metadata, journal_id,
                    created_at)
                values (?, ?, ?, ?, ?, ?, ?, ?)
                """,
                account,
                refund.id(),
                refund.fee(),
                refund.amount().currency(),
                refund.amount().minor(),
                Json.text(Json.metadata(refund.metadata())),
                refund.journal(),
                refund.created());
    }

    void note(AccountId account, Tx tx, ApplicationFee.Refund refund) {
        tx.update(
                """
                update transfers.fee_refund set metadata = ?
                where account_id = ? and refund_id = ?
                """,
                Json.text(Json.metadata(refund.metadata())),
                account,
                refund.id());
    }

    /** Of a fee, newest first. */
    List<ApplicationFee.Refund> refunds(AccountId account, Tx tx, String fee) {
        return tx.list(
                REFUND + "where account_id = ? and fee_id = ? order by refund_id desc",
                FeesSql::refund,
                account,
                fee);
    }

    List<ApplicationFee.Refund> refunds(AccountId account, Tx tx, List<String> ids) {
        return tx.list(
                REFUND + "where account_id = ? and refund_id = any(?)",
                FeesSql::refund,
                account,
                ids.toArray(String[]::new));
    }

    private static ApplicationFee fee(Row row) {
        return new ApplicationFee(
                row.text("fee_id"),
                row.account("account_id"),
                row.integer("version"),
                row.money("amount", "currency"),
                row.money("refunded", "currency"),
                row.account("payer"),
                row.text("charge_id"),
                row.maybeText("originating"),
                row.text("journal_id"),
                row.maybeDay("available_on"),
                row.time("created_at"));
    }

    private static ApplicationFee.Refund refund(Row row) {
        return new ApplicationFee.Refund(
                row.text("refund_id"),
                row.account("account_id"),
                row.text("fee_id"),
                row.money("amount", "currency"),
                Json.metadata(row.text("metadata")),
                row.text("journal_id"),
                row.time("created_at"));
    }
}
