package hawker.platform;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What an operator can set, from the environment and the command line.
 *
 * @param data folder for the database, keys and the demo file
 * @param host address to listen on
 * @param port port of pages and API; 0 takes a free one
 * @param vaultPort port of the vault's own origin; 0 takes a free one
 * @param demo whether this is a demo: mailbox page, demo logins, test mode only
 * @param publicUrl origin of pages and API as browsers see it; empty: http://host:port
 * @param vaultUrl origin of the vault as browsers see it; empty: http://host:vaultPort
 * @param databaseUrl JDBC URL of a PostgreSQL of the operator's; empty: the embedded one
 * @param other every other setting by its name, HAWKER_… in capitals
 */
public record Settings(
        Path data,
        String host,
        int port,
        int vaultPort,
        boolean demo,
        Optional<String> publicUrl,
        Optional<String> vaultUrl,
        Optional<String> databaseUrl,
        Map<String, String> other) {

    public Settings {
        other = Map.copyOf(other);
    }

    public Optional<String> get(String name) {
        return Optional.ofNullable(other.get(name));
    }
}
