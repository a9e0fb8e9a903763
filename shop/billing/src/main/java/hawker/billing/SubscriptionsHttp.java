package hawker.billing;

import hawker.api.Access;
import hawker.api.Answer;
import hawker.api.ApiError;
import hawker.api.Call;
import hawker.api.Json;
import hawker.api.Lists;
import hawker.api.Operation;
import hawker.api.Param;
import hawker.api.Params;
import hawker.api.Search;
import hawker.api.SearchFields;
import hawker.api.Shape;
import hawker.billing.Document.Kind;
import hawker.hosted.ShareTerms;
import hawker.kernel.AccountId;
import hawker.platform.Platform;
import hawker.pricing.Cause;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code /v1/subscriptions}. */
final class SubscriptionsHttp {

    private static final Map<String, String> PERIOD =
            Map.of(
                    "current_period_end",
                    "{items,data,0,current_period_end}",
                    "current_period_start",
                    "{items,data,0,current_period_start}");

    private static final String BASE = "/v1/subscriptions";
    private static final String ONE = BASE + "/{id}";
    private static final List<String> LIVING =
            List.of("active", "incomplete", "past_due", "paused", "trialing", "unpaid");

    private static final SearchFields FIELDS =
            new SearchFields()
                    .time("canceled_at", "to_timestamp((body ->> 'canceled_at')::bigint)")
                    .time("created", "created")
                    .token("status", "state")
                    .metadata("body -> 'metadata'");

    private final Platform platform;
    private final Documents documents;
    private final DocumentsSql sql;
    private final Buyers buyers;
    private final Beginning beginning;
    private final Subscriptions subscriptions;
    private final Paying paying;

    SubscriptionsHttp(
            Platform platform,
            Documents documents,
            DocumentsSql sql,
            Buyers buyers,
            Beginning beginning,
            Subscriptions subscriptions,
            Paying paying) {
        this.platform = platform;
        this.documents = documents;
        this.sql = sql;
        this.buyers = buyers;
        this.beginning = beginning;
        this.subscriptions = subscriptions;
        this.paying = paying;
    }

    List<Operation> operations() {
        return List.of(
                Operation.post(
                        BASE,
                        SubscriptionParams.CREATE,
                        call -> create(call, call.params().requiredText("customer"))),
                Operation.get(BASE, SubscriptionParams.LIST, call -> list(call, Optional.empty())),
                Operation.get(ONE, Shape.of(), call -> InvoicesHttp.shown(named(call))),
                Operation.post(ONE, SubscriptionParams.UPDATE, this::update),
                new Operation(
                        "DELETE", ONE, SubscriptionParams.CANCEL, Access.SECRET, this::cancel),
                Operation.get(BASE + "/search", Search.SHAPE, this::search),
                Operation.delete(ONE + "/discount", this::undiscount),
                Operation.post(ONE + "/migrate", SubscriptionParams.MIGRATE, this::migrate),
                Operation.post(
                        ONE + "/pause", Shape.of(Param.oneOf("type", "subscription")), this::pause),
                Operation.post(ONE + "/resume", SubscriptionParams.RESUME, this::resume));
    }

    /** The same under a customer's path, as programs of before 2020 call it. */
    List<Operation> older() {
        var all = "/v1/customers/{customer}/subscriptions";
        var one = all + "/{id}";
        return List.of(
                Operation.post(
                        all, SubscriptionParams.OWNED, call -> create(call, call.path("customer"))),
                Operation.get(
                        all,
                        SubscriptionParams.LIST,
                        call -> list(call, Optional.of(call.path("customer")))),
                Operation.get(one, Shape.of(), owned(call -> InvoicesHttp.shown(named(call)))),
                Operation.post(one, SubscriptionParams.UPDATE, owned(this::update)),
                new Operation(
                        "DELETE",
                        one,
                        SubscriptionParams.CANCEL,
                        Access.SECRET,
                        owned(this::cancel)),
                Operation.get(one + "/discount", Shape.of(), owned(this::discount)),
                Operation.delete(one + "/discount", owned(this::undiscount)));
    }

    /** Another customer's subscription is not found under this one's path. */
    private Operation.Handler owned(Operation.Handler handler) {
        return call -> {
            if (!named(call).customer().equals(Optional.of(call.path("customer"))))
                throw ApiError.missing("subscription", call.path("id"));
            return handler.handle(call);
        };
    }

    private Document named(Call call) {
        return documents.named(call, Kind.SUBSCRIPTION);
    }

    /**
     * Begins in one transaction, pays outside it, answers in a third. A request that is repeated
     * after a crash in between finds the subscription by its key and goes on from there.
     */
    private Answer create(Call call, String owner) {
        var params = call.params();
        var cause = Cause.of(call);
        var account = call.account();
        var shares = ShareTerms.of(call.platform(), account, params);
        paying.checkShares(account, shares);
        check(account, params.hash("invoice_settings"));
        var begun =
                platform.tx()
                        .inAccount(
                                account,
                                tx -> {
                                    var customer = buyers.held(tx, account, owner);
                                    var plan = beginning.plan(tx, customer, params, cause);
                                    shares.show(plan.body(), account);
                                    return beginning
                                            .begin(tx, plan, Optional.of(params), cause)
                                            .or(() ->
                                                    sql.ofFact(
                                                            tx, account, plan.fact().orElseThrow()))
                                            .orElseThrow();
                                });
        var behavior = params.text("payment_behavior").orElse("allow_incomplete");
        var latest =
                JsonFields.text(begun.body(), "latest_invoice")
                        .flatMap(id -> documents.find(account, Kind.INVOICE, id));
        var done = new Subscriptions.Done(begun, latest);
        boolean strict = behavior.equals("error_if_incomplete");
        try {
            if (!behavior.equals("default_incomplete"))
                subscriptions.requests().pay(done, strict, params.isTrue("off_session"), cause);
        } catch (ApiError failed) {
            if (strict) subscriptions.requests().undo(begun, cause);
            throw failed;
        }
        return call.write(tx -> {
            var made = documents.held(tx, account, Kind.SUBSCRIPTION, begun.id());
            var detail = made.detail().deepCopy();
            detail.remove("fact");
            return InvoicesHttp.shown(documents.change(tx, made, made.body(), detail));
        });
    }

    private void check(AccountId account, Optional<Params> settings) {
        paying.checkIssuer(account, settings.flatMap(s -> s.hash("issuer")));
        buyers.checkSellers(account, settings);
    }

    private Answer update(Call call) {
        var params = call.params();
        var cause = Cause.of(call);
        var seen = named(call);
        var account = call.account();
        paying.checkShares(
                account, ShareTerms.shown(seen.body(), account).changed(params, account));
        check(account, params.hash("invoice_settings"));
        var done =
                platform.tx()
                        .inAccount(
                                call.account(),
                                tx ->
                                        subscriptions
                                                .requests()
                                                .once(
                                                        tx,
                                                        seen,
                                                        cause,
                                                        () ->
                                                                subscriptions.update(
                                                                        tx, seen, params, cause)));
        boolean waits =
                params.text("payment_behavior").map("default_incomplete"::equals).orElse(false);
        if (!waits) subscriptions.requests().pay(done, false, params.isTrue("off_session"), cause);
        return InvoicesHttp.shown(named(call));
    }

    private Answer cancel(Call call) {
        var cause = Cause.of(call);
        var seen = named(call);
        var done =
                platform.tx()
                        .inAccount(
                                call.account(),
                                tx ->
                                        subscriptions
                                                .requests()
                                                .once(
                                                        tx,
                                                        seen,
                                                        cause,
                                                        () ->
                                                                subscriptions.cancel(
                                                                        tx,
                                                                        seen,
                                                                        call.params(),
                                                                        cause)));
        subscriptions.requests().pay(done, false, true, cause);
        return InvoicesHttp.shown(named(call));
    }

    /** The discount of a subscription, the last one if there are several. */
    private Answer discount(Call call) {
        var seen = named(call);
        var ids = JsonFields.texts(seen.body().path("discounts"));
        var found =
                ids.isEmpty()
                        ? Optional.<Document>empty()
                        : documents.find(call.account(), Kind.DISCOUNT, ids.getLast());
        return InvoicesHttp.shown(
                found.orElseThrow(
                        () -> ApiError.missing("discount", "subscription: " + seen.id())));
    }

    private Answer undiscount(Call call) {
        var seen = named(call);
        return call.write(tx -> {
            var discount =
                    subscriptions
                            .undiscount(tx, seen, Cause.of(call))
                            .orElseThrow(() ->
                                    ApiError.missing("discount", "subscription: " + seen.id()));
            var shown = Documents.shown(discount);
            shown.remove("end");
            return Answer.ok(shown.put("deleted", true));
        });
    }

    private Answer pause(Call call) {
        var seen = named(call);
        return call.write(tx -> InvoicesHttp.shown(subscriptions.pause(tx, seen, Cause.of(call))));
    }

    private Answer migrate(Call call) {
        var seen = named(call);
        boolean itemized =
                call.params()
                        .hash("billing_mode")
                        .filter(SubscriptionFields::isItemized)
                        .isPresent();
        return call.write(tx ->
                InvoicesHttp.shown(subscriptions.migrate(tx, seen, itemized, Cause.of(call))));
    }

    private Answer search(Call call) {
        return documents.search(call, Kind.SUBSCRIPTION, FIELDS, BASE + "/search");
    }

    private Answer resume(Call call) {
        var cause = Cause.of(call);
        var seen = named(call);
        var done =
                platform.tx()
                        .inAccount(
                                call.account(),
                                tx ->
                                        subscriptions
                                                .requests()
                                                .once(
                                                        tx,
                                                        seen,
                                                        cause,
                                                        () ->
                                                                subscriptions.resume(
                                                                        tx,
                                                                        seen,
                                                                        Optional.of(call.params()),
                                                                        cause)));
        subscriptions.requests().pay(done, false, false, cause);
        return InvoicesHttp.shown(named(call));
    }

    private Answer list(Call call, Optional<String> owner) {
        var params = call.params();
        var like = Json.object();
        owner.ifPresent(id -> like.put("customer", id));
        for (var name : new String[] {"customer", "collection_method", "test_clock"})
            params.text(name).ifPresent(text -> like.put(name, text));
        params.hash("automatic_tax")
                .ifPresent(tax ->
                        like.putObject("automatic_tax").put("enabled", tax.isTrue("enabled")));
        params.text("price")
                .or(() -> params.text("plan"))
                .ifPresent(id ->
                        like.putObject("items")
                                .putArray("data")
                                .addObject()
                                .putObject("price")
                                .put("id", id));
        var states =
                switch (params.text("status").orElse("")) {
                    case "" -> LIVING;
                    case "all" -> List.<String>of();
                    case "ended" -> List.of("canceled", "incomplete_expired");
                    default -> List.of(params.requiredText("status"));
                };
        var wanted =
                new DocumentsSql.Wanted(like, states, params.range("created"))
                        .within(params, PERIOD);
        var url = owner.map(id -> "/v1/customers/" + id + "/subscriptions").orElse(BASE);
        return Lists.answer(
                url, documents.list(call.account(), Kind.SUBSCRIPTION, wanted, call.page()));
    }
}
