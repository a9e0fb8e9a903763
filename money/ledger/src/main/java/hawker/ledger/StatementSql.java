package hawker.ledger;

import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.kernel.IdCodec;
import hawker.kernel.PageRequest;
import hawker.platform.Row;
import hawker.platform.Tx;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The statements that read journals. */
final class StatementSql {

    private static final LocalDate FIRST_DAY = LocalDate.of(1970, 1, 1);
    private static final LocalDate LAST_DAY = LocalDate.of(9999, 12, 31);
    private static final Instant LAST_MOMENT = Instant.parse("9999-12-31T00:00:00Z");

    /** Sorts after every journal id: they are 24 characters that begin with a digit. */
    private static final String LAST_ID = "~";

    private static final String JOURNAL =
            """
            select j.journal_id, j.kind, j.source_type, j.source_id, j.leg, j.effective_on,
                   j.posted_at, j.reverses, j.link_id, j.plan_version
            from ledger.journal j
            """;

    /**
     * Lines of the statement between two ids that fit a filter. A subquery for its value is asked
     * row by row, in the order of the ids, until the page is full; for EXISTS PostgreSQL joins what
     * is left of the book with its transfers, or with everybody's, and sorts it for each page.
     */
    private static final String WANTED =
            """
            where j.account_id = ? and j.journal_id > ? and j.journal_id < ?
              and j.kind = any(?::smallint[]) and j.posted_at >= ? and j.posted_at < ?
              and (
                select true from ledger.transfer t
                where t.account_id = j.account_id and t.journal_id = j.journal_id
                  and (t.debit_purpose in (20, 21, 22) or t.credit_purpose in (20, 21, 22))
                  and (? = '' or t.currency = ?)
                  and coalesce(t.available_on, j.effective_on) >= ?
                  and coalesce(t.available_on, j.effective_on) < ?
                limit 1)
            """;

    /** Of those, what makes up a part of the book: see {@link EntryFilter.Part}. */
    private static final String WITHIN =
            """
              and (j.kind = 50 and j.source_type = 4 and j.source_id = ?
              or j.position > ? and j.position <= ? and not (j.kind = 50 and j.source_type = 4)
                and exists (
                select 1 from ledger.transfer t
                where t.account_id = j.account_id and t.journal_id = j.journal_id
                  and t.currency = ? and (t.debit_purpose = 21 or t.credit_purpose = 21))
              or exists (
                select 1 from ledger.transfer t
                join unnest(?::text[], ?::bigint[], ?::bigint[]) as r(day, low, high)
                  on t.available_on = r.day::date and j.position > r.low and j.position <= r.high
                where t.account_id = j.account_id and t.journal_id = j.journal_id
                  and t.currency = ? and (t.debit_purpose = 20 or t.credit_purpose = 20)))
            """;

    /** The newest first, or, where a page before an id is wanted, the oldest of the newer ones. */
    List<Journal> lines(Tx tx, AccountId account, EntryFilter filter, PageRequest page) {
        var args = new ArrayList<Object>();
        var from = filter.from().orElse(Instant.EPOCH);
        var before = filter.before().orElse(LAST_MOMENT);
        args.add(account);
        args.add(later(page.before().orElse(""), IdCodec.bodyBelow(from)));
        args.add(earlier(page.after().orElse(LAST_ID), IdCodec.bodyAbove(before)));
        args.add(codes(kinds(filter)));
        args.add(from);
        args.add(before);
        var currency = filter.currency().map(Currency::code).orElse("");
        args.add(currency);
        args.add(currency);
        args.add(filter.availableFrom().orElse(FIRST_DAY));
        args.add(filter.availableBefore().orElse(LAST_DAY));
        filter.within().ifPresent(part -> addPart(args, part));
        var order = page.before().isPresent() ? "asc" : "desc";
        args.add(page.limit() + 1);
        return withTransfers(
                tx,
                account,
                tx.list(
                        JOURNAL
                                + WANTED
                                + (filter.within().isPresent() ? WITHIN : "")
                                + "order by j.journal_id "
                                + order
                                + " limit ?",
                        row -> head(account, row),
                        args.toArray()));
    }

    private static String later(String id, String other) {
        return id.compareTo(other) > 0 ? id : other;
    }

    private static String earlier(String id, String other) {
        return id.compareTo(other) < 0 ? id : other;
    }

    private static void addPart(List<Object> args, EntryFilter.Part part) {
        args.add(part.payoutId());
        args.add(part.after().position());
        args.add(part.upTo().position());
        args.add(part.currency());
        args.add(part.days().stream().map(d -> d.day().toString()).toArray(String[]::new));
        args.add(part.days().stream().mapToLong(d -> d.after().position()).toArray());
        args.add(part.days().stream().mapToLong(d -> d.upTo().position()).toArray());
        args.add(part.currency());
    }

    private static Collection<Kind> kinds(EntryFilter filter) {
        var wanted = filter.kinds().isEmpty() ? List.of(Kind.values()) : filter.kinds();
        return wanted.stream().filter(Kind::onStatement).toList();
    }

    /** The codes of kinds as an array. */
    static long[] codes(Collection<Kind> kinds) {
        return kinds.stream().mapToLong(Kind::code).toArray();
    }

    /** The journals of these ids. */
    List<Journal> byId(Tx tx, AccountId account, List<String> ids) {
        return withTransfers(
                tx,
                account,
                tx.list(
                        JOURNAL + "where j.account_id = ? and j.journal_id = any(?)",
                        row -> head(account, row),
                        account,
                        ids.toArray(String[]::new)));
    }

    /** The journals of one kind between two positions, oldest first. */
    List<Journal> between(Tx tx, AccountId account, Kind kind, long after, long upTo) {
        return withTransfers(
                tx,
                account,
                tx.list(
                        JOURNAL
                                + """
                                where j.account_id = ? and j.position > ? and j.position <= ?
                                  and j.kind = ? order by j.journal_id
                                """,
                        row -> head(account, row),
                        account,
                        after,
                        upTo,
                        kind.code()));
    }

    /** Which journals of some kinds were posted since a moment, and for what, in order of ids. */
    List<Ledger.Fact> facts(
            Tx tx,
            AccountId account,
            Collection<Kind> kinds,
            Instant since,
            String aboveId,
            int limit) {
        return tx.list(
                """
                select j.journal_id, j.source_id from ledger.journal j
                where j.account_id = ? and j.journal_id > ? and j.kind = any(?::smallint[])
                  and j.posted_at >= ?
                order by j.journal_id limit ?
                """,
                row -> new Ledger.Fact(row.text("journal_id"), row.text("source_id")),
                account,
                later(aboveId, IdCodec.bodyBelow(since)),
                codes(kinds),
                since,
                limit);
    }

    /** The journals of these facts, oldest first. */
    List<Journal> bySource(
            Tx tx, AccountId account, Collection<SourceType> types, List<String> sourceIds) {
        return withTransfers(
                tx,
                account,
                tx.list(
                        JOURNAL
                                + """
                                where j.account_id = ? and j.source_type = any(?::smallint[])
                                  and j.source_id = any(?) order by j.journal_id
                                """,
                        row -> head(account, row),
                        account,
                        types.stream().mapToLong(SourceType::code).toArray(),
                        sourceIds.toArray(String[]::new)));
    }

    /** A journal's own row; its transfers lie in another table. */
    private record Head(
            AccountId account,
            String id,
            Kind kind,
            SourceType sourceType,
            String sourceId,
            int leg,
            LocalDate effectiveOn,
            Instant postedAt,
            Optional<String> reverses,
            Optional<String> link,
            int planVersion) {

        Journal with(List<Transfer> transfers) {
            return new Journal(
                    id,
                    account,
                    kind,
                    sourceType,
                    sourceId,
                    leg,
                    effectiveOn,
                    postedAt,
                    reverses,
                    link,
                    planVersion,
                    transfers);
        }
    }

    private static Head head(AccountId account, Row row) {
        return new Head(
                account,
                row.text("journal_id"),
                Kind.of(row.integer("kind")),
                SourceType.of(row.integer("source_type")),
                row.text("source_id"),
                row.integer("leg"),
                row.day("effective_on"),
                row.time("posted_at"),
                row.maybeText("reverses"),
                row.maybeText("link_id"),
                row.integer("plan_version"));
    }

    private record Line(String journalId, Transfer transfer) {}

    private static List<Journal> withTransfers(Tx tx, AccountId account, List<Head> heads) {
        if (heads.isEmpty()) return List.of();
        Map<String, List<Transfer>> transfers = new HashMap<>();
        tx.list(
                        """
                        select journal_id, debit_purpose, credit_purpose, currency, amount,
                               available_on
                        from ledger.transfer
                        where account_id = ? and journal_id = any(?) order by journal_id, n
                        """,
                        StatementSql::line,
                        account,
                        heads.stream().map(Head::id).toArray(String[]::new))
                .forEach(line ->
                        transfers
                                .computeIfAbsent(line.journalId(), id -> new ArrayList<>())
                                .add(line.transfer()));
        return heads.stream().map(h -> h.with(transfers.getOrDefault(h.id(), List.of()))).toList();
    }

    private static Line line(Row row) {
        return new Line(
                row.text("journal_id"),
                new Transfer(
                        Purpose.of(row.integer("debit_purpose")),
                        Purpose.of(row.integer("credit_purpose")),
                        row.money("amount", "currency"),
                        row.maybeDay("available_on")));
    }
}
