package hawker.sources;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.ApiError;
import hawker.api.Json;
import hawker.api.Param;
import hawker.api.Params;
import hawker.api.Shape;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.vault.Billing;
import hawker.vault.VaultModule;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The parameters of sources: what may be sent, and what it makes. */
final class SourceParams {

    /** A platform's, that is made anew for the account it acts for. */
    static final String ORIGINAL = "original_source";

    private static final Param OWNER =
            Param.hash(
                    "owner",
                    Param.hash(
                            "address",
                            Param.text("city", 500),
                            Param.text("country", 2),
                            Param.text("line1", 500),
                            Param.text("line2", 500),
                            Param.text("postal_code", 50),
                            Param.text("state", 500)),
                    Param.text("email", 512),
                    Param.text("name", 500),
                    Param.text("phone", 50));

    private static final Param MANDATE =
            Param.hash(
                    "mandate",
                    Param.hash(
                            "acceptance",
                            Param.timestamp("date"),
                            Param.text("ip", 100),
                            Param.hash("offline", Param.text("contact_email", 512)),
                            Param.hash(
                                    "online",
                                    Param.timestamp("date"),
                                    Param.text("ip", 100),
                                    Param.text("user_agent", 1000)),
                            Param.oneOf("status", "accepted", "pending", "refused", "revoked")
                                    .required(),
                            Param.oneOf("type", "online", "offline"),
                            Param.text("user_agent", 1000)),
                    Param.amount("amount").nullable(),
                    Param.currency("currency"),
                    Param.oneOf("interval", "one_time", "scheduled", "variable"),
                    Param.oneOf(
                            "notification_method",
                            "deprecated_none",
                            "email",
                            "manual",
                            "none",
                            "stripe_email"));

    private static final Param ITEMS =
            Param.list(
                    "items",
                    Param.hash(
                            "item",
                            Param.integer("amount"),
                            Param.currency("currency"),
                            Param.text("description", 1000),
                            Param.text("parent", 255),
                            Param.integer("quantity"),
                            Param.oneOf("type", "discount", "shipping", "sku", "tax")));

    private static final Param ORDER =
            Param.hash(
                    "source_order",
                    ITEMS,
                    Param.hash(
                            "shipping",
                            Param.hash(
                                            "address",
                                            Param.text("city", 500),
                                            Param.text("country", 2),
                                            Param.text("line1", 500).required(),
                                            Param.text("line2", 500),
                                            Param.text("postal_code", 50),
                                            Param.text("state", 500))
                                    .required(),
                            Param.text("carrier", 500),
                            Param.text("name", 500),
                            Param.text("phone", 50),
                            Param.text("tracking_number", 500)));

    static final Shape CREATE =
            Shape.of(
                    Param.oneOf("type", types()),
                    Param.id("customer"),
                    Param.id(ORIGINAL),
                    Param.amount("amount"),
                    Param.currency("currency"),
                    Param.oneOf("flow", "code_verification", "none", "receiver", "redirect"),
                    MANDATE,
                    Param.metadata(),
                    ORDER,
                    OWNER,
                    Param.hash(
                            "receiver",
                            Param.oneOf("refund_attributes_method", "email", "manual", "none")),
                    Param.hash("redirect", Param.text("return_url", 5000).required()),
                    Param.text("statement_descriptor", 22),
                    Param.id("token"),
                    Param.oneOf("usage", "reusable", "single_use"),
                    VaultModule.Sources.card(),
                    Param.hash("sepa_debit", Param.text("iban", 50).secret().required()),
                    Param.hash(
                            "ach_debit",
                            Param.text("account_number", 40).secret().required(),
                            Param.text("routing_number", 20).required(),
                            Param.oneOf("account_holder_type", "company", "individual"),
                            Param.oneOf("account_type", "checking", "savings")),
                    Param.hash(
                            "bancontact",
                            Param.oneOf("preferred_language", "de", "en", "fr", "nl")),
                    Param.hash("ideal", Param.text("bank", 50)),
                    Param.hash(
                            "sofort",
                            Param.oneOf("country", "AT", "BE", "DE", "ES", "IT", "NL").required(),
                            Param.oneOf(
                                    "preferred_language",
                                    "de",
                                    "en",
                                    "es",
                                    "fr",
                                    "it",
                                    "nl",
                                    "pl")),
                    Param.open("klarna"));

    static final Shape UPDATE =
            Shape.of(Param.amount("amount"), MANDATE, Param.metadata(), ORDER, OWNER);

    static final Shape VERIFY = Shape.of(Param.texts("values", 10).required());

    private SourceParams() {}

    private static String[] types() {
        return Arrays.stream(Source.Type.values()).map(Source.Type::text).toArray(String[]::new);
    }

    /** The type; where none is named, what the token is. */
    static Source.Type type(Params params) {
        var named = params.text("type").map(Source.Type::of);
        if (named.isPresent()) return named.get();
        if (params.has(ORIGINAL)) return Source.Type.CARD;
        var token = params.text("token").orElseThrow(() -> ApiError.parameterMissing("type"));
        return token.startsWith("btok_") ? Source.Type.ACH_DEBIT : Source.Type.CARD;
    }

    static Source.Usage usage(Params params, Source.Type type) {
        var wanted = params.text("usage").map(SourceParams::usage).orElse(type.usage());
        if (wanted == Source.Usage.REUSABLE && type.usage() == Source.Usage.SINGLE_USE)
            throw ApiError.parameterInvalid(
                    "usage", "Sources of type " + type.text() + " are single-use.");
        return wanted;
    }

    private static Source.Usage usage(String word) {
        return word.equals("reusable") ? Source.Usage.REUSABLE : Source.Usage.SINGLE_USE;
    }

    static void checkFlow(Params params, Source.Type type) {
        var flow = SourceJson.word(type.flow());
        if (params.text("flow").filter(wanted -> !wanted.equals(flow)).isPresent())
            throw ApiError.parameterInvalid(
                    "flow", "The flow of sources of type " + type.text() + " is " + flow + ".");
    }

    /** In which alone it is charged; a card in any if none is named. */
    static Optional<Currency> currency(Params params, Source.Type type) {
        var currency = params.currency("currency").or(type::onlyCurrency);
        if (currency.filter(c -> !type.takes(c)).isPresent())
            throw ApiError.parameterInvalid(
                    "currency",
                    "The currency "
                            + currency.get()
                            + " is not supported for sources of type "
                            + type.text()
                            + ".");
        if (currency.isEmpty() && type != Source.Type.CARD)
            throw ApiError.parameterMissing("currency");
        return currency;
    }

    /** What a single use is for. */
    static Optional<Money> amount(
            Params params, Source.Type type, Source.Usage usage, Optional<Currency> currency) {
        var amount = params.integer("amount");
        boolean needed = usage == Source.Usage.SINGLE_USE && type.isPromise();
        if (amount.isEmpty() && needed) throw ApiError.parameterMissing("amount");
        if (amount.isEmpty()) return Optional.empty();
        if (currency.isEmpty()) throw ApiError.parameterMissing("currency");
        return Optional.of(Money.of(amount.get(), currency.get()));
    }

    /** Whose it is: what was not sent stays. */
    static Billing owner(Params params, Billing now) {
        var owner = params.hash("owner");
        if (owner.isEmpty()) return now;
        var told = owner.get();
        var address =
                told.hash("address").map(a -> address(a, now.address())).orElse(now.address());
        return new Billing(
                told.text("name").or(now::name),
                told.text("email").or(now::email),
                told.text("phone").or(now::phone),
                now.taxId(),
                address);
    }

    private static Billing.Address address(Params told, Billing.Address now) {
        return new Billing.Address(
                told.text("line1").or(now::line1),
                told.text("line2").or(now::line2),
                told.text("city").or(now::city),
                told.text("state").or(now::state),
                told.text("postal_code").or(now::postalCode),
                told.text("country").or(now::country));
    }

    /** What was said of the mandate; the API shows none of it. */
    static void keepMandate(Params params, ObjectNode details) {
        params.hash("mandate")
                .ifPresent(told -> {
                    var kept = Json.object();
                    told.mergeInto(kept);
                    details.set("mandate", kept);
                });
    }

    /** Whether the holder takes a mandate back with this. */
    static boolean revokes(Params params) {
        var status =
                params.hash("mandate")
                        .flatMap(m -> m.hash("acceptance"))
                        .flatMap(a -> a.text("status"));
        return status.filter(List.of("refused", "revoked")::contains).isPresent();
    }

    /** What is bought, as the API shows it. */
    static void keepOrder(Params params, Money amount, ObjectNode details) {
        var order = params.hash("source_order");
        if (order.isEmpty()) return;
        var kept = details.putObject("source_order");
        kept.put("amount", amount.minor()).put("currency", amount.currency().code());
        var items = kept.putArray("items");
        for (var item : order.get().hashes("items")) {
            var node = items.addObject();
            for (var name : List.of("amount", "currency", "description", "parent", "type"))
                node.putNull(name);
            item.mergeInto(node);
        }
        order.get()
                .hash("shipping")
                .ifPresent(to -> {
                    var node = kept.putObject("shipping");
                    var place = node.putObject("address");
                    for (var name :
                            List.of("city", "country", "line1", "line2", "postal_code", "state"))
                        place.putNull(name);
                    to.mergeInto(node);
                });
    }
}
