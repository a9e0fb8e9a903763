package hawker.api;

import hawker.platform.Platform;
import hawker.web.Handler;
import hawker.web.Request;
import hawker.web.Response;
import hawker.web.Routes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * The API, put together of the rooms' operations. {@code ApiModule.open(platform, authenticator)},
 * then {@link #routes} with everything the rooms declare.
 */
public final class ApiModule {

    private static final List<Map.Entry<String, String>> CORS =
            List.of(
                    Map.entry("Access-Control-Allow-Origin", "*"),
                    Map.entry("Access-Control-Allow-Methods", "GET, POST, DELETE"),
                    Map.entry(
                            "Access-Control-Allow-Headers",
                            "Authorization, Content-Type, Stripe-Version, Stripe-Account,"
                                    + " Idempotency-Key, X-Stripe-Client-User-Agent,"
                                    + " X-Stripe-Client-Telemetry"),
                    Map.entry(
                            "Access-Control-Expose-Headers",
                            "Request-Id, Idempotency-Key, Stripe-Version"),
                    Map.entry("Access-Control-Max-Age", "300"));

    private final Platform platform;
    private final Authenticator authenticator;
    private final Connections connections;
    private final RequestLog log;

    private ApiModule(Platform platform, Authenticator authenticator, Connections connections) {
        this.platform = platform;
        this.authenticator = authenticator;
        this.connections = connections;
        this.log = new RequestLog(platform).started();
        platform.chores().every(Duration.ofHours(1), "api-prune-request-log", log::prune);
        var idempotency = new Idempotency(platform.tx(), platform.clock(), List.of());
        platform.chores()
                .every(Duration.ofMinutes(10), "api-prune-idempotency", idempotency::prune);
    }

    /** The room's schema is "api"; migrate it before. */
    public static ApiModule open(Platform platform, Authenticator authenticator) {
        return new ApiModule(platform, authenticator, Connections.NONE);
    }

    /** The same where platforms act for the accounts that are connected to them. */
    public static ApiModule open(
            Platform platform, Authenticator authenticator, Connections connections) {
        return new ApiModule(platform, authenticator, connections);
    }

    public RequestLog requestLog() {
        return log;
    }

    /** How an object looks to an older client, for events too. */
    public Versions versions(List<Expander> expanders) {
        return new Versions(new Expanding(expanders));
    }

    /** All routes under {@code /v1} of one listener, unknown ones included. */
    public Routes routes(
            List<Operation> operations, List<Expander> expanders, List<Replayer> replayers) {
        var idempotency = new Idempotency(platform.tx(), platform.clock(), replayers);
        var expanding = new Expanding(expanders);
        var pipeline =
                new Pipeline(
                        authenticator,
                        connections,
                        idempotency,
                        expanding,
                        new Versions(expanding),
                        log,
                        platform.tx(),
                        Transport.of(platform.settings()));
        var routes = new Routes();
        for (var operation : operations) {
            var whole = implied(operation);
            Handler handler = request -> pipeline.handle(whole, request);
            if (whole.upload() > 0) routes.post(whole.pattern(), whole.upload(), handler);
            else routes.add(whole.method(), whole.pattern(), handler);
        }
        for (var method : List.of("GET", "POST", "DELETE")) {
            routes.add(method, "/v1/{rest+}", pipeline::unknown);
            routes.add(method, "/v1", pipeline::unknown);
        }
        Handler notAllowed = request -> pipeline.failed(request, notAllowed(request));
        routes.add("PUT", "/v1/{rest+}", notAllowed).add("PATCH", "/v1/{rest+}", notAllowed);
        return routes.add(
                "OPTIONS", "/v1/{rest+}", request -> new Response(204, CORS, new byte[0]));
    }

    /** Whether a path is one of the API's, whatever stands there. */
    public static boolean owns(String path) {
        return path.equals("/v1") || path.startsWith("/v1/");
    }

    /**
     * A GET that answers something else than JSON: the bytes of a file. Secret keys only; refusals
     * are errors of the API.
     */
    public Handler download(BiFunction<Caller, Request, Response> work) {
        return request -> {
            var head = new Head(request);
            return head.guard(() -> {
                var caller = Pipeline.authenticate(authenticator, request);
                head.authenticated(caller);
                if (caller.kind() != ApiKeyKind.SECRET)
                    throw ApiError.permission("Files are only given to secret API keys.");
                Transport.of(platform.settings()).check(request, caller);
                return work.apply(caller, request);
            });
        };
    }

    /** Turns a failure of the listener itself (a body too large) into an API error. */
    public Response failed(Request request, Throwable failure) {
        return new Head(request).error(Pipeline.translated(request, failure));
    }

    /** What a method gets that no route of the API has. */
    public Response otherMethod(Request request) {
        return failed(request, notAllowed(request));
    }

    private static ApiError notAllowed(Request request) {
        return new ApiError(
                405,
                "invalid_request_error",
                "The method " + request.method() + " is not used by this API.");
    }

    /** The parameters that every operation has without declaring them. */
    private static Operation implied(Operation operation) {
        var shape = operation.shape().plus(Param.expand(), Param.text("key", 200));
        if (!operation.access().needsSecretKey())
            shape = shape.plus(Param.text("client_secret", 255));
        return new Operation(
                operation.method(),
                operation.pattern(),
                shape,
                operation.access(),
                operation.claims(),
                operation.upload(),
                operation.handler());
    }
}
