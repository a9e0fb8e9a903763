package hawker.elements;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.accounts.Accounts;
import hawker.api.Access;
import hawker.api.Answer;
import hawker.api.ApiError;
import hawker.api.Call;
import hawker.api.Json;
import hawker.api.Operation;
import hawker.api.Param;
import hawker.api.Shape;
import hawker.kernel.AccountId;
import hawker.payments.PaymentIntent;
import hawker.payments.Payments;
import hawker.setups.Setups;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * {@code GET /v1/elements/sessions}: what the script needs to know before it shows ways to pay. Of
 * an intent by its client secret, or of one that the seller's server will make later.
 */
final class SessionsHttp {

    private static final List<String> CARD = List.of("card");

    private final Accounts accounts;
    private final Payments payments;
    private final Setups setups;
    private final Function<AccountId, List<String>> wallets;

    SessionsHttp(
            Accounts accounts,
            Payments payments,
            Setups setups,
            Function<AccountId, List<String>> wallets) {
        this.wallets = wallets;
        this.accounts = accounts;
        this.payments = payments;
        this.setups = setups;
    }

    List<Operation> operations() {
        return List.of(
                Operation.get(
                                "/v1/elements/sessions",
                                Shape.of(
                                        Param.oneOf("mode", "payment", "setup", "subscription"),
                                        Param.amountOrZero("amount"),
                                        Param.currency("currency"),
                                        Param.oneOf(
                                                "setup_future_usage", "on_session", "off_session"),
                                        Param.texts("payment_method_types", 50)),
                                this::session)
                        .with(Access.PUBLISHABLE));
    }

    private Answer session(Call call) {
        var secret = call.clientSecret();
        if (secret.isPresent() && call.params().has("mode"))
            throw ApiError.parametersExclusive("client_secret", "mode");
        if (secret.isEmpty()) return Answer.ok(deferred(call));
        boolean isSetup = secret.get().startsWith("seti_");
        return Answer.ok(isSetup ? ofSetup(call, secret.get()) : ofPayment(call, secret.get()));
    }

    private ObjectNode ofSetup(Call call, String secret) {
        var intent =
                setups.bySecret(secret)
                        .filter(found -> found.account().equals(call.account()))
                        .orElseThrow(() -> ApiError.missing("setup_intent", idOf(secret)));
        var terms = intent.terms();
        return rendered(call.account(), "setup", terms.types(), Optional.of(word(terms.usage())));
    }

    private ObjectNode ofPayment(Call call, String secret) {
        var intent =
                payments.bySecret(secret)
                        .filter(found -> found.account().equals(call.account()))
                        .orElseThrow(() -> ApiError.missing("payment_intent", idOf(secret)));
        return rendered(call.account(), "payment", intent.terms().methods().types(), usage(intent))
                .put("amount", intent.amount().minor())
                .put("currency", intent.amount().currency().code())
                .put("status", intent.status());
    }

    private static Optional<String> usage(PaymentIntent intent) {
        return intent.terms().futureUsage().map(SessionsHttp::word);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private ObjectNode deferred(Call call) {
        var params = call.params();
        var mode = params.text("mode").orElseThrow(() -> ApiError.parameterMissing("mode"));
        if (!mode.equals("setup"))
            for (var name : List.of("amount", "currency"))
                if (!params.has(name)) throw ApiError.parameterMissing(name);
        var asked = params.texts("payment_method_types");
        var types = asked.isEmpty() ? CARD : asked.stream().filter(CARD::contains).toList();
        if (types.isEmpty())
            throw ApiError.parameterInvalid(
                    "payment_method_types", "None of these payment methods is offered here.");
        var node = rendered(call.account(), mode, types, params.text("setup_future_usage"));
        params.integer("amount").ifPresent(amount -> node.put("amount", amount));
        params.currency("currency").ifPresent(currency -> node.put("currency", currency.code()));
        return node;
    }

    private ObjectNode rendered(
            AccountId account, String mode, List<String> types, Optional<String> usage) {
        var node = Json.object().put("object", "elements.session").put("mode", mode);
        types.forEach(node.putArray("payment_method_types")::add);
        // A wallet gives a card.
        var shown = node.putArray("wallets");
        if (types.containsAll(CARD)) wallets.apply(account).forEach(shown::add);
        Json.put(node, "setup_future_usage", usage);
        var seller = accounts.find(account);
        Json.put(node, "business_name", seller.map(found -> found.name()));
        Json.put(node, "country", seller.map(found -> found.country()));
        return node.put("livemode", account.livemode());
    }

    /** The part of a secret that may be said again. */
    private static String idOf(String secret) {
        int end = secret.indexOf("_secret_");
        return end < 0 ? "" : secret.substring(0, end);
    }
}
