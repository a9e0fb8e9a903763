package hawker.billing;

import hawker.api.Access;
import hawker.api.Answer;
import hawker.api.ApiError;
import hawker.api.Call;
import hawker.api.Json;
import hawker.api.Lists;
import hawker.api.Operation;
import hawker.api.Param;
import hawker.api.Shape;
import hawker.platform.Platform;
import hawker.pricing.Cause;
import java.util.List;
import java.util.Optional;

/** {@code /v1/subscriptions}. */
final class SubscriptionsHttp {

    private static final String BASE = "/v1/subscriptions";
    private static final String ONE = BASE + "/{id}";
    private static final List<String> LIVING =
            List.of("active", "incomplete", "past_due", "paused", "trialing", "unpaid");

    private final Platform platform;
    private final Papers papers;
    private final PapersSql sql;
    private final Beginning beginning;
    private final Subscriptions subscriptions;

    SubscriptionsHttp(
            Platform platform,
            Papers papers,
            PapersSql sql,
            Beginning beginning,
            Subscriptions subscriptions) {
        this.platform = platform;
        this.papers = papers;
        this.sql = sql;
        this.beginning = beginning;
        this.subscriptions = subscriptions;
    }

    List<Operation> operations() {
        return List.of(
                Operation.post(BASE, SubscriptionParams.CREATE, this::create),
                Operation.get(BASE, SubscriptionParams.LIST, this::list),
                Operation.get(
                        ONE,
                        Shape.of(),
                        call -> InvoicesHttp.shown(papers.named(call, Kind.SUBSCRIPTION))),
                Operation.post(ONE, SubscriptionParams.UPDATE, this::update),
                new Operation(
                        "DELETE", ONE, SubscriptionParams.CANCEL, Access.SECRET, this::cancel),
                Operation.post(
                        ONE + "/resume",
                        Shape.of(Param.oneOf("billing_cycle_anchor", "now")),
                        this::resume));
    }

    /**
     * Begins in one transaction, pays outside it, answers in a third. A request that is repeated
     * after a crash in between finds the subscription by its key and goes on from there.
     */
    private Answer create(Call call) {
        var params = call.params();
        var cause = Cause.of(call);
        var account = call.account();
        var begun =
                platform.tx()
                        .inAccount(
                                account,
                                tx -> {
                                    var plan = beginning.plan(tx, account, params, cause);
                                    return beginning
                                            .begin(tx, plan, Optional.of(params), cause)
                                            .or(() ->
                                                    sql.ofFact(
                                                            tx, account, plan.fact().orElseThrow()))
                                            .orElseThrow();
                                });
        var behavior = params.text("payment_behavior").orElse("allow_incomplete");
        var latest =
                Nodes.text(begun.body(), "latest_invoice")
                        .flatMap(id -> papers.find(account, Kind.INVOICE, id));
        var done = new Subscriptions.Done(begun, latest);
        boolean strict = behavior.equals("error_if_incomplete");
        try {
            if (!behavior.equals("default_incomplete"))
                subscriptions.pay(done, strict, params.isTrue("off_session"), cause);
        } catch (ApiError failed) {
            if (strict) subscriptions.undo(begun, cause);
            throw failed;
        }
        return call.write(tx -> {
            var made = papers.held(tx, account, Kind.SUBSCRIPTION, begun.id());
            var detail = made.detail().deepCopy();
            detail.remove("fact");
            return InvoicesHttp.shown(papers.change(tx, made, made.body(), detail));
        });
    }

    private Answer update(Call call) {
        var params = call.params();
        var cause = Cause.of(call);
        var seen = papers.named(call, Kind.SUBSCRIPTION);
        var done =
                platform.tx()
                        .inAccount(
                                call.account(),
                                tx -> subscriptions.update(tx, seen, params, cause));
        subscriptions.pay(done, false, params.isTrue("off_session"), cause);
        return InvoicesHttp.shown(papers.named(call, Kind.SUBSCRIPTION));
    }

    private Answer cancel(Call call) {
        var seen = papers.named(call, Kind.SUBSCRIPTION);
        return call.write(tx ->
                InvoicesHttp.shown(subscriptions.cancel(tx, seen, call.params(), Cause.of(call))));
    }

    private Answer resume(Call call) {
        var cause = Cause.of(call);
        var seen = papers.named(call, Kind.SUBSCRIPTION);
        var done =
                platform.tx()
                        .inAccount(call.account(), tx -> subscriptions.resume(tx, seen, cause));
        subscriptions.pay(done, false, false, cause);
        return InvoicesHttp.shown(papers.named(call, Kind.SUBSCRIPTION));
    }

    private Answer list(Call call) {
        var params = call.params();
        var like = Json.object();
        for (var name : new String[] {"customer", "collection_method", "test_clock"})
            params.text(name).ifPresent(text -> like.put(name, text));
        params.text("price")
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
        var wanted = new PapersSql.Wanted(like, states, params.range("created"));
        return Lists.answer(
                BASE, papers.list(call.account(), Kind.SUBSCRIPTION, wanted, call.page()));
    }
}
