package hawker.transfers;

import hawker.kernel.AccountId;
import hawker.platform.Row;
import hawker.platform.Tx;
import hawker.transfers.Movement.Fee;
import hawker.transfers.Movement.Sort;
import hawker.transfers.Movement.State;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The rows of what is under way between books, under the sender's number. */
final class MovementsSql {

    private static final String COLUMNS =
            """
            account_id, movement_id, kind, receiver, arrives_as, currency, amount, available_on,
            out_journal, in_journal, state, sent_at, fee_id, fee, fee_journal, fee_charge, notes
            """;

    void insert(AccountId from, Tx tx, Movement movement) {
        tx.update(
                """
                insert into transfers.movement (
                    account_id, movement_id, kind, receiver, arrives_as, currency, amount,
                    available_on, out_journal, in_journal, state, sent_at, fee_id, fee,
                    fee_journal, fee_charge, notes)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                from,
                movement.id(),
                movement.sort().text(),
                movement.to().number(),
                movement.arrivesAs(),
                movement.amount().currency(),
                movement.amount().minor(),
                movement.availableOn(),
                movement.outJournal(),
                movement.inJournal(),
                movement.state().text(),
                movement.sentAt(),
                movement.fee().map(Fee::id),
                movement.fee().map(fee -> fee.amount().minor()),
                movement.fee().map(Fee::journal),
                movement.fee().map(Fee::charge),
                movement.notes());
    }

    Optional<Movement> find(AccountId from, Tx tx, String id) {
        return tx.one(
                "select "
                        + COLUMNS
                        + " from transfers.movement where account_id = ? and movement_id = ?",
                MovementsSql::movement,
                from,
                id);
    }

    /** Ends a movement that is under way; false if it has ended already. */
    boolean end(AccountId from, Tx tx, String id, State how) {
        return tx.update(
                        """
                        update transfers.movement set state = ?
                        where account_id = ? and movement_id = ? and state = 'sent'
                        """,
                        how.text(),
                        from,
                        id)
                == 1;
    }

    List<Movement> underWay(AccountId from, Tx tx) {
        return tx.list(
                "select "
                        + COLUMNS
                        + " from transfers.movement where account_id = ? and state = 'sent'",
                MovementsSql::movement,
                from);
    }

    private static Movement movement(Row row) {
        return new Movement(
                row.text("movement_id"),
                Sort.valueOf(row.text("kind").toUpperCase(Locale.ROOT)),
                row.account("account_id"),
                row.account("receiver"),
                row.text("arrives_as"),
                row.money("amount", "currency"),
                row.maybeDay("available_on"),
                row.text("out_journal"),
                row.text("in_journal"),
                State.valueOf(row.text("state").toUpperCase(Locale.ROOT)),
                row.time("sent_at"),
                row.maybeText("fee_id").map(id -> fee(row, id)),
                row.maybeText("notes"));
    }

    private static Fee fee(Row row, String id) {
        return new Fee(
                id, row.money("fee", "currency"), row.text("fee_journal"), row.text("fee_charge"));
    }
}
