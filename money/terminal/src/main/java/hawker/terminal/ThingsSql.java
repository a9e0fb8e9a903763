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
        READER("reader", "terminal.reader"),
        ONBOARDING("onboarding", "terminal.onboarding_link");

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

    /**
     * What of an action the API does not show.
     *
     * @param key names it, so that what it makes is made once
     * @param redisplay whether a card that it keeps may be shown again
     */
    record Doing(String key, String redisplay) {}

    /**
     * A reader that is about an intent.
     *
     * @param who its claim
     */
    record Turn(String reader, String who) {}

    void begin(AccountId account, Tx tx, String reader, Doing doing) {
        tx.update(
                """
                update terminal.thing
                set action_key = ?, allow_redisplay = ?, presented_by = null, presented_at = null
                where account_id = ? and thing_id = ?
                """,
                doing.key(),
                doing.redisplay(),
                account,
                reader);
    }

    Optional<Doing> doing(AccountId account, Tx tx, String reader) {
        return tx.one(
                """
                select action_key, allow_redisplay from terminal.thing
                where account_id = ? and thing_id = ? and action_key is not null
                """,
                row -> new Doing(row.text("action_key"), row.text("allow_redisplay")),
                account,
                reader);
    }

    /** False while somebody else, who began after that moment, charges a card there. */
    boolean present(
            AccountId account, Tx tx, String reader, String who, Instant now, Instant staleBefore) {
        return tx.update(
                        """
                        update terminal.thing set presented_by = ?, presented_at = ?
                        where account_id = ? and thing_id = ?
                            and (presented_by is null or presented_at < ?)
                        """,
                        who,
                        now,
                        account,
                        reader,
                        staleBefore)
                == 1;
    }

    /** False if somebody else has taken over. */
    boolean release(AccountId account, Tx tx, String reader, String who) {
        return tx.update(
                        """
                        update terminal.thing set presented_by = null, presented_at = null
                        where account_id = ? and thing_id = ? and presented_by = ?
                        """,
                        account,
                        reader,
                        who)
                == 1;
    }

    /** False while another reader, whose turn began after that moment, is about the intent. */
    boolean takeTurn(
            AccountId account, Tx tx, String intent, Turn turn, Instant now, Instant staleBefore) {
        return tx.update(
                        """
                        insert into terminal.turn (account_id, intent_id, reader, who, since)
                        values (?, ?, ?, ?, ?)
                        on conflict (account_id, intent_id) do update
                        set reader = excluded.reader, who = excluded.who, since = excluded.since
                        where turn.since is null or turn.since < ?
                        """,
                        account,
                        intent,
                        turn.reader(),
                        turn.who(),
                        now,
                        staleBefore)
                == 1;
    }

    /** A claim that no longer has the turn ends nothing. */
    void endTurn(AccountId account, Tx tx, String intent, String who) {
        tx.update(
                """
                update terminal.turn set since = null
                where account_id = ? and intent_id = ? and who = ?
                """,
                account,
                intent,
                who);
    }

    /** Which reader had an intent last. */
    Optional<String> lastReader(AccountId account, Tx tx, String intent) {
        return tx.one(
                "select reader from terminal.turn where account_id = ? and intent_id = ?",
                row -> row.text("reader"),
                account,
                intent);
    }

    boolean isPresenting(AccountId account, Tx tx, String reader, Instant staleBefore) {
        return tx.one(
                        """
                        select 1 as one from terminal.thing
                        where account_id = ? and thing_id = ? and presented_at >= ?
                        """,
                        row -> row.integer("one"),
                        account,
                        reader,
                        staleBefore)
                .isPresent();
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
