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
import hawker.kernel.Clock;
import hawker.kernel.Ids;
import hawker.platform.Tx;
import hawker.vault.ConfirmationToken.Acceptance;
import hawker.vault.ConfirmationToken.Shipping;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * {@code /v1/confirmation_tokens}: made by the buyer's browser, looked at by the seller's server.
 */
final class ConfirmationTokensHttp {

    private static final String BASE = "/v1/confirmation_tokens";
    private static final String CARD = "card";
    private static final String HELPER = "/v1/test_helpers/confirmation_tokens";

    private static final Shape CREATE =
            Shape.of(
                    Param.id("payment_method"),
                    data(),
                    Param.text("return_url", 5000),
                    Param.oneOf("setup_future_usage", "on_session", "off_session"),
                    Param.hash(
                            "shipping",
                            Param.text("name", 500).required(),
                            Param.text("phone", 50),
                            Param.hash(
                                            "address",
                                            Param.text("city", 500),
                                            Param.text("country", 2),
                                            Param.text("line1", 500),
                                            Param.text("line2", 500),
                                            Param.text("postal_code", 50),
                                            Param.text("state", 500))
                                    .required()),
                    Param.hash(
                            "mandate_data",
                            Param.hash(
                                            "customer_acceptance",
                                            Param.oneOf("type", "online", "offline").required(),
                                            Param.timestamp("accepted_at"),
                                            Param.hash(
                                                    "online",
                                                    Param.text("ip_address", 100),
                                                    Param.text("user_agent", 1000)))
                                    .required()),
                    Param.flag("use_stripe_sdk"));

    private final Vault vault;
    private final CardEntry entry;
    private final BankEntry banks;
    private final ConfirmationTokensSql sql = new ConfirmationTokensSql();
    private final Ids ids;
    private final Clock clock;

    ConfirmationTokensHttp(Vault vault, CardEntry entry, BankEntry banks, Ids ids, Clock clock) {
        this.vault = vault;
        this.entry = entry;
        this.banks = banks;
        this.ids = ids;
        this.clock = clock;
    }

    private static Param data() {
        var all = new ArrayList<Param>(List.of(BankEntry.params()));
        all.add(
                Param.oneOf("type", CARD, "customer_balance", "sepa_debit", "us_bank_account")
                        .required());
        all.add(Param.hash(CARD, CardEntry.cardParams()));
        all.add(CardEntry.billingDetails());
        all.add(CardEntry.redisplay());
        all.add(Param.metadata());
        return Param.hash("payment_method_data", all.toArray(Param[]::new));
    }

    /** What both origins have: making one. */
    Operation creation() {
        return Operation.post(BASE, CREATE, this::create).with(Access.PUBLISHABLE);
    }

    /** What only the main origin has. */
    List<Operation> management() {
        return List.of(
                Operation.get(BASE + "/{id}", Shape.of(), this::retrieve),
                Operation.post(HELPER, CREATE, this::createInTest));
    }

    /** For servers that test: the same, without a browser; live accounts have no such route. */
    private Answer createInTest(Call call) {
        if (call.account().livemode()) throw ApiError.unknownRoute("POST", HELPER);
        return create(call);
    }

    private Answer create(Call call) {
        var params = call.params();
        var chosen = chosen(call);
        return call.write(tx -> {
            var method = chosen.apply(tx);
            var now = clock.now();
            var token =
                    new ConfirmationToken(
                            ids.ordinary("ctoken", call.account()),
                            call.account(),
                            method.id(),
                            params.returnAddress("return_url"),
                            params.text("setup_future_usage"),
                            params.hash("shipping").map(ConfirmationTokensHttp::shipping),
                            params.hash("mandate_data").flatMap(data -> acceptance(call, data)),
                            params.isTrue("use_stripe_sdk"),
                            now,
                            now.plus(ConfirmationToken.LIFE),
                            Optional.empty());
            sql.insert(tx, token);
            return Answer.ok(render(token, method));
        });
    }

    /** The card, checked and sealed before the transaction in which it is written. */
    private Function<Tx, PaymentMethod> chosen(Call call) {
        var params = call.params();
        var data = params.hash("payment_method_data");
        var named = params.text("payment_method");
        if (data.isPresent() && named.isPresent())
            throw ApiError.parametersExclusive("payment_method", "payment_method_data");
        if (named.isPresent()) return tx -> named(tx, call, named.get());
        var sent = data.orElseThrow(() -> ApiError.parameterMissing("payment_method_data"));
        return described(call, sent);
    }

    private Function<Tx, PaymentMethod> described(Call call, Params data) {
        var type = data.requiredText("type");
        if (!type.equals(CARD)) {
            var made = banks.make(call.account(), type, data);
            return tx -> {
                entry.insert(tx, made);
                return made;
            };
        }
        var card = data.hash(CARD).orElseThrow(() -> ApiError.parameterMissing(data.nameOf(CARD)));
        var token = card.text("token");
        if (token.isPresent())
            return tx -> {
                var made = entry.ofToken(tx, call, token.get(), "payment_method_data[card][token]");
                var method = CardEntry.detailed(made, data);
                entry.save(tx, method);
                return method;
            };
        var billing = CardEntry.billing(data.hash("billing_details"), Billing.none());
        var sealed = CardEntry.detailed(entry.seal(call, card, billing), data);
        return tx -> {
            entry.insert(tx, sealed);
            return sealed;
        };
    }

    /** A browser may name what it has just made; what customers keep is not shown to it. */
    private PaymentMethod named(Tx tx, Call call, String name) {
        return vault.createFixed(tx, call.account(), name)
                .or(() ->
                        PaymentMethod.Id.parse(name)
                                .flatMap(id -> vault.find(tx, call.account(), id)))
                .filter(method ->
                        !call.isPublic() || method.state() == PaymentMethod.State.UNATTACHED)
                .orElseThrow(
                        () -> ApiError.missingReference("PaymentMethod", name, "payment_method"));
    }

    private static Shipping shipping(Params sent) {
        return new Shipping(
                sent.requiredText("name"),
                sent.text("phone"),
                sent.hash("address")
                        .map(address -> CardEntry.address(address, Billing.Address.none()))
                        .orElseGet(Billing.Address::none));
    }

    /** Of a browser the address is known, whatever it says of itself. */
    private static Optional<Acceptance> acceptance(Call call, Params data) {
        return data.hash("customer_acceptance").map(said -> acceptanceOf(call, said));
    }

    private static Acceptance acceptanceOf(Call call, Params said) {
        var online = said.hash("online");
        var told = online.flatMap(o -> o.text("ip_address"));
        return new Acceptance(
                said.text("type").equals(Optional.of("online")),
                call.isPublic() ? Optional.of(call.remoteAddress()) : told,
                online.flatMap(o -> o.text("user_agent")));
    }

    private Answer retrieve(Call call) {
        var id = call.path("id");
        return call.read(tx -> {
            var token =
                    sql.find(tx, call.account(), id)
                            .orElseThrow(() -> ApiError.missing("confirmation_token", id));
            var method =
                    vault.find(tx, call.account(), token.method())
                            .orElseThrow(() -> ApiError.missing("confirmation_token", id));
            return Answer.ok(render(token, method));
        });
    }

    private static ObjectNode render(ConfirmationToken token, PaymentMethod method) {
        var node = Json.object().put("id", token.id()).put("object", "confirmation_token");
        node.put("created", Json.seconds(token.created()));
        node.put("expires_at", Json.seconds(token.expires()));
        node.put("livemode", token.account().livemode());
        token.acceptance()
                .ifPresentOrElse(
                        said -> node.set("mandate_data", acceptance(said)),
                        () -> node.putNull("mandate_data"));
        node.putObject("metadata");
        Json.put(node, "payment_intent", token.usedFor().filter(id -> id.startsWith("pi_")));
        node.putNull("payment_method_options");
        node.set(
                "payment_method_preview",
                PaymentMethodJson.render(method)
                        .retain(
                                "allow_redisplay",
                                "billing_details",
                                "card",
                                "customer",
                                "customer_account",
                                "customer_balance",
                                "sepa_debit",
                                "type",
                                "us_bank_account"));
        Json.put(node, "return_url", token.returnUrl());
        Json.put(node, "setup_future_usage", token.setupFutureUsage());
        Json.put(node, "setup_intent", token.usedFor().filter(id -> id.startsWith("seti_")));
        token.shipping()
                .ifPresentOrElse(
                        to -> node.set("shipping", shipping(to)), () -> node.putNull("shipping"));
        return node.put("use_stripe_sdk", token.script());
    }

    private static ObjectNode shipping(Shipping shipping) {
        var node = Json.object();
        node.set("address", PaymentMethodJson.address(shipping.address()));
        return Json.put(node.put("name", shipping.name()), "phone", shipping.phone());
    }

    private static ObjectNode acceptance(Acceptance said) {
        var node = Json.object();
        var inner = node.putObject("customer_acceptance");
        if (said.online()) {
            var online = inner.putObject("online");
            Json.put(online, "ip_address", said.address());
            Json.put(online, "user_agent", said.userAgent());
        } else inner.putNull("online");
        inner.put("type", said.online() ? "online" : "offline");
        return node;
    }
}
