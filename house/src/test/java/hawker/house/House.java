package hawker.house;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The whole program with its demo market, as its own process: started once for all tests of a run,
 * on free ports, in a folder under {@code target}. Tests speak to it as the outside does.
 */
final class House {

    private static House running;

    private final JsonNode demo;
    private final Path data;

    private House(JsonNode demo, Path data) {
        this.demo = demo;
        this.data = data;
    }

    /** The running house; the first caller starts it. */
    static synchronized House open() {
        if (running == null) running = start();
        return running;
    }

    String base() {
        return demo.get("base").asText();
    }

    String vault() {
        return demo.get("vault").asText();
    }

    String secretKey() {
        return demo.at("/seller/secret_key").asText();
    }

    /** The secret key of a seller who has nothing to do with the first. */
    String otherSecretKey() {
        return demo.at("/sellers/0/secret_key").asText();
    }

    String publishableKey() {
        return demo.at("/seller/publishable_key").asText();
    }

    String seller(String field) {
        return demo.at("/seller/" + field).asText();
    }

    String shopper(String field) {
        return demo.at("/shopper/" + field).asText();
    }

    String operator(String field) {
        return demo.at("/operator/" + field).asText();
    }

    Path data() {
        return data;
    }

    private static House start() {
        try {
            var data = Path.of("target/house-data").toAbsolutePath();
            deleteAll(data);
            Files.createDirectories(data);
            var log = data.resolve("program.log");
            var command =
                    new ArrayList<String>(
                            List.of(
                                    ProcessHandle.current().info().command().orElse("java"),
                                    "-Xmx1g",
                                    "--enable-native-access=ALL-UNNAMED",
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    "hawker.app.Main",
                                    "demo",
                                    "--data",
                                    data.toString(),
                                    "--port",
                                    "0",
                                    "--vault-port",
                                    "0",
                                    "--sellers",
                                    "2"));
            var process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(process)));
            return new House(await(process, data.resolve("demo.json"), log), data);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode await(Process process, Path demo, Path log)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + Duration.ofMinutes(4).toNanos();
        while (System.nanoTime() < deadline) {
            if (!process.isAlive())
                throw new IllegalStateException(
                        "the house did not start:\n" + Files.readString(log));
            if (Files.exists(demo) && Files.readString(demo).stripTrailing().endsWith("}"))
                return new ObjectMapper().readTree(demo.toFile());
            process.waitFor(100, TimeUnit.MILLISECONDS);
        }
        throw new IllegalStateException(
                "the house was not ready in four minutes:\n" + Files.readString(log));
    }

    private static void stop(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) process.destroyForcibly();
        } catch (InterruptedException now) {
            process.destroyForcibly();
        }
    }

    private static void deleteAll(Path folder) throws IOException {
        if (!Files.exists(folder)) return;
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(java.util.Comparator.reverseOrder()).toList())
                Files.deleteIfExists(file);
        }
    }
}
