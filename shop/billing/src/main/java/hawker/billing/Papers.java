package hawker.billing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.ApiError;
import hawker.api.Call;
import hawker.api.Json;
import hawker.kernel.AccountId;
import hawker.kernel.Page;
import hawker.kernel.PageRequest;
import hawker.platform.Event;
import hawker.platform.Platform;
import hawker.platform.Tx;
import hawker.pricing.Cause;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where all papers lie: put there, found, changed, and told of. */
final class Papers {

    /** The job that comes back to a paper when it is due. */
    static final String DUE = "billing.due";

    /** Lines that an invoice shows in itself; the others by their own list. */
    static final int LINES_SHOWN = 10;

    private final Platform platform;
    private final PapersSql sql;

    Papers(Platform platform, PapersSql sql) {
        this.platform = platform;
        this.sql = sql;
    }

    String newId(AccountId account, Kind kind) {
        return platform.ids().ordinary(kind.prefix(), account);
    }

    String newId(AccountId account, String prefix) {
        return platform.ids().ordinary(prefix, account);
    }

    String token() {
        return platform.ids().token(25);
    }

    /** The moment, as everybody has it who lives by no test clock. */
    Instant now() {
        return platform.clock().now();
    }

    /** The moment, as whoever lives by a clock has it. */
    Instant now(Tx tx, AccountId account, Optional<String> clock) {
        return clock.flatMap(id -> sql.find(tx, account, Kind.TEST_CLOCK, id))
                .flatMap(paper -> Nodes.time(paper.body(), "frozen_time"))
                .orElseGet(this::now);
    }

    Instant now(Tx tx, Paper paper) {
        return now(tx, paper.account(), paper.clock());
    }

    /** Puts a new paper there; id, object, created and livemode are written into its body. */
    Paper put(
            Tx tx,
            AccountId account,
            Kind kind,
            String id,
            Instant now,
            ObjectNode body,
            ObjectNode detail) {
        return putOnce(tx, account, kind, id, now, body, detail)
                .orElseThrow(() -> new IllegalStateException(id + " is there already"));
    }

    /** The same; empty if what it is for ({@code detail.fact}) has been done already. */
    Optional<Paper> putOnce(
            Tx tx,
            AccountId account,
            Kind kind,
            String id,
            Instant now,
            ObjectNode body,
            ObjectNode detail) {
        body.put("id", id);
        body.put("object", kind.object());
        body.put("livemode", account.livemode());
        // These two have times of their own, and no field "created".
        if (kind != Kind.INVOICE_ITEM && kind != Kind.DISCOUNT)
            body.put("created", Json.seconds(now));
        var paper = new Paper(account, kind, id, 1, now, false, body, detail);
        if (!sql.insert(tx, paper)) return Optional.empty();
        plan(tx, paper);
        return Optional.of(paper);
    }

    /** Writes what became of a paper that was locked, if anything did. */
    Paper change(Tx tx, Paper before, ObjectNode body, ObjectNode detail) {
        if (body.equals(before.body()) && detail.equals(before.detail())) return before;
        var after = before.with(body, detail);
        sql.update(tx, after);
        if (!after.due().equals(before.due())) plan(tx, after);
        return after;
    }

    void delete(Tx tx, Paper paper) {
        sql.update(tx, paper.gone());
    }

    /** What lives by a test clock is found by it; all else comes back by a job. */
    private void plan(Tx tx, Paper paper) {
        if (paper.due().isEmpty() || paper.clock().isPresent()) return;
        var due = paper.due().get();
        var job = paper.id() + "@" + paper.version();
        platform.jobs().add(tx, paper.account(), job, DUE, due, paper.id());
    }

    Optional<Paper> find(Tx tx, AccountId account, Kind kind, String id) {
        return sql.find(tx, account, kind, id).filter(paper -> !paper.deleted());
    }

    Optional<Paper> find(AccountId account, Kind kind, String id) {
        return platform.tx().readAccount(account, tx -> find(tx, account, kind, id));
    }

    /** What was made for this, if it was. */
    Optional<Paper> ofFact(Tx tx, AccountId account, String fact) {
        return sql.ofFact(tx, account, fact);
    }

    Optional<Paper> lock(Tx tx, AccountId account, Kind kind, String id) {
        return sql.lock(tx, account, kind, id).filter(paper -> !paper.deleted());
    }

    /** A paper that must be there. */
    Paper held(Tx tx, AccountId account, Kind kind, String id) {
        return lock(tx, account, kind, id).orElseThrow(() -> ApiError.missing(kind.object(), id));
    }

    /** The paper that a request's path names. */
    Paper named(Call call, Kind kind) {
        return find(call.account(), kind, call.path("id"))
                .orElseThrow(() -> ApiError.missing(kind.object(), call.path("id")));
    }

    Page<ObjectNode> list(AccountId account, Kind kind, PapersSql.Wanted wanted, PageRequest page) {
        var cursor = page.after().or(page::before);
        return platform.tx()
                .readAccount(
                        account,
                        tx -> {
                            var at = cursor.flatMap(id -> sql.find(tx, account, kind, id));
                            if (cursor.isPresent() && at.isEmpty())
                                throw ApiError.missingReference(
                                        kind.object(),
                                        cursor.get(),
                                        page.after().isPresent()
                                                ? "starting_after"
                                                : "ending_before");
                            var found = sql.list(tx, account, kind, wanted, page, at);
                            var cut = Page.of(found, page.limit());
                            var ordered =
                                    page.before().isPresent()
                                            ? new Page<>(cut.items().reversed(), cut.hasMore())
                                            : cut;
                            return ordered.map(Papers::shown);
                        });
    }

    /** As the API shows it. */
    static ObjectNode shown(Paper paper) {
        var shown = paper.body().deepCopy();
        if (paper.kind() == Kind.INVOICE) {
            var lines = Nodes.array(Nodes.object(shown, "lines"), "data");
            boolean more = lines.size() > LINES_SHOWN;
            while (lines.size() > LINES_SHOWN) lines.remove(lines.size() - 1);
            Nodes.object(shown, "lines").put("has_more", more);
        }
        return shown;
    }

    /** Papers as the API shows them, for expanding; deleted ones say so. */
    Map<String, ObjectNode> fetch(AccountId account, Kind kind, Collection<String> ids) {
        var found = new HashMap<String, ObjectNode>();
        platform.tx()
                .readAccount(account, tx -> sql.findAll(tx, account, kind, ids))
                .forEach(p -> found.put(p.id(), p.deleted() ? gone(p) : shown(p)));
        return found;
    }

    static ObjectNode gone(Paper paper) {
        return Json.object()
                .put("id", paper.id())
                .put("object", paper.kind().object())
                .put("deleted", true);
    }

    /** Tells of a paper, under one or more names. */
    void tell(Tx tx, Paper paper, Cause cause, String... types) {
        append(tx, paper, Optional.empty(), cause, List.of(types));
    }

    /** The same of one that was different before; a change that does not show is not told. */
    void changed(Tx tx, Paper before, Paper after, Cause cause, String... types) {
        boolean same = before.body().equals(after.body());
        var told = new ArrayList<String>();
        for (var type : types) if (!same || !type.endsWith(".updated")) told.add(type);
        if (!told.isEmpty()) append(tx, after, Optional.of(before), cause, told);
    }

    private void append(
            Tx tx, Paper paper, Optional<Paper> before, Cause cause, List<String> types) {
        var payload = Json.object();
        var object = shown(paper);
        payload.set("object", object);
        before.ifPresent(
                old -> payload.set("previous_attributes", differences(shown(old), object)));
        platform.events()
                .append(
                        tx,
                        new Event(
                                platform.events().newId(paper.account()),
                                paper.account(),
                                types,
                                paper.id(),
                                paper.version(),
                                Optional.of(Json.text(payload)),
                                cause.request(),
                                cause.idempotencyKey(),
                                now()));
    }

    /** The old values of what has changed. */
    private static ObjectNode differences(ObjectNode before, ObjectNode after) {
        var old = Json.object();
        for (var field : before.properties())
            if (!field.getValue().equals(after.get(field.getKey())))
                old.set(field.getKey(), field.getValue());
        return old;
    }
}
