package hawker.api;

import hawker.kernel.AccountId;
import hawker.platform.Row;
import hawker.platform.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Rows of api.request. */
final class RequestLogSql {

    /** Longer ones are cut: a log is no store. */
    private static final int MOST_PATH = 300;

    /** All in one statement. A request that is written twice is one row. */
    int acrossInsert(Tx tx, List<RequestLog.Entry> entries) {
        tx.update(
                """
                insert into api.request (account_id, at, request_id, key_id, method, path, status,
                    idempotency_key, parameters, response, micros)
                select account_id::bigint, at::timestamptz, request_id, key_id, method, path,
                    status::int, idempotency_key, parameters, response, micros::bigint
                from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                    ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
                  as r(account_id, at, request_id, key_id, method, path, status,
                    idempotency_key, parameters, response, micros)
                on conflict do nothing
                """,
                column(entries, entry -> "" + entry.account().number()),
                column(entries, entry -> entry.at().toString()),
                column(entries, RequestLog.Entry::requestId),
                column(entries, RequestLog.Entry::keyId),
                column(entries, RequestLog.Entry::method),
                column(entries, RequestLogSql::path),
                column(entries, entry -> "" + entry.status()),
                column(entries, RequestLogSql::idempotencyKey),
                column(entries, entry -> entry.parameters().isEmpty() ? null : entry.parameters()),
                column(entries, entry -> entry.response().isEmpty() ? null : entry.response()),
                column(entries, entry -> "" + entry.took().toNanos() / 1000));
        return entries.size();
    }

    private static @Nullable String[] column(
            List<RequestLog.Entry> entries, Function<RequestLog.Entry, @Nullable String> value) {
        return entries.stream().map(value).toArray(String[]::new);
    }

    private static String path(RequestLog.Entry entry) {
        var path = entry.path();
        return path.length() <= MOST_PATH ? path : path.substring(0, MOST_PATH);
    }

    private static @Nullable String idempotencyKey(RequestLog.Entry entry) {
        return entry.idempotencyKey()
                .filter(key -> key.length() <= Idempotency.MAX_KEY)
                .orElse(null);
    }

    /** Newest first; an entry that {@code olderThan} names and that is gone leads to nothing. */
    List<RequestLog.Entry> list(Tx tx, AccountId account, RequestLog.Wanted wanted, int limit) {
        var last = wanted.olderThan().flatMap(id -> find(tx, account, id));
        if (wanted.olderThan().isPresent() && last.isEmpty()) return List.of();
        return tx.list(
                """
                select * from api.request
                where account_id = ? and (at, request_id) < (?::timestamptz, ?)
                    and at >= ? and at < ?
                    and (? = '' or method = ?) and (? = '' or position(? in path) > 0)
                    and status between ? and ?
                order by at desc, request_id desc limit ?
                """,
                RequestLogSql::entry,
                account,
                last.map(RequestLog.Entry::at).orElse(wanted.before()),
                last.map(RequestLog.Entry::requestId).orElse(""),
                wanted.since(),
                wanted.before(),
                wanted.method(),
                wanted.method(),
                wanted.path(),
                wanted.path(),
                wanted.from(),
                wanted.to(),
                limit);
    }

    Optional<RequestLog.Entry> find(Tx tx, AccountId account, String requestId) {
        return tx.one(
                "select * from api.request where account_id = ? and request_id = ? limit 1",
                RequestLogSql::entry,
                account,
                requestId);
    }

    /** When the oldest of so many newest rows was written; empty if there are not so many. */
    Optional<Instant> acrossOldestKept(Tx tx, long most) {
        return tx.one(
                "/* across: prune-request-log */ select at from api.request"
                        + " order by at desc offset ? limit 1",
                row -> row.time("at"),
                most);
    }

    int acrossPrune(Tx tx, Instant before) {
        return tx.update(
                "/* across: prune-request-log */ delete from api.request where at <= ?", before);
    }

    private static RequestLog.Entry entry(Row row) {
        return new RequestLog.Entry(
                row.text("request_id"),
                row.account("account_id"),
                row.text("key_id"),
                row.text("method"),
                row.text("path"),
                row.integer("status"),
                row.maybeText("idempotency_key"),
                row.maybeText("parameters").orElse(""),
                row.maybeText("response").orElse(""),
                row.time("at"),
                Duration.ofNanos(row.number("micros") * 1000));
    }
}
