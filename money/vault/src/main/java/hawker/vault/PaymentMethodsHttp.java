package hawker.vault;

import hawker.api.Access;
import hawker.api.Answer;
import hawker.api.ApiError;
import hawker.api.Call;
import hawker.api.Lists;
import hawker.api.Operation;
import hawker.api.Param;
import hawker.api.Params;
import hawker.api.Shape;
import hawker.platform.Tx;
import hawker.vault.Attaching.Checked;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** {@code /v1/payment_methods}. */
final class PaymentMethodsHttp {

    private static final String BASE = "/v1/payment_methods";
    private static final String OBJECT = "payment_method";
    private static final String US = Instrument.Scheme.US_BANK_ACCOUNT.text();
    private static final String HOLDER = "account_holder_type";
    private static final String KIND = "account_type";

    private final Vault vault;
    private final CardEntry entry;
    private final BankEntry banks;
    private final Optional<Cloning> cloning;

    /**
     * @param cloning empty: this origin does not share cards with connected accounts
     */
    PaymentMethodsHttp(Vault vault, CardEntry entry, BankEntry banks, Optional<Cloning> cloning) {
        this.vault = vault;
        this.entry = entry;
        this.banks = banks;
        this.cloning = cloning;
    }

    /** What both origins have: making one. */
    Operation creation() {
        var shared =
                cloning.isPresent()
                        ? new Param[] {Param.id("customer"), Param.id("payment_method")}
                        : new Param[0];
        return Operation.post(
                        BASE,
                        Shape.of(
                                        Param.oneOf(
                                                "type",
                                                "card",
                                                "customer_balance",
                                                "sepa_debit",
                                                "us_bank_account"),
                                        Param.hash("card", CardEntry.cardParams()),
                                        CardEntry.billingDetails(),
                                        CardEntry.redisplay(),
                                        Param.metadata())
                                .plus(BankEntry.params())
                                .plus(shared),
                        this::create)
                .with(Access.PUBLISHABLE);
    }

    /** What only the main origin has. */
    List<Operation> management(Attaching attaching, CustomerCheck customers) {
        return List.of(
                Operation.get(BASE + "/{id}", Shape.of(), this::retrieve),
                Operation.get(
                        BASE,
                        Shape.of(
                                Param.id("customer").required(),
                                Param.text("type", 50),
                                CardEntry.redisplay(),
                                Param.paging()),
                        call -> list(call, customers)),
                Operation.post(
                        BASE + "/{id}",
                        Shape.of(
                                Param.hash(
                                        "card",
                                        Param.integer("exp_month"),
                                        Param.integer("exp_year"),
                                        CardEntry.networks()),
                                Param.hash(
                                        US,
                                        Param.oneOf(HOLDER, "company", "individual"),
                                        Param.oneOf(KIND, "checking", "savings")),
                                CardEntry.billingDetails(),
                                CardEntry.redisplay(),
                                Param.metadata()),
                        this::update),
                Operation.post(
                        BASE + "/{id}/attach",
                        Shape.of(Param.id("customer").required()),
                        call -> attach(call, attaching)),
                Operation.post(BASE + "/{id}/detach", Shape.of(), this::detach));
    }

    private Answer create(Call call) {
        var params = call.params();
        if (params.has("payment_method")) return share(call, params.requiredText("payment_method"));
        if (params.has("customer")) throw ApiError.parameterMissing("payment_method");
        var type = params.text("type").orElseThrow(() -> ApiError.parameterMissing("type"));
        if (!type.equals("card")) return createOther(call, type);
        var card = params.hash("card").orElseThrow(() -> ApiError.parameterMissing("card"));
        var token = card.text("token");
        if (token.isPresent())
            return call.write(tx -> {
                var made = entry.ofToken(tx, call, token.get(), "card[token]");
                var method = CardEntry.detailed(made, params);
                entry.save(tx, method);
                return answer(method);
            });
        var billing = CardEntry.billing(params.hash("billing_details"), Billing.none());
        var sealed = CardEntry.detailed(entry.seal(call, card, billing), params);
        return call.write(tx -> {
            entry.insert(tx, sealed);
            return answer(sealed);
        });
    }

    /** A card of a platform's customer, for the account that it acts for. */
    private Answer share(Call call, String id) {
        var customer = call.params().text("customer");
        var copy =
                cloning.orElseThrow()
                        .copy(
                                call,
                                customer.orElseThrow(() -> ApiError.parameterMissing("customer")),
                                Optional.of(id),
                                "payment_method");
        return call.write(tx -> {
            entry.insert(tx, copy);
            return answer(copy);
        });
    }

    private Answer createOther(Call call, String type) {
        var made = banks.make(call.account(), type, call.params());
        return call.write(tx -> {
            entry.insert(tx, made);
            return answer(made);
        });
    }

    private Answer retrieve(Call call) {
        return answer(call.read(tx -> found(tx, call)));
    }

    private Answer list(Call call, CustomerCheck customers) {
        var customer = call.params().requiredText("customer");
        if (!customers.exists(call.account(), customer))
            throw ApiError.missingReference("customer", customer, "customer");
        var type = call.params().text("type");
        var redisplay = call.params().text("allow_redisplay");
        var page = vault.list(call.account(), customer, type, redisplay, call.page());
        return Lists.answer(BASE, page.map(PaymentMethodJson::render));
    }

    private Answer update(Call call) {
        return call.write(tx -> {
            var method = locked(tx, call);
            if (method.state() != PaymentMethod.State.ATTACHED)
                throw ApiError.invalid(
                        "You must save this PaymentMethod to a customer before you can"
                                + " update it.");
            var changed = changed(call, method);
            vault.update(tx, call.cause(), changed);
            return answer(changed);
        });
    }

    private PaymentMethod changed(Call call, PaymentMethod method) {
        var params = call.params();
        var details =
                method.withDetails(
                        CardEntry.billing(params.hash("billing_details"), method.billing()),
                        params.text("allow_redisplay").orElse(method.allowRedisplay()),
                        params.mergeMetadata(method.metadata()));
        var bank = params.hash(US);
        if (bank.isPresent()) {
            if (!method.type().equals(US))
                throw ApiError.parameterInvalid(
                        US,
                        "You may only update a PaymentMethod of type `" + US + "` in this way.");
            return details.told(bank.get().text(HOLDER), bank.get().text(KIND));
        }
        return params.hash("card")
                .map(card -> details.with(renewed(card, cardOf(method))))
                .orElse(details);
    }

    private static CardDisplay cardOf(PaymentMethod method) {
        if (method.isCard()) return method.card();
        throw ApiError.parameterInvalid(
                "card", "You may only update a PaymentMethod of type `card` in this way.");
    }

    private CardDisplay renewed(Params card, CardDisplay now) {
        long month = card.integer("exp_month").orElse((long) now.expMonth());
        long year = card.integer("exp_year").orElse((long) now.expYear());
        entry.checkExpiry(month, year);
        return now.expiring((int) month, CardRules.fourDigits(year))
                .preferring(CardEntry.preferred(card).or(now::preferredNetwork));
    }

    private Answer attach(Call call, Attaching attaching) {
        var customer = call.params().requiredText("customer");
        var id = realId(call);
        return switch (attaching.check(call.account(), id, customer)) {
            case Checked.NoSuchCustomer() ->
                    throw ApiError.missingReference("customer", customer, "customer");
            case Checked.NoSuchMethod() -> throw ApiError.missing(OBJECT, call.path("id"));
            case Checked.NotAttachable(var message) -> throw ApiError.invalid(message);
            case Checked.Refused(var code, var declineCode, var message) ->
                    throw ApiError.card(code, declineCode, message);
            case Checked.NoAnswer() ->
                    throw ApiError.card(
                            "processing_error",
                            Optional.empty(),
                            "An error occurred while processing your card. Try again in a little"
                                    + " bit.");
            case Checked.Already(var method) -> call.write(tx -> answer(method));
            case Checked.Good good -> call.write(tx -> attached(tx, call, attaching, good));
        };
    }

    private static Answer attached(Tx tx, Call call, Attaching attaching, Checked.Good good) {
        return attaching
                .attach(tx, call.cause(), good, call.params().requiredText("customer"))
                .map(PaymentMethodsHttp::answer)
                .orElseThrow(() ->
                        ApiError.invalid(
                                "The payment method you provided has already been attached"
                                        + " to a customer."));
    }

    private Answer detach(Call call) {
        return call.write(tx -> {
            var method = found(tx, call);
            return vault.detach(tx, call.cause(), method.id())
                    .map(PaymentMethodsHttp::answer)
                    .orElseThrow(() ->
                            ApiError.invalid(
                                    "The payment method you provided is not"
                                            + " attached to a customer so detachment"
                                            + " is impossible."));
        });
    }

    /** A fixed name in the path makes a new method, as everywhere. */
    private PaymentMethod.Id realId(Call call) {
        var id = call.path("id");
        return vault.createFixed(call.account(), id)
                .map(PaymentMethod::id)
                .or(() -> PaymentMethod.Id.parse(id))
                .orElseThrow(() -> ApiError.missing(OBJECT, id));
    }

    private PaymentMethod found(Tx tx, Call call) {
        return existing(call, id -> vault.find(tx, call.account(), id));
    }

    /** Held against others: what is not changed by this request stays as they leave it. */
    private PaymentMethod locked(Tx tx, Call call) {
        return existing(call, id -> vault.lock(tx, call.account(), id));
    }

    /** What a buyer has promised is a source, and no payment method to the API. */
    private static PaymentMethod existing(
            Call call, Function<PaymentMethod.Id, Optional<PaymentMethod>> look) {
        var id = call.path("id");
        return PaymentMethod.Id.parse(id)
                .flatMap(look)
                .filter(method -> !(method.instrument() instanceof Instrument.Promised))
                .orElseThrow(() -> ApiError.missing(OBJECT, id));
    }

    private static Answer answer(PaymentMethod method) {
        return Answer.ok(PaymentMethodJson.render(method));
    }
}
