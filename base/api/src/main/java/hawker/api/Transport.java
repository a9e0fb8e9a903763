package hawker.api;

import hawker.platform.Settings;
import hawker.web.RateLimit;
import hawker.web.Request;
import java.time.Duration;
import java.util.Optional;

/**
 * How requests may come in. Live keys must not travel in the clear: they are taken when the
 * listener stands behind TLS (the public URL says https, or a trusted proxy says so), or when the
 * caller is on this very machine. And no account may ask more often than its mode allows (docs:
 * rate limits): HAWKER_API_RATE_LIVE requests a second, 100 if nothing is set;
 * HAWKER_API_RATE_TEST, none if nothing is set, so that tests and measurements run freely. 0 is no
 * limit.
 *
 * @param live so often an account may ask in live mode; empty: as often as it likes
 * @param test the same in test mode
 */
record Transport(boolean behindTls, Optional<RateLimit> live, Optional<RateLimit> test) {

    private static final int LIVE = 100;

    static Transport of(Settings settings) {
        boolean https = settings.publicUrl().map(url -> url.startsWith("https:")).orElse(false);
        return new Transport(
                https,
                pace(settings.number("HAWKER_API_RATE_LIVE", LIVE)),
                pace(settings.number("HAWKER_API_RATE_TEST", 0)));
    }

    private static Optional<RateLimit> pace(int aSecond) {
        return aSecond <= 0
                ? Optional.empty()
                : Optional.of(new RateLimit(aSecond, Duration.ofSeconds(1)));
    }

    /** Refuses what comes too often: 429, code rate_limit. */
    void checkPace(Caller caller) {
        var account = caller.account();
        var pace = account.livemode() ? live : test;
        if (pace.isPresent() && !pace.get().tryTake(account.text()))
            throw ApiError.rateLimit(
                    "Request rate limit exceeded. You can learn more about rate limits in the"
                            + " documentation of HAWKER_API_RATE_LIVE.");
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
