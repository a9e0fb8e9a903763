package hawker.platform;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The SQL of the chores; the table lives on one node. */
final class ChoreSql {

    record Stored(String name, Instant lastRun, Duration took, boolean failed) {}

    private static final String INTRODUCE =
            """
            insert into platform.chore (name, next_at, busy_until) values (?, ?, '-infinity')
            on conflict do nothing\
            """;

    private static final String DUE =
            "select name from platform.chore where next_at <= ? and busy_until <= ?";

    private static final String CLAIM =
            """
            update platform.chore set next_at = ?, busy_until = ?
            where name = ? and next_at <= ? and busy_until <= ?\
            """;

    private static final String RENEW =
            "update platform.chore set busy_until = ? where name = any(?) and busy_until > '-infinity'";

    private static final String RECORD =
            """
            insert into platform.chore as c
                (name, next_at, busy_until, last_run, took_ms, failed, failures)
            values (?, ?, '-infinity', ?, ?, ?, ?)
            on conflict (name) do update
            set busy_until = '-infinity', last_run = excluded.last_run, took_ms = excluded.took_ms,
                failed = excluded.failed, failures = c.failures + excluded.failures\
            """;

    private static final String ALL = "select name, last_run, took_ms, failed from platform.chore";

    private final TxRunner tx;

    ChoreSql(TxRunner tx) {
        this.tx = tx;
    }

    void introduce(String name, Instant next) {
        tx.onSingle(t -> t.update(INTRODUCE, name, next));
    }

    List<String> due(Instant now) {
        return tx.onSingle(t -> t.list(DUE, row -> row.text("name"), now, now));
    }

    boolean claim(String name, Instant now, Instant next, Instant busy) {
        return tx.onSingle(t -> t.update(CLAIM, next, busy, name, now, now)) == 1;
    }

    /** Those that have not ended are worked at for longer. */
    void renew(Collection<String> names, Instant busy) {
        tx.onSingle(t -> t.update(RENEW, busy, names.toArray(String[]::new)));
    }

    void record(String name, Instant next, Instant started, Duration took, boolean failed) {
        tx.onSingle(t ->
                t.update(RECORD, name, next, started, took.toMillis(), failed, failed ? 1L : 0L));
    }

    Map<String, Stored> all() {
        var all = new HashMap<String, Stored>();
        for (var stored : tx.onSingle(t -> t.list(ALL, ChoreSql::stored)))
            all.put(stored.name(), stored);
        return all;
    }

    private static Stored stored(Row row) {
        return new Stored(
                row.text("name"),
                row.maybeTime("last_run").orElse(Instant.EPOCH),
                Duration.ofMillis(row.number("took_ms")),
                row.flag("failed"));
    }
}
