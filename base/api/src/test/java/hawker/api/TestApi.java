package hawker.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.kernel.AccountId;
import hawker.platform.Platform;
import hawker.platform.TestPlatform;
import hawker.web.Request;
import hawker.web.Response;
import hawker.web.Routes;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** The pipeline with a handful of operations, called without a server. */
final class TestApi implements AutoCloseable {

    static final AccountId ALICE = new AccountId(1001);
    static final AccountId BOB = new AccountId(2001);

    private static final Map<String, Caller> KEYS =
            Map.of(
                    "sk_test_alice", caller(ALICE, ApiKeyKind.SECRET),
                    "pk_test_alice", caller(ALICE, ApiKeyKind.PUBLISHABLE),
                    "sk_live_alice", caller(ALICE.live(), ApiKeyKind.SECRET),
                    "sk_test_bob", caller(BOB, ApiKeyKind.SECRET),
                    "rk_test_alice",
                            new Caller(
                                    ALICE,
                                    ApiKeyKind.RESTRICTED,
                                    "mk_r",
                                    Set.of("things:read"),
                                    Versions.NEWEST));

    private final TestPlatform test = TestPlatform.open("api", "effects");
    private final AtomicLong requests = new AtomicLong();
    private final Routes routes;
    private final RequestLog log;

    TestApi(List<Operation> operations, List<Expander> expanders, List<Replayer> replayers) {
        var module = ApiModule.open(test.platform(), TestApi::authenticate);
        routes = module.routes(operations, expanders, replayers);
        log = module.requestLog();
    }

    private static Caller caller(AccountId account, ApiKeyKind kind) {
        return new Caller(account, kind, "mk_1", Set.of(), Versions.NEWEST);
    }

    private static Optional<Caller> authenticate(String key) {
        if (key.equals("sk_test_expired")) throw ApiError.keyExpired("sk_test_****");
        return Optional.ofNullable(KEYS.get(key));
    }

    RequestLog log() {
        return log;
    }

    TestPlatform test() {
        return test;
    }

    Platform platform() {
        return test.platform();
    }

    /** How many effects an account has. */
    long effects(AccountId account) {
        return platform()
                .tx()
                .readAccount(
                        account,
                        tx ->
                                tx.list(
                                                "select count(*) n from effects.effect"
                                                        + " where account_id = ?",
                                                row -> row.number("n"),
                                                account)
                                        .getFirst());
    }

    Ask post(String path, String form) {
        return new Ask(this, "POST", path, form, new HashMap<>()).key("sk_test_alice");
    }

    Ask get(String path, String query) {
        return new Ask(this, "GET", path, query, new HashMap<>()).key("sk_test_alice");
    }

    @Override
    public void close() {
        test.close();
    }

    /** A request in the making. */
    record Ask(TestApi api, String method, String path, String form, Map<String, String> headers) {

        Ask with(String header, String value) {
            headers.put(header, value);
            return this;
        }

        Ask key(String key) {
            return with("authorization", "Bearer " + key);
        }

        Ask once(String idempotencyKey) {
            return with("idempotency-key", idempotencyKey);
        }

        Reply send() {
            boolean post = method.equals("POST");
            var request =
                    new Request(
                            method,
                            path,
                            post ? "" : form,
                            Map.of(),
                            Map.copyOf(headers),
                            post ? form.getBytes(StandardCharsets.UTF_8) : new byte[0],
                            "203.0.113.7",
                            "req_" + api.requests.incrementAndGet(),
                            api.test.clock().now());
            return new Reply(api.dispatch(request));
        }
    }

    private Response dispatch(Request request) {
        var parts = request.path().split("/", -1);
        for (var route : routes.all()) {
            if (!route.method().equals(request.method())) continue;
            var pattern = route.pattern().split("/", -1);
            var params = new HashMap<String, String>();
            boolean fits = pattern.length == parts.length || route.pattern().endsWith("{rest+}");
            for (int i = 0; fits && i < pattern.length; i++) {
                if (pattern[i].startsWith("{")) params.put(strip(pattern[i]), parts[i]);
                else fits = pattern[i].equals(parts[i]);
            }
            if (fits) return route.handler().handle(request.withPathParams(params));
        }
        throw new AssertionError("no route for " + request.method() + " " + request.path());
    }

    private static String strip(String part) {
        return part.substring(1, part.length() - 1);
    }

    /** An answer, read. */
    record Reply(Response response) {

        int status() {
            return response.status();
        }

        String text() {
            return new String(response.body(), StandardCharsets.UTF_8);
        }

        ObjectNode json() {
            return Json.parse(text());
        }

        String code() {
            return json().at("/error/code").asText();
        }

        Optional<String> header(String name) {
            return response.header(name);
        }
    }
}
