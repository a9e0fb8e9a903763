package hawker.platform;

import java.util.List;

/**
 * Refuses to work with a database that may forget what it has acknowledged: an answered payment
 * must survive a loss of power (money.md, rule 12 of the ledger). Asked at every start, since the
 * settings can be changed on the server at any time.
 */
final class Durability {

    private static final String OFF =
            """
            select name from (values ('fsync'), ('full_page_writes'), ('synchronous_commit')) as s(name)
            where current_setting(name) = 'off'\
            """;

    private Durability() {}

    static void check(Database database) {
        List<String> off = database.read(t -> t.list(OFF, row -> row.text("name")));
        if (!off.isEmpty())
            throw new IllegalStateException(
                    "the database may forget acknowledged payments: switch on "
                            + String.join(", ", off));
    }
}
