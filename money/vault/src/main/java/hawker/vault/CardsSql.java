package hawker.vault;

import hawker.kernel.AccountId;
import hawker.platform.Tx;
import hawker.platform.TxRunner;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The tables that only the vault's own database role can reach: sealed cards and the audit. */
final class CardsSql {

    private final TxRunner vaultRole;

    CardsSql(TxRunner vaultRole) {
        this.vaultRole = vaultRole;
    }

    /** A line of the audit. */
    record AuditRow(
            AccountId account,
            String chain,
            long n,
            Instant at,
            String act,
            String subject,
            String outcome,
            String previous,
            String hash) {}

    void insert(AccountId account, String cardId, Sealing.Sealed card, Instant madeAt) {
        insert(account, cardId, card, madeAt, Optional.empty());
    }

    /**
     * @param until when it is forgotten; empty: it is kept as long as a payment method names it
     */
    void insert(
            AccountId account,
            String cardId,
            Sealing.Sealed card,
            Instant madeAt,
            Optional<Instant> until) {
        vaultRole.doInAccount(
                account,
                tx ->
                        tx.update(
                                """
                                insert into vault.card
                                    (account_id, card_id, pan_ct, dek_wrapped, made_at, kept_until)
                                values (?, ?, ?, ?, ?, ?)
                                """,
                                account,
                                cardId,
                                card.cipherText(),
                                card.wrappedKey(),
                                madeAt,
                                until));
    }

    Optional<Sealing.Sealed> find(AccountId account, String cardId) {
        return vaultRole.readAccount(
                account,
                tx ->
                        tx.one(
                                """
                                select pan_ct, dek_wrapped
                                from vault.card where account_id = ? and card_id = ?
                                """,
                                row ->
                                        new Sealing.Sealed(
                                                row.bytes("pan_ct"), row.bytes("dek_wrapped")),
                                account,
                                cardId));
    }

    /** A record's wrapped key, and where it stands. */
    record Wrapped(AccountId account, String cardId, byte[] wrappedKey) {}

    record Rewrapped(Wrapped before, byte[] wrappedKey) {}

    /** Cards behind a place in the order of their keys. */
    List<Wrapped> pageAfter(long account, String cardId, int limit) {
        return vaultRole.readAcross(
                "vault: a new key goes over all cards",
                tx ->
                        tx.list(
                                """
                                /* across: a new key goes over all cards */
                                select account_id, card_id, dek_wrapped from vault.card
                                where (account_id, card_id) > (?, ?)
                                order by account_id, card_id limit ?
                                """,
                                row ->
                                        new Wrapped(
                                                row.account("account_id"),
                                                row.text("card_id"),
                                                row.bytes("dek_wrapped")),
                                account,
                                cardId,
                                limit));
    }

    /** Replaces wrapped keys that are still what they were. */
    void rewrap(List<Rewrapped> changed) {
        if (changed.isEmpty()) return;
        vaultRole.acrossAccounts(
                "vault: a new key goes over all cards",
                tx ->
                        tx.batch(
                                """
                                update vault.card set dek_wrapped = ?
                                where account_id = ? and card_id = ? and dek_wrapped = ?
                                """,
                                changed.stream().map(CardsSql::values).toList()));
    }

    private static Object[] values(Rewrapped changed) {
        var before = changed.before();
        return new Object[] {
            changed.wrappedKey(), before.account(), before.cardId(), before.wrappedKey()
        };
    }

    /** Forgets what was sealed, at once. */
    void delete(AccountId account, String cardId) {
        vaultRole.doInAccount(account, tx -> delete(tx, new Unnamed(account, cardId)));
    }

    /**
     * Deletes cards older than the moment that no payment method names: a program that died between
     * sealing and naming left them; and texts whose time is over. At most {@code limit}; how many
     * there were.
     */
    int deleteUnnamed(Instant olderThan, Instant now, int limit) {
        return vaultRole.acrossAccounts(
                "vault: cards without a name, by age",
                tx -> {
                    var unnamed =
                            tx.list(
                                    """
                                    /* across: retention works by age, over all accounts */
                                    select c.account_id, c.card_id from vault.card c
                                    where c.made_at < ? and (c.kept_until is null or c.kept_until < ?)
                                      and not exists (
                                        select from vault.payment_method p
                                        where p.account_id = c.account_id and p.card_id = c.card_id)
                                    order by c.made_at limit ?
                                    """,
                                    row ->
                                            new Unnamed(
                                                    row.account("account_id"), row.text("card_id")),
                                    olderThan,
                                    now,
                                    limit);
                    unnamed.forEach(card -> delete(tx, card));
                    return unnamed.size();
                });
    }

    private record Unnamed(AccountId account, String cardId) {}

    private static void delete(Tx tx, Unnamed card) {
        tx.update(
                "delete from vault.card where account_id = ? and card_id = ?",
                card.account(),
                card.cardId());
    }

    void insertAudit(List<AuditRow> rows) {
        vaultRole.acrossAccounts(
                "vault: the audit's chain goes over all accounts",
                tx ->
                        tx.batch(
                                """
                                insert into vault.audit
                                    (account_id, chain_id, n, at, act, subject, outcome, previous, hash)
                                values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                                """,
                                rows.stream().map(CardsSql::values).toList()));
    }

    private static Object[] values(AuditRow row) {
        return new Object[] {
            row.account(),
            row.chain(),
            row.n(),
            row.at(),
            row.act(),
            row.subject(),
            row.outcome(),
            row.previous(),
            row.hash()
        };
    }

    /** A chain from a number on, oldest first. */
    List<AuditRow> chain(String chain, long from, int limit) {
        return vaultRole.readAcross(
                "vault: the audit's chain goes over all accounts",
                tx ->
                        tx.list(
                                """
                                /* across: a chain goes over all accounts */
                                select account_id, chain_id, n, at, act, subject, outcome, previous, hash
                                from vault.audit where chain_id = ? and n >= ? order by n limit ?
                                """,
                                row ->
                                        new AuditRow(
                                                row.account("account_id"),
                                                row.text("chain_id"),
                                                row.number("n"),
                                                row.time("at"),
                                                row.text("act"),
                                                row.text("subject"),
                                                row.text("outcome"),
                                                row.text("previous"),
                                                row.text("hash")),
                                chain,
                                from,
                                limit));
    }
}
