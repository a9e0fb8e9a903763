package hawker.vault;

import hawker.kernel.AccountId;
import hawker.platform.Row;
import hawker.platform.Tx;
import hawker.vault.Tokens.Kind;
import java.time.Instant;
import java.util.Optional;

/** One-time names. */
final class TokensSql {

    /**
     * A token's row.
     *
     * @param method what it names, of a card or a bank account
     * @param sealed what it names, of a text
     */
    record TokenRow(
            String id,
            Kind kind,
            Optional<PaymentMethod.Id> method,
            Optional<String> sealed,
            Optional<String> clientIp,
            Instant created,
            Optional<Instant> used) {}

    void insert(Tx tx, AccountId account, TokenRow token) {
        tx.update(
                """
                insert into vault.token
                    (account_id, token_id, payment_method_id, sealed_id, client_ip, created_at)
                values (?, ?, ?, ?, ?, ?)
                """,
                account,
                token.id(),
                token.method().map(PaymentMethod.Id::text),
                token.sealed(),
                token.clientIp(),
                token.created());
    }

    Optional<TokenRow> find(Tx tx, AccountId account, String id) {
        return tx.one(
                "select * from vault.token where account_id = ? and token_id = ?",
                TokensSql::token,
                account,
                id);
    }

    /** Uses a token up; empty when somebody was first. */
    Optional<TokenRow> use(Tx tx, AccountId account, String id, Instant now) {
        return tx.one(
                """
                update vault.token set used_at = ?
                where account_id = ? and token_id = ? and used_at is null
                returning *
                """,
                TokensSql::token,
                now,
                account,
                id);
    }

    private static TokenRow token(Row row) {
        var id = row.text("token_id");
        return new TokenRow(
                id,
                Kind.of(id).orElseThrow(() -> new IllegalStateException("no kind of " + id)),
                row.maybeText("payment_method_id").map(PaymentMethod.Id::new),
                row.maybeText("sealed_id"),
                row.maybeText("client_ip"),
                row.time("created_at"),
                row.maybeTime("used_at"));
    }
}
