package hawker.platform;

import java.util.function.Function;

/** The pools of connections. */
final class Database {

    <T> T transaction(Function<Tx, T> work) {
        throw new UnsupportedOperationException();
    }

    <T> T read(Function<Tx, T> read) {
        throw new UnsupportedOperationException();
    }
}
