package hawker.platform;

import hawker.kernel.SettableClock;

/**
 * A real PostgreSQL for tests: one embedded server a machine, a fresh database for each platform
 * opened, a clock that tests set. {@code try (var test = TestPlatform.open("accounts", "ledger")) {
 * … test.platform() … }}
 */
public final class TestPlatform implements AutoCloseable {

    /**
     * Opens a fresh database with the schemas of platform and of the rooms named, in this order.
     */
    public static TestPlatform open(String... rooms) {
        throw new UnsupportedOperationException();
    }

    public Platform platform() {
        throw new UnsupportedOperationException();
    }

    public SettableClock clock() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
