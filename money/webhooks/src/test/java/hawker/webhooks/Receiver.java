package hawker.webhooks;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/**
 * A receiver of webhooks on this machine: answers as it is told to, or hangs until it is let go.
 */
final class Receiver implements AutoCloseable {

    record Heard(byte[] body, String signature) {}

    private final HttpServer server;
    private final List<Heard> heard = new CopyOnWriteArrayList<>();
    private final CountDownLatch letGo = new CountDownLatch(1);
    private volatile int status = 200;
    private volatile boolean hangs;
    private volatile byte[] says = {};

    Receiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
    }

    List<Heard> heard() {
        return heard;
    }

    Receiver answering(int code) {
        status = code;
        return this;
    }

    Receiver saying(String text) {
        says = text.getBytes(StandardCharsets.UTF_8);
        return this;
    }

    Receiver hanging() {
        hangs = true;
        return this;
    }

    private void answer(HttpExchange exchange) throws IOException {
        heard.add(
                new Heard(
                        exchange.getRequestBody().readAllBytes(),
                        exchange.getRequestHeaders().getFirst("Stripe-Signature")));
        if (hangs) await();
        exchange.sendResponseHeaders(status, says.length == 0 ? -1 : says.length);
        if (says.length > 0) exchange.getResponseBody().write(says);
        exchange.close();
    }

    private void await() {
        try {
            letGo.await();
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        letGo.countDown();
        server.stop(0);
    }
}
