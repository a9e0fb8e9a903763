package hawker.web;

/** Answers a request. */
@FunctionalInterface
public interface Handler {
    Response handle(Request request);
}
