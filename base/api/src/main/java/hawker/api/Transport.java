package hawker.api;

import hawker.platform.Settings;
import hawker.web.Request;

/**
 * Live keys must not travel in the clear: they are taken when the listener stands behind TLS (the
 * public URL says https, or a trusted proxy says so), or when the caller is on this very machine.
 */
record Transport(boolean behindTls) {

    static Transport of(Settings settings) {
        boolean https = settings.publicUrl().map(url -> url.startsWith("https:")).orElse(false);
        return new Transport(https);
    }

    void check(Request request, Caller caller) {
        if (!caller.account().livemode() || behindTls || isLoopback(request.remoteAddress()))
            return;
        throw ApiError.permission("Live keys are only accepted over https.");
    }

    private static boolean isLoopback(String address) {
        return address.startsWith("127.")
                || address.equals("::1")
                || address.equals("0:0:0:0:0:0:0:1");
    }
}
