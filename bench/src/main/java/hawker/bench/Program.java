package hawker.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Hawker, started as its own process on a data folder of the bench's. */
final class Program implements AutoCloseable {

    /** Options of a program that only takes payments: no market, some sellers with keys. */
    static List<String> sellersOnly(int sellers) {
        return List.of("--no-market", "--sellers", String.valueOf(sellers));
    }

    private final Process process;
    private final Path data;
    private final Map<String, String> environment;
    private final List<String> options;
    private final JsonNode demo;
    private final Duration startedIn;

    private Program(
            Process process,
            Path data,
            Map<String, String> environment,
            List<String> options,
            JsonNode demo,
            Duration startedIn) {
        this.process = process;
        this.data = data;
        this.environment = environment;
        this.options = options;
        this.demo = demo;
        this.startedIn = startedIn;
    }

    /** Starts the program on free ports and waits for its first page. */
    static Program start(Path data, Map<String, String> environment, List<String> options)
            throws Exception {
        return startOn(freePort(), freePort(), data, environment, options);
    }

    /** The same on given ports, so that clients find a restarted program again. */
    static Program startOn(
            int port,
            int vaultPort,
            Path data,
            Map<String, String> environment,
            List<String> options)
            throws Exception {
        return run(java(), port, vaultPort, data, environment, options);
    }

    /** Started by the command that people use, with all it does to start fast. */
    static Program startAsUsual(Path data) throws Exception {
        var command = List.of(home().resolve("hawker").toString(), "demo");
        return run(command, freePort(), freePort(), data, Map.of(), List.of());
    }

    private static List<String> java() throws IOException {
        return List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx1g",
                "-XX:+UseParallelGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                classPath(),
                "hawker.app.Main",
                "demo");
    }

    private static Program run(
            List<String> program,
            int port,
            int vaultPort,
            Path data,
            Map<String, String> environment,
            List<String> options)
            throws Exception {
        Files.createDirectories(data);
        var command = new ArrayList<String>(program);
        command.addAll(
                List.of(
                        "--data",
                        data.toString(),
                        "--port",
                        "" + port,
                        "--vault-port",
                        "" + vaultPort));
        command.addAll(options);
        var builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(data.resolve("program.log").toFile()));
        long start = System.nanoTime();
        var process = builder.start();
        awaitFirstPage(process, port, data);
        var demo = new ObjectMapper().readTree(data.resolve("demo.json").toFile());
        var startedIn = Duration.ofNanos(System.nanoTime() - start);
        return new Program(process, data, environment, options, demo, startedIn);
    }

    /** Starts it again where it was, on the same data. */
    Program again() throws Exception {
        return startOn(port(), vaultPort(), data, environment, options);
    }

    int port() {
        return portOf("base");
    }

    int vaultPort() {
        return portOf("vault");
    }

    String publishableKey() {
        return demo.at("/seller/publishable_key").asText();
    }

    /** Secret keys of many sellers, when the program was started with {@link #sellersOnly}. */
    List<String> sellerKeys() {
        var keys = new ArrayList<String>();
        demo.path("sellers").forEach(seller -> keys.add(seller.get("secret_key").asText()));
        return keys;
    }

    String secretKey() {
        return seller("secret_key");
    }

    String handle() {
        return seller("handle");
    }

    /** What demo.json tells of the demo seller: email, password, handle, keys. */
    String seller(String field) {
        return demo.at("/seller/" + field).asText();
    }

    long pid() {
        return process.pid();
    }

    Path data() {
        return data;
    }

    /** From the start of the process to the first page answered. */
    Duration startedIn() {
        return startedIn;
    }

    /** kill -9: what a power cut or the kernel's memory killer does. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(10, TimeUnit.SECONDS);
    }

    /** The process id of the embedded PostgreSQL's first process. */
    long postmaster() throws IOException {
        return process.descendants()
                .filter(p -> p.info().command().orElse("").endsWith("postgres"))
                .filter(p -> p.parent().map(ProcessHandle::pid).orElse(0L) == process.pid())
                .findFirst()
                .orElseThrow(() -> new IOException("no PostgreSQL runs under the program"))
                .pid();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) process.destroyForcibly();
        } catch (InterruptedException now) {
            process.destroyForcibly();
        }
    }

    /**
     * The program's jars beside the bench's own, or this process's class path when the tests of the
     * house run it.
     */
    private static String classPath() throws IOException {
        var given = System.getProperty("java.class.path");
        if (given.contains("helidon")) return given;
        var app = home().resolve("app/target");
        return app.resolve("app-0.1.0.jar") + ":" + app.resolve("lib") + "/*";
    }

    private static Path home() throws IOException {
        try {
            var jar =
                    Path.of(
                            Program.class
                                    .getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                                    .toURI());
            return jar.resolve("../../..").normalize();
        } catch (java.net.URISyntaxException unreadable) {
            throw new IOException(unreadable);
        }
    }

    private int portOf(String field) {
        var url = demo.get(field).asText();
        return Integer.parseInt(url.substring(url.lastIndexOf(':') + 1).replaceAll("[^0-9]", ""));
    }

    private static void awaitFirstPage(Process process, int port, Path data) throws Exception {
        var request =
                "GET /readyz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII);
        long deadline = System.nanoTime() + Duration.ofMinutes(5).toNanos();
        while (System.nanoTime() < deadline) {
            if (!process.isAlive())
                throw new IllegalStateException(
                        "Hawker did not start; see " + data.resolve("program.log"));
            try (var connection = new Connection(port)) {
                if (connection.send(request).status() == 200
                        && Files.exists(data.resolve("demo.json"))) return;
            } catch (IOException notYet) {
                // asked again below
            }
            Thread.sleep(10);
        }
        throw new IllegalStateException("Hawker did not answer within five minutes");
    }

    private static int freePort() throws IOException {
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }
}
