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
import hawker.vault.Tokens.Kind;
import hawker.vault.TokensSql.TokenRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code /v1/tokens}: one-time names of all kinds. */
final class TokensHttp {

    private static final String METHOD = "payment_method";
    private static final String US = Instrument.Scheme.US_BANK_ACCOUNT.text();

    /** What describes an account that is not there yet. */
    private static final List<String> OF_ACCOUNTS =
            List.of(
                    "account_number",
                    "country",
                    "currency",
                    "routing_number",
                    "account_holder_name",
                    "account_holder_type",
                    "account_type");

    private final Vault vault;
    private final PaymentMethodsSql sql;
    private final CardEntry entry;
    private final BankEntry banks;
    private final Optional<Cloning> cloning;
    private final Param[] people;

    /**
     * @param cloning empty: this origin does not share cards with connected accounts
     * @param people the parameters {@code account} and {@code person}
     */
    TokensHttp(
            Vault vault,
            PaymentMethodsSql sql,
            CardEntry entry,
            BankEntry banks,
            Optional<Cloning> cloning,
            Param[] people) {
        this.vault = vault;
        this.sql = sql;
        this.entry = entry;
        this.banks = banks;
        this.cloning = cloning;
        this.people = people;
    }

    Operation creation() {
        var shape =
                Shape.of(
                                BankEntry.older(),
                                Param.textOrHash("card", 255, cardParams()),
                                Param.hash("cvc_update", Param.text("cvc", 10).secret().required()),
                                Param.hash("pii", Param.text("id_number", 100).secret()))
                        .plus(people);
        if (cloning.isPresent()) shape = shape.plus(Param.id("customer"));
        return Operation.post("/v1/tokens", shape, this::create).with(Access.PUBLISHABLE);
    }

    /** A card in the older form. */
    static Param card() {
        return Param.hash("card", cardParams());
    }

    private static Param[] cardParams() {
        return new Param[] {
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
            CardEntry.networks()
        };
    }

    Operation retrieval() {
        return Operation.get("/v1/tokens/{id}", Shape.of(), this::retrieve);
    }

    private Answer create(Call call) {
        return switch (wanted(call)) {
            case CARD -> written(call, card(call));
            case BANK_ACCOUNT -> bank(call, hash(call, Kind.BANK_ACCOUNT));
            case PII -> written(call, text(call, Kind.PII, number(call)));
            case ACCOUNT -> written(call, told(call, Kind.ACCOUNT));
            case PERSON -> written(call, told(call, Kind.PERSON));
            case CVC_UPDATE ->
                    written(
                            call,
                            vault.tokens()
                                    .ofCvc(
                                            call.account(),
                                            entry.cvc(call, hash(call, Kind.CVC_UPDATE)),
                                            call.remoteAddress()));
        };
    }

    /** Exactly one kind is described; of a card the customer may be enough. */
    private static Kind wanted(Call call) {
        var sent = new ArrayList<Kind>();
        for (var kind : Kind.values()) if (call.params().has(kind.word())) sent.add(kind);
        if (sent.isEmpty() && call.params().has("customer")) return Kind.CARD;
        if (sent.isEmpty()) throw ApiError.parameterMissing(Kind.CARD.word());
        if (sent.size() > 1)
            throw ApiError.parametersExclusive(sent.get(0).word(), sent.get(1).word());
        return sent.getFirst();
    }

    private static Params hash(Call call, Kind kind) {
        return call.params()
                .hash(kind.word())
                .orElseThrow(() -> ApiError.parameterMissing(kind.word()));
    }

    private PaymentMethod card(Call call) {
        var params = call.params();
        var customer = params.text("customer");
        if (customer.isPresent())
            return cloning.orElseThrow().copy(call, customer.get(), params.text("card"), "card");
        var card = params.hash("card").orElseThrow(() -> noCard(params));
        return entry.seal(call, card, billing(card));
    }

    /** An account that is described, or the copy of one that is there. */
    private Answer bank(Call call, Params sent) {
        var named = sent.text(METHOD);
        if (named.isEmpty()) {
            if (call.params().has("customer"))
                throw ApiError.parametersExclusive("customer", Kind.BANK_ACCOUNT.word());
            return written(call, banks.ofOlder(call.account(), sent));
        }
        if (call.isPublic()) throw ApiError.parameterUnknown(List.of(sent.nameOf(METHOD)));
        for (var other : OF_ACCOUNTS)
            if (sent.has(other))
                throw ApiError.parametersExclusive(sent.nameOf(METHOD), sent.nameOf(other));
        var original = account(call, sent, named.get());
        var copy =
                vault.useBank(call.account(), original, number -> banks.copy(original, number))
                        .orElseThrow(() -> noMethod(sent, named.get()));
        var token = vault.tokens().ofMethod(copy, call.remoteAddress());
        boolean free = original.customer().isEmpty();
        return call.write(tx -> {
            if (free && !sql.consume(tx, call.account(), original.id()))
                throw noMethod(sent, named.get());
            sql.insert(tx, copy);
            vault.tokens().insert(tx, call.account(), token);
            return Answer.ok(render(call, token, Optional.of(copy)));
        });
    }

    /** One that belongs to a customer is named together with its customer. */
    private PaymentMethod account(Call call, Params sent, String named) {
        return PaymentMethod.Id.parse(named)
                .flatMap(id -> vault.find(call.account(), id))
                .filter(method -> method.type().equals(US))
                .filter(method -> method.state() != PaymentMethod.State.DETACHED)
                .filter(method -> method.customer().equals(call.params().text("customer")))
                .orElseThrow(() -> noMethod(sent, named));
    }

    private static ApiError noMethod(Params sent, String named) {
        return ApiError.missingReference("PaymentMethod", named, sent.nameOf(METHOD));
    }

    private static ApiError noCard(Params params) {
        return ApiError.missingReference("card", params.requiredText("card"), "card");
    }

    private static String number(Call call) {
        return hash(call, Kind.PII)
                .text("id_number")
                .orElseThrow(() -> ApiError.parameterMissing("pii[id_number]"));
    }

    /**
     * What people told of an account or a person. With a live account's secret key it would have
     * passed through the seller's server, which these tokens are there to avoid (docs: create an
     * account token).
     */
    private TokenRow told(Call call, Kind kind) {
        if (call.account().livemode() && !call.isPublic())
            throw ApiError.parameterInvalid(
                    kind.word(),
                    "In live mode, "
                            + kind.word()
                            + " tokens can only be created with your publishable key.");
        var told = Json.object();
        hash(call, kind).mergeInto(told);
        return text(call, kind, Json.text(told));
    }

    private TokenRow text(Call call, Kind kind, String text) {
        return vault.tokens().ofText(call.account(), kind, text, call.remoteAddress());
    }

    private Answer written(Call call, PaymentMethod method) {
        var token = vault.tokens().ofMethod(method, call.remoteAddress());
        return call.write(tx -> {
            sql.insert(tx, method);
            vault.tokens().insert(tx, call.account(), token);
            return Answer.ok(render(call, token, Optional.of(method)));
        });
    }

    private Answer written(Call call, TokenRow token) {
        return call.write(tx -> {
            vault.tokens().insert(tx, call.account(), token);
            return Answer.ok(render(call, token, Optional.empty()));
        });
    }

    private Answer retrieve(Call call) {
        var id = call.path("id");
        return call.read(tx -> {
            var token =
                    vault.tokens()
                            .find(tx, call.account(), id)
                            .orElseThrow(() -> ApiError.missing("token", id));
            var method = token.method().flatMap(named -> vault.find(tx, call.account(), named));
            return Answer.ok(render(call, token, method));
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

    private static ObjectNode render(Call call, TokenRow token, Optional<PaymentMethod> method) {
        var node = Json.object().put("id", token.id()).put("object", "token");
        var type = token.kind().word();
        method.ifPresent(named -> node.set(type, PaymentMethodJson.older(named)));
        Json.put(node, "client_ip", token.clientIp());
        node.put("created", Json.seconds(token.created()));
        node.put("livemode", call.account().livemode());
        return node.put("type", type).put("used", token.used().isPresent());
    }
}
