package hawker.web;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

/**
 * A table of routes. Patterns are paths with parts in braces: {@code /v1/customers/{id}}, {@code
 * /@{handle}}, {@code /pictures/{id}.jpg}; a last part {@code {rest+}} takes the rest of the path.
 * Fixed parts win over named ones.
 */
public final class Routes {

    /**
     * One line of the table.
     *
     * @param maxBody bytes of body this route takes; empty: as many as the listener
     */
    public record Route(String method, String pattern, Handler handler, OptionalInt maxBody) {

        public Route(String method, String pattern, Handler handler) {
            this(method, pattern, handler, OptionalInt.empty());
        }
    }

    private final List<Route> all = new ArrayList<>();

    public Routes get(String pattern, Handler handler) {
        return add("GET", pattern, handler);
    }

    public Routes post(String pattern, Handler handler) {
        return add("POST", pattern, handler);
    }

    /** A POST with a limit of its own, for files. */
    public Routes post(String pattern, int maxBody, Handler handler) {
        all.add(new Route("POST", pattern, handler, OptionalInt.of(maxBody)));
        return this;
    }

    public Routes delete(String pattern, Handler handler) {
        return add("DELETE", pattern, handler);
    }

    public Routes add(String method, String pattern, Handler handler) {
        all.add(new Route(method, pattern, handler));
        return this;
    }

    public Routes addAll(Routes other) {
        all.addAll(other.all);
        return this;
    }

    /** The same table with each handler wrapped. */
    public Routes wrapped(UnaryOperator<Handler> wrap) {
        var wrapped = new Routes();
        for (var route : all)
            wrapped.all.add(
                    new Route(
                            route.method, route.pattern, wrap.apply(route.handler), route.maxBody));
        return wrapped;
    }

    public List<Route> all() {
        return List.copyOf(all);
    }
}
