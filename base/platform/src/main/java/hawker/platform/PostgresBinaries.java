package hawker.platform;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tukaani.xz.XZInputStream;

/**
 * The programs of PostgreSQL (initdb, pg_ctl, postgres), unpacked once a machine from the jar that
 * carries them. Unpacking takes seconds and 60 MB, so it is kept in a cache folder; it goes to a
 * temporary folder first and is renamed when complete, so that a crash or a second process never
 * leaves half a server behind.
 */
final class PostgresBinaries {

    static final String VERSION = "18.6";

    private static final Logger log = LoggerFactory.getLogger(PostgresBinaries.class);

    private PostgresBinaries() {}

    /** The folder that holds bin, lib and share. */
    static Path unpacked(Path cache) {
        var target = cache.resolve("postgres-" + VERSION);
        if (Files.isExecutable(target.resolve("bin/postgres"))) return target;
        try {
            Files.createDirectories(cache);
            var half = Files.createTempDirectory(cache, "unpacking-");
            log.info("Unpacking PostgreSQL {} into {}", VERSION, target);
            unpack(half);
            Files.setPosixFilePermissions(half, PosixFilePermissions.fromString("rwxr-xr-x"));
            renamed(half, target);
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack PostgreSQL into " + cache, e);
        }
    }

    /**
     * Where to unpack to. A server that runs as another user than we do (we are root) must be able
     * to reach its programs, and root's home is closed to it.
     */
    static Path cache(boolean root) {
        return root
                ? Path.of("/var/cache/hawker")
                : Path.of(System.getProperty("user.home"), ".cache", "hawker");
    }

    static void deleteTree(Path folder) throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) return;
        try (var paths = Files.walk(folder)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList())
                Files.deleteIfExists(path);
        }
    }

    private static void renamed(Path half, Path target) throws IOException {
        try {
            Files.move(half, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            // Another process was faster: its folder is as good as ours.
            deleteTree(half);
            if (!Files.isExecutable(target.resolve("bin/postgres"))) throw e;
        }
    }

    private static void unpack(Path folder) throws IOException {
        var name = resource();
        try (InputStream packed = PostgresBinaries.class.getResourceAsStream("/" + name)) {
            if (packed == null)
                throw new IOException(
                        "no " + name + " on the class path: add the jar for this machine");
            try (var tar = new TarArchiveInputStream(new XZInputStream(packed))) {
                for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry())
                    unpack(tar, entry, folder);
            }
        }
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path folder)
            throws IOException {
        var path = folder.resolve(entry.getName()).normalize();
        if (!path.startsWith(folder)) throw new IOException("entry outside: " + entry.getName());
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Files.createDirectories(path.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else if (entry.isLink()) {
            Files.createLink(path, folder.resolve(entry.getLinkName()).normalize());
        } else {
            Files.copy(tar, path, StandardCopyOption.REPLACE_EXISTING);
            Files.setPosixFilePermissions(path, permissions(entry.getMode()));
        }
    }

    private static Set<PosixFilePermission> permissions(int mode) {
        var all =
                EnumSet.of(
                        PosixFilePermission.OWNER_READ,
                        PosixFilePermission.OWNER_WRITE,
                        PosixFilePermission.GROUP_READ,
                        PosixFilePermission.OTHERS_READ);
        if ((mode & 0100) != 0) {
            all.add(PosixFilePermission.OWNER_EXECUTE);
            all.add(PosixFilePermission.GROUP_EXECUTE);
            all.add(PosixFilePermission.OTHERS_EXECUTE);
        }
        return all;
    }

    private static String resource() {
        var os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        var arch = System.getProperty("os.arch");
        return "postgres-"
                + (os.contains("mac") ? "darwin" : "linux")
                + "-"
                + (arch.equals("aarch64") ? "arm_64" : "x86_64")
                + ".txz";
    }
}
