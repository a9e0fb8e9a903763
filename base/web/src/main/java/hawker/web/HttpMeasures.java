package hawker.web;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * How long answers take, by route pattern and status: {@code http_server_requests_seconds}. Never
 * by path: ids would make as many series as there are objects.
 */
final class HttpMeasures {

    private record Series(String method, String pattern, int status) {}

    private static final Duration[] BUCKETS = {
        Duration.ofMillis(5),
        Duration.ofMillis(20),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(2)
    };

    private final MeterRegistry registry;
    private final Map<Series, Timer> timers = new ConcurrentHashMap<>();

    HttpMeasures(MeterRegistry registry) {
        this.registry = registry;
    }

    void record(String method, String pattern, int status, long nanos) {
        timers.computeIfAbsent(new Series(method, pattern, status), this::timer)
                .record(nanos, TimeUnit.NANOSECONDS);
    }

    private Timer timer(Series series) {
        return Timer.builder("http.server.requests")
                .description("Time from the request's head to the answer")
                .tag("method", series.method)
                .tag("route", series.pattern)
                .tag("status", Integer.toString(series.status))
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }
}
