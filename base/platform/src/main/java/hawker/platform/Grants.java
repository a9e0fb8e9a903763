package hawker.platform;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the program's roles may do with a room's tables. Without a word the program may select,
 * insert, update and delete; {@code hawker/ROOM/schema/grants.txt} says otherwise, a line a table:
 *
 * <pre>
 * journal select,insert                    append-only, also for a program that went mad
 * token none                               closed to the program
 * token role:vault select,insert,update    open to the vault's role
 * </pre>
 *
 * The owner of the tables is neither of them, so that the program cannot change its own grants.
 */
final class Grants {

    private static final Set<String> PRIVILEGES = Set.of("select", "insert", "update", "delete");
    private static final String USUAL = "select,insert,update,delete";

    /** The database roles behind the program's names for them; absent where they are the owner. */
    record Roles(Map<String, String> byName) {
        static final String APP = "";

        Roles {
            byName = Map.copyOf(byName);
        }
    }

    private Grants() {}

    /** One line of the file; {@code role} is {@link Roles#APP} or a name like "vault". */
    record Line(String table, String role, String privileges) {}

    static List<Line> of(Manifest manifest) {
        var path = "hawker/" + manifest.room() + "/schema/grants.txt";
        var lines = new ArrayList<Line>();
        var said = new LinkedHashMap<String, String>();
        for (var text : Manifest.lines(path).orElse(List.of())) {
            var line = line(path, text);
            if (!manifest.tables().containsKey(line.table()))
                throw new IllegalStateException(path + ": no table " + line.table());
            if (line.role().equals(Roles.APP)) said.put(line.table(), line.privileges());
            else lines.add(line);
        }
        for (var table : manifest.tables().keySet())
            lines.add(new Line(table, Roles.APP, said.getOrDefault(table, USUAL)));
        return lines;
    }

    private static Line line(String path, String text) {
        var words = List.of(text.split("\\s+"));
        var privileges = words.getLast();
        boolean known =
                privileges.equals("none") || PRIVILEGES.containsAll(List.of(privileges.split(",")));
        if (words.size() == 2 && known) return new Line(words.get(0), Roles.APP, privileges);
        if (words.size() == 3 && known && words.get(1).startsWith("role:"))
            return new Line(words.get(0), words.get(1).substring(5), privileges);
        throw new IllegalStateException(path + ": not \"table [role:name] privileges\": " + text);
    }

    /** Gives each role exactly what its lines say, in the connection's transaction. */
    static void apply(Connection connection, Manifest manifest, Roles roles) throws SQLException {
        var room = manifest.room();
        try (var statement = connection.createStatement()) {
            for (var role : Set.copyOf(roles.byName().values())) {
                statement.addBatch(
                        "revoke all on all tables in schema " + room + " from \"" + role + "\"");
            }
            for (var line : of(manifest)) {
                var role = roles.byName().get(line.role());
                if (role == null || line.privileges().equals("none")) continue;
                statement.addBatch("grant usage on schema " + room + " to \"" + role + "\"");
                statement.addBatch(
                        "grant "
                                + line.privileges()
                                + " on "
                                + room
                                + "."
                                + line.table()
                                + " to \""
                                + role
                                + "\"");
            }
            statement.executeBatch();
        }
    }
}
