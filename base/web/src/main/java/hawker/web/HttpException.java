package hawker.web;

/**
 * A request that cannot be answered as it is: too large, unreadable. The server turns it into an
 * answer of this status through {@link HttpServer.Options#onError}; the message is shown to the
 * caller. Refusals of a business kind are outcomes, never this.
 */
public final class HttpException extends RuntimeException {

    private final int status;
    private final String reason;

    public HttpException(int status, String message) {
        super(message);
        this.status = status;
        this.reason = message;
    }

    /** What was wrong, in words for the caller. */
    public String reason() {
        return reason;
    }

    public int status() {
        return status;
    }
}
