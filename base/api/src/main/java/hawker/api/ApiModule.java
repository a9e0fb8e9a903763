package hawker.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.kernel.AccountId;
import hawker.platform.Platform;
import hawker.web.Handler;
import hawker.web.Request;
import hawker.web.Response;
import hawker.web.Routes;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
    private final Idempotency.Disguise disguise;

    private ApiModule(Platform platform, Authenticator authenticator, Connections connections) {
        this.platform = platform;
        this.authenticator = authenticator;
        this.connections = connections;
        this.log = new RequestLog(platform).started();
        this.disguise = new Idempotency.Disguise(platform);
        platform.chores().every(Duration.ofHours(1), "api-prune-request-log", log::prune);
        var idempotency = new Idempotency(platform, disguise, List.of());
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

    /**
     * The API for pages of this program.
     *
     * @param operations of the main origin
     */
    public Inside inside(List<Operation> operations, List<Expander> expanders) {
        var expanding = new Expanding(expanders);
        var pipeline =
                new Pipeline(
                        Inside::signedIn,
                        connections,
                        new Idempotency(platform, disguise, List.of()),
                        expanding,
                        new Versions(expanding),
                        log,
                        platform.tx(),
                        Transport.of(platform.settings()));
        return new Inside(pipeline, operations.stream().map(ApiModule::implied).toList());
    }

    /** How an object looks to an older client, for events too. */
    public Versions versions(List<Expander> expanders) {
        return new Versions(new Expanding(expanders));
    }

    /** All routes under {@code /v1} of one listener, unknown ones included. */
    public Routes routes(
            List<Operation> operations, List<Expander> expanders, List<Replayer> replayers) {
        var idempotency = new Idempotency(platform, disguise, replayers);
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
    static Operation implied(Operation operation) {
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

    /**
     * The API as pages of this program ask it: in the name of whoever is signed in, without a key.
     * All rules of an operation hold, and what is refused to a program is refused to a page in the
     * same words; only the request log says nothing, which is of the seller's programs.
     */
    public static final class Inside {

        private static final Pattern HOLE = Pattern.compile("\\{([^}]*)}");

        private final Pipeline pipeline;
        private final Map<String, Operation> operations = new HashMap<>();

        private Inside(Pipeline pipeline, List<Operation> all) {
            this.pipeline = pipeline;
            for (var operation : all)
                operations.put(
                        operation.method() + " " + holes(operation.pattern()).replaceAll("{}"),
                        operation);
        }

        /**
         * A question.
         *
         * @param pattern of the operation's path, its parts without names: {@code /v1/disputes/{}}
         * @param parts what stands in the braces, from left to right
         * @param form parameters as they are sent
         * @param type of the form
         * @param once a key by which a repeated POST gets the first answer; empty for none
         * @param actingFor {@code acct_…} of a connected account; empty for the own account
         */
        public record Ask(
                String method,
                String pattern,
                List<String> parts,
                byte[] form,
                String type,
                String once,
                String actingFor) {

            public Ask {
                parts = List.copyOf(parts);
            }

            /** Reads. */
            public static Ask get(String pattern, String query, String... parts) {
                return new Ask("GET", pattern, List.of(parts), bytes(query), FORM, "", "");
            }

            /** Writes. */
            public static Ask post(String pattern, String form, String once, String... parts) {
                return new Ask("POST", pattern, List.of(parts), bytes(form), FORM, once, "");
            }

            /** Takes away. */
            public static Ask delete(String pattern, String... parts) {
                return new Ask("DELETE", pattern, List.of(parts), bytes(""), FORM, "", "");
            }

            /** Hands a file in: a body of type multipart/form-data. */
            public static Ask upload(String pattern, String type, byte[] body) {
                return new Ask("POST", pattern, List.of(), body, type, "", "");
            }

            /** The same, about a connected account. */
            public Ask of(String account) {
                return new Ask(method, pattern, parts, form, type, once, account);
            }

            private static byte[] bytes(String form) {
                return form.getBytes(StandardCharsets.UTF_8);
            }
        }

        /** What is answered: an object, a list, or {@code {"error": {…}}}. */
        public record Reply(int status, ObjectNode body) {
            public boolean isOk() {
                return status == 200;
            }
        }

        private static final String FORM = "application/x-www-form-urlencoded";

        /** The resources of all operations, as the rights of restricted keys name them, sorted. */
        public List<String> resources() {
            return operations.values().stream()
                    .filter(operation -> operation.access() != Access.PUBLISHABLE)
                    .map(Operation::resource)
                    .distinct()
                    .sorted()
                    .toList();
        }

        /**
         * Asks, in the name of an account.
         *
         * @param page the browser's request, by whose id what happens is told
         */
        public Reply ask(AccountId account, Request page, Ask ask) {
            var operation = operations.get(ask.method() + " " + ask.pattern());
            if (operation == null)
                throw new IllegalArgumentException("no operation " + ask.pattern());
            var response = pipeline.unlogged(operation, request(operation, account, page, ask));
            return new Reply(
                    response.status(),
                    Json.parse(new String(response.body(), StandardCharsets.UTF_8)));
        }

        private static Request request(
                Operation operation, AccountId account, Request page, Ask ask) {
            var names = holes(operation.pattern()).results().map(hole -> hole.group(1)).toList();
            var params = new HashMap<String, String>();
            for (int i = 0; i < names.size(); i++) params.put(names.get(i), ask.parts().get(i));
            var parts = ask.parts().iterator();
            var path =
                    holes(operation.pattern())
                            .replaceAll(hole ->
                                    Matcher.quoteReplacement(
                                            URLEncoder.encode(
                                                    parts.next(), StandardCharsets.UTF_8)));
            var headers = new HashMap<String, String>();
            headers.put("authorization", "Bearer " + account.number());
            headers.put("content-type", ask.type());
            if (!ask.once().isEmpty()) headers.put("idempotency-key", "page-" + ask.once());
            if (!ask.actingFor().isEmpty()) headers.put("stripe-account", ask.actingFor());
            boolean get = ask.method().equals("GET");
            return new Request(
                    ask.method(),
                    path,
                    get ? new String(ask.form(), StandardCharsets.UTF_8) : "",
                    Map.copyOf(params),
                    Map.copyOf(headers),
                    get ? new byte[0] : ask.form(),
                    // It comes from this very program, so it crossed no wire.
                    "127.0.0.1",
                    page.id(),
                    page.receivedAt());
        }

        /** Only pages get here, and they know who is signed in. */
        private static Optional<Caller> signedIn(String number) {
            return Optional.of(
                    new Caller(
                            new AccountId(Long.parseLong(number)),
                            ApiKeyKind.SECRET,
                            "dashboard",
                            Set.of(),
                            Versions.NEWEST));
        }

        private static Matcher holes(String pattern) {
            return HOLE.matcher(pattern);
        }
    }
}
