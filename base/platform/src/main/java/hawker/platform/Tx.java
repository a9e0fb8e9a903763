package hawker.platform;

import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.kernel.UserId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGStatement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One transaction (or one read outside a transaction) on one connection. Statements are constant
 * texts with {@code ?}; arguments may be text, numbers, booleans, instants, days, byte[], long[]
 * and String[] (as SQL arrays), owners, currencies, {@link Json}, and Optional of these (empty is
 * null).
 */
public final class Tx {

    private static final Logger log = LoggerFactory.getLogger(Tx.class);

    private static final String ACROSS = "/* across:";
    private static final Pattern PAGE = Pattern.compile("\\blimit \\?", Pattern.CASE_INSENSITIVE);

    private final Connection connection;
    private final SqlGate gate;
    private final List<Runnable> afterCommit = new ArrayList<>();

    Tx(Connection connection, SqlGate gate) {
        this.connection = connection;
        this.gate = gate;
    }

    /** A jsonb argument. */
    public record Json(String text) {}

    /** The one row of a statement that returns at most one. */
    public <T> Optional<T> one(String sql, Row.Mapper<T> map, Object... args) {
        var all = list(sql, map, args);
        if (all.size() > 1)
            throw new IllegalStateException(all.size() + " rows where one is expected: " + sql);
        return all.stream().findFirst();
    }

    /** All rows of a statement (also of INSERT/UPDATE … RETURNING). */
    public <T> List<T> list(String sql, Row.Mapper<T> map, Object... args) {
        try (var statement = prepared(sql)) {
            bind(statement, args);
            try (var rows = statement.executeQuery()) {
                var result = new ArrayList<T>();
                var row = new Row(rows);
                while (rows.next()) result.add(map.map(row));
                return result;
            }
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /** Runs a statement that returns no rows; the number of rows it changed. */
    public int update(String sql, Object... args) {
        try (var statement = prepared(sql)) {
            bind(statement, args);
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /**
     * Runs one statement once for each row of arguments, in one round trip; the rows changed by
     * each.
     */
    public int[] batch(String sql, List<Object[]> rows) {
        if (rows.isEmpty()) return new int[0];
        try (var statement = prepared(sql)) {
            for (var row : rows) {
                bind(statement, row);
                statement.addBatch();
            }
            return statement.executeBatch();
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /**
     * Something to do once the transaction is durable: a hint to a queue, never work that must not
     * be lost.
     */
    public void afterCommit(Runnable hint) {
        afterCommit.add(hint);
    }

    /** Runs the hints. The work is durable: a hint that fails must not make it look failed. */
    void committed() {
        for (var hint : afterCommit) {
            try {
                hint.run();
            } catch (RuntimeException e) {
                log.error("A hint after commit failed", e);
            }
        }
    }

    /**
     * A page is planned for its own bounds each time. PostgreSQL would keep a plan for any bounds
     * after five executions if it thinks that as good, and it guesses that two bounds leave half a
     * percent of the rows: a list of a hundred then sorts all payments of its seller. What looks
     * across accounts for work runs many times a second, and its plan is kept.
     */
    private PreparedStatement prepared(String sql) throws SQLException {
        gate.check(sql);
        var statement = connection.prepareStatement(sql);
        if (!sql.startsWith(ACROSS) && PAGE.matcher(sql).find())
            statement.unwrap(PGStatement.class).setPrepareThreshold(0);
        return statement;
    }

    static DatabaseException failure(SQLException e) {
        var state = e.getSQLState() == null ? "XX000" : e.getSQLState();
        return new DatabaseException(state, "SQLSTATE " + state + ": " + e.getMessage(), e);
    }

    private void bind(PreparedStatement statement, Object[] args) throws SQLException {
        for (int i = 0; i < args.length; i++) bindOne(statement, i + 1, args[i]);
    }

    private void bindOne(PreparedStatement statement, int at, @Nullable Object value)
            throws SQLException {
        switch (value) {
            case null -> statement.setNull(at, Types.NULL);
            case Optional<?> maybe -> bindOne(statement, at, maybe.orElse(null));
            case String text -> statement.setString(at, text);
            case Long number -> statement.setLong(at, number);
            case Integer number -> statement.setInt(at, number);
            case Short number -> statement.setShort(at, number);
            case Boolean flag -> statement.setBoolean(at, flag);
            case Instant time -> statement.setObject(at, time.atOffset(ZoneOffset.UTC));
            case LocalDate day -> statement.setObject(at, day);
            case AccountId account -> statement.setLong(at, account.number());
            case UserId user -> statement.setLong(at, user.number());
            case Currency currency -> statement.setString(at, currency.code());
            case Json json -> statement.setObject(at, json.text(), Types.OTHER);
            case byte[] bytes -> statement.setBytes(at, bytes);
            case long[] numbers -> statement.setObject(at, numbers);
            case String[] texts -> statement.setArray(at, connection.createArrayOf("text", texts));
            default -> throw new IllegalArgumentException("cannot bind a " + value.getClass());
        }
    }
}
