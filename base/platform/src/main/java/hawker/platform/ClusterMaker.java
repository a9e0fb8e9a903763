package hawker.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a database cluster with initdb, beside its place, and renames it when it is complete: a
 * crash in between leaves a folder that the next start replaces, never half a cluster.
 */
final class ClusterMaker {

    private static final Logger log = LoggerFactory.getLogger(ClusterMaker.class);

    private ClusterMaker() {}

    /**
     * @param parent folder of clusters, one a major version
     * @param password of the user postgres
     * @param durable whether to sync; not for clusters that are thrown away
     */
    static void make(
            Path binaries,
            OsUser user,
            Path parent,
            String version,
            String password,
            boolean durable)
            throws IOException {
        Files.createDirectories(parent);
        user.own(parent);
        var half = parent.resolve("initdb-" + ProcessHandle.current().pid());
        PostgresBinaries.deleteTree(half);
        var passwordFile = parent.resolve("initdb-password");
        Files.deleteIfExists(passwordFile);
        Files.createFile(
                passwordFile,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(passwordFile, password);
        user.own(passwordFile);
        log.info("Making a database cluster in {}", parent);
        var output = parent.resolve("initdb.log");
        var process =
                user.process(command(binaries, half, passwordFile, durable))
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        int exit = waitFor(process);
        Files.deleteIfExists(passwordFile);
        if (exit != 0)
            throw new IOException("initdb failed (" + exit + "): " + Files.readString(output));
        Files.move(half, parent.resolve(version));
    }

    private static List<String> command(
            Path binaries, Path folder, Path passwordFile, boolean durable) {
        var command =
                new ArrayList<>(
                        List.of(
                                binaries.resolve("bin/initdb").toString(),
                                "--pgdata=" + folder,
                                "--username=postgres",
                                "--pwfile=" + passwordFile,
                                "--auth=scram-sha-256",
                                "--encoding=UTF8",
                                // No locale of the host matters: an upgrade of its C library must
                                // not change the order of an index.
                                "--locale=C",
                                "--locale-provider=builtin",
                                "--builtin-locale=C.UTF-8",
                                "--no-instructions"));
        if (!durable) command.add("--no-sync");
        return command;
    }

    private static int waitFor(Process process) throws IOException {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted during initdb", e);
        }
    }
}
