package hawker.api;

import hawker.kernel.AccountId;
import hawker.platform.GroupCommit;
import hawker.platform.Row;
import hawker.platform.Tx;
import java.time.Instant;
import java.util.Optional;

/** The rows of idempotency keys. */
final class IdempotencySql {

    /** A row as it stands. */
    record Stored(
            String fingerprint,
            String requestId,
            Instant madeAt,
            Optional<String> subject,
            Optional<Answer> answer) {}

    private static final GroupCommit.Insert ROW =
            GroupCommit.Insert.guarded(
                    "api.idempotency",
                    "account_id bigint",
                    "key text",
                    "fingerprint text",
                    "request_id text",
                    "made_at timestamptz",
                    "subject text");

    void add(GroupCommit.Unit unit, KeyClaim claim, String key, String subject) {
        unit.add(
                ROW,
                claim.account(),
                key,
                claim.fingerprint(),
                claim.requestId(),
                claim.at(),
                subject);
    }

    /** False if the key has a row already. */
    boolean claim(AccountId account, Tx tx, KeyClaim claim, String key) {
        return tx.update(
                        """
                        insert into api.idempotency
                            (account_id, key, fingerprint, request_id, made_at)
                        values (?, ?, ?, ?, ?)
                        on conflict do nothing
                        """,
                        account,
                        key,
                        claim.fingerprint(),
                        claim.requestId(),
                        claim.at())
                == 1;
    }

    boolean claimWithSubject(AccountId account, Tx tx, KeyClaim claim, String key, String subject) {
        return tx.update(
                        """
                        insert into api.idempotency
                            (account_id, key, fingerprint, request_id, made_at, subject)
                        values (?, ?, ?, ?, ?, ?)
                        on conflict do nothing
                        """,
                        account,
                        key,
                        claim.fingerprint(),
                        claim.requestId(),
                        claim.at(),
                        subject)
                == 1;
    }

    boolean claimWithAnswer(AccountId account, Tx tx, KeyClaim claim, String key, Answer answer) {
        return tx.update(
                        """
                        insert into api.idempotency
                            (account_id, key, fingerprint, request_id, made_at, status, body)
                        values (?, ?, ?, ?, ?, ?, ?)
                        on conflict do nothing
                        """,
                        account,
                        key,
                        claim.fingerprint(),
                        claim.requestId(),
                        claim.at(),
                        answer.status(),
                        Json.text(answer.body()))
                == 1;
    }

    /** False if the row is no longer this request's. */
    boolean answer(AccountId account, Tx tx, String key, String requestId, Answer answer) {
        return tx.update(
                        """
                        update api.idempotency set status = ?, body = ?
                        where account_id = ? and key = ? and request_id = ? and status is null
                        """,
                        answer.status(),
                        Json.text(answer.body()),
                        account,
                        key,
                        requestId)
                == 1;
    }

    boolean name(AccountId account, Tx tx, String key, String requestId, String subject) {
        return tx.update(
                        """
                        update api.idempotency set subject = ?
                        where account_id = ? and key = ? and request_id = ? and status is null
                        """,
                        subject,
                        account,
                        key,
                        requestId)
                == 1;
    }

    /** Replaces the answer by the one that went out, expansions and all. */
    void sentAs(AccountId account, Tx tx, String key, String requestId, String body) {
        tx.update(
                """
                update api.idempotency set body = ?
                where account_id = ? and key = ? and request_id = ? and status is not null
                """,
                body,
                account,
                key,
                requestId);
    }

    Optional<Stored> find(AccountId account, Tx tx, String key) {
        return tx.one(
                """
                select fingerprint, request_id, made_at, subject, status, body
                from api.idempotency where account_id = ? and key = ?
                """,
                IdempotencySql::stored,
                account,
                key);
    }

    /** Takes a row whose request died; false if another repetition was quicker. */
    boolean takeOver(AccountId account, Tx tx, KeyClaim claim, String key, String from) {
        return tx.update(
                        """
                        update api.idempotency set request_id = ?, made_at = ?
                        where account_id = ? and key = ? and request_id = ?
                          and status is null and subject is null
                        """,
                        claim.requestId(),
                        claim.at(),
                        account,
                        key,
                        from)
                == 1;
    }

    /** Gives a key back whose request had no effect. */
    void release(AccountId account, Tx tx, String key, String requestId) {
        tx.update(
                """
                delete from api.idempotency
                where account_id = ? and key = ? and request_id = ?
                  and status is null and subject is null
                """,
                account,
                key,
                requestId);
    }

    int acrossPrune(Tx tx, Instant before) {
        return tx.update(
                "/* across: prune-idempotency */ delete from api.idempotency where made_at < ?",
                before);
    }

    private static Stored stored(Row row) {
        var answer =
                row.maybeNumber("status")
                        .map(s -> new Answer(Math.toIntExact(s), Json.parse(row.text("body"))));
        return new Stored(
                row.text("fingerprint"),
                row.text("request_id"),
                row.time("made_at"),
                row.maybeText("subject"),
                answer);
    }
}
