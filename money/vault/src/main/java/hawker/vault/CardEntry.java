package hawker.vault;

import hawker.api.ApiError;
import hawker.api.ApiKeyKind;
import hawker.api.Call;
import hawker.api.Param;
import hawker.api.Params;
import hawker.kernel.AccountId;
import hawker.kernel.Clock;
import hawker.platform.Tx;
import java.util.List;
import java.util.Optional;

/**
 * Card data as it comes in over HTTP. The vault's own origin takes any number. The main origin
 * takes published numbers of test cards only, so that no real number ever passes through it: for
 * all others it answers as Stripe does.
 */
final class CardEntry {

    /** Which origin this is. */
    enum Origin {
        MAIN,
        VAULT
    }

    private final Origin origin;
    private final Vault vault;
    private final Tokenising tokenising;
    private final PaymentMethodsSql sql;
    private final Clock clock;

    CardEntry(
            Origin origin, Vault vault, Tokenising tokenising, PaymentMethodsSql sql, Clock clock) {
        this.origin = origin;
        this.vault = vault;
        this.tokenising = tokenising;
        this.sql = sql;
        this.clock = clock;
    }

    /** {@code card[…]} of a new payment method. */
    static Param[] cardParams() {
        return new Param[] {
            Param.text("number", 40).secret(),
            Param.integer("exp_month"),
            Param.integer("exp_year"),
            Param.text("cvc", 10).secret(),
            Param.id("token"),
            networks()
        };
    }

    static Param networks() {
        return Param.hash(
                "networks",
                Param.oneOf("preferred", "cartes_bancaires", "eftpos_au", "mastercard", "visa")
                        .nullable());
    }

    static Param billingDetails() {
        return Param.hash(
                "billing_details",
                Param.hash(
                                "address",
                                Param.text("city", 500).nullable(),
                                Param.text("country", 2).nullable(),
                                Param.text("line1", 500).nullable(),
                                Param.text("line2", 500).nullable(),
                                Param.text("postal_code", 50).nullable(),
                                Param.text("state", 500).nullable())
                        .nullable(),
                Param.text("email", 512).nullable(),
                Param.text("name", 500).nullable(),
                Param.text("phone", 50).nullable(),
                Param.text("tax_id", 100).nullable());
    }

    /** {@code allow_redisplay}: whether a page may show the method to its buyer again. */
    static Param redisplay() {
        return Param.oneOf("allow_redisplay", "always", "limited", "unspecified");
    }

    /** The details after a change: what was not sent stays, what was sent empty goes. */
    static Billing billing(Optional<Params> sent, Billing now) {
        if (sent.isEmpty()) return now;
        var params = sent.get();
        var address =
                params.isUnset("address")
                        ? Billing.Address.none()
                        : params.hash("address")
                                .map(a -> address(a, now.address()))
                                .orElse(now.address());
        return new Billing(
                text(params, "name", now.name()),
                text(params, "email", now.email()),
                text(params, "phone", now.phone()),
                text(params, "tax_id", now.taxId()),
                address);
    }

    /** A new method with what stands beside its card or account in the parameters of one. */
    static PaymentMethod detailed(PaymentMethod made, Params beside) {
        return made.withDetails(
                billing(beside.hash("billing_details"), made.billing()),
                beside.text("allow_redisplay").orElse(made.allowRedisplay()),
                beside.metadata().orElse(made.metadata()));
    }

    static Billing.Address address(Params params, Billing.Address now) {
        return new Billing.Address(
                text(params, "line1", now.line1()),
                text(params, "line2", now.line2()),
                text(params, "city", now.city()),
                text(params, "state", now.state()),
                text(params, "postal_code", now.postalCode()),
                text(params, "country", now.country()));
    }

    private static Optional<String> text(Params params, String name, Optional<String> now) {
        return params.isUnset(name) ? Optional.empty() : params.text(name).or(() -> now);
    }

    static Optional<String> preferred(Params card) {
        return card.hash("networks").flatMap(networks -> networks.text("preferred"));
    }

    /**
     * Seals the data of {@code card[…]}; what comes back is not yet written as a payment method.
     */
    PaymentMethod seal(Call call, Params card, Billing billing) {
        var input =
                new CardInput(
                        card.requiredText("number"),
                        card.requiredInteger("exp_month"),
                        card.requiredInteger("exp_year"),
                        card.text("cvc"),
                        preferred(card));
        if (origin == Origin.MAIN && !isPublished(call, input)) throw unsafe();
        return switch (tokenising.seal(call.account(), input, billing, sources(call))) {
            case Tokenising.Step.Sealed(var method) -> method;
            case Tokenising.Step.Invalid(var why) -> throw refused(why);
            case Tokenising.Step.TooMany() -> throw tooMany();
        };
    }

    /** The method behind a one-time token, which is used up by this. */
    PaymentMethod ofToken(Tx tx, Call call, String token, String param) {
        return vault.useToken(tx, call.account(), token)
                .orElseThrow(() -> vault.tokens().refusal(tx, call.account(), token, param));
    }

    void insert(Tx tx, PaymentMethod method) {
        sql.insert(tx, method);
    }

    void save(Tx tx, PaymentMethod method) {
        sql.update(tx, method);
    }

    /**
     * A CVC alone, 3 or 4 digits. A live one comes to the vault's origin only, like a number.
     *
     * @throws ApiError 402 for what cannot be one
     */
    String cvc(Call call, Params sent) {
        if (origin == Origin.MAIN && call.account().livemode()) throw unsafe();
        var cvc = sent.requiredText("cvc");
        CardRules.cvc(cvc)
                .ifPresent(why -> {
                    throw refused(why);
                });
        return cvc;
    }

    void checkExpiry(long month, long year) {
        CardRules.expiry(month, year, clock.today())
                .ifPresent(why -> {
                    throw refused(why);
                });
    }

    /** A browser is counted by its address; a seller's own server is not. */
    static List<String> sources(Call call) {
        return call.caller().kind() == ApiKeyKind.PUBLISHABLE
                ? List.of("address " + call.remoteAddress())
                : List.of();
    }

    private static boolean isPublished(Call call, CardInput input) {
        return isPublished(call.account(), input);
    }

    static boolean isPublished(AccountId account, CardInput input) {
        var digits = input.number().replaceAll("[ -]", "");
        return !account.livemode() && TestCards.byNumber(digits).isPresent();
    }

    static ApiError refused(Tokenised.InvalidCard why) {
        return ApiError.card(why.code(), Optional.empty(), why.message()).param(why.param());
    }

    static ApiError tooMany() {
        return ApiError.rateLimit("Too many cards were tried. Please wait a minute.").retry(false);
    }

    static ApiError unsafe() {
        return new ApiError(
                402,
                "invalid_request_error",
                "Sending credit card numbers directly to the Hawker API is generally unsafe. We"
                        + " suggest you use test tokens that map to the test card you are using, or"
                        + " the hosted card fields. To send numbers from your own server, use the"
                        + " vault's origin as the base of the API.");
    }
}
