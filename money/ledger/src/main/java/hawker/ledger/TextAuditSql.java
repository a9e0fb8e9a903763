package hawker.ledger;

import hawker.platform.Row;
import hawker.platform.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Reads the texts of all rooms, whatever their tables are called, and keeps how far that has come.
 *
 * <p>The one place whose statements are put together while the program runs: of nothing but names
 * that the database's own catalog gives, quoted by the database.
 */
final class TextAuditSql {

    /** A table with its primary key and the columns that hold text. */
    record Table(String name, List<String> keys, List<String> types, List<String> texts) {}

    /** One row: its key, and its texts with a line break between. */
    record Texts(List<String> key, String text) {}

    /**
     * How far the round has come.
     *
     * @param round its number
     * @param table where it goes on; empty: at the beginning
     * @param after the key of the last row looked at; empty: before the first
     * @param rows looked at in this round
     */
    record Place(long round, String table, List<String> after, long rows) {

        static final Place START = new Place(1, "", List.of(), 0);
    }

    /** The last round that came to its end. */
    record Whole(Instant at, long rows) {}

    /** A row that holds what it must not. */
    record Found(String table, String key, Instant since) {}

    private static final String TABLES =
            """
            select quote_ident(n.nspname) || '.' || quote_ident(c.relname) as name,
                   array(select quote_ident(a.attname) from pg_catalog.pg_attribute a
                         where a.attrelid = c.oid and a.attnum = any(i.indkey)
                         order by array_position(i.indkey::smallint[], a.attnum))::text[] as keys,
                   array(select format_type(a.atttypid, a.atttypmod)
                         from pg_catalog.pg_attribute a
                         where a.attrelid = c.oid and a.attnum = any(i.indkey)
                         order by array_position(i.indkey::smallint[], a.attnum))::text[] as types,
                   array(select quote_ident(a.attname) from pg_catalog.pg_attribute a
                         where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                           and format_type(a.atttypid, null) = any(
                               '{text,text[],"character varying",citext,jsonb,json,xml}'::text[])
                         order by a.attnum)::text[] as texts
            from pg_catalog.pg_class c
            join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            left join pg_catalog.pg_index i on i.indrelid = c.oid and i.indisprimary
            where c.relkind in ('r', 'p') and not c.relispartition
              and n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema'
              and n.nspname <> all(?) and has_schema_privilege(n.oid, 'usage')
              and has_table_privilege(c.oid, 'select')
            """;

    /**
     * Tables with text in them by their names, but for those of some schemas and those closed to
     * the program.
     */
    List<Table> tables(Tx tx, List<String> without) {
        var all =
                tx.list(
                        TABLES,
                        row ->
                                new Table(
                                        row.text("name"),
                                        row.texts("keys"),
                                        row.texts("types"),
                                        row.texts("texts")),
                        (Object) without.toArray(String[]::new));
        for (var table : all)
            if (table.keys().isEmpty())
                throw new IllegalStateException(table.name() + " has no primary key to go along");
        return all.stream()
                .filter(table -> !table.texts().isEmpty())
                .sorted(Comparator.comparing(Table::name))
                .toList();
    }

    /** The next rows of a table in the order of its key. */
    List<Texts> acrossRows(Tx tx, Table table, List<String> after, int most) {
        var args = new ArrayList<Object>(after);
        args.add(most);
        return tx.list(statement(table, !after.isEmpty()), TextAuditSql::texts, args.toArray());
    }

    private static String statement(Table table, boolean goesOn) {
        var keys = String.join(", ", table.keys());
        var shown = String.join(", ", table.keys().stream().map(key -> key + "::text").toList());
        var texts = String.join(", ", table.texts().stream().map(t -> t + "::text").toList());
        var casts = String.join(", ", table.types().stream().map(t -> "?::" + t).toList());
        return "/* across: audit */ select array["
                + shown
                + "]::text[] as key, concat_ws(chr(10), "
                + texts
                + ") as texts from "
                + table.name()
                + (goesOn ? " where (" + keys + ") > (" + casts + ")" : "")
                + " order by "
                + keys
                + " limit ?";
    }

    private static Texts texts(Row row) {
        return new Texts(row.texts("key"), row.text("texts"));
    }

    Place place(Tx tx) {
        return tx.one(
                        "select round, at_table, after_key, rows from ledger.text_round where one",
                        row ->
                                new Place(
                                        row.number("round"),
                                        row.text("at_table"),
                                        row.texts("after_key"),
                                        row.number("rows")))
                .orElse(Place.START);
    }

    void goOn(Tx tx, Place place) {
        tx.update(
                """
                insert into ledger.text_round (one, round, at_table, after_key, rows)
                values (true, ?, ?, ?, ?)
                on conflict (one) do update set round = excluded.round,
                    at_table = excluded.at_table, after_key = excluded.after_key,
                    rows = excluded.rows
                """,
                place.round(),
                place.table(),
                place.after().toArray(String[]::new),
                place.rows());
    }

    /** Ends a round: what it has not found again is not there any more. */
    void whole(Tx tx, Place place, Instant at) {
        tx.update("delete from ledger.text_finding where round < ?", place.round());
        goOn(tx, new Place(place.round() + 1, "", List.of(), 0));
        tx.update(
                "update ledger.text_round set whole_at = ?, whole_rows = ? where one",
                at,
                place.rows());
    }

    Optional<Whole> lastWhole(Tx tx) {
        return tx.one(
                "select whole_at, whole_rows from ledger.text_round where whole_at is not null",
                row -> new Whole(row.time("whole_at"), row.number("whole_rows")));
    }

    void found(Tx tx, String table, List<String> keys, long round, Instant at) {
        tx.batch(
                """
                insert into ledger.text_finding (table_name, row_key, round, found_at)
                values (?, ?, ?, ?)
                on conflict (table_name, row_key) do update set round = excluded.round
                """,
                keys.stream().map(key -> new Object[] {table, key, round, at}).toList());
    }

    List<Found> found(Tx tx, int most) {
        return tx.list(
                """
                select table_name, row_key, found_at from ledger.text_finding
                order by found_at, table_name, row_key limit ?
                """,
                row -> new Found(row.text("table_name"), row.text("row_key"), row.time("found_at")),
                most);
    }
}
