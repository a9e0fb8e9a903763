package hawker.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A seller's own web shop, on an origin of its own: a React page made of npm packages as they are,
 * whose one difference is the address of the script.
 */
final class OwnShop implements AutoCloseable {

    private final HttpServer server;
    private final String page;
    private final byte[] program;
    private final House house;
    private final Path packages;

    OwnShop(House house, Supplier<String> newIntent) throws Exception {
        this.house = house;
        var folder = House.folder("browser");
        Files.createDirectories(folder);
        packages = folder.resolve("node_modules");
        for (var file :
                new String[] {
                    "package.json", "app.jsx", "wallets.jsx", "checkouts.jsx", "index.html"
                })
            Files.copy(
                    Path.of("src/test/browser").resolve(file),
                    folder.resolve(file),
                    StandardCopyOption.REPLACE_EXISTING);
        run(folder, "npm", "install", "--no-audit", "--no-fund", "--no-package-lock");
        run(
                folder,
                "node_modules/.bin/esbuild",
                "app.jsx",
                "--bundle",
                "--jsx=automatic",
                "--define:process.env.NODE_ENV=\"development\"",
                "--outfile=app.js");
        page = Files.readString(folder.resolve("index.html")).replace("BASE", house.base());
        program = Files.readAllBytes(folder.resolve("app.js"));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> send(exchange, "text/html", page.getBytes(StandardCharsets.UTF_8)));
        server.createContext("/app.js", exchange -> send(exchange, "text/javascript", program));
        server.createContext(
                "/intent",
                exchange ->
                        send(
                                exchange,
                                "text/plain",
                                newIntent.get().getBytes(StandardCharsets.UTF_8)));
        server.start();
    }

    /** The npm packages of its page, as they were installed. */
    Path packages() {
        return packages;
    }

    /** By name, so that it is another site than the house, which goes by number. */
    String origin() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    String page(String flow, String secret) {
        return origin()
                + "/?flow="
                + flow
                + "&key="
                + house.publishableKey()
                + "&secret="
                + URLEncoder.encode(secret, StandardCharsets.UTF_8);
    }

    private static void send(HttpExchange exchange, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static void run(Path folder, String... command) throws Exception {
        var builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(Map.of("NO_UPDATE_NOTIFIER", "1"));
        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(180, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(String.join(" ", command) + "\n" + output).isZero();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
