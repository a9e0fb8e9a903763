package hawker.billing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import hawker.api.Params;
import hawker.api.Search;
import hawker.api.TimeRange;
import hawker.billing.Document.Kind;
import hawker.kernel.AccountId;
import hawker.kernel.PageRequest;
import hawker.platform.Event;
import hawker.platform.Row;
import hawker.platform.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The statements of the room. */
final class DocumentsSql {

    private static final Instant LAST_MOMENT = Instant.parse("9999-12-31T00:00:00Z");

    private static final String DOCUMENT =
            """
            select account_id, kind, document_id, version, created, deleted, body, detail
            from billing.document
            """;

    /**
     * Which documents a list wants.
     *
     * @param like an object whose every field a document must have as it is here
     * @param states only these; empty: all
     * @param ranges by the place of a moment in the body
     */
    record Wanted(
            ObjectNode like,
            List<String> states,
            Optional<TimeRange> created,
            Map<String, TimeRange> ranges) {
        Wanted(ObjectNode like, List<String> states, Optional<TimeRange> created) {
            this(like, states, created, Map.of());
        }

        /** Only those whose moment lies within what was asked, if it was. */
        Wanted within(Params params, Map<String, String> places) {
            var asked = new LinkedHashMap<String, TimeRange>(ranges);
            places.forEach((name, place) ->
                    params.range(name).ifPresent(range -> asked.put(place, range)));
            return new Wanted(like, states, created, asked);
        }

        static Wanted of(ObjectNode like) {
            return new Wanted(like, List.of(), Optional.empty());
        }
    }

    /** False if what it was made for has been done already. */
    boolean insert(Tx tx, Document p) {
        return tx.update(
                        """
                        insert into billing.document (account_id, kind, document_id, version, created,
                            deleted, state, customer, parent, intent, clock, due, fact, body, detail)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        on conflict do nothing
                        """,
                        p.account(),
                        p.kind().object(),
                        p.id(),
                        p.version(),
                        p.created(),
                        p.deleted(),
                        p.state(),
                        p.customer(),
                        p.parent(),
                        p.intent(),
                        p.clock(),
                        p.due(),
                        p.fact(),
                        new Tx.Json(Json.text(p.body())),
                        new Tx.Json(Json.text(p.detail())))
                == 1;
    }

    Optional<Document> find(Tx tx, AccountId account, Kind kind, String id) {
        return tx.one(
                DOCUMENT + "where account_id = ? and kind = ? and document_id = ?",
                DocumentsSql::document,
                account,
                kind.object(),
                id);
    }

    /** The same, and nobody else changes it before the transaction ends. */
    Optional<Document> lock(Tx tx, AccountId account, Kind kind, String id) {
        return tx.one(
                DOCUMENT + "where account_id = ? and kind = ? and document_id = ? for update",
                DocumentsSql::document,
                account,
                kind.object(),
                id);
    }

    /** The same for many at once, who do not change it. */
    Optional<Document> share(Tx tx, AccountId account, Kind kind, String id) {
        return tx.one(
                DOCUMENT + "where account_id = ? and kind = ? and document_id = ? for share",
                DocumentsSql::document,
                account,
                kind.object(),
                id);
    }

    List<Document> findAll(Tx tx, AccountId account, Kind kind, Collection<String> ids) {
        return tx.list(
                DOCUMENT + "where account_id = ? and kind = ? and document_id = any(?)",
                DocumentsSql::document,
                account,
                kind.object(),
                ids.toArray(String[]::new));
    }

    /** Newest first, or, where a page before a document is wanted, the oldest of the newer ones. */
    List<Document> list(
            Tx tx,
            AccountId account,
            Kind kind,
            Wanted wanted,
            PageRequest page,
            Optional<Document> cursor) {
        boolean back = page.before().isPresent();
        var states = wanted.states().toArray(String[]::new);
        var like = new Tx.Json(Json.text(wanted.like()));
        var values = new ArrayList<Object>(List.of(account, kind.object(), like, states, states));
        values.addAll(List.of(from(wanted.created()), before(wanted.created())));
        wanted.ranges()
                .forEach((place, range) -> {
                    var asked = Optional.of(range);
                    values.addAll(List.of(place, from(asked).getEpochSecond()));
                    values.addAll(List.of(place, before(asked).getEpochSecond()));
                });
        var last = cursor.map(Document::created).orElse(LAST_MOMENT);
        values.addAll(List.of(last, cursor.map(Document::id).orElse(""), page.limit() + 1));
        return tx.list(
                DOCUMENT
                        + """
                        where account_id = ? and kind = ? and not deleted and body @> ?
                          and (cardinality(?::text[]) = 0 or state = any(?))
                          and created >= ? and created < ?
                        """
                        + WITHIN.repeat(wanted.ranges().size())
                        + "and (created, document_id)"
                        + (back
                                ? " > (?, ?) order by created, document_id limit ?"
                                : " < (?, ?) order by created desc, document_id desc limit ?"),
                DocumentsSql::document,
                values.toArray());
    }

    /** A moment of the body is in a range; what has none is in no range. */
    private static final String WITHIN =
            "and (body #>> ?::text[])::bigint >= ? and (body #>> ?::text[])::bigint < ? ";

    private static Instant from(Optional<TimeRange> range) {
        return range.flatMap(TimeRange::from).orElse(Instant.EPOCH);
    }

    private static Instant before(Optional<TimeRange> range) {
        return range.flatMap(TimeRange::before).orElse(LAST_MOMENT);
    }

    private static final String FOUND =
            "where account_id = ? and kind = ? and not deleted and document_id < ? and ";

    /** What a search finds, by id, the last one first. */
    List<Document> search(Tx tx, AccountId account, Kind kind, Search search) {
        return tx.list(
                DOCUMENT + FOUND + search.condition() + " order by document_id desc limit ?",
                DocumentsSql::document,
                search.values(
                        List.of(account, kind.object(), search.after().orElse("~")),
                        search.rows()));
    }

    /** How many a search finds on all its pages. */
    long count(Tx tx, AccountId account, Kind kind, Search search) {
        return tx.list(
                        "select count(*) as found from billing.document "
                                + FOUND
                                + search.condition(),
                        row -> row.number("found"),
                        search.values(List.of(account, kind.object(), "~")))
                .getFirst();
    }

    /** Writes the next version; the version guards against a change meanwhile. */
    void update(Tx tx, Document p) {
        int changed =
                tx.update(
                        """
                        update billing.document set version = ?, deleted = ?, state = ?, parent = ?,
                            intent = ?, due = ?, fact = ?, body = ?, detail = ?
                        where account_id = ? and kind = ? and document_id = ? and version = ?
                        """,
                        p.version(),
                        p.deleted(),
                        p.state(),
                        p.parent(),
                        p.intent(),
                        p.due(),
                        p.fact(),
                        new Tx.Json(Json.text(p.body())),
                        new Tx.Json(Json.text(p.detail())),
                        p.account(),
                        p.kind().object(),
                        p.id(),
                        p.version() - 1);
        if (changed != 1) throw new IllegalStateException(p.id() + " changed meanwhile");
    }

    Optional<Document> ofIntent(Tx tx, AccountId account, Kind kind, String intent) {
        return tx.one(
                DOCUMENT + "where account_id = ? and kind = ? and intent = ?",
                DocumentsSql::document,
                account,
                kind.object(),
                intent);
    }

    /** Those of some events' subjects that are intents of invoices, of all accounts. */
    Set<String> acrossOfIntents(Tx tx, List<Event> events) {
        return Set.copyOf(
                tx.list(
                        """
                        /* across: billing-paid */
                        select d.intent from billing.document d
                        join unnest(?::text[], ?::text[]) as p(account_id, intent)
                          on d.account_id = p.account_id::bigint and d.kind = 'invoice'
                            and d.intent = p.intent
                        """,
                        row -> row.text("intent"),
                        texts(events, event -> "" + event.account().number()),
                        texts(events, Event::subject)));
    }

    private static String[] texts(List<Event> events, Function<Event, String> text) {
        return events.stream().map(text).toArray(String[]::new);
    }

    /** The invoices that some intents pay. */
    List<Document> ofIntents(Tx tx, AccountId account, Collection<String> intents) {
        return tx.list(
                DOCUMENT + "where account_id = ? and kind = 'invoice' and intent = any(?)",
                DocumentsSql::document,
                account,
                intents.toArray(String[]::new));
    }

    /** The subscription that has an item. */
    Optional<Document> ofItem(Tx tx, AccountId account, String item) {
        return tx.one(
                DOCUMENT
                        + """
                        where account_id = ? and kind = 'subscription' and body @> ? limit 1
                        """,
                DocumentsSql::document,
                account,
                new Tx.Json(Json.text(SubscriptionItemsHttp.like(item))));
    }

    /** What was made for this, if it was. */
    Optional<Document> ofFact(Tx tx, AccountId account, String fact) {
        return tx.one(
                DOCUMENT + "where account_id = ? and fact = ?",
                DocumentsSql::document,
                account,
                fact);
    }

    /** What belongs to another document, oldest first. */
    List<Document> ofParent(Tx tx, AccountId account, Kind kind, String parent) {
        return tx.list(
                DOCUMENT
                        + """
                        where account_id = ? and parent = ? and kind = ? and not deleted
                        order by created, document_id limit 1000
                        """,
                DocumentsSql::document,
                account,
                parent,
                kind.object());
    }

    /** The same of several. */
    List<Document> ofParents(Tx tx, AccountId account, Kind kind, Collection<String> parents) {
        return tx.list(
                DOCUMENT
                        + """
                        where account_id = ? and parent = any(?) and kind = ? and not deleted
                        order by created, document_id
                        """,
                DocumentsSql::document,
                account,
                parents.toArray(String[]::new),
                kind.object());
    }

    /** What a customer has, the newest thousand, oldest first. */
    List<Document> ofCustomer(Tx tx, AccountId account, Kind kind, String customer) {
        return tx.list(
                        DOCUMENT
                                + """
                                where account_id = ? and customer = ? and kind = ? and not deleted
                                order by created desc, document_id desc limit 1000
                                """,
                        DocumentsSql::document,
                        account,
                        customer,
                        kind.object())
                .reversed();
    }

    /** A customer's invoice items that no invoice has yet, oldest first, held. */
    List<Document> pending(Tx tx, AccountId account, String customer, String currency) {
        return tx.list(
                DOCUMENT
                        + """
                        where account_id = ? and customer = ? and kind = 'invoiceitem'
                          and parent is null and not deleted and body ->> 'currency' = ?
                        order by created, document_id limit 250 for update
                        """,
                DocumentsSql::document,
                account,
                customer,
                currency);
    }

    /** Of what lives by a clock, the next that is due by then. */
    Optional<Document> nextDue(Tx tx, AccountId account, String clock, Instant until) {
        return tx.one(
                DOCUMENT
                        + """
                        where account_id = ? and clock = ? and due <= ? and not deleted
                        order by due, kind <> 'subscription_schedule', created, document_id limit 1
                        """,
                DocumentsSql::document,
                account,
                clock,
                until);
    }

    /** What a seller wants to become of what is not paid. */
    Optional<Dunning.Rules> rules(Tx tx, AccountId account) {
        return tx.one(
                "select charged, sent, days from billing.dunning where account_id = ?",
                row ->
                        new Dunning.Rules(
                                Dunning.End.parse(row.text("charged")).orElseThrow(),
                                Dunning.End.parse(row.text("sent")).orElseThrow(),
                                row.integer("days")),
                account);
    }

    void put(Tx tx, AccountId account, Dunning.Rules rules, Instant now) {
        tx.update(
                """
                insert into billing.dunning (account_id, charged, sent, days, changed_at)
                values (?, ?, ?, ?, ?)
                on conflict (account_id) do update set charged = excluded.charged,
                    sent = excluded.sent, days = excluded.days, changed_at = excluded.changed_at
                """,
                account,
                rules.charged().text(),
                rules.sent().text(),
                rules.days(),
                now);
    }

    private static Document document(Row row) {
        return new Document(
                row.account("account_id"),
                Kind.of(row.text("kind")),
                row.text("document_id"),
                row.integer("version"),
                row.time("created"),
                row.flag("deleted"),
                Json.parse(row.text("body")),
                Json.parse(row.text("detail")));
    }
}
