package hawker.look;

import hawker.web.Handler;
import hawker.web.Request;
import java.util.Set;

/**
 * Keeps other sites from sending our forms. Browsers say with {@code Sec-Fetch-Site} who made a
 * request; older ones at least send {@code Origin} with a POST, which must then name our own host.
 * A caller that says neither is no browser and has no cookie to abuse. This stands beside the
 * session's token ({@link Csrf}) and SameSite cookies, not in their place.
 */
public final class CrossSite {

    private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS");

    private CrossSite() {}

    /** Refuses cross-site requests that could change something, with a 403 page. */
    public static Handler guard(Look look, Handler handler) {
        return request -> isForeign(request) ? look.problem(request, 403) : handler.handle(request);
    }

    static boolean isForeign(Request request) {
        if (SAFE_METHODS.contains(request.method())) return false;
        var site = request.header("sec-fetch-site").orElse("");
        if (!site.isEmpty()) return !site.equals("same-origin") && !site.equals("none");
        var origin = request.header("origin").orElse("");
        return !origin.isEmpty() && !sameHost(origin, request.header("host").orElse(""));
    }

    private static boolean sameHost(String origin, String host) {
        int from = origin.indexOf("://");
        return from > 0 && origin.substring(from + 3).equalsIgnoreCase(host);
    }
}
