package hawker.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The program is killed hard: it leaves no server behind and loses nothing acknowledged. */
class CrashTest {

    private static final int ACKNOWLEDGED = 2000;

    @Test
    void a_killed_program_leaves_no_orphan_and_loses_nothing() throws Exception {
        var data = Files.createTempDirectory("hawker-crash");
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));
        try {
            var program = start(data);
            var acknowledged = new HashSet<String>();
            try (var output = program.inputReader(StandardCharsets.UTF_8)) {
                long server = Long.parseLong(line(output).substring("server ".length()));
                while (acknowledged.size() < ACKNOWLEDGED) acknowledged.add(line(output));
                program.destroyForcibly();
                Eventually.is(() -> ProcessHandle.of(server).isEmpty());
            }
            try (var platform = CrashProgram.open(data)) {
                assertThat(stored(platform)).containsAll(acknowledged);
            }
        } finally {
            PostgresBinaries.deleteTree(data);
        }
    }

    private static Process start(Path data) throws IOException {
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-XX:+UseSerialGC",
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CrashProgram.class.getName(),
                        data.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static String line(BufferedReader output) throws IOException {
        var line = output.readLine();
        if (line == null) throw new AssertionError("the program ended by itself");
        return line;
    }

    private static Set<String> stored(Platform platform) {
        String sql = "/* across: test */ select lock_name from platform.lock_row";
        return Set.copyOf(
                platform.tx().readAcross("test", t -> t.list(sql, row -> row.text("lock_name"))));
    }
}
