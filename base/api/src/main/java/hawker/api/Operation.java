package hawker.api;

/**
 * One route of the API.
 *
 * @param method GET, POST or DELETE
 * @param pattern of the path, {@code /v1/customers/{id}}
 * @param shape the parameters it knows; all others are refused
 * @param claims how a POST claims its idempotency key
 * @param upload bytes of a multipart body it takes, with one file in it ({@link Call#upload}); 0:
 *     it takes forms only
 */
public record Operation(
        String method,
        String pattern,
        Shape shape,
        Access access,
        Claims claims,
        int upload,
        Handler handler) {

    /** Who writes the row of the idempotency key. */
    public enum Claims {
        /** The pipeline, in a statement of its own before the handler. */
        PIPELINE,
        /**
         * The handler, as a row of the unit that it commits ({@link Call#claim}) or in {@link
         * Call#write}: saves the statement on the hot path.
         */
        HANDLER
    }

    /** The work: decoded call in, answer out; refusals are thrown as {@link ApiError}. */
    @FunctionalInterface
    public interface Handler {
        Answer handle(Call call);
    }

    public Operation(String method, String pattern, Shape shape, Access access, Handler handler) {
        this(method, pattern, shape, access, Claims.PIPELINE, 0, handler);
    }

    public static Operation get(String pattern, Shape shape, Handler handler) {
        return new Operation("GET", pattern, shape, Access.SECRET, handler);
    }

    public static Operation post(String pattern, Shape shape, Handler handler) {
        return new Operation("POST", pattern, shape, Access.SECRET, handler);
    }

    public static Operation delete(String pattern, Handler handler) {
        return new Operation("DELETE", pattern, Shape.of(), Access.SECRET, handler);
    }

    /**
     * A POST of a file, with its other parameters beside it. Of the file, the shape's text {@code
     * file} has the SHA-256, so that a repeated key means the same file.
     */
    public static Operation upload(String pattern, int maxBytes, Shape shape, Handler handler) {
        var whole = shape.plus(Param.text("file", 64).required());
        return new Operation(
                "POST", pattern, whole, Access.SECRET, Claims.PIPELINE, maxBytes, handler);
    }

    public Operation with(Access other) {
        return new Operation(method, pattern, shape, other, claims, upload, handler);
    }

    /** The handler claims the idempotency key itself. */
    public Operation claimingItself() {
        return new Operation(method, pattern, shape, access, Claims.HANDLER, upload, handler);
    }

    boolean writes() {
        return !method.equals("GET");
    }

    /** The resource of the path, as restricted keys name it: {@code payment_intents}. */
    String resource() {
        var parts = pattern.split("/", -1);
        return parts.length > 2 ? parts[2] : "";
    }
}
