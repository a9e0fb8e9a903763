package hawker.web;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.kernel.SettableClock;
import hawker.platform.DatabaseException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpServerTest {

    private static final String LONG = "<p>a page worth compressing</p>".repeat(200);

    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch leave = new CountDownLatch(1);
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpServer server =
            HttpServer.start(
                    new HttpServer.Options(
                            "127.0.0.1",
                            0,
                            1000,
                            request -> Response.text(404, "nothing at " + request.path()),
                            request -> Response.text(405, "not so")),
                    routes(),
                    new SettableClock(Instant.parse("2026-01-01T00:00:00Z")),
                    metrics,
                    false);

    private Routes routes() {
        return new Routes()
                .get("/hello/{name}", r -> Response.text(200, "hello " + r.pathParam("name")))
                .get("/long", r -> Response.html(200, LONG.getBytes(StandardCharsets.UTF_8)))
                .get("/break", r -> fail(new IllegalStateException("a bug")))
                .get("/down", r -> fail(new DatabaseException("08006", "gone", new IOException())))
                .get("/slow", r -> slow())
                .get("/address", r -> Response.text(200, r.remoteAddress()))
                .post("/echo", r -> Response.text(200, r.formParam("a").orElse("-")))
                .post("/large", 100_000, r -> Response.text(200, "" + r.body().length));
    }

    @AfterEach
    void close() {
        leave.countDown();
        server.close();
    }

    @Test
    void a_request_gets_its_answer_and_an_id() {
        var answer = get("/hello/ada%20l?x=1");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("hello ada l");
        assertThat(answer.headers().firstValue("Request-Id").orElseThrow())
                .matches("req_[0-9A-Za-z]{14}");
        assertThat(answer.headers().firstValue("Content-Length")).contains("11");
    }

    @Test
    void a_form_is_read() {
        assertThat(post("/echo", "b=1&a=two+words").body()).isEqualTo("two words");
    }

    @Test
    void what_cannot_be_read_is_answered_by_the_listener_with_an_id() throws IOException {
        for (var sent :
                new String[] {
                    "GET /hello/ada HTTP/1.1\r\nHost: x\r\nA: " + "a".repeat(33_000) + "\r\n\r\n",
                    "GET /" + "a".repeat(9_000) + " HTTP/1.1\r\nHost: x\r\n\r\n"
                })
            assertThat(raw(sent))
                    .startsWith("HTTP/1.1 4")
                    .containsPattern("(?i)request-id: req_[0-9A-Za-z]{14}\r\n")
                    .doesNotContain("aaaaa");
    }

    @Test
    void a_body_over_the_limit_is_refused_with_413() {
        assertThat(post("/echo", "a".repeat(1001)).statusCode()).isEqualTo(413);
        assertThat(post("/echo", "a".repeat(1000)).statusCode()).isEqualTo(200);
        assertThat(post("/large", "a".repeat(90_000)).body()).isEqualTo("90000");
    }

    @Test
    void a_body_without_a_length_is_limited_too() {
        var chunked =
                HttpRequest.newBuilder(uri("/echo"))
                        .POST(
                                HttpRequest.BodyPublishers.ofInputStream(
                                        () -> new ByteArrayInputStream(new byte[5000])))
                        .build();
        assertThat(send(chunked).statusCode()).isEqualTo(413);
    }

    @Test
    void head_has_the_headers_of_get_and_no_body() throws IOException {
        var answer = raw("HEAD /hello/x HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
        assertThat(answer)
                .startsWith("HTTP/1.1 200")
                .contains("Content-Length: 7")
                .endsWith("\r\n\r\n");
    }

    @Test
    void unknown_paths_and_methods_have_their_own_answers() {
        assertThat(get("/nowhere").body()).isEqualTo("nothing at /nowhere");
        var wrong = post("/long", "");
        assertThat(wrong.statusCode()).isEqualTo(405);
        assertThat(wrong.headers().firstValue("Allow")).contains("GET");
    }

    @Test
    void a46_an_exception_is_500_and_tells_nothing_but_the_request_id() {
        var answer = get("/break");
        assertThat(answer.statusCode()).isEqualTo(500);
        var id = answer.headers().firstValue("Request-Id").orElseThrow();
        assertThat(answer.body()).contains(id).doesNotContain("bug");
    }

    @Test
    void a_database_that_is_away_is_503_and_worth_a_retry() {
        var answer = get("/down");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("1");
        assertThat(answer.headers().firstValue("Stripe-Should-Retry")).contains("true");
    }

    @Test
    void a_page_is_compressed_for_those_who_take_it() throws IOException {
        var request = HttpRequest.newBuilder(uri("/long")).header("Accept-Encoding", "br, gzip");
        var answer = sendBytes(request.build());
        assertThat(answer.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(answer.headers().firstValue("Vary")).contains("Accept-Encoding");
        var plain = new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes();
        assertThat(new String(plain, StandardCharsets.UTF_8)).isEqualTo(LONG);
        assertThat(get("/long").headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(get("/long").body()).isEqualTo(LONG);
    }

    @Test
    void an_overlong_request_line_or_header_block_is_refused() throws IOException {
        var line = raw("GET /" + "a".repeat(9000) + " HTTP/1.1\r\nHost: h\r\n\r\n");
        assertThat(line).startsWith("HTTP/1.1 414");
        var headers = raw("GET / HTTP/1.1\r\nHost: h\r\nX: " + "a".repeat(33_000) + "\r\n\r\n");
        assertThat(headers).startsWith("HTTP/1.1 400");
    }

    @Test
    void forwarded_addresses_are_not_believed_without_the_setting() {
        var request = HttpRequest.newBuilder(uri("/address")).header("X-Forwarded-For", "6.6.6.6");
        assertThat(send(request.build()).body()).isEqualTo("127.0.0.1");
    }

    @Test
    void time_is_measured_by_pattern_and_status() {
        get("/hello/a");
        get("/hello/b");
        get("/nowhere");
        var timer = metrics.find("http.server.requests").tag("route", "/hello/{name}").timer();
        assertThat(timer).isNotNull();
        assertThat(timer.count()).isEqualTo(2);
        assertThat(metrics.find("http.server.requests").tag("route", "none").timer()).isNotNull();
    }

    @Test
    void closing_lets_a_request_under_way_finish() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answer = threads.submit(() -> get("/slow"));
            entered.await();
            var closing = threads.submit(server::close);
            leave.countDown();
            assertThat(answer.get().body()).isEqualTo("done");
            closing.get();
        }
    }

    private Response slow() {
        entered.countDown();
        try {
            leave.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Response.text(200, "done");
    }

    private static Response fail(RuntimeException failure) {
        throw failure;
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    private HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(uri(path)).build());
    }

    private HttpResponse<String> post(String path, String body) {
        var publisher = HttpRequest.BodyPublishers.ofString(body);
        return send(HttpRequest.newBuilder(uri(path)).POST(publisher).build());
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private HttpResponse<byte[]> sendBytes(HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofByteArray());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private String raw(String request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(5000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            var in = socket.getInputStream();
            return new String(in.readNBytes(2000), StandardCharsets.ISO_8859_1);
        }
    }
}
