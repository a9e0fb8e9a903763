package hawker.vault;

import hawker.kernel.AccountId;
import hawker.platform.Tx;
import java.time.Instant;
import java.util.Optional;

/** One-time names of payment methods. */
final class TokensSql {

    /** A token's row. */
    record TokenRow(
            String id,
            PaymentMethod.Id method,
            Optional<String> clientIp,
            Instant created,
            Optional<Instant> used) {}

    void insert(Tx tx, AccountId account, TokenRow token) {
        tx.update(
                """
                insert into vault.token (account_id, token_id, payment_method_id, client_ip, created_at)
                values (?, ?, ?, ?, ?)
                """,
                account,
                token.id(),
                token.method().text(),
                token.clientIp(),
                token.created());
    }

    Optional<TokenRow> find(Tx tx, AccountId account, String id) {
        return tx.one(
                """
                select token_id, payment_method_id, client_ip, created_at, used_at
                from vault.token where account_id = ? and token_id = ?
                """,
                row ->
                        new TokenRow(
                                row.text("token_id"),
                                new PaymentMethod.Id(row.text("payment_method_id")),
                                row.maybeText("client_ip"),
                                row.time("created_at"),
                                row.maybeTime("used_at")),
                account,
                id);
    }

    /** What a token stands for that nobody has used. */
    Optional<PaymentMethod> unused(Tx tx, AccountId account, String id, PaymentMethodsSql methods) {
        return find(tx, account, id)
                .filter(token -> token.used().isEmpty())
                .flatMap(token -> methods.find(tx, account, token.method()));
    }

    /** Uses a token up; empty when somebody was first. */
    Optional<PaymentMethod.Id> use(Tx tx, AccountId account, String id, Instant now) {
        return tx.one(
                """
                update vault.token set used_at = ?
                where account_id = ? and token_id = ? and used_at is null
                returning payment_method_id
                """,
                row -> new PaymentMethod.Id(row.text("payment_method_id")),
                now,
                account,
                id);
    }
}
