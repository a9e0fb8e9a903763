package hawker.platform;

import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.kernel.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One row of a result, read by column name. A null where none is expected is a bug and throws. */
public final class Row {

    /** Makes a value of a row. */
    @FunctionalInterface
    public interface Mapper<T> {
        T map(Row row);
    }

    private final ResultSet rows;

    Row(ResultSet rows) {
        this.rows = rows;
    }

    public String text(String column) {
        return present(column, read(() -> rows.getString(column)));
    }

    public Optional<String> maybeText(String column) {
        return Optional.ofNullable(read(() -> rows.getString(column)));
    }

    public long number(String column) {
        long value = read(() -> rows.getLong(column));
        if (wasNull()) throw new IllegalStateException("null in column " + column);
        return value;
    }

    public int integer(String column) {
        return Math.toIntExact(number(column));
    }

    public Optional<Long> maybeNumber(String column) {
        long value = read(() -> rows.getLong(column));
        return wasNull() ? Optional.empty() : Optional.of(value);
    }

    public boolean flag(String column) {
        return read(() -> rows.getBoolean(column));
    }

    public Instant time(String column) {
        return present(column, read(() -> rows.getObject(column, OffsetDateTime.class)))
                .toInstant();
    }

    public Optional<Instant> maybeTime(String column) {
        return Optional.ofNullable(read(() -> rows.getObject(column, OffsetDateTime.class)))
                .map(OffsetDateTime::toInstant);
    }

    public LocalDate day(String column) {
        return present(column, read(() -> rows.getObject(column, LocalDate.class)));
    }

    public Optional<LocalDate> maybeDay(String column) {
        return Optional.ofNullable(read(() -> rows.getObject(column, LocalDate.class)));
    }

    public byte[] bytes(String column) {
        return present(column, read(() -> rows.getBytes(column)));
    }

    /** A text[] column. */
    public List<String> texts(String column) {
        var array = present(column, read(() -> rows.getArray(column)));
        return List.copyOf(Arrays.asList((String[]) present(column, read(array::getArray))));
    }

    public AccountId account(String column) {
        return new AccountId(number(column));
    }

    public UserId user(String column) {
        return new UserId(number(column));
    }

    public Currency currency(String column) {
        return Currency.of(text(column));
    }

    /** An amount from a column of minor units and a column with the currency. */
    public Money money(String amountColumn, String currencyColumn) {
        return new Money(number(amountColumn), currency(currencyColumn));
    }

    private boolean wasNull() {
        return read(rows::wasNull);
    }

    private static <T> T present(String column, @Nullable T value) {
        if (value == null) throw new IllegalStateException("null in column " + column);
        return value;
    }

    private static <T extends @Nullable Object> T read(Read<T> read) {
        try {
            return read.get();
        } catch (SQLException e) {
            throw Tx.failure(e);
        }
    }

    private interface Read<T extends @Nullable Object> {
        T get() throws SQLException;
    }
}
