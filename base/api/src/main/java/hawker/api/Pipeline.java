package hawker.api;

import hawker.platform.DatabaseException;
import hawker.platform.TxRunner;
import hawker.web.HttpException;
import hawker.web.MultipartBody;
import hawker.web.Request;
import hawker.web.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The way of a request through the API, in the order in which it may be refused (stripe.md §1.4):
 * key, route, mode and account, parsing, unknown parameters, types, missing ones, and then the
 * handler, which finds out about objects and states. Only the first error is answered.
 */
final class Pipeline {

    private static final Logger LOG = Logger.getLogger(Pipeline.class.getName());

    /** Bodies up to so many bytes are told in the request log. */
    private static final int LOGGED = 16 * 1024;

    private static final String FORM = "application/x-www-form-urlencoded";

    private final Authenticator authenticator;
    private final Connections connections;
    private final Idempotency idempotency;
    private final Expanding expanding;
    private final Versions versions;
    private final RequestLog log;
    private final TxRunner tx;
    private final Transport transport;

    Pipeline(
            Authenticator authenticator,
            Connections connections,
            Idempotency idempotency,
            Expanding expanding,
            Versions versions,
            RequestLog log,
            TxRunner tx,
            Transport transport) {
        this.authenticator = authenticator;
        this.connections = connections;
        this.idempotency = idempotency;
        this.expanding = expanding;
        this.versions = versions;
        this.log = log;
        this.tx = tx;
        this.transport = transport;
    }

    /** A request to an operation. */
    Response handle(Operation operation, Request request) {
        long start = System.nanoTime();
        var head = new Head(request);
        var response = head.guard(() -> answer(operation, request, head));
        head.caller().ifPresent(caller -> note(operation, request, head, caller, response, start));
        return response;
    }

    /** The same for pages of this program, which the log of the seller's programs is not about. */
    Response unlogged(Operation operation, Request request) {
        var head = new Head(request);
        return head.guard(() -> answer(operation, request, head));
    }

    /** A path that no operation has: the key is still checked first. */
    Response unknown(Request request) {
        var head = new Head(request);
        return head.guard(() -> {
            head.authenticated(authenticate(authenticator, request));
            throw ApiError.unknownRoute(request.method(), request.path());
        });
    }

    /** What a listener's own failure looks like under {@code /v1}. */
    Response failed(Request request, Throwable failure) {
        var head = new Head(request);
        return head.error(translated(request, failure));
    }

    private Response answer(Operation operation, Request request, Head head) {
        var key = authenticate(authenticator, request);
        head.authenticated(key);
        transport.checkPace(key);
        permit(operation, request, key);
        // No id has such a character, and the database would not take it.
        if (request.pathParams().values().stream()
                .anyMatch(part -> part.chars().anyMatch(Character::isISOControl)))
            throw ApiError.unknownRoute(request.method(), request.path());
        var caller = acting(operation, request, key);
        var type = request.header("content-type").orElse(FORM);
        var upload =
                operation.upload() > 0 && MultipartBody.is(type)
                        ? Optional.of(Upload.read(request, type))
                        : Optional.<Upload>empty();
        var said = upload.isPresent() ? upload.get().sent() : parse(request, type);
        if (request.body().length <= LOGGED) head.says(said);
        var sent = OlderForms.renewed(head.version(), operation, said);
        try {
            return handled(operation, request, head, caller, sent, upload);
        } catch (ApiError refused) {
            throw sent == said ? refused : OlderForms.inWordsOf(said, refused);
        }
    }

    private Response handled(
            Operation operation,
            Request request,
            Head head,
            Caller caller,
            Sent.Group sent,
            Optional<Upload> upload) {
        var params = Decoding.decode(operation.shape(), sent, request.receivedAt());
        expanding.check(params.texts("expand"));
        if (operation.access() == Access.CLIENT_SECRET
                && caller.kind() == ApiKeyKind.PUBLISHABLE
                && !params.has("client_secret")) throw ApiError.parameterMissing("client_secret");
        var once =
                operation.method().equals("POST")
                        ? head.checkedKey().map(idempotency::kept)
                        : Optional.<String>empty();
        var claim =
                new KeyClaim(
                        idempotency,
                        caller.account(),
                        once,
                        () ->
                                Fingerprint.of(
                                        request.method(), request.path(), operation.shape(), sent),
                        request.id(),
                        request.receivedAt());
        var call = new Call(request, caller, params, head.version(), claim, tx, upload);
        claim.belongsTo(call);
        var answer = once.isPresent() ? once(operation, call) : operation.handler().handle(call);
        return head.answer(finished(operation, call, answer), claim.original());
    }

    static Caller authenticate(Authenticator authenticator, Request request) {
        var key = Credentials.key(request);
        if (key.isEmpty())
            throw ApiError.authentication(
                    "You did not provide an API key. You need to provide your API key in the"
                            + " Authorization header, using Bearer auth (e.g. 'Authorization:"
                            + " Bearer YOUR_SECRET_KEY').");
        return authenticator
                .authenticate(key.get())
                .orElseThrow(() ->
                        ApiError.authentication(
                                "Invalid API Key provided: " + Credentials.masked(key.get())));
    }

    private void permit(Operation operation, Request request, Caller caller) {
        if (caller.kind() == ApiKeyKind.EPHEMERAL) permitCustomer(operation, request, caller);
        if (caller.kind() == ApiKeyKind.PUBLISHABLE && operation.access().needsSecretKey())
            throw ApiError.permission(
                            "This API call cannot be made with a publishable API key. Please use a"
                                    + " secret API key.")
                    .code("secret_key_required");
        if (caller.kind() == ApiKeyKind.RESTRICTED
                && !caller.may(operation.resource(), operation.writes()))
            throw ApiError.permission(
                    "The provided key does not have the required permissions for this endpoint."
                            + " Having the '"
                            + operation.resource()
                            + (operation.writes() ? ":write" : ":read")
                            + "' permission would allow this request to continue.");
        transport.check(request, caller);
    }

    /** Whose rows the request is about: {@code Stripe-Account} names a connected account. */
    private Caller acting(Operation operation, Request request, Caller caller) {
        var named = request.header("stripe-account");
        if (named.isEmpty() || named.get().equals(caller.account().text())) return caller;
        var account =
                connections
                        .connected(caller.account(), named.get())
                        .orElseThrow(() -> ApiError.noAccess(named.get()));
        if (operation.writes() && connections.readsOnly(caller.account(), account))
            throw ApiError.permission(
                    "This application may only read what '" + named.get() + "' has.");
        return caller.actingFor(account);
    }

    /** An ephemeral key reaches what is its customer's; others look absent. */
    private static void permitCustomer(Operation operation, Request request, Caller caller) {
        if (operation.access() != Access.CUSTOMER)
            throw ApiError.permission(
                    "This API call cannot be made with an ephemeral key. Please use a secret API"
                            + " key.");
        var customer = request.pathParam("id");
        if (!caller.isOf(customer)) throw ApiError.missing("customer", customer);
    }

    private static Sent.Group parse(Request request, String type) {
        if (request.body().length == 0) return Form.read(request.query(), "");
        if (!type.regionMatches(true, 0, FORM, 0, FORM.length()))
            throw ApiError.invalid(
                    "Invalid request: the content type is '"
                            + ApiError.echo(type)
                            + "' but the body of this request must be '"
                            + FORM
                            + "'.");
        return Form.read(request.query(), new String(request.body(), StandardCharsets.UTF_8));
    }

    /** The handler under the law of the key. */
    private Answer once(Operation operation, Call call) {
        var claim = call.keyClaim();
        var repeated =
                switch (operation.claims()) {
                    case PIPELINE -> idempotency.claim(claim);
                    case HANDLER ->
                            idempotency.isKnown(claim) ? claim.lookUp() : Optional.<Answer>empty();
                };
        if (repeated.isPresent()) return repeated.get();
        try {
            var answer = operation.handler().handle(call);
            if (claim.isHeld()) idempotency.answer(claim, answer);
            return answer;
        } catch (ApiError refused) {
            return refused(claim, refused);
        } catch (RuntimeException broken) {
            boolean inDoubt = broken instanceof DatabaseException e && e.isUnavailable();
            if (claim.isHeld() && !inDoubt) idempotency.answer(claim, ApiError.ours().answer());
            throw broken;
        }
    }

    private Answer refused(KeyClaim claim, ApiError refused) {
        if (claim.isHeld()) {
            if (refused.status() == 402) idempotency.answer(claim, refused.answer());
            else idempotency.release(claim);
        } else if (claim.isUnasked()) {
            // The state that refused may be of this key's own first run on another node.
            var repeated = claim.lookUp();
            if (repeated.isPresent()) return repeated.get();
        }
        throw refused;
    }

    /**
     * Expansions, then the version of the API that was asked for. What only an older version has is
     * expanded after it has come in ({@code lines.data.price.product}).
     */
    private Answer finished(Operation operation, Call call, Answer answer) {
        var body = answer.body();
        var paths = answer.status() == 200 ? call.expand() : List.<String>of();
        boolean older = versions.isOlder(call.version());
        if (!paths.isEmpty()) {
            expanding.expand(call.account(), body, paths, !operation.writes() && !older);
            if (call.keyClaim().isAnswered()) idempotency.sentAs(call.keyClaim(), answer);
        }
        var done = Versions.identities();
        versions.render(call.account(), body, call.version(), done);
        if (older && !paths.isEmpty()) {
            expanding.expand(call.account(), body, paths, !operation.writes());
            versions.render(call.account(), body, call.version(), done);
        }
        return answer;
    }

    private void note(
            Operation operation,
            Request request,
            Head head,
            Caller caller,
            Response response,
            long start) {
        var entry =
                new RequestLog.Entry(
                        request.id(),
                        caller.account(),
                        caller.keyId(),
                        request.method(),
                        request.path(),
                        response.status(),
                        loggedKey(request),
                        "",
                        "",
                        request.receivedAt(),
                        Duration.ofNanos(System.nanoTime() - start));
        log.add(
                new RequestLog.Note(
                        entry, operation.shape(), head.sent(), beginning(response.body())));
    }

    private Optional<String> loggedKey(Request request) {
        return request.header("idempotency-key")
                .filter(key -> key.length() <= Idempotency.MAX_KEY)
                .map(idempotency::kept);
    }

    /** A long list does not wait in memory for its turn to be written. */
    private static byte[] beginning(byte[] body) {
        return body.length <= LOGGED ? body : Arrays.copyOf(body, LOGGED);
    }

    /** What a caller may know of a failure. */
    static ApiError translated(Request request, Throwable failure) {
        return switch (failure) {
            case ApiError refused -> refused;
            case HttpException e ->
                    new ApiError(e.status(), "invalid_request_error", e.getMessage() + "");
            case DatabaseException e when e.isUnavailable() -> {
                LOG.log(Level.WARNING, e, () -> request.id() + " the database is away");
                yield ApiError.unavailable();
            }
            default -> {
                LOG.log(Level.SEVERE, failure, () -> request.id() + " failed");
                yield ApiError.ours();
            }
        };
    }
}
