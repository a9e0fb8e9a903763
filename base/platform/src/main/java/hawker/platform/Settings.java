package hawker.platform;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

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

    /** Without addresses of databases and mail servers and other settings: they hold passwords. */
    @Override
    public String toString() {
        return "Settings[data=%s, host=%s, port=%d, vaultPort=%d, demo=%s]"
                .formatted(data, host, port, vaultPort, demo);
    }

    public Optional<String> get(String name) {
        return Optional.ofNullable(other.get(name));
    }

    /**
     * What the environment says, with the command line's word before it (by the same names). Names
     * that do not begin with HAWKER_ are left alone.
     */
    public static Settings fromEnvironment(
            Map<String, String> environment, Map<String, String> arguments, boolean demo) {
        var all = new TreeMap<String, String>();
        environment.forEach((name, value) -> keep(all, name, value));
        arguments.forEach((name, value) -> keep(all, name, value));
        return new Settings(
                Path.of(all.getOrDefault("HAWKER_DATA", "DATA")),
                all.getOrDefault("HAWKER_HOST", "127.0.0.1"),
                port(all, "HAWKER_PORT", 8080),
                port(all, "HAWKER_VAULT_PORT", 8081),
                demo,
                Optional.ofNullable(all.get("HAWKER_PUBLIC_URL")).map(Settings::origin),
                Optional.ofNullable(all.get("HAWKER_VAULT_URL")).map(Settings::origin),
                Optional.ofNullable(all.get("HAWKER_DATABASE_URL")),
                all);
    }

    /** A whole number setting; a value that is none is an error the operator can read. */
    public int number(String name, int usual) {
        var value = other.get(name);
        return value == null ? usual : whole(name, value);
    }

    private static void keep(Map<String, String> all, String name, String value) {
        if (name.startsWith("HAWKER_") && !value.isBlank()) all.put(name, value.strip());
    }

    private static int port(Map<String, String> all, String name, int usual) {
        int port = all.containsKey(name) ? whole(name, all.getOrDefault(name, "")) : usual;
        if (port < 0 || port > 65535)
            throw new IllegalArgumentException(name + " is no port: " + port);
        return port;
    }

    private static int whole(String name, String value) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " is not a whole number: " + value, e);
        }
    }

    /** An origin has no slash at its end: it is put before paths. */
    private static String origin(String url) {
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }
}
