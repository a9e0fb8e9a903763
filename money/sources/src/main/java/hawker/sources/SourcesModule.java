package hawker.sources;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import hawker.api.Operation;
import hawker.customers.AttachedSources;
import hawker.network.DebitRail;
import hawker.payments.Consents;
import hawker.platform.Event;
import hawker.platform.Event.Cause;
import hawker.platform.Job;
import hawker.platform.Jobs;
import hawker.platform.Platform;
import hawker.platform.Settings;
import hawker.sources.Source.Status;
import hawker.vault.CustomerCheck;
import hawker.vault.VaultModule;
import hawker.web.Routes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Builds the room; its schema is "sources". */
public final class SourcesModule {

    /** The names of this room's events. */
    public static final Set<String> TYPES =
            Set.of(
                    Telling.CHARGEABLE,
                    Telling.CANCELED,
                    Telling.FAILED,
                    Telling.ARRIVED,
                    Telling.NOTIFIED);

    private final Platform platform;
    private final SourcesSql sql = new SourcesSql();
    private final Sources sources;
    private final SourcesHttp http;
    private final SourcePages pages;

    private SourcesModule(
            Platform platform, VaultModule vault, DebitRail rail, CustomerCheck customers) {
        this.platform = platform;
        var door = vault.vault();
        var telling = new Telling(platform.events());
        var banks = new TestBanks(platform.ids());
        sources = new Sources(platform, sql, door, telling, banks);
        var doing = new Making.Doing(sources, banks, telling, origin(platform.settings()));
        var making = new Making(platform, sql, door, vault.sources(customers), doing);
        http = new SourcesHttp(sql, sources, making, door, rail);
        pages = new SourcePages(platform.tx(), sql, sources, door);
    }

    /**
     * @param rail that proves whose a bank account is
     * @param customers whether an account has a customer
     */
    public static SourcesModule open(
            Platform platform, VaultModule vault, DebitRail rail, CustomerCheck customers) {
        var module = new SourcesModule(platform, vault, rail, customers);
        platform.jobs()
                .handle(
                        Making.EXPIRE,
                        Jobs.Retry.doubling(Duration.ofSeconds(10), 8),
                        module::expire);
        return module;
    }

    /** What payments has to know; the one who opens the rooms hands it over. */
    public Consents.Sources forPayments() {
        return sources;
    }

    /** What customers has to know, likewise. */
    public AttachedSources forCustomers() {
        return sources;
    }

    /** /v1/sources. */
    public List<Operation> operations() {
        return http.operations();
    }

    /** The page that stands for a buyer's bank, and mandates. */
    public Routes routes() {
        return pages.routes();
    }

    /** The object that an event of this room tells of, as it was. */
    public Optional<ObjectNode> render(Event event, String type) {
        return event.isOf(type) ? event.payload().map(Json::parse) : Optional.empty();
    }

    /** Nobody agreed in time, or nobody charged. */
    private void expire(Job job) {
        var account = job.account();
        platform.tx()
                .doInAccount(
                        account,
                        tx -> {
                            sql.lock(tx, account, job.payload())
                                    .filter(source ->
                                            source.status() == Status.PENDING
                                                    || source.status() == Status.CHARGEABLE)
                                    .ifPresent(source ->
                                            sources.canceled(tx, source, Cause.none(account)));
                            platform.jobs().finish(tx, job);
                        });
    }

    private static String origin(Settings settings) {
        return settings.publicUrl()
                .orElseGet(() -> "http://" + settings.host() + ":" + settings.port());
    }
}
