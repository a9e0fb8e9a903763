package hawker.platform;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Stopped clusters with migrated schemas, kept for the tests of other rooms and for the next run. A
 * room's tests begin with the cluster that has most of the schemas they need and none besides: what
 * is left to migrate is what their room adds. Making a cluster and migrating a dozen rooms would
 * cost each room seven seconds.
 *
 * <p>A schema is known by the fingerprint of the files it was made from, so a changed migration is
 * another schema. Clusters are copied whole under a lock; no server ever runs in the store.
 */
final class ClusterStore {

    /** Clusters of some 60 MB each. */
    private static final int KEPT = 16;

    private static final String SCHEMAS = "schemas";

    /** What of a server's folder is its cluster. */
    private static final List<String> PARTS = List.of("postgres", "postgres.secret");

    private final Path folder;

    ClusterStore(Path folder) {
        this.folder = folder;
    }

    /**
     * Puts the best cluster there is into a server's empty folder.
     *
     * @param wanted the schemas that the cluster may have
     * @return the schemas that it has; none when there is no such cluster, and nothing was put
     */
    Set<String> take(Set<String> wanted, Path server) throws IOException {
        var held = held();
        try {
            var best =
                    clusters().entrySet().stream()
                            .filter(cluster -> wanted.containsAll(cluster.getValue()))
                            .max(Comparator.comparing(cluster -> cluster.getValue().size()));
            if (best.isEmpty()) return Set.of();
            var cluster = best.get().getKey();
            copy(cluster, server);
            Files.setLastModifiedTime(cluster, FileTime.from(Instant.now()));
            return best.get().getValue();
        } finally {
            held.close();
        }
    }

    /** Keeps a stopped server's cluster, which has these schemas. */
    void keep(Path server, Set<String> schemas) throws IOException {
        var held = held();
        try {
            var place = folder.resolve(Secrets.sha256(String.join("\n", new TreeSet<>(schemas))));
            if (Files.exists(place)) return;
            var half = Files.createTempDirectory(folder, "half-");
            copy(server, half);
            Files.write(half.resolve(SCHEMAS), schemas);
            Files.move(half, place, StandardCopyOption.ATOMIC_MOVE);
            forget();
        } finally {
            held.close();
        }
    }

    private void forget() throws IOException {
        var clusters = new ArrayList<>(clusters().keySet());
        clusters.sort(Comparator.comparing(cluster -> cluster.toFile().lastModified()));
        for (var old : clusters.subList(0, Math.max(0, clusters.size() - KEPT)))
            PostgresBinaries.deleteTree(old);
    }

    private Map<Path, Set<String>> clusters() throws IOException {
        var clusters = new HashMap<Path, Set<String>>();
        try (var all = Files.list(folder)) {
            for (var cluster : all.filter(Files::isDirectory).toList()) {
                var schemas = cluster.resolve(SCHEMAS);
                if (Files.exists(schemas))
                    clusters.put(cluster, Set.copyOf(Files.readAllLines(schemas)));
                else PostgresBinaries.deleteTree(cluster);
            }
        }
        return clusters;
    }

    /** With owners and modes, which PostgreSQL looks at. */
    private static void copy(Path from, Path to) throws IOException {
        var command = new ArrayList<>(List.of("cp", "-a"));
        for (var part : PARTS) command.add(from.resolve(part).toString());
        command.add(to.toString());
        var copying = new ProcessBuilder(command).redirectErrorStream(true).start();
        var says = new String(copying.getInputStream().readAllBytes());
        try {
            if (copying.waitFor() != 0) throw new IOException(says);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** One test run at a time. Closing the channel gives the lock back. */
    private FileChannel held() throws IOException {
        Files.createDirectories(folder);
        var channel =
                FileChannel.open(
                        folder.resolve("lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        channel.lock();
        return channel;
    }
}
