package hawker.hosted;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.accounts.Accounts;
import hawker.api.Answer;
import hawker.api.ApiError;
import hawker.api.Call;
import hawker.api.Json;
import hawker.api.Lists;
import hawker.api.Operation;
import hawker.api.Param;
import hawker.api.Shape;
import hawker.kernel.AccountId;
import hawker.kernel.Page;
import hawker.kernel.PageRequest;
import hawker.platform.Platform;
import hawker.pricing.Cause;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code /v1/checkout/sessions}. */
final class SessionsHttp {

    private static final String BASE = "/v1/checkout/sessions";
    private static final String ONE = BASE + "/{id}";

    private final Platform platform;
    private final Accounts accounts;
    private final SessionsSql sql;
    private final Lines lines;
    private final Checking checking;
    private final Creating creating;
    private final Changing changing;
    private final Expiring expiring;

    SessionsHttp(
            Platform platform,
            Accounts accounts,
            SessionsSql sql,
            Lines lines,
            Checking checking,
            Creating creating,
            Changing changing,
            Expiring expiring) {
        this.platform = platform;
        this.accounts = accounts;
        this.sql = sql;
        this.lines = lines;
        this.checking = checking;
        this.creating = creating;
        this.changing = changing;
        this.expiring = expiring;
    }

    List<Operation> operations() {
        return List.of(
                Operation.post(BASE, SessionParams.CREATE, this::create),
                Operation.get(BASE, SessionParams.LIST, this::list),
                Operation.get(ONE, Shape.of(), this::retrieve),
                Operation.post(ONE, Changing.UPDATE, this::update),
                Operation.post(ONE + "/expire", Shape.of(), this::expire),
                Operation.get(ONE + "/line_items", Shape.of(Param.paging()), this::lineItems));
    }

    private Answer create(Call call) {
        checking.check(call.account(), call.params());
        var given =
                new Creating.Given(
                        creating.shares(call),
                        checking.branding(
                                call.account(), call.params(), accounts.find(call.account())),
                        checking.configuration(call.account(), call.params()));
        return call.write(tx ->
                Answer.ok(
                        SessionJson.render(
                                creating.create(
                                        tx,
                                        call.account(),
                                        call.params(),
                                        given,
                                        Cause.of(call)))));
    }

    private Answer list(Call call) {
        var params = call.params();
        var like = Json.object();
        for (var name :
                List.of("customer", "payment_intent", "payment_link", "subscription", "status"))
            params.text(name).ifPresent(text -> like.put(name, text));
        params.hash("customer_details")
                .flatMap(d -> d.text("email"))
                .ifPresent(email -> like.putObject("customer_details").put("email", email));
        var wanted = new SessionsSql.Wanted(like, params.range("created"));
        return Lists.answer(BASE, page(call, wanted, call.page()).map(SessionJson::render));
    }

    private Page<Session> page(Call call, SessionsSql.Wanted wanted, PageRequest page) {
        var id = page.after().or(page::before);
        return call.read(tx -> {
            var cursor =
                    id.flatMap(Session.Id::parse).flatMap(at -> sql.find(tx, call.account(), at));
            if (id.isPresent() && cursor.isEmpty())
                throw ApiError.missingReference(
                        "checkout.session",
                        id.get(),
                        page.after().isPresent() ? "starting_after" : "ending_before");
            var cut = Page.of(sql.list(tx, call.account(), wanted, page, cursor), page.limit());
            return page.before().isPresent()
                    ? new Page<>(cut.items().reversed(), cut.hasMore())
                    : cut;
        });
    }

    private Answer retrieve(Call call) {
        return Answer.ok(SessionJson.render(found(call)));
    }

    private Session found(Call call) {
        return Session.Id.parse(call.path("id"))
                .flatMap(id -> call.read(tx -> sql.find(tx, call.account(), id)))
                .orElseThrow(() -> missing(call));
    }

    private Answer update(Call call) {
        var id = found(call).id();
        return call.write(tx -> {
            var session = sql.lock(tx, call.account(), id).orElseThrow(() -> missing(call));
            var changed = changing.change(tx, session, call.params(), Cause.of(call));
            return Answer.ok(SessionJson.render(changed));
        });
    }

    private Answer expire(Call call) {
        var session = found(call);
        return expiring.expire(call.account(), session.id(), call.cause())
                .map(over -> Answer.ok(SessionJson.render(over)))
                .orElseThrow(() ->
                        ApiError.invalid(
                                "Only Checkout Sessions with a status in [\"open\"] can be"
                                        + " expired. This Checkout Session has a status of "
                                        + SessionJson.render(found(call)).path("status").asText()
                                        + "."));
    }

    private Answer lineItems(Call call) {
        var session = found(call);
        var all = call.read(tx -> lines.items(tx, session));
        var page = call.page();
        int from = page.after().map(id -> place(all, id) + 1).orElse(0);
        int end = page.before().map(id -> place(all, id)).orElse(all.size());
        if (page.before().isPresent()) from = Math.max(0, end - page.limit());
        int to = Math.min(end, from + page.limit());
        boolean more = page.before().isPresent() ? from > 0 : to < end;
        return Answer.ok(Lists.of(url(session.id()), all.subList(from, to), more));
    }

    private static int place(List<ObjectNode> items, String id) {
        for (int i = 0; i < items.size(); i++)
            if (items.get(i).path("id").asText().equals(id)) return i;
        throw ApiError.missingReference("item", id, "starting_after");
    }

    private static String url(Session.Id id) {
        return BASE + "/" + id + "/line_items";
    }

    /** For {@code expand[]=line_items}: the first ten. */
    Map<String, ObjectNode> fetchLines(AccountId account, Collection<String> ids) {
        var found = new HashMap<String, ObjectNode>();
        for (var text : ids)
            Session.Id.parse(text)
                    .ifPresent(id ->
                            platform.tx()
                                    .readAccount(
                                            account,
                                            tx ->
                                                    sql.find(tx, account, id)
                                                            .map(s -> lines.items(tx, s)))
                                    .ifPresent(items -> {
                                        int end = Math.min(10, items.size());
                                        found.put(
                                                text,
                                                Lists.of(
                                                        url(id),
                                                        items.subList(0, end),
                                                        end < items.size()));
                                    }));
        return found;
    }

    private static ApiError missing(Call call) {
        return ApiError.missing("checkout.session", call.path("id"));
    }
}
