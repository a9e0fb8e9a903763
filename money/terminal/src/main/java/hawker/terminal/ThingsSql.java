package hawker.terminal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import hawker.kernel.AccountId;
import hawker.platform.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The rows of locations, configurations and readers. */
final class ThingsSql {

    /** What a thing is, and how the API calls it. */
    enum Kind {
        LOCATION("location", "terminal.location"),
        CONFIGURATION("configuration", "terminal.configuration"),
        READER("reader", "terminal.reader");

        final String text;
        final String object;

        Kind(String text, String object) {
            this.text = text;
            this.object = object;
        }
    }

    void insert(AccountId account, Tx tx, Kind kind, ObjectNode body, Instant now) {
        tx.update(
                """
                insert into terminal.thing (account_id, thing_id, kind, body, created_at)
                values (?, ?, ?, ?, ?)
                """,
                account,
                body.path("id").asText(),
                kind.text,
                Json.text(body),
                now);
    }

    void update(AccountId account, Tx tx, ObjectNode body) {
        tx.update(
                "update terminal.thing set body = ? where account_id = ? and thing_id = ?",
                Json.text(body),
                account,
                body.path("id").asText());
    }

    boolean delete(AccountId account, Tx tx, Kind kind, String id) {
        return tx.update(
                        """
                        update terminal.thing set deleted = true
                        where account_id = ? and thing_id = ? and kind = ? and not deleted
                        """,
                        account,
                        id,
                        kind.text)
                == 1;
    }

    Optional<ObjectNode> find(AccountId account, Tx tx, Kind kind, String id) {
        return tx.one(
                """
                select body from terminal.thing
                where account_id = ? and thing_id = ? and kind = ? and not deleted
                """,
                row -> Json.parse(row.text("body")),
                account,
                id,
                kind.text);
    }

    /** The same, and nobody else changes it before the transaction ends. */
    Optional<ObjectNode> lock(AccountId account, Tx tx, Kind kind, String id) {
        return tx.one(
                """
                select body from terminal.thing
                where account_id = ? and thing_id = ? and kind = ? and not deleted for update
                """,
                row -> Json.parse(row.text("body")),
                account,
                id,
                kind.text);
    }

    /** All of a kind, newest first; an account has few. */
    List<ObjectNode> all(AccountId account, Tx tx, Kind kind) {
        return tx.list(
                """
                select body from terminal.thing
                where account_id = ? and kind = ? and not deleted order by thing_id desc
                """,
                row -> Json.parse(row.text("body")),
                account,
                kind.text);
    }
}
