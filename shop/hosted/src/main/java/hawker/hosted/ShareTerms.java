package hawker.hosted;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.ApiError;
import hawker.api.Json;
import hawker.api.Param;
import hawker.api.Params;
import hawker.api.Shape;
import hawker.kernel.AccountId;
import hawker.kernel.Money;
import hawker.payments.Share;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * What of payments that are still to come goes to others (docs: Connect): of a session's one
 * payment, in amounts, or of each payment of a subscription, in percent of what is paid.
 *
 * @param platform who acts for the seller; empty if the seller acts itself
 * @param fee the platform's part, in minor units of the payment's currency
 * @param feePercent the same in percent, with two decimals at most
 * @param destination whom the money is for
 * @param part how much of it, if not all, in minor units
 * @param partPercent the same in percent
 * @param onBehalfOf the account whose business it is
 */
public record ShareTerms(
        Optional<AccountId> platform,
        Optional<Long> fee,
        Optional<BigDecimal> feePercent,
        Optional<AccountId> destination,
        Optional<Long> part,
        Optional<BigDecimal> partPercent,
        Optional<AccountId> onBehalfOf) {

    /** In a detail, and in the data of a sale. */
    public static final String KEPT = "share";

    private static final String PAYMENT = "payment_intent_data";
    private static final String FEE = "application_fee_amount";
    private static final String FEE_PERCENT = "application_fee_percent";
    private static final String BEHALF = "on_behalf_of";
    private static final String TRANSFER = "transfer_data";
    private static final String DESTINATION = "destination";
    private static final String PART = "amount";
    private static final String PART_PERCENT = "amount_percent";
    private static final BigDecimal WHOLE = BigDecimal.valueOf(100);

    /** Hundredths of a percent in a whole. */
    private static final long PARTS = 10_000;

    /** Parameters of a payment that is made once. */
    public static Param[] once() {
        return new Param[] {
            Param.amountOrZero(FEE),
            Param.id(BEHALF),
            Param.hash(TRANSFER, Param.amount(PART), Param.id(DESTINATION).required())
        };
    }

    /** The same, among others. */
    static Param[] onceWith(Param... others) {
        return Shape.of(others).plus(once()).params().toArray(Param[]::new);
    }

    static Param[] recurringWith(Param... others) {
        return Shape.of(others).plus(recurring()).params().toArray(Param[]::new);
    }

    /** Parameters of payments that come again. */
    public static Param[] recurring() {
        return new Param[] {
            Param.decimal(FEE_PERCENT).nullable(),
            Param.id(BEHALF).nullable(),
            Param.hash(TRANSFER, Param.decimal(PART_PERCENT), Param.id(DESTINATION).required())
                    .nullable()
        };
    }

    /**
     * What parameters say, whichever of the two kinds they are of. Whether the accounts may be
     * given money is asked of payments, by a share of any amount.
     */
    public static ShareTerms of(Optional<AccountId> platform, AccountId account, Params params) {
        var to = params.hash(TRANSFER);
        var terms =
                new ShareTerms(
                        platform,
                        params.integer(FEE).filter(n -> n > 0),
                        percent(params, FEE_PERCENT),
                        to.map(t -> account(t, DESTINATION, account)),
                        to.flatMap(t -> t.integer(PART)),
                        to.flatMap(t -> percent(t, PART_PERCENT)),
                        params.has(BEHALF)
                                ? Optional.of(account(params, BEHALF, account))
                                : Optional.empty());
        terms.check(params);
        return terms;
    }

    /** What a new session says, in the hash that belongs to its mode. */
    static ShareTerms ofSession(Optional<AccountId> platform, AccountId account, Params params) {
        return params.hash(hashOf(params))
                .map(data -> of(platform, account, data))
                .orElse(none(platform));
    }

    /** The name of that hash. */
    static String hashOf(Params params) {
        return params.has(PAYMENT) ? PAYMENT : SubscriptionData.NAME;
    }

    private static ShareTerms none(Optional<AccountId> platform) {
        return new ShareTerms(
                platform,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** Parameters of links, which may lead to either. */
    static Param[] ofLinks() {
        return new Param[] {
            Param.amountOrZero(FEE),
            Param.decimal(FEE_PERCENT),
            Param.id(BEHALF),
            Param.hash(TRANSFER, Param.amount(PART), Param.id(DESTINATION).required())
        };
    }

    /** Amounts go with what is paid once, percents with what comes again. */
    void checkLink(boolean subscribes) {
        if (subscribes && fee.isPresent())
            throw ApiError.parameterInvalid(
                    FEE, "You can not pass `" + FEE + "` with recurring prices.");
        if (subscribes && part.isPresent())
            throw ApiError.parameterInvalid(
                    TRANSFER + "[amount]",
                    "You can not pass `transfer_data[amount]` with recurring prices.");
        if (!subscribes && feePercent.isPresent())
            throw ApiError.parameterInvalid(
                    FEE_PERCENT, "You can only pass `" + FEE_PERCENT + "` with recurring prices.");
    }

    /** Keeps it in the detail of a session or a link. */
    void keep(ObjectNode detail) {
        var node = node();
        if (!node.isEmpty()) detail.set(KEPT, node);
    }

    /** What is shared of a session's payment. */
    static Share of(JsonNode detail, Money total) {
        return kept(detail.path(KEPT)).of(total);
    }

    /** What is shared is sent on when a card's payment is captured: a debit may still come back. */
    void checkTypes(List<String> types) {
        boolean moves = fee.isPresent() || feePercent.isPresent() || destination.isPresent();
        if (moves && types.stream().anyMatch(type -> !type.equals("card")))
            throw ApiError.parameterInvalid(
                    "payment_method_types",
                    "Application fees and transfer_data are taken with card payments only.");
    }

    /** Refuses more than there is to pay. */
    static void check(JsonNode detail, long total, String prefix) {
        var terms = kept(detail.path(KEPT));
        if (terms.fee.filter(fee -> fee > total).isPresent())
            throw tooMuch(prefix.isEmpty() ? FEE : prefix + "[" + FEE + "]");
        if (terms.part.filter(part -> part > total).isPresent())
            throw tooMuch(
                    (prefix.isEmpty() ? TRANSFER : prefix + "[" + TRANSFER + "]") + "[amount]");
    }

    private static ApiError tooMuch(String param) {
        return ApiError.parameterInvalid(
                param, "This must not be greater than the amount of the payment.");
    }

    private static Optional<BigDecimal> percent(Params params, String name) {
        if (!params.has(name)) return Optional.empty();
        var percent = new BigDecimal(params.requiredText(name)).stripTrailingZeros();
        if (percent.signum() < 0 || percent.compareTo(WHOLE) > 0 || percent.scale() > 2)
            throw ApiError.parameterInvalid(
                    params.nameOf(name),
                    "Invalid percentage: it must be from 0 to 100, with at most two decimals.");
        return Optional.of(percent);
    }

    private static AccountId account(Params params, String name, AccountId account) {
        var id = params.requiredText(name);
        return AccountId.parse(id)
                .map(found -> found.inMode(account.livemode()))
                .orElseThrow(() -> ApiError.missingReference(DESTINATION, id, params.nameOf(name)));
    }

    private void check(Params params) {
        var name = fee.isPresent() ? FEE : FEE_PERCENT;
        boolean takes = fee.isPresent() || feePercent.isPresent();
        if (takes && platform.isEmpty() && destination.isEmpty())
            throw ApiError.parameterInvalid(
                    params.nameOf(name),
                    "Can only apply an "
                            + name
                            + " when the payment is a direct one (using an OAuth key or"
                            + " Stripe-Account header) or one with a destination (using"
                            + " `transfer_data[destination]`).");
        if (takes && (part.isPresent() || partPercent.isPresent()))
            throw ApiError.parametersExclusive(
                    params.nameOf(name),
                    params.nameOf(TRANSFER) + "[" + (part.isPresent() ? PART : PART_PERCENT) + "]");
    }

    /** Whether it is said in minor units of one currency. */
    boolean namesAmounts() {
        return fee.isPresent() || part.isPresent();
    }

    /** Whom money may go to, for {@link hawker.payments.Payments#checkShare}. */
    public Share accounts() {
        return new Share(platform, Optional.empty(), destination, Optional.empty(), onBehalfOf);
    }

    /** The share of a payment; a part that comes to nothing is nobody's, and not all of it. */
    public Share of(Money amount) {
        var wanted = amount(part, partPercent, amount);
        boolean nothing = wanted.filter(m -> !m.isPositive()).isPresent();
        return new Share(
                platform,
                amount(fee, feePercent, amount).filter(Money::isPositive),
                nothing ? Optional.empty() : destination,
                nothing ? Optional.empty() : wanted,
                onBehalfOf);
    }

    /** Half a step of the currency is rounded up. */
    private static Optional<Money> amount(
            Optional<Long> minor, Optional<BigDecimal> percent, Money amount) {
        return minor.map(m -> Money.of(m, amount.currency()))
                .or(() ->
                        percent.map(p ->
                                amount.shareOnStep(p.movePointRight(2).longValueExact(), PARTS)));
    }

    /** As rows keep it. */
    public ObjectNode node() {
        var node = Json.object();
        platform.ifPresent(id -> node.put("by", id.number()));
        fee.ifPresent(minor -> node.put(FEE, minor));
        feePercent.ifPresent(percent -> node.put(FEE_PERCENT, percent.toPlainString()));
        destination.ifPresent(id -> node.put(DESTINATION, id.number()));
        part.ifPresent(minor -> node.put(PART, minor));
        partPercent.ifPresent(percent -> node.put(PART_PERCENT, percent.toPlainString()));
        onBehalfOf.ifPresent(id -> node.put(BEHALF, id.number()));
        return node;
    }

    /** From what {@link #node} wrote; nothing is shared where there is none. */
    public static ShareTerms kept(JsonNode node) {
        return new ShareTerms(
                number(node, "by").map(AccountId::new),
                number(node, FEE),
                decimal(node.path(FEE_PERCENT)),
                number(node, DESTINATION).map(AccountId::new),
                number(node, PART),
                decimal(node.path(PART_PERCENT)),
                number(node, BEHALF).map(AccountId::new));
    }

    private static Optional<Long> number(JsonNode node, String name) {
        return node.path(name).isNumber()
                ? Optional.of(node.path(name).asLong())
                : Optional.empty();
    }

    private static Optional<BigDecimal> decimal(JsonNode node) {
        return node.isValueNode() && !node.isNull()
                ? Optional.of(new BigDecimal(node.asText()))
                : Optional.empty();
    }

    /** As a subscription of this seller shows it. */
    public void show(ObjectNode body, AccountId account) {
        Json.put(body, "application", application(account));
        feePercent.ifPresentOrElse(p -> body.put(FEE_PERCENT, p), () -> body.putNull(FEE_PERCENT));
        Json.put(body, BEHALF, onBehalfOf.map(AccountId::text));
        body.putNull(TRANSFER);
        destination.ifPresent(to -> {
            var data = body.putObject(TRANSFER).put(DESTINATION, to.text()).putNull(PART_PERCENT);
            partPercent.ifPresent(p -> data.put(PART_PERCENT, p));
        });
    }

    /** As a payment link of this seller shows it. */
    void showLink(ObjectNode body, AccountId account) {
        show(body, account);
        fee.ifPresent(minor -> body.put(FEE, minor));
        if (!(body.path(TRANSFER) instanceof ObjectNode data)) return;
        data.remove(PART_PERCENT);
        data.putNull(PART);
        part.ifPresent(minor -> data.put(PART, minor));
    }

    /** The platform that acts for another account, as the API names it. */
    public Optional<String> application(AccountId account) {
        return platform.filter(by -> !by.equals(account)).map(AccountId::applicationText);
    }

    /** The terms of a subscription, read from what it shows. */
    public static ShareTerms shown(JsonNode body, AccountId account) {
        var data = body.path(TRANSFER);
        return new ShareTerms(
                AccountId.ofApplication(body.path("application").asText(""))
                        .map(by -> by.inMode(account.livemode())),
                Optional.empty(),
                decimal(body.path(FEE_PERCENT)),
                named(data.path(DESTINATION), account),
                Optional.empty(),
                decimal(data.path(PART_PERCENT)),
                named(body.path(BEHALF), account));
    }

    private static Optional<AccountId> named(JsonNode id, AccountId account) {
        return AccountId.parse(id.asText("")).map(found -> found.inMode(account.livemode()));
    }

    /** The terms after an update, in which an empty value takes away. */
    public ShareTerms changed(Params params, AccountId account) {
        var said = of(Optional.of(platform.orElse(account)), account, params);
        boolean moves = params.has(TRANSFER);
        var next =
                new ShareTerms(
                        platform,
                        params.has(FEE) ? said.fee : fee,
                        either(params, FEE_PERCENT, said.feePercent, feePercent),
                        either(params, TRANSFER, said.destination, destination),
                        moves ? said.part : either(params, TRANSFER, said.part, part),
                        moves
                                ? said.partPercent
                                : either(params, TRANSFER, said.partPercent, partPercent),
                        either(params, BEHALF, said.onBehalfOf, onBehalfOf));
        next.check(params);
        return next;
    }

    private static <T> Optional<T> either(
            Params params, String name, Optional<T> said, Optional<T> before) {
        return params.isUnset(name) ? Optional.empty() : said.or(() -> before);
    }
}
