package hawker.platform;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The user that the database server runs as. PostgreSQL refuses to run as root; when we are root
 * (containers often are) it runs as {@code postgres}, or {@code nobody} where there is none.
 *
 * @param name of the user
 * @param uid and gid: numbers of user and group; only used when {@code switched}
 * @param switched whether that is another user than ours
 */
record OsUser(String name, int uid, int gid, boolean switched) {

    static OsUser forServer() {
        var me = new UnixSystem();
        if (me.getUid() != 0)
            return new OsUser(me.getUsername(), (int) me.getUid(), (int) me.getGid(), false);
        return account("postgres")
                .or(() -> account("nobody"))
                .orElseThrow(() ->
                        new IllegalStateException(
                                "PostgreSQL does not run as root and there is no user postgres or nobody"));
    }

    /**
     * A process of that user which gets SIGTERM when the thread that starts it ends, so that a
     * program that was killed leaves no server behind. Its environment is empty: no PG… variable of
     * ours changes what it does.
     */
    ProcessBuilder process(List<String> command) {
        var full = new ArrayList<String>();
        if (switched)
            full.addAll(
                    List.of(
                            "setpriv",
                            "--reuid=" + uid,
                            "--regid=" + gid,
                            "--clear-groups",
                            "--no-new-privs",
                            "--pdeathsig",
                            "TERM",
                            "--"));
        else if (Files.isExecutable(Path.of("/usr/bin/setpriv")))
            full.addAll(List.of("setpriv", "--no-new-privs", "--pdeathsig", "TERM", "--"));
        full.addAll(command);
        var builder = new ProcessBuilder(full);
        builder.environment().clear();
        builder.environment().put("PATH", "/usr/bin:/bin");
        builder.environment().put("LC_ALL", "C");
        return builder.directory(Path.of("/").toFile());
    }

    void own(Path path) throws IOException {
        if (!switched) return;
        Files.setAttribute(path, "unix:uid", uid);
        Files.setAttribute(path, "unix:gid", gid);
        if (Files.isDirectory(path))
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
    }

    /** Fails with words an operator can act on, instead of the server's "permission denied". */
    void checkCanReach(Path folder) throws IOException {
        if (!switched) return;
        for (var path = folder; path != null; path = path.getParent())
            if (!Files.getPosixFilePermissions(path).contains(PosixFilePermission.OTHERS_EXECUTE))
                throw new IOException(
                        "the database runs as user "
                                + name
                                + " and cannot enter "
                                + path
                                + ": chmod o+x it, or choose another data folder");
    }

    private static Optional<OsUser> account(String name) {
        try {
            return Files.readAllLines(Path.of("/etc/passwd")).stream()
                    .map(line -> line.split(":", -1))
                    .filter(part -> part.length > 3 && part[0].equals(name))
                    .map(part ->
                            new OsUser(
                                    name,
                                    Integer.parseInt(part[2]),
                                    Integer.parseInt(part[3]),
                                    true))
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
