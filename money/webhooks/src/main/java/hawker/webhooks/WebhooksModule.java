package hawker.webhooks;

import hawker.api.Operation;
import hawker.api.Versions;
import hawker.platform.Platform;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Builds the room; its schema is "webhooks". */
public final class WebhooksModule implements AutoCloseable {

    private static final Duration SWEEP = Duration.ofSeconds(1);

    private final Webhooks webhooks;
    private final List<Operation> operations;
    private final Sender sender;
    private final ExecutorService threads;

    private WebhooksModule(
            Platform platform, Versions versions, List<EventSource> sources, Platforms platforms) {
        var loopback = platform.settings().get("HAWKER_WEBHOOKS_ALLOW_LOOPBACK").orElse("");
        var addresses = new Addresses(loopback.equals("true"));
        var endpoints = new Endpoints(platform.tx(), platforms);
        var told = new ToldEvents(platform.events(), sources, versions);
        sender = new Sender(addresses);
        threads = Executors.newVirtualThreadPerTaskExecutor();
        var delivering =
                new Delivering(
                        platform.tx(),
                        platform.clock(),
                        platform.ids(),
                        endpoints,
                        told,
                        sender,
                        threads);
        var rules = new EndpointRules(addresses);
        webhooks =
                new Webhooks(
                        platform.tx(),
                        platform.clock(),
                        endpoints,
                        delivering,
                        new Keeping(platform, endpoints, rules),
                        told.types());
        operations = new ArrayList<>(new EventsHttp(told).operations());
        operations.addAll(
                new EndpointsHttp(endpoints, rules, platform.clock(), platform.ids()).operations());
        platform.events()
                .subscribeMany("webhooks", told.types(), delivering::hear, delivering::hear);
        platform.chores().every(SWEEP, "webhooks-sweep", delivering::sweep);
    }

    /**
     * @param sources the rooms whose events are told
     */
    public static WebhooksModule open(
            Platform platform, Versions versions, List<EventSource> sources) {
        return new WebhooksModule(platform, versions, sources, Platforms.NONE);
    }

    /**
     * @param platforms who hears of an account besides itself
     */
    public static WebhooksModule open(
            Platform platform, Versions versions, List<EventSource> sources, Platforms platforms) {
        return new WebhooksModule(platform, versions, sources, platforms);
    }

    public Webhooks webhooks() {
        return webhooks;
    }

    /** /v1/events and /v1/webhook_endpoints. */
    public List<Operation> operations() {
        return List.copyOf(operations);
    }

    @Override
    public void close() {
        threads.shutdownNow();
        sender.close();
    }
}
