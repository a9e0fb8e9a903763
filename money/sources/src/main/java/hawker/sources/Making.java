package hawker.sources;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.ApiError;
import hawker.api.Call;
import hawker.api.Json;
import hawker.api.Params;
import hawker.kernel.Clock;
import hawker.kernel.Ids;
import hawker.platform.Jobs;
import hawker.platform.Platform;
import hawker.platform.Tx;
import hawker.sources.Source.Status;
import hawker.vault.Billing;
import hawker.vault.Instrument;
import hawker.vault.PaymentMethod;
import hawker.vault.Vault;
import hawker.vault.VaultModule;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes sources: what is sealed comes first, and then, in one transaction, the method, the source,
 * and what is told of it.
 */
final class Making {

    /** When one that nobody agreed to, or nobody charged, is given up. */
    static final String EXPIRE = "sources.expire";

    private static final Duration PATIENCE = Duration.ofHours(6);
    private static final Duration PATIENCE_OF_TRANSFERS = Duration.ofDays(7);
    private static final int SECRET = 25;

    private final Clock clock;
    private final Ids ids;
    private final Jobs jobs;
    private final SourcesSql sql;
    private final Vault vault;
    private final VaultModule.Sources methods;
    private final Doing doing;

    /**
     * What is done with a new source.
     *
     * @param origin of our pages
     */
    record Doing(Sources sources, TestBanks banks, Telling telling, String origin) {}

    Making(
            Platform platform,
            SourcesSql sql,
            Vault vault,
            VaultModule.Sources methods,
            Doing doing) {
        this.clock = platform.clock();
        this.ids = platform.ids();
        this.jobs = platform.jobs();
        this.sql = sql;
        this.vault = vault;
        this.methods = methods;
        this.doing = doing;
    }

    /** What a request describes; its number is sealed, and nothing is written yet. */
    record Described(Source.Type type, Optional<PaymentMethod> method) {}

    Described describe(Call call) {
        var params = call.params();
        var type = SourceParams.type(params);
        SourceParams.checkFlow(params, type);
        if (SourceParams.revokes(params))
            throw ApiError.parameterInvalid(
                    "mandate[acceptance][status]",
                    "A source cannot be made under a mandate that was refused or revoked.");
        if (call.account().livemode() && type.isPromise())
            throw ApiError.invalid(
                    "Sources of type " + type.text() + " cannot be made in live mode here.");
        if (type.flow() == Source.Flow.REDIRECT && params.hash("redirect").isEmpty())
            throw ApiError.parameterMissing("redirect[return_url]");
        if (params.has(SourceParams.ORIGINAL)) return shared(call, type);
        if (params.has("customer")) throw ApiError.parameterMissing(SourceParams.ORIGINAL);
        boolean token = params.has("token");
        if (token && type != Source.Type.CARD && type != Source.Type.ACH_DEBIT)
            throw ApiError.parameterUnknown(List.of("token"));
        return new Described(type, token ? Optional.empty() : Optional.of(method(call, type)));
    }

    /** Of a platform's customer, who is always named: nobody else's card may be shared. */
    private Described shared(Call call, Source.Type type) {
        var params = call.params();
        for (var other : List.of("card", "token"))
            if (params.has(other)) throw ApiError.parametersExclusive(SourceParams.ORIGINAL, other);
        if (type != Source.Type.CARD)
            throw ApiError.parameterInvalid(
                    SourceParams.ORIGINAL, "Only sources of type `card` can be shared.");
        var customer =
                params.text("customer").orElseThrow(() -> ApiError.parameterMissing("customer"));
        var original = params.requiredText(SourceParams.ORIGINAL);
        return new Described(
                type, Optional.of(methods.shared(call, customer, original, SourceParams.ORIGINAL)));
    }

    private PaymentMethod method(Call call, Source.Type type) {
        var params = call.params();
        var account = call.account();
        var owner = SourceParams.owner(params, Billing.none());
        return switch (type) {
            case CARD -> methods.card(call, hash(params, "card"));
            case SEPA_DEBIT -> {
                if (owner.name().isEmpty()) throw ApiError.parameterMissing("owner[name]");
                var number = hash(params, "sepa_debit");
                yield methods.account(account, Instrument.Scheme.SEPA_DEBIT, number, owner);
            }
            case ACH_DEBIT ->
                    methods.account(
                            account,
                            Instrument.Scheme.US_BANK_ACCOUNT,
                            hash(params, "ach_debit"),
                            owner);
            case ACH_CREDIT_TRANSFER, SEPA_CREDIT_TRANSFER, MULTIBANCO ->
                    methods.promised(account, type.text(), owner);
            case SOFORT -> {
                hash(params, "sofort");
                yield methods.promised(account, type.text(), owner);
            }
            case ALIPAY, BANCONTACT, EPS, GIROPAY, IDEAL, KLARNA, P24, WECHAT ->
                    methods.promised(account, type.text(), owner);
        };
    }

    private static Params hash(Params params, String name) {
        return params.hash(name).orElseThrow(() -> ApiError.parameterMissing(name));
    }

    /** Writes it. */
    ObjectNode make(Tx tx, Call call, Described described) {
        var type = described.type();
        var method = written(tx, call, described);
        var source = opened(call, type, method);
        sql.insert(tx, source);
        expire(tx, source);
        var cause = call.cause();
        if (source.status() == Status.CHARGEABLE)
            doing.telling()
                    .tell(
                            tx,
                            Telling.CHARGEABLE,
                            source.id(),
                            SourceJson.source(source, method),
                            cause);
        var sent = TestBanks.sending(source, method.billing().email());
        var now =
                type.flow() == Source.Flow.RECEIVER && sent.isPresent()
                        ? doing.sources().arrived(tx, source, sent.get(), cause)
                        : source;
        return SourceJson.source(now, method);
    }

    private PaymentMethod written(Tx tx, Call call, Described described) {
        var params = call.params();
        var metadata = params.metadata().orElse(Map.of());
        PaymentMethod made;
        if (described.method().isPresent()) {
            var method = described.method().get();
            made = methods.add(tx, method, SourceParams.owner(params, method.billing()), metadata);
        } else {
            var method = ofToken(tx, call, described.type());
            made = methods.of(tx, method, SourceParams.owner(params, method.billing()), metadata);
        }
        return made;
    }

    private PaymentMethod ofToken(Tx tx, Call call, Source.Type type) {
        var token = call.params().requiredText("token");
        var method =
                vault.useToken(tx, call.account(), token)
                        .orElseThrow(
                                () -> vault.tokens().refusal(tx, call.account(), token, "token"));
        boolean fits =
                type == Source.Type.CARD
                        ? method.isCard()
                        : method.type().equals(Instrument.Scheme.US_BANK_ACCOUNT.text());
        if (!fits)
            throw ApiError.parameterInvalid(
                    "token", "The token is not for a source of type " + type.text() + ".");
        return method;
    }

    private Source opened(Call call, Source.Type type, PaymentMethod method) {
        var params = call.params();
        var usage = SourceParams.usage(params, type);
        var currency = SourceParams.currency(params, type);
        var amount = SourceParams.amount(params, type, usage, currency);
        var details = Json.object();
        params.text("statement_descriptor").ifPresent(d -> details.put("statement_descriptor", d));
        SourceParams.keepMandate(params, details);
        amount.ifPresent(a -> SourceParams.keepOrder(params, a, details));
        if (type == Source.Type.KLARNA && !details.has("source_order"))
            throw ApiError.parameterMissing("source_order");
        params.hash("receiver")
                .flatMap(r -> r.text("refund_attributes_method"))
                .ifPresent(how -> details.put("refund_attributes_method", how));
        var secret = "src_client_secret_" + ids.token(SECRET);
        var source =
                new Source(
                        method.id(),
                        call.account(),
                        clock.now(),
                        type,
                        usage,
                        status(type, method),
                        secret,
                        amount,
                        currency,
                        Source.Receipts.NONE,
                        0,
                        "{}");
        ofType(params, source, details);
        return source.with(Json.text(details));
    }

    /** A bank account that was proven before it became a token needs no more proof. */
    private static Status status(Source.Type type, PaymentMethod method) {
        return switch (method.instrument()) {
            case Instrument.BankAccount bank ->
                    bank.verified() ? Status.CHARGEABLE : Status.PENDING;
            case Instrument.Promised ignored -> Status.PENDING;
            case hawker.vault.CardDisplay ignored -> Status.CHARGEABLE;
            case Instrument.CustomerBalance ignored ->
                    throw new IllegalArgumentException("no source: " + type);
        };
    }

    private void ofType(Params params, Source source, ObjectNode details) {
        var type = source.type();
        var told = details.withObject("/of_type");
        if (type == Source.Type.KLARNA) klarna(params, told);
        else if (type.isPromise()) params.hash(type.text()).ifPresent(sent -> sent.mergeInto(told));
        var page = doing.origin() + SourcePages.path(source);
        if (type == Source.Type.WECHAT) told.put("qr_code_url", page);
        if (type == Source.Type.SEPA_DEBIT)
            told.put("mandate_reference", ids.token(16).toUpperCase(java.util.Locale.ROOT))
                    .put("mandate_url", doing.origin() + SourcePages.mandatePath(source));
        if (type.flow() == Source.Flow.REDIRECT)
            details.putObject("redirect")
                    .putNull("failure_reason")
                    .put(
                            "return_url",
                            hash(params, "redirect").returnAddress("return_url").orElse(""))
                    .put("status", "pending")
                    .put("url", page);
        doing.banks().open(type, details);
    }

    /** Of what a program tells Klarna the API shows these. */
    private static void klarna(Params params, ObjectNode told) {
        var sent = params.open("klarna").orElse(Map.of());
        for (var name :
                java.util.List.of(
                        "first_name",
                        "last_name",
                        "locale",
                        "logo_url",
                        "page_title",
                        "purchase_country",
                        "purchase_type"))
            if (sent.containsKey(name)) told.put(name, sent.get(name));
    }

    private void expire(Tx tx, Source source) {
        if (source.usage() != Source.Usage.SINGLE_USE || !source.type().isPromise()) return;
        var patience =
                source.type().flow() == Source.Flow.RECEIVER ? PATIENCE_OF_TRANSFERS : PATIENCE;
        jobs.add(
                tx,
                source.account(),
                "expire_" + source.id(),
                EXPIRE,
                source.created().plus(patience),
                source.id());
    }
}
