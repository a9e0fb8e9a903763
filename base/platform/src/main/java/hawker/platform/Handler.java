package hawker.platform;

/** Answers a request. */
@FunctionalInterface
public interface Handler {
    Response handle(Request request);
}
