package hawker.billing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Answer;
import hawker.api.ApiError;
import hawker.api.Call;
import hawker.api.Json;
import hawker.api.Search;
import hawker.api.SearchFields;
import hawker.billing.Document.Kind;
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
import java.util.function.Function;
import java.util.function.Supplier;

/** Where all documents lie: put there, found, changed, and told of. */
final class Documents {

    /** The job that comes back to a document when it is due. */
    static final String DUE = "billing.due";

    /** Lines that an invoice shows in itself; the others by their own list. */
    static final int LINES_SHOWN = 10;

    private final Platform platform;
    private final DocumentsSql sql;

    Documents(Platform platform, DocumentsSql sql) {
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

    /**
     * The moment that a preview looks at, while it does: what is done then is done at that moment,
     * and rolled back.
     */
    private static final ScopedValue<Instant> FORESEEN = ScopedValue.newInstance();

    /** Does something as it will be done at a moment that has not come; for previews alone. */
    static <T> T at(Instant moment, Supplier<T> work) {
        return ScopedValue.where(FORESEEN, moment).call(work::get);
    }

    /** The moment, as everybody has it who lives by no test clock. */
    Instant now() {
        return platform.clock().now();
    }

    /** The moment, as whoever lives by a clock has it. */
    Instant now(Tx tx, AccountId account, Optional<String> clock) {
        if (FORESEEN.isBound()) return FORESEEN.get();
        return clock.flatMap(id -> sql.find(tx, account, Kind.TEST_CLOCK, id))
                .flatMap(document -> JsonFields.time(document.body(), "frozen_time"))
                .orElseGet(this::now);
    }

    Instant now(Tx tx, Document document) {
        return now(tx, document.account(), document.clock());
    }

    /** Puts a new document there; id, object, created and livemode are written into its body. */
    Document put(
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
    Optional<Document> putOnce(
            Tx tx,
            AccountId account,
            Kind kind,
            String id,
            Instant now,
            ObjectNode body,
            ObjectNode detail) {
        body.put("id", id);
        body.put("object", kind.object());
        if (kind != Kind.DISCOUNT) body.put("livemode", account.livemode());
        // These two have times of their own, and no field "created".
        if (kind != Kind.INVOICE_ITEM && kind != Kind.DISCOUNT)
            body.put("created", Json.seconds(now));
        var document = new Document(account, kind, id, 1, now, false, read(body), read(detail));
        if (!sql.insert(tx, document)) return Optional.empty();
        plan(tx, document);
        return Optional.of(document);
    }

    /** As it is read again: a number has one form, so that what is equal compares so. */
    private static ObjectNode read(ObjectNode written) {
        return Json.parse(Json.text(written));
    }

    /** Writes what became of a document that was locked, if anything did. */
    Document change(Tx tx, Document before, ObjectNode body, ObjectNode detail) {
        var after = before.with(read(body), read(detail));
        if (after.body().equals(before.body()) && after.detail().equals(before.detail()))
            return before;
        sql.update(tx, after);
        if (!after.due().equals(before.due())) plan(tx, after);
        return after;
    }

    void delete(Tx tx, Document document) {
        sql.update(tx, document.gone());
    }

    /** What lives by a test clock is found by it; all else comes back by a job. */
    private void plan(Tx tx, Document document) {
        if (document.due().isEmpty() || document.clock().isPresent()) return;
        var due = document.due().get();
        var job = document.id() + "@" + document.version();
        platform.jobs().add(tx, document.account(), job, DUE, due, document.id());
    }

    Optional<Document> find(Tx tx, AccountId account, Kind kind, String id) {
        return sql.find(tx, account, kind, id).filter(document -> !document.deleted());
    }

    Optional<Document> find(AccountId account, Kind kind, String id) {
        return platform.tx().readAccount(account, tx -> find(tx, account, kind, id));
    }

    /** What is read of one seller at one time. */
    <T> T read(AccountId account, Function<Tx, T> read) {
        return platform.tx().readAccount(account, read);
    }

    /** What was made for this, if it was. */
    Optional<Document> ofFact(Tx tx, AccountId account, String fact) {
        return sql.ofFact(tx, account, fact);
    }

    Optional<Document> lock(Tx tx, AccountId account, Kind kind, String id) {
        return sql.lock(tx, account, kind, id).filter(document -> !document.deleted());
    }

    /** A document that must be there. */
    Document held(Tx tx, AccountId account, Kind kind, String id) {
        return lock(tx, account, kind, id).orElseThrow(() -> ApiError.missing(kind.object(), id));
    }

    /** The document that a request's path names. */
    Document named(Call call, Kind kind) {
        return find(call.account(), kind, call.path("id"))
                .orElseThrow(() -> ApiError.missing(kind.object(), call.path("id")));
    }

    Page<ObjectNode> list(
            AccountId account, Kind kind, DocumentsSql.Wanted wanted, PageRequest page) {
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
                            return ordered.map(Documents::shown);
                        });
    }

    /** The page of a search. */
    Answer search(Call call, Kind kind, SearchFields fields, String url) {
        var search = Search.of(call, fields);
        var account = call.account();
        var found =
                call.read(tx -> sql.search(tx, account, kind, search)).stream()
                        .map(Documents::shown)
                        .toList();
        return search.answer(
                url, found, () -> call.read(tx -> sql.count(tx, account, kind, search)));
    }

    /** As the API shows it. */
    static ObjectNode shown(Document document) {
        var shown = document.body().deepCopy();
        if (document.kind() == Kind.SUBSCRIPTION) {
            var items = JsonFields.object(shown, "items").putArray("data");
            Beginning.items(document.body()).forEach(item -> items.add(Subscribing.shown(item)));
        }
        if (document.kind() == Kind.INVOICE) {
            var lines = JsonFields.array(JsonFields.object(shown, "lines"), "data");
            boolean more = lines.size() > LINES_SHOWN;
            while (lines.size() > LINES_SHOWN) lines.remove(lines.size() - 1);
            JsonFields.object(shown, "lines").put("has_more", more);
        }
        return shown;
    }

    /** Documents as the API shows them, for expanding; deleted ones say so. */
    Map<String, ObjectNode> fetch(AccountId account, Kind kind, Collection<String> ids) {
        var found = new HashMap<String, ObjectNode>();
        platform.tx()
                .readAccount(account, tx -> sql.findAll(tx, account, kind, ids))
                .forEach(p -> found.put(p.id(), p.deleted() ? gone(p) : shown(p)));
        return found;
    }

    static ObjectNode gone(Document document) {
        return Json.object()
                .put("id", document.id())
                .put("object", document.kind().object())
                .put("deleted", true);
    }

    /** Tells of a document, under one or more names. */
    void tell(Tx tx, Document document, Cause cause, String... types) {
        append(tx, document, Optional.empty(), cause, List.of(types));
    }

    /** The same of one that was different before; a change that does not show is not told. */
    void changed(Tx tx, Document before, Document after, Cause cause, String... types) {
        boolean same = before.body().equals(after.body());
        var told = new ArrayList<String>();
        for (var type : types) if (!same || !type.endsWith(".updated")) told.add(type);
        if (!told.isEmpty()) append(tx, after, Optional.of(before), cause, told);
    }

    private void append(
            Tx tx, Document document, Optional<Document> before, Cause cause, List<String> types) {
        var payload = Json.object();
        var object = shown(document);
        payload.set("object", object);
        before.ifPresent(
                old -> payload.set("previous_attributes", Json.previous(shown(old), object)));
        platform.events()
                .append(
                        tx,
                        new Event(
                                platform.events().newId(document.account()),
                                document.account(),
                                types,
                                document.id(),
                                document.version(),
                                Optional.of(Json.text(payload)),
                                cause.request(),
                                cause.idempotencyKey(),
                                now()));
    }
}
