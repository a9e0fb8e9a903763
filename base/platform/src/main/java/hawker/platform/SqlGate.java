package hawker.platform;

/**
 * Looks at each statement before it is prepared. The program lets everything through; tests refuse
 * what would be wrong or slow on a distributed database.
 */
@FunctionalInterface
interface SqlGate {

    SqlGate OPEN = sql -> {};

    /** Throws when the statement must not be run. */
    void check(String sql);
}
