package hawker.platform;

import hawker.platform.GroupCommit.Insert;
import hawker.platform.GroupCommit.Unit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The tables that units write, each with a number, and the statement texts for sets of them. Sets
 * are bit masks over the numbers. In a text guarded tables come first, in the order in which they
 * were first seen (so a room that adds a journal before its transfers may have a foreign key
 * between them), then the sums by name, the same on every node.
 */
final class CommitTables {

    private static final int LIMIT = 64;

    /** The statement for one set of tables. */
    record Text(String sql, List<Integer> numbers) {}

    private final Map<Insert, Integer> numbers = new ConcurrentHashMap<>();
    private final List<CommitTable> tables = new java.util.concurrent.CopyOnWriteArrayList<>();
    private final Map<Long, Text> texts = new ConcurrentHashMap<>();

    void register(Unit unit) {
        for (var row : unit.rows()) if (!numbers.containsKey(row.insert())) add(row.insert());
    }

    private synchronized void add(Insert insert) {
        if (numbers.containsKey(insert)) return;
        if (tables.size() == LIMIT)
            throw new IllegalStateException(
                    "more than " + LIMIT + " kinds of rows: keep inserts in constants");
        tables.add(new CommitTable(insert));
        numbers.put(insert, tables.size() - 1);
    }

    int number(Insert insert) {
        var number = numbers.get(insert);
        if (number == null) throw new IllegalStateException("not registered: " + insert);
        return number;
    }

    CommitTable table(int number) {
        return tables.get(number);
    }

    Text text(long mask) {
        return texts.computeIfAbsent(mask, this::makeText);
    }

    private Text makeText(long mask) {
        var present = new ArrayList<Integer>();
        for (int n = 0; n < LIMIT; n++) if ((mask & 1L << n) != 0) present.add(n);
        present.sort(
                Comparator.<Integer, Boolean>comparing(n -> tables.get(n).insert().adds())
                        .thenComparing(n ->
                                tables.get(n).insert().adds()
                                        ? tables.get(n).insert().table()
                                        : ""));
        var sql = present.stream().map(n -> tables.get(n).sql()).collect(Collectors.joining(";\n"));
        return new Text(sql, List.copyOf(present));
    }
}
