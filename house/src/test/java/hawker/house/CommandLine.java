package hawker.house;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Programs that tests start and wait for, in a folder of their own under {@code target}. */
final class CommandLine {

    private static final int SECONDS = 120;

    /** How a program ended, and all that it printed. */
    record Ended(int exit, String output) {}

    private final Path folder;

    /** A folder by this name, made if it is not there. */
    CommandLine(String name) throws IOException {
        folder = House.folder(name);
        Files.createDirectories(folder);
    }

    Path folder() {
        return folder;
    }

    /** Runs a program to its end. */
    Ended run(Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        var builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        var process = builder.start();
        process.getOutputStream().close();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            return new Ended(-1, output + "\nended after " + SECONDS + " seconds");
        }
        return new Ended(process.exitValue(), output);
    }

    /** Runs a program that must end well; what it printed. */
    String done(Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        var ended = run(environment, command);
        if (ended.exit() != 0)
            throw new AssertionError(String.join(" ", command) + "\n" + ended.output());
        return ended.output();
    }
}
