package hawker.vault;

import com.fasterxml.jackson.databind.JsonNode;
import hawker.api.Json;
import hawker.kernel.AccountId;
import hawker.platform.Row;
import hawker.platform.Tx;
import hawker.vault.ConfirmationToken.Acceptance;
import hawker.vault.ConfirmationToken.Shipping;
import java.time.Instant;
import java.util.Optional;

/** Confirmation tokens and their JSON columns. */
final class ConfirmationTokensSql {

    void insert(Tx tx, ConfirmationToken token) {
        tx.update(
                """
                insert into vault.confirmation_token
                    (account_id, confirmation_token_id, payment_method_id, return_url,
                     setup_future_usage, shipping, acceptance, use_stripe_sdk, created_at, expires_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                token.account(),
                token.id(),
                token.method().text(),
                token.returnUrl(),
                token.setupFutureUsage(),
                token.shipping().map(ConfirmationTokensSql::text),
                token.acceptance().map(ConfirmationTokensSql::text),
                token.script(),
                token.created(),
                token.expires());
    }

    Optional<ConfirmationToken> find(Tx tx, AccountId account, String id) {
        return tx.one(
                """
                select * from vault.confirmation_token
                where account_id = ? and confirmation_token_id = ?
                """,
                ConfirmationTokensSql::token,
                account,
                id);
    }

    /** Uses a token up; false when somebody was first or its time is over. */
    boolean use(Tx tx, AccountId account, String id, String intent, Instant now) {
        return tx.update(
                        """
                        update vault.confirmation_token set used_for = ?
                        where account_id = ? and confirmation_token_id = ? and used_for is null
                            and expires_at > ?
                        """,
                        intent,
                        account,
                        id,
                        now)
                == 1;
    }

    private static ConfirmationToken token(Row row) {
        return new ConfirmationToken(
                row.text("confirmation_token_id"),
                row.account("account_id"),
                new PaymentMethod.Id(row.text("payment_method_id")),
                row.maybeText("return_url"),
                row.maybeText("setup_future_usage"),
                row.maybeText("shipping").map(ConfirmationTokensSql::shipping),
                row.maybeText("acceptance").map(ConfirmationTokensSql::acceptance),
                row.flag("use_stripe_sdk"),
                row.time("created_at"),
                row.time("expires_at"),
                row.maybeText("used_for"));
    }

    private static String text(Shipping shipping) {
        var node = Json.object().put("name", shipping.name());
        shipping.phone().ifPresent(phone -> node.put("phone", phone));
        node.set("address", PaymentMethodJson.address(shipping.address()));
        return Json.text(node);
    }

    private static Shipping shipping(String text) {
        var node = Json.parse(text);
        return new Shipping(
                node.path("name").asText(),
                maybe(node, "phone"),
                PaymentMethodJson.address(node.path("address")));
    }

    private static String text(Acceptance acceptance) {
        var node = Json.object().put("online", acceptance.online());
        acceptance.address().ifPresent(address -> node.put("address", address));
        acceptance.userAgent().ifPresent(agent -> node.put("agent", agent));
        return Json.text(node);
    }

    private static Acceptance acceptance(String text) {
        var node = Json.parse(text);
        return new Acceptance(
                node.path("online").asBoolean(), maybe(node, "address"), maybe(node, "agent"));
    }

    private static Optional<String> maybe(JsonNode node, String name) {
        return node.hasNonNull(name) ? Optional.of(node.get(name).asText()) : Optional.empty();
    }
}
