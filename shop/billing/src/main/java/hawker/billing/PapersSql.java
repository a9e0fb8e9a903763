package hawker.billing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import hawker.api.TimeRange;
import hawker.kernel.AccountId;
import hawker.kernel.PageRequest;
import hawker.platform.Row;
import hawker.platform.Tx;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The statements of the room. */
final class PapersSql {

    private static final Instant LAST_MOMENT = Instant.parse("9999-12-31T00:00:00Z");

    private static final String PAPER =
            """
            select account_id, kind, paper_id, version, created, deleted, body, detail
            from billing.paper
            """;

    /**
     * Which papers a list wants.
     *
     * @param like an object whose every field a paper must have as it is here
     * @param states only these; empty: all
     */
    record Wanted(ObjectNode like, List<String> states, Optional<TimeRange> created) {
        static Wanted of(ObjectNode like) {
            return new Wanted(like, List.of(), Optional.empty());
        }
    }

    /** False if what it was made for has been done already. */
    boolean insert(Tx tx, Paper p) {
        return tx.update(
                        """
                        insert into billing.paper (account_id, kind, paper_id, version, created,
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

    Optional<Paper> find(Tx tx, AccountId account, Kind kind, String id) {
        return tx.one(
                PAPER + "where account_id = ? and kind = ? and paper_id = ?",
                PapersSql::paper,
                account,
                kind.object(),
                id);
    }

    /** The same, and nobody else changes it before the transaction ends. */
    Optional<Paper> lock(Tx tx, AccountId account, Kind kind, String id) {
        return tx.one(
                PAPER + "where account_id = ? and kind = ? and paper_id = ? for update",
                PapersSql::paper,
                account,
                kind.object(),
                id);
    }

    List<Paper> findAll(Tx tx, AccountId account, Kind kind, Collection<String> ids) {
        return tx.list(
                PAPER + "where account_id = ? and kind = ? and paper_id = any(?)",
                PapersSql::paper,
                account,
                kind.object(),
                ids.toArray(String[]::new));
    }

    /** Newest first, or, where a page before a paper is wanted, the oldest of the newer ones. */
    List<Paper> list(
            Tx tx,
            AccountId account,
            Kind kind,
            Wanted wanted,
            PageRequest page,
            Optional<Paper> cursor) {
        boolean back = page.before().isPresent();
        var states = wanted.states().toArray(String[]::new);
        return tx.list(
                PAPER
                        + """
                        where account_id = ? and kind = ? and not deleted and body @> ?
                          and (cardinality(?::text[]) = 0 or state = any(?))
                          and created >= ? and created < ?
                          and (created, paper_id)
                        """
                        + (back
                                ? " > (?, ?) order by created, paper_id limit ?"
                                : " < (?, ?) order by created desc, paper_id desc limit ?"),
                PapersSql::paper,
                account,
                kind.object(),
                new Tx.Json(Json.text(wanted.like())),
                states,
                states,
                wanted.created().flatMap(TimeRange::from).orElse(Instant.EPOCH),
                wanted.created().flatMap(TimeRange::before).orElse(LAST_MOMENT),
                cursor.map(Paper::created).orElse(LAST_MOMENT),
                cursor.map(Paper::id).orElse(""),
                page.limit() + 1);
    }

    /** Writes the next version; the version guards against a change meanwhile. */
    void update(Tx tx, Paper p) {
        int changed =
                tx.update(
                        """
                        update billing.paper set version = ?, deleted = ?, state = ?, parent = ?,
                            intent = ?, due = ?, fact = ?, body = ?, detail = ?
                        where account_id = ? and kind = ? and paper_id = ? and version = ?
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

    Optional<Paper> ofIntent(Tx tx, AccountId account, Kind kind, String intent) {
        return tx.one(
                PAPER + "where account_id = ? and kind = ? and intent = ?",
                PapersSql::paper,
                account,
                kind.object(),
                intent);
    }

    /** The subscription that has an item. */
    Optional<Paper> ofItem(Tx tx, AccountId account, String item) {
        return tx.one(
                PAPER
                        + """
                        where account_id = ? and kind = 'subscription' and body @> ? limit 1
                        """,
                PapersSql::paper,
                account,
                new Tx.Json(Json.text(ItemHttp.like(item))));
    }

    /** What was made for this, if it was. */
    Optional<Paper> ofFact(Tx tx, AccountId account, String fact) {
        return tx.one(PAPER + "where account_id = ? and fact = ?", PapersSql::paper, account, fact);
    }

    /** What belongs to another paper, oldest first. */
    List<Paper> ofParent(Tx tx, AccountId account, Kind kind, String parent) {
        return tx.list(
                PAPER
                        + """
                        where account_id = ? and parent = ? and kind = ? and not deleted
                        order by created, paper_id limit 1000
                        """,
                PapersSql::paper,
                account,
                parent,
                kind.object());
    }

    /** The same of several. */
    List<Paper> ofParents(Tx tx, AccountId account, Kind kind, Collection<String> parents) {
        return tx.list(
                PAPER
                        + """
                        where account_id = ? and parent = any(?) and kind = ? and not deleted
                        order by created, paper_id
                        """,
                PapersSql::paper,
                account,
                parents.toArray(String[]::new),
                kind.object());
    }

    /** What a customer has, oldest first. */
    List<Paper> ofCustomer(Tx tx, AccountId account, Kind kind, String customer) {
        return tx.list(
                PAPER
                        + """
                        where account_id = ? and customer = ? and kind = ? and not deleted
                        order by created, paper_id limit 1000
                        """,
                PapersSql::paper,
                account,
                customer,
                kind.object());
    }

    /** A customer's invoice items that no invoice has yet, oldest first, held. */
    List<Paper> pending(Tx tx, AccountId account, String customer, String currency) {
        return tx.list(
                PAPER
                        + """
                        where account_id = ? and customer = ? and kind = 'invoiceitem'
                          and parent is null and not deleted and body ->> 'currency' = ?
                        order by created, paper_id limit 250 for update
                        """,
                PapersSql::paper,
                account,
                customer,
                currency);
    }

    /** Of what lives by a clock, the next that is due by then. */
    Optional<Paper> nextDue(Tx tx, AccountId account, String clock, Instant until) {
        return tx.one(
                PAPER
                        + """
                        where account_id = ? and clock = ? and due <= ? and not deleted
                        order by due, kind <> 'subscription_schedule', created, paper_id limit 1
                        """,
                PapersSql::paper,
                account,
                clock,
                until);
    }

    private static Paper paper(Row row) {
        return new Paper(
                row.account("account_id"),
                Kind.of(row.text("kind")),
                row.text("paper_id"),
                row.integer("version"),
                row.time("created"),
                row.flag("deleted"),
                Json.parse(row.text("body")),
                Json.parse(row.text("detail")));
    }
}
