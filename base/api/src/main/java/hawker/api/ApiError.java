package hawker.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.web.Masking;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A refusal as Stripe's API words it: {@code {"error": {type, code, param, message, …}}}. SDKs pick
 * their exception by the status. Thrown by handlers and by the pipeline; it carries no stack, since
 * it is an answer and not a failure.
 *
 * <p>Codes are those of the official SDKs' list; messages are ours in Stripe's manner.
 */
public final class ApiError extends RuntimeException {

    private static final String INVALID = "invalid_request_error";
    private static final int MAX_ECHO = 100;

    private final int status;
    private final String type;
    private final Map<String, JsonNode> fields = new LinkedHashMap<>();
    private Optional<Boolean> retry = Optional.empty();

    public ApiError(int status, String type, String message) {
        super(message, null, false, false);
        this.status = status;
        this.type = type;
    }

    /** 400 of type invalid_request_error. */
    public static ApiError invalid(String message) {
        return new ApiError(400, INVALID, message);
    }

    /** 400 of type invalid_request_error with code and param. */
    public static ApiError invalid(String code, String param, String message) {
        return invalid(message).code(code).param(param);
    }

    /** 404: the object of the path. */
    public static ApiError missing(String object, String id) {
        return noSuch(404, object, id).param("id");
    }

    /** 400: an object that a parameter names. */
    public static ApiError missingReference(String object, String id, String param) {
        return noSuch(400, object, id).param(param);
    }

    /** 403: an account that is not connected, in the same words whether it exists or not. */
    public static ApiError noAccess(String account) {
        return permission(
                        "The provided key does not have access to account '"
                                + echo(account)
                                + "' (or that account does not exist). Application access may have"
                                + " been revoked.")
                .code("account_invalid");
    }

    private static ApiError noSuch(int status, String object, String id) {
        var message = "No such " + object + ": '" + echo(id) + "'";
        return new ApiError(status, INVALID, message).code("resource_missing");
    }

    public static ApiError parameterMissing(String param) {
        return invalid("parameter_missing", param, "Missing required param: " + param + ".");
    }

    public static ApiError parameterUnknown(Collection<String> params) {
        var names = String.join(", ", params);
        var word = params.size() == 1 ? "parameter" : "parameters";
        var first = params.iterator().next();
        return invalid("parameter_unknown", first, "Received unknown " + word + ": " + names);
    }

    public static ApiError parameterEmpty(String param) {
        return invalid(
                "parameter_invalid_empty",
                param,
                "You passed an empty string for '"
                        + param
                        + "'. We assume empty values are an attempt to unset a parameter; however"
                        + " '"
                        + param
                        + "' cannot be unset. You should remove '"
                        + param
                        + "' from your request or supply a non-empty value.");
    }

    public static ApiError parameterInvalidInteger(String param, String value) {
        return invalid("parameter_invalid_integer", param, "Invalid integer: " + echo(value));
    }

    /** A value of the right kind that is not allowed; there is no code for it. */
    public static ApiError parameterInvalid(String param, String message) {
        return invalid(message).param(param);
    }

    public static ApiError parametersExclusive(String a, String b) {
        return invalid(
                "parameters_exclusive",
                a,
                "You may only specify one of these parameters: " + a + ", " + b + ".");
    }

    /** 400: the smallest amount of the currency is this. */
    public static ApiError amountTooSmall(Money least) {
        return invalid(
                "amount_too_small",
                "amount",
                "Amount must be at least " + least.text() + " " + least.currency().code());
    }

    /** 400: at most 99999999 minor units. */
    public static ApiError amountTooLarge(String param) {
        return invalid("amount_too_large", param, "Amount must be no more than 99999999");
    }

    /** 400: amounts of this currency come in steps (ISK, KWD). */
    public static ApiError amountStep(String param, Currency currency) {
        return invalid(
                "parameter_invalid_integer",
                param,
                "Amounts in "
                        + currency.code()
                        + " must be a multiple of "
                        + currency.step()
                        + ".");
    }

    /** 400: {@code payment_intent_unexpected_state} and its kin. */
    public static ApiError unexpectedState(String code, String message) {
        return invalid(message).code(code);
    }

    /** 402: declined; add the intent with {@link #with}. */
    public static ApiError card(String code, Optional<String> declineCode, String message) {
        var error = new ApiError(402, "card_error", message).code(code);
        return declineCode.isPresent() ? error.declineCode(declineCode.get()) : error;
    }

    /** 401. */
    public static ApiError authentication(String message) {
        return new ApiError(401, INVALID, message);
    }

    /** 401: the key has run out. */
    public static ApiError keyExpired(String maskedKey) {
        return authentication("Expired API Key provided: " + maskedKey).code("api_key_expired");
    }

    /** 403. */
    public static ApiError permission(String message) {
        return new ApiError(403, INVALID, message);
    }

    /** 404 for a path that no operation has. */
    public static ApiError unknownRoute(String method, String path) {
        return new ApiError(
                404, INVALID, "Unrecognized request URL (" + method + ": " + echo(path) + ").");
    }

    /** 409: the first request with this key is still running. */
    public static ApiError keyInUse(String key) {
        var message =
                "There is currently another in-progress request using this idempotency key ("
                        + echo(key)
                        + "). Please try again later.";
        return new ApiError(409, "idempotency_error", message)
                .code("idempotency_key_in_use")
                .retry(true);
    }

    /** 400: the key was used with other parameters. */
    public static ApiError keyReused(String key) {
        var message =
                "Keys for idempotent requests can only be used with the same parameters they were"
                        + " first used with. Try using a key other than '"
                        + echo(key)
                        + "' if you meant to execute a different request.";
        return new ApiError(400, "idempotency_error", message);
    }

    /** 429, lock_timeout: another request holds the object. */
    public static ApiError lockTimeout() {
        var message =
                "This object cannot be accessed right now because another API request is currently"
                        + " accessing it. Please retry the request.";
        return new ApiError(429, INVALID, message).code("lock_timeout").retry(true);
    }

    /** 429, rate_limit. */
    public static ApiError rateLimit(String message) {
        return new ApiError(429, INVALID, message).code("rate_limit").retry(true);
    }

    /** 500: ours. */
    public static ApiError ours() {
        return new ApiError(500, "api_error", "An unknown error occurred on our side.")
                .retry(false);
    }

    /** 503: the database is away; nothing happened. */
    public static ApiError unavailable() {
        return new ApiError(503, "api_error", "We cannot answer right now. Please try again.")
                .retry(true);
    }

    public ApiError code(String code) {
        return put("code", code);
    }

    public ApiError declineCode(String declineCode) {
        return put("decline_code", declineCode);
    }

    public ApiError param(String param) {
        return put("param", param);
    }

    /** One more field of the error: payment_intent, charge, payment_method, advice_code. */
    public ApiError with(String name, JsonNode value) {
        fields.put(name, value);
        return this;
    }

    public ApiError with(String name, String value) {
        return put(name, value);
    }

    /** Tells SDKs whether to send the request again ({@code Stripe-Should-Retry}). */
    public ApiError retry(boolean again) {
        retry = Optional.of(again);
        return this;
    }

    public int status() {
        return status;
    }

    public String type() {
        return type;
    }

    public Optional<String> code() {
        return text("code");
    }

    public Optional<String> declineCode() {
        return text("decline_code");
    }

    public Optional<String> param() {
        return text("param");
    }

    public String message() {
        var message = getMessage();
        return message == null ? "" : message;
    }

    Optional<Boolean> retry() {
        return retry;
    }

    /** The inner object, also used for {@code last_payment_error}. */
    public ObjectNode error() {
        var error = Json.object();
        fields.forEach((name, value) -> error.set(name, value.deepCopy()));
        return error.put("message", message()).put("type", type);
    }

    public Answer answer() {
        var body = Json.object();
        body.set("error", error());
        return new Answer(status, body);
    }

    private ApiError put(String name, String value) {
        fields.put(name, com.fasterxml.jackson.databind.node.TextNode.valueOf(value));
        return this;
    }

    private Optional<String> text(String name) {
        return Optional.ofNullable(fields.get(name)).map(JsonNode::asText);
    }

    /** What a caller sent, masked and cut short before it is shown back (and stored with a key). */
    static String echo(String sent) {
        var masked = Masking.cards(sent);
        return masked.length() <= MAX_ECHO ? masked : masked.substring(0, MAX_ECHO) + "…";
    }
}
