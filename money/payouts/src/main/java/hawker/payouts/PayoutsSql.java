package hawker.payouts;

import hawker.api.Json;
import hawker.api.TimeRange;
import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.kernel.PageRequest;
import hawker.payouts.Payout.Failure;
import hawker.payouts.Payout.Range;
import hawker.payouts.Payout.Status;
import hawker.platform.Row;
import hawker.platform.Tx;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The statements about payouts and schedules. */
final class PayoutsSql {

    private static final Instant LAST_MOMENT = Instant.parse("9999-12-31T00:00:00Z");
    private static final LocalDate FIRST_DAY = LocalDate.of(1970, 1, 1);
    private static final LocalDate LAST_DAY = LocalDate.of(9999, 12, 31);

    private static final String PAYOUT =
            """
            select account_id, payout_id, version, currency, amount, status, created_at, arrives_on,
                   destination, bank_last4, description, statement_descriptor, metadata, journal_id,
                   failure_journal_id, failure_code, failure_message, bank_reference, on_day,
                   after_seq, upto_seq, carried_in, carried_out, fee, fee_journal_id, original,
                   reversed_by
            from payouts.payout
            """;

    /** Which payouts a list wants; empty parts do not restrict. */
    record Wanted(
            Optional<Status> status,
            Optional<String> destination,
            Optional<TimeRange> created,
            Optional<TimeRange> arrives) {

        static final Wanted ALL =
                new Wanted(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    void insert(Tx tx, Payout p) {
        tx.update(
                """
                insert into payouts.payout (account_id, payout_id, version, currency, amount,
                    status, created_at, arrives_on, destination, bank_last4, description,
                    statement_descriptor, metadata, journal_id, on_day, after_seq, upto_seq,
                    carried_in, carried_out, fee, fee_journal_id, original)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                p.account(),
                p.id().text(),
                p.version(),
                p.amount().currency(),
                p.amount().minor(),
                p.status().text(),
                p.createdAt(),
                p.arrivesOn(),
                p.destination(),
                p.bankLast4(),
                p.description(),
                p.statementDescriptor(),
                Json.text(Json.metadata(p.metadata())),
                p.journalId(),
                p.range().map(Range::day),
                p.range().map(Range::afterSeal),
                p.range().map(Range::upToSeal),
                p.range().map(Range::carriedIn),
                p.range().map(Range::carriedOut),
                p.way().fee().map(fee -> fee.amount().minor()),
                p.way().fee().map(Payout.Fee::journalId),
                p.way().original().map(Payout.Id::text));
    }

    Optional<Payout> find(Tx tx, AccountId account, Payout.Id id) {
        return tx.one(
                PAYOUT + "where account_id = ? and payout_id = ?",
                PayoutsSql::payout,
                account,
                id.text());
    }

    /** The same, and nobody else changes it before the transaction ends. */
    Optional<Payout> lock(Tx tx, AccountId account, Payout.Id id) {
        return tx.one(
                PAYOUT + "where account_id = ? and payout_id = ? for update",
                PayoutsSql::payout,
                account,
                id.text());
    }

    List<Payout> findAll(Tx tx, AccountId account, List<String> ids) {
        return tx.list(
                PAYOUT + "where account_id = ? and payout_id = any(?)",
                PayoutsSql::payout,
                account,
                ids.toArray(String[]::new));
    }

    /** Newest first, or, where a page before an id is wanted, the oldest of the newer ones. */
    List<Payout> list(Tx tx, AccountId account, Wanted wanted, PageRequest page) {
        return tx.list(
                PAYOUT
                        + """
                        where account_id = ? and payout_id > ? and payout_id < ?
                          and (? = '' or status = ?) and (? = '' or destination = ?)
                          and created_at >= ? and created_at < ?
                          and arrives_on >= ? and arrives_on < ?
                        order by payout_id\
                        """
                        + (page.before().isPresent() ? " asc limit ?" : " desc limit ?"),
                PayoutsSql::payout,
                account,
                page.before().orElse(""),
                page.after().orElse("~"),
                wanted.status().map(Status::text).orElse(""),
                wanted.status().map(Status::text).orElse(""),
                wanted.destination().orElse(""),
                wanted.destination().orElse(""),
                wanted.created().flatMap(TimeRange::from).orElse(Instant.EPOCH),
                wanted.created().flatMap(TimeRange::before).orElse(LAST_MOMENT),
                wanted.arrives()
                        .flatMap(TimeRange::from)
                        .map(PayoutsSql::firstDay)
                        .orElse(FIRST_DAY),
                wanted.arrives()
                        .flatMap(TimeRange::before)
                        .map(PayoutsSql::firstDay)
                        .orElse(LAST_DAY),
                page.limit() + 1);
    }

    /** The first day whose beginning is not before a moment. */
    private static LocalDate firstDay(Instant time) {
        var day = LocalDate.ofInstant(time, ZoneOffset.UTC);
        boolean midnight = Days.start(day).equals(time);
        return midnight ? day : day.plusDays(1);
    }

    /** The newest automatic payouts of a currency, newest first. */
    List<Payout> automatic(Tx tx, AccountId account, Currency currency, int limit) {
        return tx.list(
                PAYOUT
                        + """
                        where account_id = ? and currency = ? and after_seq is not null
                        order by after_seq desc limit ?
                        """,
                PayoutsSql::payout,
                account,
                currency,
                limit);
    }

    /** The currencies in which there have been automatic payouts. */
    List<Currency> currencies(Tx tx, AccountId account) {
        return tx.list(
                """
                select distinct currency from payouts.payout
                where account_id = ? and after_seq is not null
                """,
                row -> row.currency("currency"),
                account);
    }

    /** The newest payout to a bank account. */
    Optional<Payout> newestTo(Tx tx, AccountId account, String destination) {
        return tx.one(
                PAYOUT
                        + """
                        where account_id = ? and destination = ? and original is null
                        order by payout_id desc limit 1
                        """,
                PayoutsSql::payout,
                account,
                destination);
    }

    /**
     * From now on the bank may know of it: it can no longer be canceled. An order that was lost is
     * given anew, to where the account is paid now. Empty if it is not pending any more.
     */
    Optional<Payout> startSending(
            Tx tx, AccountId account, Payout.Id id, String destination, String last4) {
        tx.update(
                """
                update payouts.payout set sending = true, destination = ?, bank_last4 = ?
                where account_id = ? and payout_id = ? and status = 'pending'
                """,
                destination,
                last4,
                account,
                id.text());
        return find(tx, account, id).filter(p -> p.status() == Status.PENDING);
    }

    boolean isSending(Tx tx, AccountId account, Payout.Id id) {
        return tx.one(
                        """
                        select sending from payouts.payout where account_id = ? and payout_id = ?
                        """,
                        row -> row.flag("sending"),
                        account,
                        id.text())
                .orElse(false);
    }

    /** Writes what changes in a payout's life; the version guards against a change meanwhile. */
    void update(Tx tx, Payout p) {
        int changed =
                tx.update(
                        """
                        update payouts.payout set version = ?, status = ?, arrives_on = ?,
                            metadata = ?, failure_journal_id = ?, failure_code = ?,
                            failure_message = ?, bank_reference = ?, reversed_by = ?
                        where account_id = ? and payout_id = ? and version = ?
                        """,
                        p.version(),
                        p.status().text(),
                        p.arrivesOn(),
                        Json.text(Json.metadata(p.metadata())),
                        p.failure().flatMap(Failure::journalId),
                        p.failure().map(Failure::code),
                        p.failure().map(Failure::message),
                        p.bankReference(),
                        p.way().reversedBy().map(Payout.Id::text),
                        p.account(),
                        p.id().text(),
                        p.version() - 1);
        if (changed != 1) throw new IllegalStateException(p.id() + " changed meanwhile");
    }

    private static Payout payout(Row row) {
        return new Payout(
                new Payout.Id(row.text("payout_id")),
                row.account("account_id"),
                row.integer("version"),
                row.money("amount", "currency"),
                Status.of(row.text("status")),
                row.time("created_at"),
                row.day("arrives_on"),
                row.text("destination"),
                row.text("bank_last4"),
                row.maybeText("description"),
                row.maybeText("statement_descriptor"),
                Json.metadata(row.text("metadata")),
                row.text("journal_id"),
                row.maybeText("failure_code").map(code -> failure(code, row)),
                row.maybeText("bank_reference"),
                row.maybeDay("on_day").map(day -> range(day, row)),
                way(row));
    }

    private static Payout.Way way(Row row) {
        return new Payout.Way(
                row.maybeText("fee_journal_id")
                        .map(journal -> new Payout.Fee(row.money("fee", "currency"), journal)),
                row.maybeText("original").map(Payout.Id::new),
                row.maybeText("reversed_by").map(Payout.Id::new));
    }

    private static Failure failure(String code, Row row) {
        return new Failure(code, row.text("failure_message"), row.maybeText("failure_journal_id"));
    }

    private static Range range(LocalDate day, Row row) {
        return new Range(
                day,
                row.number("after_seq"),
                row.number("upto_seq"),
                row.number("carried_in"),
                row.number("carried_out"));
    }

    Optional<Schedule> schedule(Tx tx, AccountId account) {
        return tx.one(
                "select interval, anchor, days from payouts.schedule where account_id = ?",
                PayoutsSql::schedule,
                account);
    }

    private static Schedule schedule(Row row) {
        var days = days(row.number("days"), row.integer("anchor"));
        return switch (row.text("interval")) {
            case "manual" -> new Schedule.Manual();
            case "daily" -> new Schedule.Daily();
            case "weekly" -> {
                var weekdays = new TreeSet<DayOfWeek>();
                days.forEach(day -> weekdays.add(DayOfWeek.of(day)));
                yield new Schedule.Weekly(weekdays);
            }
            case "monthly" -> new Schedule.Monthly(days);
            default -> throw new IllegalStateException("no interval " + row.text("interval"));
        };
    }

    void setSchedule(Tx tx, AccountId account, Schedule schedule) {
        var days =
                switch (schedule) {
                    case Schedule.Manual(), Schedule.Daily() -> new TreeSet<Integer>();
                    case Schedule.Weekly(var weekdays) ->
                            weekdays.stream()
                                    .map(DayOfWeek::getValue)
                                    .collect(Collectors.toCollection(TreeSet::new));
                    case Schedule.Monthly(var numbers) -> new TreeSet<>(numbers);
                };
        tx.update(
                """
                insert into payouts.schedule (account_id, interval, anchor, days)
                values (?, ?, ?, ?)
                on conflict (account_id) do update set interval = excluded.interval,
                    anchor = excluded.anchor, days = excluded.days
                """,
                account,
                schedule.getClass().getSimpleName().toLowerCase(Locale.ROOT),
                days.isEmpty() ? 0 : days.first(),
                days.stream().mapToLong(day -> 1L << day).sum());
    }

    /** Bit n stands for day n; rows of before have one day, and no bit. */
    private static TreeSet<Integer> days(long bits, int anchor) {
        var days = new TreeSet<Integer>();
        for (int day = 1; day <= 31; day++) if ((bits >> day & 1) == 1) days.add(day);
        if (days.isEmpty()) days.add(anchor);
        return days;
    }

    Optional<String> descriptor(Tx tx, AccountId account) {
        return tx.one(
                        "select descriptor from payouts.schedule where account_id = ?",
                        row -> row.maybeText("descriptor"),
                        account)
                .flatMap(found -> found);
    }

    /** Keeps what automatic payouts say, beside whatever schedule holds. */
    void setDescriptor(Tx tx, AccountId account, Optional<String> descriptor) {
        tx.update(
                """
                insert into payouts.schedule (account_id, interval, anchor, descriptor)
                values (?, 'daily', 0, ?)
                on conflict (account_id) do update set descriptor = excluded.descriptor
                """,
                account,
                descriptor);
    }
}
