package hawker.payments;

import hawker.api.Json;
import hawker.kernel.AccountId;
import hawker.kernel.Money;
import hawker.kernel.PageRequest;
import hawker.platform.GroupCommit;
import hawker.platform.Row;
import hawker.platform.Tx;
import hawker.vault.CardDisplay;
import hawker.vault.PaymentMethod;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Rows of payments.charge, capture and charge_edit: facts, and what was added to them later. */
final class ChargesSql {

    /** Charges c with all that was added to them later. */
    private static final String NOW =
            """
            select c.*, i.terms, k.amount as captured_later, k.journal as later_journal,
                k.share as settled_share, e.notes as edited_notes, e.customer as edited_customer,
                e.user_report, coalesce(r.refunded, 0)::bigint as refunded,
                coalesce(r.released, false) as released, coalesce(r.asked, false) as asked,
                d.disputed, coalesce(d.taken, 0)::bigint as taken, f.failure as later_failure,
                coalesce(n.raised, c.amount)::bigint as held
            from payments.charge c
            join payments.intent i on i.account_id = c.account_id
                and i.intent_id = c.intent_id and i.version = c.intent_version
            left join payments.capture k
                on k.account_id = c.account_id and k.charge_id = c.charge_id
            left join payments.debit_failure f
                on f.account_id = c.account_id and f.charge_id = c.charge_id
            left join payments.charge_edit e
                on e.account_id = c.account_id and e.charge_id = c.charge_id
            left join lateral (
                select bool_or(releases) as released, bool_or(releases and told) as asked,
                    sum(amount) filter (where not releases
                        and status in ('pending', 'requires_action', 'succeeded')) as refunded
                from payments.refund
                where account_id = c.account_id and charge_id = c.charge_id) r on true
            left join lateral (
                select count(*) > 0 as disputed,
                    sum(amount) filter (where stage in ('open', 'lost')) as taken
                from payments.charge_dispute
                where account_id = c.account_id and charge_id = c.charge_id) d on true
            left join lateral (
                select max(amount) as raised from payments.raise
                where account_id = c.account_id and charge_id = c.charge_id) n on true
            """;

    private static final GroupCommit.Insert CHARGE =
            GroupCommit.Insert.guarded(
                    "payments.charge",
                    "account_id bigint",
                    "charge_id text",
                    "intent_id text",
                    "intent_version int",
                    "at timestamptz",
                    "amount bigint",
                    "currency text",
                    "captured bigint",
                    "customer text",
                    "method text",
                    "journal text",
                    "failure text",
                    "facts text");

    /** The facts of a new charge as a row of a unit. */
    void add(GroupCommit.Unit unit, Charge charge) {
        unit.add(CHARGE, values(charge));
    }

    void insert(Tx tx, Charge charge) {
        tx.update(
                """
                insert into payments.charge (account_id, charge_id, intent_id, intent_version, at,
                    amount, currency, captured, customer, method, journal, failure, facts)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                values(charge));
    }

    private static Object[] values(Charge charge) {
        return new Object[] {
            charge.account().number(),
            charge.id().text(),
            charge.intent().map(PaymentIntent.Id::text).orElse(charge.id().text()),
            charge.intentVersion(),
            charge.created(),
            charge.amount().minor(),
            charge.amount().currency().code(),
            charge.captured().minor(),
            charge.customer(),
            charge.method().text(),
            charge.journal(),
            ChargeText.failure(charge.state()),
            ChargeText.facts(charge.facts())
        };
    }

    /** The charge as it is now. */
    Optional<Charge> find(Tx tx, AccountId account, Charge.Id id) {
        var one = NOW + " where c.account_id = ? and c.charge_id = ?";
        return tx.one(one, ChargesSql::now, account, id.text());
    }

    /** Several charges as they are now, newest first. */
    List<Charge> all(Tx tx, AccountId account, Collection<String> ids) {
        if (ids.isEmpty()) return List.of();
        // The plan for one is kept.
        if (ids.size() == 1)
            return find(tx, account, new Charge.Id(ids.iterator().next())).stream().toList();
        return tx.list(
                NOW + " where c.account_id = ? and c.charge_id = any(?) order by c.charge_id desc",
                ChargesSql::now,
                account,
                ids.toArray(String[]::new));
    }

    /** Those of the ids that there are. */
    Set<String> known(Tx tx, AccountId account, Collection<String> ids) {
        if (ids.isEmpty()) return Set.of();
        return Set.copyOf(
                tx.list(
                        """
                        select charge_id from payments.charge
                        where account_id = ? and charge_id = any(?)
                        """,
                        row -> row.text("charge_id"),
                        account,
                        ids.toArray(String[]::new)));
    }

    /** The charge as it was when its attempt ended: for events and replayed answers. */
    Optional<Charge> asMade(Tx tx, AccountId account, Charge.Id id) {
        return tx.one(
                """
                select c.*, i.terms from payments.charge c
                join payments.intent i on i.account_id = c.account_id
                    and i.intent_id = c.intent_id and i.version = c.intent_version
                where c.account_id = ? and c.charge_id = ?
                """,
                row -> charge(row, Optional.empty()),
                account,
                id.text());
    }

    /** Waits until no other transaction holds the charge, and holds it; false if there is none. */
    boolean lock(Tx tx, AccountId account, Charge.Id id) {
        return tx.one(
                        """
                        select charge_id from payments.charge
                        where account_id = ? and charge_id = ? for update
                        """,
                        row -> row.text("charge_id"),
                        account,
                        id.text())
                .isPresent();
    }

    /** Ids of charges, at most one more than the page holds. */
    List<String> ids(Tx tx, AccountId account, Instant from, Instant before, PageRequest page) {
        var range = Cursor.of(page, "ch_", from, before);
        var sql =
                range.upwards()
                        ? """
                        select charge_id from payments.charge
                        where account_id = ? and charge_id > ? and charge_id < ?
                            and at >= ? and at < ?
                        order by charge_id limit ?
                        """
                        : """
                        select charge_id from payments.charge
                        where account_id = ? and charge_id > ? and charge_id < ?
                            and at >= ? and at < ?
                        order by charge_id desc limit ?
                        """;
        return tx.list(
                sql,
                row -> row.text("charge_id"),
                account,
                range.above(),
                range.below(),
                from,
                before,
                page.limit() + 1);
    }

    /** The same of one customer. */
    List<String> idsOfCustomer(
            Tx tx,
            AccountId account,
            String customer,
            Instant from,
            Instant before,
            PageRequest page) {
        var range = Cursor.of(page, "ch_", from, before);
        var sql =
                range.upwards()
                        ? """
                        select charge_id from payments.charge
                        where account_id = ? and customer = ? and charge_id > ? and charge_id < ?
                            and at >= ? and at < ?
                        order by charge_id limit ?
                        """
                        : """
                        select charge_id from payments.charge
                        where account_id = ? and customer = ? and charge_id > ? and charge_id < ?
                            and at >= ? and at < ?
                        order by charge_id desc limit ?
                        """;
        return tx.list(
                sql,
                row -> row.text("charge_id"),
                account,
                customer,
                range.above(),
                range.below(),
                from,
                before,
                page.limit() + 1);
    }

    /** Records that more is held; the same total twice is a mistake. */
    void raise(Tx tx, AccountId account, Charge.Id id, Money total, Instant at) {
        tx.update(
                """
                insert into payments.raise (account_id, charge_id, amount, at)
                values (?, ?, ?, ?)
                """,
                account,
                id.text(),
                total.minor(),
                at);
    }

    /** How often the hold of a charge was raised. */
    int raises(Tx tx, AccountId account, Charge.Id id) {
        return tx.one(
                        """
                        select count(*)::bigint as raises from payments.raise
                        where account_id = ? and charge_id = ?
                        """,
                        row -> (int) row.number("raises"),
                        account,
                        id.text())
                .orElse(0);
    }

    /** Records the capture of an authorised charge; false if it was captured before. */
    boolean capture(
            Tx tx,
            AccountId account,
            Charge.Id id,
            Money amount,
            String journal,
            Share share,
            Instant at) {
        int rows =
                tx.update(
                        """
                        insert into payments.capture
                            (account_id, charge_id, amount, journal, share, at)
                        values (?, ?, ?, ?, ?, ?) on conflict do nothing
                        """,
                        account,
                        id.text(),
                        amount.minor(),
                        journal,
                        share.equals(Share.NONE)
                                ? Optional.empty()
                                : Optional.of(Json.text(ShareParams.node(share))),
                        at);
        return rows == 1;
    }

    /** Records that a bank sent a debit back; false if that was known. */
    boolean fail(Tx tx, AccountId account, Charge.Id id, Charge.State.Failed failed, Instant at) {
        int rows =
                tx.update(
                        """
                        insert into payments.debit_failure (account_id, charge_id, failure, at)
                        values (?, ?, ?, ?) on conflict do nothing
                        """,
                        account,
                        id.text(),
                        ChargeText.failure(failed),
                        at);
        return rows == 1;
    }

    /** Notes a dispute, or how it stands now. */
    void dispute(
            Tx tx, AccountId account, Charge.Id id, String dispute, Money amount, Charge.Stage to) {
        tx.update(
                """
                insert into payments.charge_dispute
                    (account_id, dispute_id, charge_id, amount, stage)
                values (?, ?, ?, ?, ?)
                on conflict (account_id, dispute_id) do update
                    set amount = excluded.amount, stage = excluded.stage
                """,
                account,
                dispute,
                id.text(),
                amount.minor(),
                to.text());
    }

    /** Writes what a seller changed on a charge. */
    void edit(Tx tx, Charge charge, Optional<String> userReport) {
        tx.update(
                """
                insert into payments.charge_edit (account_id, charge_id, customer, notes, user_report)
                values (?, ?, ?, ?, ?)
                on conflict (account_id, charge_id) do update set customer = excluded.customer,
                    notes = excluded.notes,
                    user_report = coalesce(excluded.user_report, charge_edit.user_report)
                """,
                charge.account(),
                charge.id().text(),
                charge.customer(),
                Json.text(NotesText.node(charge.notes())),
                userReport);
    }

    private static Charge now(Row row) {
        var edited = row.maybeText("edited_notes");
        var first = charge(row, edited);
        var currency = first.amount().currency();
        var made = first.raisedTo(Money.of(row.number("held"), currency));
        var later = row.maybeNumber("captured_later").map(minor -> Money.of(minor, currency));
        Charge.State state = made.state();
        if (later.isPresent()) state = new Charge.State.Captured();
        else if (row.flag("released")) state = new Charge.State.Released(row.flag("asked"));
        var sentBack = row.maybeText("later_failure");
        if (sentBack.isPresent()) state = ChargeText.failed(sentBack.get());
        return new Charge(
                made.id(),
                made.account(),
                made.intent(),
                made.intentVersion(),
                made.created(),
                made.amount(),
                state,
                edited.isPresent() ? row.maybeText("edited_customer") : made.customer(),
                made.method(),
                settled(made.facts(), row.maybeText("settled_share")),
                later.orElse(made.captured()),
                Money.of(row.number("refunded"), currency),
                made.journal().or(() -> row.maybeText("later_journal")),
                made.notes(),
                row.maybeText("user_report"),
                new Charge.Disputed(row.flag("disputed"), Money.of(row.number("taken"), currency)));
    }

    private static Charge.Facts settled(Charge.Facts facts, Optional<String> share) {
        if (share.isEmpty()) return facts;
        var amounts = ShareParams.share(Json.parse(share.get()));
        return facts.sharing(facts.shared().map(named -> named.settled(amounts)));
    }

    private static Charge charge(Row row, Optional<String> editedNotes) {
        var amount = row.money("amount", "currency");
        var captured = row.money("captured", "currency");
        var intent = new PaymentIntent.Id(row.text("intent_id"));
        var facts = ChargeText.facts(row.text("facts"));
        return new Charge(
                new Charge.Id(row.text("charge_id")),
                row.account("account_id"),
                intent.direct() ? Optional.empty() : Optional.of(intent),
                row.integer("intent_version"),
                row.time("at"),
                amount,
                state(row, captured, facts),
                row.maybeText("customer"),
                new PaymentMethod.Id(row.text("method")),
                facts,
                captured,
                Money.zero(amount.currency()),
                row.maybeText("journal"),
                editedNotes.isPresent()
                        ? NotesText.notes(Json.parse(editedNotes.get()))
                        : IntentText.notes(row.maybeText("terms")),
                Optional.empty(),
                Charge.Disputed.never(amount));
    }

    private static Charge.State state(Row row, Money captured, Charge.Facts facts) {
        var failure = row.maybeText("failure");
        if (failure.isPresent()) return ChargeText.failed(failure.get());
        if (captured.isPositive()) return new Charge.State.Captured();
        if (!(facts.instrument() instanceof CardDisplay)) return new Charge.State.Pending();
        return new Charge.State.Authorized(row.time("at").plus(Transitions.AUTHORIZATION_LIFE));
    }
}
