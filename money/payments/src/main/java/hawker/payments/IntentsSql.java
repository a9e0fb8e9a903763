package hawker.payments;

import hawker.kernel.AccountId;
import hawker.kernel.PageRequest;
import hawker.platform.GroupCommit;
import hawker.platform.Row;
import hawker.platform.Tx;
import hawker.vault.PaymentMethod;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Rows of payments.intent: versions of intents, only ever inserted. */
final class IntentsSql {

    /** How long an attempt usually takes, at most. */
    private static final Duration RIGHT_BEHIND = Duration.ofSeconds(5);

    /** A sending version without a successor, as the resolver finds it. */
    record Stuck(AccountId account, PaymentIntent.Id intent, int version) {}

    private static final GroupCommit.Insert INTENT =
            GroupCommit.Insert.guarded(
                    "payments.intent",
                    "account_id bigint",
                    "intent_id text",
                    "version int",
                    "at timestamptz",
                    "request text",
                    "status text",
                    "amount bigint",
                    "currency text",
                    "secret text",
                    "customer text",
                    "method text",
                    "attempt text",
                    "charge text",
                    "terms text",
                    "progress text");

    /** The version as a row of a unit; if the version is taken, the unit is refused. */
    void add(GroupCommit.Unit unit, PaymentIntent intent) {
        unit.add(INTENT, values(intent));
    }

    /** Writes a version; false if somebody else wrote that version before. */
    boolean insert(Tx tx, PaymentIntent intent) {
        int rows =
                tx.update(
                        """
                        insert into payments.intent (account_id, intent_id, version, at, request,
                            status, amount, currency, secret, customer, method, attempt, charge,
                            terms, progress)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        on conflict do nothing
                        """,
                        values(intent));
        return rows == 1;
    }

    private static Object[] values(PaymentIntent intent) {
        var attempt =
                intent.state() instanceof PaymentIntent.State.Sending s
                        ? Optional.of(s.attempt().text())
                        : Optional.empty();
        return new Object[] {
            intent.account().number(),
            intent.id().text(),
            intent.version(),
            intent.at(),
            intent.request(),
            IntentText.status(intent.state()),
            intent.amount().minor(),
            intent.amount().currency().code(),
            intent.secret(),
            intent.terms().customer(),
            intent.method().map(PaymentMethod.Id::text),
            attempt,
            intent.latestCharge().map(Charge.Id::text),
            IntentText.terms(intent.terms()),
            IntentText.progress(intent)
        };
    }

    /** The newest version. */
    Optional<PaymentIntent> newest(Tx tx, AccountId account, PaymentIntent.Id id) {
        return tx.one(
                """
                select * from payments.intent where account_id = ? and intent_id = ?
                order by version desc limit 1
                """,
                IntentsSql::intent,
                account,
                id.text());
    }

    Optional<PaymentIntent> version(Tx tx, AccountId account, PaymentIntent.Id id, int version) {
        return tx.one(
                "select * from payments.intent where account_id = ? and intent_id = ? and version = ?",
                IntentsSql::intent,
                account,
                id.text(),
                version);
    }

    /** A version of an intent. */
    record Version(String intent, int number) {}

    /** Several versions, in no order; what there is not is left out. */
    List<PaymentIntent> versions(Tx tx, AccountId account, Collection<Version> wanted) {
        return tx.list(
                """
                select i.* from unnest(?::text[], ?::bigint[]) as w(intent_id, version)
                join payments.intent i on i.account_id = ? and i.intent_id = w.intent_id
                    and i.version = w.version
                """,
                IntentsSql::intent,
                wanted.stream().map(Version::intent).toArray(String[]::new),
                wanted.stream().mapToLong(Version::number).toArray(),
                account);
    }

    /** The newest version that waited for the buyer. */
    Optional<PaymentIntent> lastChallenge(Tx tx, AccountId account, PaymentIntent.Id id) {
        return tx.one(
                """
                select * from payments.intent
                where account_id = ? and intent_id = ? and status = 'requires_action'
                order by version desc limit 1
                """,
                IntentsSql::intent,
                account,
                id.text());
    }

    /** The newest version that an API request wrote. */
    Optional<PaymentIntent> ofRequest(
            Tx tx, AccountId account, PaymentIntent.Id id, String request) {
        return tx.one(
                """
                select * from payments.intent where account_id = ? and intent_id = ? and request = ?
                order by version desc limit 1
                """,
                IntentsSql::intent,
                account,
                id.text(),
                request);
    }

    /** The newest versions of several intents. */
    List<PaymentIntent> all(Tx tx, AccountId account, Collection<String> ids) {
        return tx.list(
                """
                select distinct on (intent_id) * from payments.intent
                where account_id = ? and intent_id = any(?)
                order by intent_id desc, version desc
                """,
                IntentsSql::intent,
                account,
                ids.toArray(String[]::new));
    }

    /** Ids of intents made in a span of time, at most one more than the page holds. */
    List<String> ids(Tx tx, AccountId account, Instant from, Instant before, PageRequest page) {
        var range = Cursor.of(page, "pi_", from, before);
        var sql =
                range.upwards()
                        ? """
                        select intent_id from payments.intent
                        where account_id = ? and version = 1 and intent_id > ? and intent_id < ?
                            and at >= ? and at < ?
                        order by intent_id limit ?
                        """
                        : """
                        select intent_id from payments.intent
                        where account_id = ? and version = 1 and intent_id > ? and intent_id < ?
                            and at >= ? and at < ?
                        order by intent_id desc limit ?
                        """;
        return tx.list(
                sql,
                row -> row.text("intent_id"),
                account,
                range.above(),
                range.below(),
                from,
                before,
                page.limit() + 1);
    }

    /** Whether a payment of a customer has ever succeeded. */
    boolean hasPaid(Tx tx, AccountId account, String customer) {
        return tx.one(
                        """
                        select exists (select 1 from payments.intent
                            where account_id = ? and customer = ? and status = 'succeeded') as paid
                        """,
                        row -> row.flag("paid"),
                        account,
                        customer)
                .orElse(false);
    }

    /** Ids of intents that have or had a customer. */
    List<String> idsOfCustomer(Tx tx, AccountId account, String customer, PageRequest page) {
        var range = Cursor.of(page, "pi_");
        var sql =
                range.upwards()
                        ? """
                        select distinct intent_id from payments.intent
                        where account_id = ? and customer = ? and intent_id > ? and intent_id < ?
                        order by intent_id limit ?
                        """
                        : """
                        select distinct intent_id from payments.intent
                        where account_id = ? and customer = ? and intent_id > ? and intent_id < ?
                        order by intent_id desc limit ?
                        """;
        return tx.list(
                sql,
                row -> row.text("intent_id"),
                account,
                customer,
                range.above(),
                range.below(),
                page.limit() + 1);
    }

    /** The charges of an intent's attempts, newest first. */
    List<String> chargeIds(Tx tx, AccountId account, PaymentIntent.Id id) {
        return tx.list(
                """
                select distinct charge from payments.intent
                where account_id = ? and intent_id = ? and charge is not null
                order by charge desc
                """,
                row -> row.text("charge"),
                account,
                id.text());
    }

    /** From a moment until before another. */
    record Span(Instant from, Instant before) {}

    /**
     * Attempts that were sent in one span of time, and challenges that were posed in another, and
     * have no successor. Nearly every attempt has its successor right behind it, so both are read
     * together, by time; only the rest is looked up one by one.
     */
    List<Stuck> stuck(Tx tx, Span sending, Span waiting) {
        return tx.list(
                """
                /* across: finishes the attempts of a process that is gone, whose accounts nobody knows */
                select i.account_id, i.intent_id, i.version from (
                    select account_id, intent_id, max(version) as version from payments.intent
                    where at >= ? and at < ?
                    group by account_id, intent_id
                    having max(version)
                        = max(version) filter (where status = 'sending' and at < ?)
                    union all
                    select account_id, intent_id, version from payments.intent
                    where at >= ? and at < ? and status = 'requires_action') i
                where not exists (
                    select 1 from payments.intent n
                    where n.intent_id = i.intent_id and n.account_id = i.account_id
                        and n.version = i.version + 1)
                """,
                IntentsSql::stuck,
                sending.from(),
                sending.before().plus(RIGHT_BEHIND),
                sending.before(),
                waiting.from(),
                waiting.before());
    }

    /** Intents authorised in a span of time and neither captured nor given up, so many at most. */
    List<Stuck> uncaptured(Tx tx, Instant from, Instant before, int limit) {
        return tx.list(
                """
                /* across: gives up authorisations that ran out, whose accounts nobody knows */
                select distinct i.account_id, i.intent_id, 1 as version from payments.intent i
                where i.at >= ? and i.at < ? and i.status = 'requires_capture' and not exists (
                    select 1 from payments.intent n
                    where n.intent_id = i.intent_id and n.account_id = i.account_id
                        and n.status in ('succeeded', 'canceled'))
                limit ?
                """,
                IntentsSql::stuck,
                from,
                before,
                limit);
    }

    private static Stuck stuck(Row row) {
        return new Stuck(
                row.account("account_id"),
                new PaymentIntent.Id(row.text("intent_id")),
                row.integer("version"));
    }

    private static PaymentIntent intent(Row row) {
        var amount = row.money("amount", "currency");
        var state =
                IntentText.state(
                        row.text("status"),
                        amount,
                        row.maybeText("method").map(PaymentMethod.Id::new),
                        row.maybeText("attempt").map(Charge.Id::new),
                        row.maybeText("progress"));
        return new PaymentIntent(
                new PaymentIntent.Id(row.text("intent_id")),
                row.account("account_id"),
                row.integer("version"),
                row.time("at"),
                row.maybeText("request"),
                row.text("secret"),
                IntentText.terms(amount, row.maybeText("customer"), row.maybeText("terms")),
                state,
                row.maybeText("charge").map(Charge.Id::new),
                IntentText.reviewed(row.maybeText("progress")));
    }
}
