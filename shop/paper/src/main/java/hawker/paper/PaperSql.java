package hawker.paper;

import hawker.kernel.AccountId;
import hawker.platform.Row;
import hawker.platform.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The statements of the room. Test and live invoices of a seller have one letterhead each. */
final class PaperSql {

    Optional<Letterhead> find(Tx tx, AccountId account) {
        return tx.one(
                """
                select name, lines, email, phone, registered from paper.letterhead
                where account_id = ?
                """,
                PaperSql::letterhead,
                account);
    }

    void put(Tx tx, AccountId account, Letterhead said, Instant now) {
        tx.update(
                """
                insert into paper.letterhead
                    (account_id, name, lines, email, phone, registered, changed_at)
                values (?, ?, ?, ?, ?, ?, ?)
                on conflict (account_id) do update
                set name = excluded.name, lines = excluded.lines, email = excluded.email,
                    phone = excluded.phone, registered = excluded.registered,
                    changed_at = excluded.changed_at
                """,
                account,
                said.name().orElse(""),
                String.join("\n", said.lines()),
                said.email().orElse(""),
                said.phone().orElse(""),
                said.registered().orElse(""),
                now);
    }

    private static Letterhead letterhead(Row row) {
        return new Letterhead(
                some(row.text("name")),
                row.text("lines").isEmpty() ? List.of() : row.text("lines").lines().toList(),
                some(row.text("email")),
                some(row.text("phone")),
                some(row.text("registered")));
    }

    private static Optional<String> some(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }
}
