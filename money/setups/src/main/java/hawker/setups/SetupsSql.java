package hawker.setups;

import hawker.api.TimeRange;
import hawker.kernel.AccountId;
import hawker.kernel.Page;
import hawker.kernel.PageRequest;
import hawker.platform.Row;
import hawker.platform.Tx;
import hawker.setups.SetupIntent.Failure;
import hawker.vault.PaymentMethod;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** All statements of the room. */
final class SetupsSql {

    /** Which intents of a list are wanted. */
    record Filter(Optional<String> customer, Optional<String> method, TimeRange created) {}

    void insert(Tx tx, SetupIntent intent) {
        tx.update(
                """
                insert into setups.setup_intent
                    (account_id, setup_intent_id, created_at, version, status, secret, customer, method,
                     attempt, terms, progress)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                intent.account(),
                intent.id().text(),
                intent.created(),
                intent.version(),
                intent.status(),
                intent.secret(),
                intent.terms().customer(),
                intent.method().map(PaymentMethod.Id::text),
                intent.attempt().map(SetupAttempt.Id::text),
                SetupsText.terms(intent.terms()),
                SetupsText.progress(intent.state()));
    }

    /** Writes the next version; false if somebody else wrote one. */
    boolean update(Tx tx, SetupIntent next) {
        return tx.update(
                        """
                        update setups.setup_intent
                        set version = ?, status = ?, customer = ?, method = ?, attempt = ?, terms = ?,
                            progress = ?
                        where account_id = ? and setup_intent_id = ? and version = ?
                        """,
                        next.version(),
                        next.status(),
                        next.terms().customer(),
                        next.method().map(PaymentMethod.Id::text),
                        next.attempt().map(SetupAttempt.Id::text),
                        SetupsText.terms(next.terms()),
                        SetupsText.progress(next.state()),
                        next.account(),
                        next.id().text(),
                        next.version() - 1)
                == 1;
    }

    Optional<SetupIntent> find(Tx tx, AccountId account, SetupIntent.Id id) {
        return tx.one(
                "select * from setups.setup_intent where account_id = ? and setup_intent_id = ?",
                SetupsSql::intent,
                account,
                id.text());
    }

    List<SetupIntent> intents(Tx tx, AccountId account, Collection<String> ids) {
        return tx.list(
                """
                select * from setups.setup_intent where account_id = ? and setup_intent_id = any(?)
                """,
                SetupsSql::intent,
                account,
                ids.toArray(String[]::new));
    }

    Page<SetupIntent> list(Tx tx, AccountId account, Filter filter, PageRequest page) {
        boolean upwards = page.before().isPresent();
        var rows =
                upwards
                        ? tx.list(
                                """
                                select * from setups.setup_intent
                                where account_id = ? and setup_intent_id > ?
                                    and (?::text is null or customer = ?)
                                    and (?::text is null or method = ?)
                                    and (?::timestamptz is null or created_at >= ?)
                                    and (?::timestamptz is null or created_at < ?)
                                order by setup_intent_id limit ?
                                """,
                                SetupsSql::intent,
                                account,
                                page.before(),
                                filter.customer(),
                                filter.customer(),
                                filter.method(),
                                filter.method(),
                                filter.created().from(),
                                filter.created().from(),
                                filter.created().before(),
                                filter.created().before(),
                                page.limit() + 1)
                        : tx.list(
                                """
                                select * from setups.setup_intent
                                where account_id = ? and (?::text is null or setup_intent_id < ?)
                                    and (?::text is null or customer = ?)
                                    and (?::text is null or method = ?)
                                    and (?::timestamptz is null or created_at >= ?)
                                    and (?::timestamptz is null or created_at < ?)
                                order by setup_intent_id desc limit ?
                                """,
                                SetupsSql::intent,
                                account,
                                page.after(),
                                page.after(),
                                filter.customer(),
                                filter.customer(),
                                filter.method(),
                                filter.method(),
                                filter.created().from(),
                                filter.created().from(),
                                filter.created().before(),
                                filter.created().before(),
                                page.limit() + 1);
        return turned(Page.of(rows, page.limit()), upwards);
    }

    /** A page before a cursor was read upwards; every page is told newest first. */
    private static <T> Page<T> turned(Page<T> page, boolean upwards) {
        return upwards ? new Page<>(page.items().reversed(), page.hasMore()) : page;
    }

    private static SetupIntent intent(Row row) {
        var method = row.maybeText("method").map(PaymentMethod.Id::new);
        return new SetupIntent(
                new SetupIntent.Id(row.text("setup_intent_id")),
                row.account("account_id"),
                row.integer("version"),
                row.text("secret"),
                SetupsText.terms(row.maybeText("customer"), row.text("terms")),
                SetupsText.state(row.text("status"), method, row.text("progress")),
                row.maybeText("attempt").map(SetupAttempt.Id::new));
    }

    void insert(Tx tx, SetupAttempt attempt) {
        tx.update(
                """
                insert into setups.setup_attempt
                    (account_id, setup_attempt_id, setup_intent_id, at, status, customer, method,
                     usage, details, error, on_behalf_of)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                attempt.account(),
                attempt.id().text(),
                attempt.intent().text(),
                attempt.at(),
                attempt.status().name(),
                attempt.customer(),
                attempt.method().text(),
                attempt.usage().name(),
                attempt.details(),
                attempt.error().map(SetupsText::text),
                attempt.onBehalfOf());
    }

    /** Writes how an attempt ended that waited for the buyer. */
    void update(Tx tx, SetupAttempt attempt) {
        tx.update(
                """
                update setups.setup_attempt set status = ?, details = ?, error = ?
                where account_id = ? and setup_attempt_id = ?
                """,
                attempt.status().name(),
                attempt.details(),
                attempt.error().map(SetupsText::text),
                attempt.account(),
                attempt.id().text());
    }

    void fail(Tx tx, AccountId account, SetupAttempt.Id id, Failure failure) {
        tx.update(
                """
                update setups.setup_attempt set status = 'FAILED', error = ?
                where account_id = ? and setup_attempt_id = ?
                """,
                SetupsText.text(failure),
                account,
                id.text());
    }

    /** Ends an attempt that waits for the buyer; others stay as they ended. */
    void abandon(Tx tx, AccountId account, SetupAttempt.Id id) {
        tx.update(
                """
                update setups.setup_attempt set status = 'ABANDONED'
                where account_id = ? and setup_attempt_id = ? and status = 'REQUIRES_ACTION'
                """,
                account,
                id.text());
    }

    List<SetupAttempt> attempts(Tx tx, AccountId account, Collection<String> ids) {
        return tx.list(
                """
                select * from setups.setup_attempt where account_id = ? and setup_attempt_id = any(?)
                """,
                SetupsSql::attempt,
                account,
                ids.toArray(String[]::new));
    }

    Page<SetupAttempt> attempts(
            Tx tx,
            AccountId account,
            SetupIntent.Id intent,
            Optional<TimeRange> created,
            PageRequest page) {
        var from = created.flatMap(TimeRange::from);
        var before = created.flatMap(TimeRange::before);
        boolean upwards = page.before().isPresent();
        var rows =
                upwards
                        ? tx.list(
                                """
                                select * from setups.setup_attempt
                                where account_id = ? and setup_intent_id = ? and setup_attempt_id > ?
                                    and (?::timestamptz is null or at >= ?)
                                    and (?::timestamptz is null or at < ?)
                                order by setup_attempt_id limit ?
                                """,
                                SetupsSql::attempt,
                                account,
                                intent.text(),
                                page.before(),
                                from,
                                from,
                                before,
                                before,
                                page.limit() + 1)
                        : tx.list(
                                """
                                select * from setups.setup_attempt
                                where account_id = ? and setup_intent_id = ?
                                    and (?::text is null or setup_attempt_id < ?)
                                    and (?::timestamptz is null or at >= ?)
                                    and (?::timestamptz is null or at < ?)
                                order by setup_attempt_id desc limit ?
                                """,
                                SetupsSql::attempt,
                                account,
                                intent.text(),
                                page.after(),
                                page.after(),
                                from,
                                from,
                                before,
                                before,
                                page.limit() + 1);
        return turned(Page.of(rows, page.limit()), upwards);
    }

    private static SetupAttempt attempt(Row row) {
        return new SetupAttempt(
                new SetupAttempt.Id(row.text("setup_attempt_id")),
                row.account("account_id"),
                new SetupIntent.Id(row.text("setup_intent_id")),
                row.time("at"),
                SetupAttempt.Status.valueOf(row.text("status")),
                row.maybeText("customer"),
                new PaymentMethod.Id(row.text("method")),
                SetupIntent.Usage.valueOf(row.text("usage")),
                row.text("details"),
                row.maybeText("error").map(SetupsText::failure),
                row.maybeText("on_behalf_of"));
    }

    void insert(Tx tx, Mandate mandate) {
        tx.update(
                """
                insert into setups.mandate
                    (account_id, mandate_id, at, method, in_force, amount, currency, acceptance,
                     type, details)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                mandate.account(),
                mandate.id().text(),
                mandate.at(),
                mandate.method().text(),
                mandate.inForce(),
                mandate.singleUse().map(money -> money.minor()),
                mandate.singleUse().map(money -> money.currency().code()),
                SetupsText.text(mandate.acceptance()),
                mandate.type(),
                mandate.details());
    }

    /** The newest mandate of a method that is in force and serves more than once. */
    Optional<Mandate> standing(Tx tx, AccountId account, String method) {
        return tx.one(
                """
                select * from setups.mandate
                where account_id = ? and method = ? and in_force and amount is null
                order by mandate_id desc limit 1
                """,
                SetupsSql::mandate,
                account,
                method);
    }

    List<Mandate> mandates(Tx tx, AccountId account, Collection<String> ids) {
        return tx.list(
                "select * from setups.mandate where account_id = ? and mandate_id = any(?)",
                SetupsSql::mandate,
                account,
                ids.toArray(String[]::new));
    }

    Optional<Mandate> mandate(Tx tx, AccountId account, String id) {
        return mandates(tx, account, List.of(id)).stream().findFirst();
    }

    /** Ends one; empty if it was not in force. */
    Optional<Mandate> endMandate(Tx tx, Mandate mandate) {
        return tx.one(
                """
                update setups.mandate set in_force = false
                where account_id = ? and mandate_id = ? and in_force
                returning *
                """,
                SetupsSql::mandate,
                mandate.account(),
                mandate.id().text());
    }

    /** Ends the mandates of a payment method; those that were in force until now. */
    List<Mandate> endMandates(Tx tx, AccountId account, String method) {
        return tx.list(
                """
                update setups.mandate set in_force = false
                where account_id = ? and method = ? and in_force
                returning *
                """,
                SetupsSql::mandate,
                account,
                method);
    }

    private static Mandate mandate(Row row) {
        return new Mandate(
                new Mandate.Id(row.text("mandate_id")),
                row.account("account_id"),
                row.time("at"),
                new PaymentMethod.Id(row.text("method")),
                row.flag("in_force"),
                row.maybeNumber("amount").map(ignored -> row.money("amount", "currency")),
                SetupsText.acceptance(row.text("acceptance")),
                row.text("type"),
                row.text("details"));
    }
}
