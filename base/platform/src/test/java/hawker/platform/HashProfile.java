package hawker.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystemAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The second pass of the tests ({@code HAWKER_TEST_HASH_PROFILE=true}): tables are partitioned by
 * the hash of their owner. The migrations are the same files, but for storage parameters, which a
 * partitioned parent cannot have.
 */
final class HashProfile {

    private static final int PARTITIONS = 4;

    private HashProfile() {}

    static SchemaProfile chosen() {
        return Boolean.parseBoolean(System.getenv("HAWKER_TEST_HASH_PROFILE"))
                ? hashed()
                : SchemaProfile.plain();
    }

    static SchemaProfile hashed() {
        return new SchemaProfile(
                Map.of(
                        "by_account", "partition by hash (account_id)",
                        "by_user", "partition by hash (user_id)",
                        "by_name", "partition by hash (name)",
                        "by_author_key", "partition by hash (author_key)"),
                room -> "filesystem:" + copied(room),
                PARTITIONS);
    }

    private static Path copied(String room) {
        try {
            var copy = Files.createTempDirectory("hawker-schema-" + room);
            try (var files = Files.list(source(room))) {
                for (var file : files.filter(f -> f.toString().endsWith(".sql")).toList())
                    Files.writeString(
                            copy.resolve(file.getFileName().toString()),
                            Files.readString(file)
                                    .replaceAll(
                                            "(?is)alter\\s+table\\s+[\\w.]+\\s+set\\s*\\([^)]*\\)\\s*;",
                                            ""));
            }
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path source(String room) throws IOException {
        var name = "hawker/" + room + "/schema/distribution.txt";
        var found = HashProfile.class.getClassLoader().getResource(name);
        if (found == null) throw new IllegalStateException("no " + name);
        try {
            var uri = found.toURI();
            if (uri.getScheme().equals("jar")) mount(uri);
            var parent = Path.of(uri).getParent();
            if (parent == null) throw new IllegalStateException(name);
            return parent;
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void mount(URI uri) throws IOException {
        try {
            FileSystems.newFileSystem(uri, Map.of());
        } catch (FileSystemAlreadyExistsException alreadyMounted) {
            return;
        }
    }
}
