package hawker.house;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.param.PaymentIntentCreateParams;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The whole program with its demo market, as its own process: started once for all tests of a run,
 * on free ports, in a folder under {@code target}. Tests speak to it as the outside does.
 */
final class House {

    private static final String DEMO = "demo.json";

    private static @Nullable House running;

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

    /** The official client of the seller. */
    StripeClient client() {
        return StripeClient.builder().setApiKey(secretKey()).setApiBase(base()).build();
    }

    /** The client secret of a new payment of $25, which a page is to confirm. */
    String openPayment() {
        try {
            return client().v1()
                    .paymentIntents()
                    .create(
                            PaymentIntentCreateParams.builder()
                                    .setAmount(2500L)
                                    .setCurrency("usd")
                                    .build())
                    .getClientSecret();
        } catch (StripeException e) {
            throw new IllegalStateException(e);
        }
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

    /** A folder under {@code target} that no other of the processes running tests has. */
    static Path folder(String name) {
        return Path.of("target", name + "-" + System.getProperty("hawker.fork", "1"))
                .toAbsolutePath();
    }

    private static House start() {
        try {
            var data = folder("house-data");
            deleteAll(data);
            copy(made(), data);
            var process = launch(data);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(process)));
            return new House(new ObjectMapper().readTree(data.resolve(DEMO).toFile()), data);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * A folder with the demo market, which costs a minute of computing: made by the first of the
     * processes that run tests, copied by the others.
     */
    private static Path made() throws IOException, InterruptedException {
        var target = Path.of("target").toAbsolutePath();
        var made = target.resolve("house-made-" + System.getProperty("hawker.run", "by-hand"));
        var lock =
                FileChannel.open(
                        target.resolve("house.lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        try {
            lock.lock();
            if (Files.exists(made)) return made;
            try (var old = Files.newDirectoryStream(target, "house-made-*")) {
                for (var folder : old) deleteAll(folder);
            }
            var half = target.resolve("house-made-half");
            Files.createDirectories(half);
            stop(launch(half));
            Files.move(half, made);
            return made;
        } finally {
            lock.close();
        }
    }

    /** With owners and modes, which PostgreSQL looks at. */
    private static void copy(Path from, Path to) throws IOException, InterruptedException {
        var copying =
                new ProcessBuilder("cp", "-a", from.toString(), to.toString()).inheritIO().start();
        if (copying.waitFor() != 0) throw new IOException("cannot copy " + from + " to " + to);
    }

    /** A program that serves the market in this folder. */
    private static Process launch(Path data) throws IOException, InterruptedException {
        int port = freePort();
        var log = data.resolve("program.log");
        var command =
                new ArrayList<String>(
                        List.of(
                                ProcessHandle.current().info().command().orElse("java"),
                                "-Xmx1g",
                                // It lives for minutes: what the second compiler costs never
                                // comes back.
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "hawker.app.Main",
                                "demo",
                                "--data",
                                data.toString(),
                                "--port",
                                String.valueOf(port),
                                "--vault-port",
                                String.valueOf(freePort()),
                                "--sellers",
                                "2"));
        var builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        // So that each of many visitors has an address of their own, as behind a proxy.
        builder.environment().put("HAWKER_TRUST_FORWARDED", "true");
        builder.environment().put("HAWKER_PASSWORD_KIB", "64");
        var process = builder.start();
        await(process, port, log);
        return process;
    }

    /** Ready is when the listener answers that the database does, and the logins are told. */
    private static void await(Process process, int port, Path log)
            throws IOException, InterruptedException {
        var ready =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/readyz")).build();
        long deadline = System.nanoTime() + Duration.ofMinutes(4).toNanos();
        try (var client = HttpClient.newHttpClient()) {
            while (System.nanoTime() < deadline) {
                if (!process.isAlive())
                    throw new IllegalStateException(
                            "the house did not start:\n" + Files.readString(log));
                try {
                    if (client.send(ready, HttpResponse.BodyHandlers.discarding()).statusCode()
                                    == 200
                            && tells(log.resolveSibling(DEMO), port)) return;
                } catch (IOException notYet) {
                    // asked again below
                }
                process.waitFor(100, TimeUnit.MILLISECONDS);
            }
        }
        throw new IllegalStateException(
                "the house was not ready in four minutes:\n" + Files.readString(log));
    }

    /** Whether the file of logins is this start's, not the one that was copied. */
    private static boolean tells(Path demo, int port) throws IOException {
        return Files.exists(demo) && Files.readString(demo).contains("127.0.0.1:" + port);
    }

    private static int freePort() throws IOException {
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
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
