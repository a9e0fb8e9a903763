package hawker.billing;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Answer;
import hawker.api.ApiError;
import hawker.api.Call;
import hawker.api.Json;
import hawker.api.Lists;
import hawker.api.Operation;
import hawker.api.Param;
import hawker.api.Shape;
import hawker.billing.Document.Kind;
import hawker.customers.Customer;
import hawker.kernel.AccountId;
import hawker.platform.Platform;
import hawker.platform.Tx;
import hawker.pricing.Cause;
import hawker.usage.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code /v1/subscription_items}: they stand in their subscription. */
final class SubscriptionItemsHttp implements Usage.Items {

    private static final String BASE = "/v1/subscription_items";
    private static final String ONE = BASE + "/{id}";

    /** Whether what is invoiced at once is paid at once. */
    private static final Param PAYMENT_BEHAVIOR =
            Param.oneOf("payment_behavior", "allow_incomplete", "default_incomplete");

    private static final Shape UPDATE =
            Shape.of(SubscriptionParams.ITEM)
                    .plus(
                            SubscriptionParams.PRORATION,
                            Param.timestamp("proration_date"),
                            Param.flag("clear_usage"),
                            Param.flag("off_session"),
                            PAYMENT_BEHAVIOR);

    private final Platform platform;
    private final Documents documents;
    private final DocumentsSql sql;
    private final Buyers buyers;
    private final Subscribing subscribing;
    private final Changing changing;
    private final Subscriptions subscriptions;

    SubscriptionItemsHttp(
            Platform platform,
            Documents documents,
            DocumentsSql sql,
            Buyers buyers,
            Subscribing subscribing,
            Changing changing,
            Subscriptions subscriptions) {
        this.platform = platform;
        this.documents = documents;
        this.sql = sql;
        this.buyers = buyers;
        this.subscribing = subscribing;
        this.changing = changing;
        this.subscriptions = subscriptions;
    }

    List<Operation> operations() {
        return List.of(
                Operation.post(
                        BASE, UPDATE.plus(Param.id("subscription").required()), this::create),
                Operation.get(
                        BASE,
                        Shape.of(Param.paging(), Param.id("subscription").required()),
                        this::list),
                Operation.get(ONE, Shape.of(), call -> Answer.ok(item(found(call), call))),
                Operation.post(ONE, UPDATE, this::update),
                new Operation(
                        "DELETE",
                        ONE,
                        Shape.of(
                                Param.flag("clear_usage"),
                                PAYMENT_BEHAVIOR,
                                SubscriptionParams.PRORATION,
                                Param.timestamp("proration_date")),
                        hawker.api.Access.SECRET,
                        this::delete));
    }

    private Answer create(Call call) {
        var id = call.params().requiredText("subscription");
        var seen =
                documents
                        .find(call.account(), Kind.SUBSCRIPTION, id)
                        .orElseThrow(() ->
                                ApiError.missingReference("subscription", id, "subscription"));
        return change(
                call,
                seen,
                Optional.empty(),
                (tx, body, customer) -> {
                    var wanted =
                            subscribing.wanted(
                                    tx,
                                    call.account(),
                                    call.params(),
                                    seen.currency(),
                                    Cause.of(call));
                    return changing.append(tx, seen, body, customer, wanted);
                });
    }

    private Answer update(Call call) {
        var seen = found(call);
        return change(
                call,
                seen,
                Optional.of(call.path("id")),
                (tx, body, customer) -> {
                    var item = item(body, call.path("id")).orElseThrow();
                    changing.alter(tx, seen, item, customer, call.params(), body, Cause.of(call));
                    return item;
                });
    }

    private Answer delete(Call call) {
        var seen = found(call);
        change(
                call,
                seen,
                Optional.of(call.path("id")),
                (tx, body, customer) -> {
                    var data = (ArrayNode) body.path("items").path("data");
                    if (data.size() == 1)
                        throw ApiError.invalid(
                                "A subscription must have at least one active item: cancel the"
                                        + " subscription instead.");
                    var item = item(body, call.path("id")).orElseThrow();
                    changing.remove(tx, seen, data, call.path("id"), call.params());
                    return item;
                });
        return Answer.deleted("subscription_item", call.path("id"));
    }

    /** What is done with the items in a subscription's body: the item that it was done with. */
    private interface Change {
        ObjectNode on(Tx tx, ObjectNode body, Customer customer);
    }

    /**
     * Changes the items of a subscription, makes up for it, and pays what is to be paid at once.
     */
    private Answer change(Call call, Document seen, Optional<String> id, Change change) {
        var cause = Cause.of(call);
        var changed = new ArrayList<ObjectNode>();
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
                                                                changed(
                                                                        tx, call, seen, change,
                                                                        changed)));
        boolean waits =
                call.params()
                        .text("payment_behavior")
                        .filter("default_incomplete"::equals)
                        .isPresent();
        boolean offSession = call.params().isTrue("off_session");
        if (!waits) subscriptions.requests().pay(done, false, offSession, cause);
        return Answer.ok(
                Subscribing.shown(
                        changed.isEmpty()
                                ? repeated(id, done.subscription())
                                : changed.getFirst()));
    }

    private Subscriptions.Done changed(
            Tx tx, Call call, Document seen, Change change, List<ObjectNode> changed) {
        var customer = buyers.held(tx, call.account(), seen.customer().orElseThrow());
        var before = documents.held(tx, call.account(), Kind.SUBSCRIPTION, seen.id());
        if (Lifecycle.isOver(before)) throw ApiError.invalid("The subscription is over.");
        Changing.check(before, true, false);
        var proration = Changing.Proration.of(call.params(), before, documents.now(tx, before));
        var body = before.body().deepCopy();
        changed.add(change.on(tx, body, customer));
        Subscribing.checkIntervals(Beginning.items(body));
        return subscriptions.rewritten(tx, before, body, customer, proration, Cause.of(call));
    }

    /** The item of a request that was done before: the one of the path, or the newest. */
    private static ObjectNode repeated(Optional<String> id, Document subscription) {
        return id.flatMap(named -> item(subscription.body(), named))
                .orElseGet(() -> Beginning.items(subscription.body()).getLast());
    }

    private Document found(Call call) {
        var id = call.path("id");
        return call.read(tx -> sql.ofItem(tx, call.account(), id))
                .filter(s -> !s.deleted())
                .orElseThrow(() -> ApiError.missing("subscription_item", id));
    }

    private static ObjectNode item(Document subscription, Call call) {
        return Subscribing.shown(item(subscription.body(), call.path("id")).orElseThrow());
    }

    @Override
    public void recorded(Tx tx, AccountId account, String item) {
        sql.ofItem(tx, account, item).ifPresent(s -> Thresholds.expect(platform, tx, s));
    }

    /** What the room of usage asks: an item whose period does not end meanwhile. */
    @Override
    public Usage.Metered held(Tx tx, AccountId account, String id) {
        var held =
                sql.ofItem(tx, account, id)
                        .filter(s -> !s.deleted())
                        .flatMap(s -> sql.share(tx, account, Kind.SUBSCRIPTION, s.id()));
        var item =
                held.flatMap(s -> item(s.body(), id))
                        .orElseThrow(() -> ApiError.missing("subscription_item", id));
        if (!Subscribing.isMetered(item))
            throw ApiError.invalid(
                    "Subscription item "
                            + id
                            + " has no metered price: usage is recorded where `usage_type` is"
                            + " `metered`.");
        var subscription = held.orElseThrow();
        boolean open = !Lifecycle.isOver(subscription) && !subscription.is("paused");
        var span =
                new Usage.Span(
                        Lifecycle.periodStart(subscription.body()),
                        Lifecycle.periodEnd(subscription.body()));
        var now = documents.now(tx, subscription);
        return new Usage.Metered(id, Metering.aggregate(item), span, now, open);
    }

    private static Optional<ObjectNode> item(ObjectNode body, String id) {
        return Beginning.items(body).stream()
                .filter(item -> item.path("id").asText().equals(id))
                .findFirst();
    }

    private Answer list(Call call) {
        var id = call.params().requiredText("subscription");
        var subscription =
                documents
                        .find(call.account(), Kind.SUBSCRIPTION, id)
                        .orElseThrow(() ->
                                ApiError.missingReference("subscription", id, "subscription"));
        var items = Beginning.items(subscription.body()).stream().map(Subscribing::shown).toList();
        return Answer.ok(Lists.of(BASE, items, false));
    }

    static ObjectNode like(String item) {
        var like = Json.object();
        like.putObject("items").putArray("data").addObject().put("id", item);
        return like;
    }
}
