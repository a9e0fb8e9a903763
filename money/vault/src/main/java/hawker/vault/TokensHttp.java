package hawker.vault;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Access;
import hawker.api.Answer;
import hawker.api.ApiError;
import hawker.api.Call;
import hawker.api.Json;
import hawker.api.Operation;
import hawker.api.Param;
import hawker.api.Params;
import hawker.api.Shape;
import hawker.kernel.Ids;
import hawker.vault.TokensSql.TokenRow;
import java.util.Optional;

/** {@code /v1/tokens}: one-time names of cards and bank accounts. */
final class TokensHttp {

    private final Vault vault;
    private final PaymentMethodsSql sql;
    private final TokensSql tokens = new TokensSql();
    private final CardEntry entry;
    private final BankEntry banks;
    private final Ids ids;

    TokensHttp(Vault vault, PaymentMethodsSql sql, CardEntry entry, BankEntry banks, Ids ids) {
        this.vault = vault;
        this.sql = sql;
        this.entry = entry;
        this.banks = banks;
        this.ids = ids;
    }

    Operation creation() {
        return Operation.post("/v1/tokens", Shape.of(BankEntry.older(), card()), this::create)
                .with(Access.PUBLISHABLE);
    }

    /** A card in the older form. */
    static Param card() {
        return Param.hash(
                "card",
                Param.text("number", 40).secret().required(),
                Param.integer("exp_month").required(),
                Param.integer("exp_year").required(),
                Param.text("cvc", 10).secret(),
                Param.text("name", 500),
                Param.text("address_line1", 500),
                Param.text("address_line2", 500),
                Param.text("address_city", 500),
                Param.text("address_state", 500),
                Param.text("address_zip", 50),
                Param.text("address_country", 500),
                Param.currency("currency"),
                CardEntry.networks());
    }

    Operation retrieval() {
        return Operation.get("/v1/tokens/{id}", Shape.of(), this::retrieve);
    }

    private Answer create(Call call) {
        var method = described(call);
        var token =
                new TokenRow(
                        ids.ordinary(method.isCard() ? "tok" : "btok", call.account()),
                        method.id(),
                        call.isPublic() ? Optional.of(call.remoteAddress()) : Optional.empty(),
                        method.created(),
                        Optional.empty());
        return call.write(tx -> {
            sql.insert(tx, method);
            tokens.insert(tx, call.account(), token);
            return Answer.ok(render(token, method));
        });
    }

    private PaymentMethod described(Call call) {
        var card = call.params().hash("card");
        var bank = call.params().hash("bank_account");
        if (card.isPresent() && bank.isPresent())
            throw ApiError.parametersExclusive("card", "bank_account");
        if (bank.isPresent()) return banks.ofOlder(call.account(), bank.get());
        if (card.isEmpty()) throw ApiError.parameterMissing("card");
        return entry.seal(call, card.get(), billing(card.get()));
    }

    private Answer retrieve(Call call) {
        var id = call.path("id");
        return call.read(tx -> {
            var token =
                    tokens.find(tx, call.account(), id)
                            .orElseThrow(() -> ApiError.missing("token", id));
            var method =
                    vault.find(tx, call.account(), token.method())
                            .orElseThrow(() -> ApiError.missing("token", id));
            return Answer.ok(render(token, method));
        });
    }

    static Billing billing(Params card) {
        return new Billing(
                card.text("name"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                new Billing.Address(
                        card.text("address_line1"),
                        card.text("address_line2"),
                        card.text("address_city"),
                        card.text("address_state"),
                        card.text("address_zip"),
                        card.text("address_country")));
    }

    private static ObjectNode render(TokenRow token, PaymentMethod method) {
        var node = Json.object().put("id", token.id()).put("object", "token");
        var type = method.isCard() ? "card" : "bank_account";
        node.set(type, PaymentMethodJson.older(method));
        Json.put(node, "client_ip", token.clientIp());
        node.put("created", Json.seconds(token.created()));
        node.put("livemode", method.account().livemode());
        return node.put("type", type).put("used", token.used().isPresent());
    }
}
