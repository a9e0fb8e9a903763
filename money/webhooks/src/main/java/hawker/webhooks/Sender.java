package hawker.webhooks;

import java.io.IOException;
import java.net.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;

/**
 * Sends one signed body to one address: at most 20 seconds in all, no redirects, no cookies, no
 * proxy, and at most the first 64 KiB of the answer are read. Never called inside a transaction.
 */
final class Sender implements AutoCloseable {

    /**
     * What came back: the status (0: nothing) and the beginning of the answer, or why there is
     * none.
     */
    record Answer(int status, String says) {}

    private static final Duration WHOLE = Duration.ofSeconds(20);
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final long READ = 64 * 1024;
    private static final int KEPT = 500;
    private static final MediaType JSON = MediaType.get("application/json; charset=utf-8");

    private final OkHttpClient live;
    private final OkHttpClient test;

    Sender(Addresses addresses) {
        live = client(new GuardedSockets(addresses, true));
        test = client(new GuardedSockets(addresses, false));
    }

    Answer send(Endpoint endpoint, byte[] body, Instant now) {
        try {
            var request =
                    new Request.Builder()
                            .url(endpoint.url())
                            .header("User-Agent", "Hawker/1.0")
                            .header(
                                    "Stripe-Signature",
                                    Signature.header(endpoint.secrets(now), now, body))
                            .post(RequestBody.create(body, JSON))
                            .build();
            var client = endpoint.account().livemode() ? live : test;
            try (var response = client.newCall(request).execute()) {
                var says = response.peekBody(READ).string();
                return new Answer(response.code(), cut(says));
            }
        } catch (IOException | IllegalArgumentException failed) {
            var why = failed.getMessage();
            return new Answer(0, cut(why == null ? failed.getClass().getSimpleName() : why));
        }
    }

    private static OkHttpClient client(GuardedSockets sockets) {
        return new OkHttpClient.Builder()
                .socketFactory(sockets)
                .proxy(Proxy.NO_PROXY)
                .followRedirects(false)
                .followSslRedirects(false)
                .retryOnConnectionFailure(false)
                .connectTimeout(CONNECT)
                .callTimeout(WHOLE)
                .connectionPool(new ConnectionPool(32, 30, TimeUnit.SECONDS))
                .build();
    }

    /** What can be kept of an answer: PostgreSQL's text holds no zero byte. */
    private static String cut(String text) {
        return (text.length() > KEPT ? text.substring(0, KEPT) : text).replace('\0', '\uFFFD');
    }

    @Override
    public void close() {
        for (var client : new OkHttpClient[] {live, test}) {
            client.dispatcher().executorService().shutdown();
            client.connectionPool().evictAll();
        }
    }
}
