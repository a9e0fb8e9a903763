package hawker.setups;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.accounts.Accounts;
import hawker.api.Expander;
import hawker.api.Json;
import hawker.api.Operation;
import hawker.kernel.AccountId;
import hawker.network.NetworkModule;
import hawker.payments.Consents;
import hawker.payments.Sharing;
import hawker.platform.Event;
import hawker.platform.Event.Cause;
import hawker.platform.Job;
import hawker.platform.Jobs;
import hawker.platform.Platform;
import hawker.platform.Settings;
import hawker.vault.CustomerCheck;
import hawker.vault.PaymentMethodJson;
import hawker.vault.Vault;
import hawker.web.Routes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** Builds the room; its schema is "setups". */
public final class SetupsModule {

    private static final String DETACHED = "setups-detached";

    private final Platform platform;
    private final SetupsSql sql = new SetupsSql();
    private final Vault vault;
    private final Happenings happenings;
    private final Mandates mandates;
    private final Setups setups;
    private final SetupIntentsHttp http;
    private final RecordsHttp records;
    private final Others others = new Others();

    private SetupsModule(
            Platform platform,
            Accounts accounts,
            Vault vault,
            NetworkModule network,
            CustomerCheck customers) {
        this.platform = platform;
        this.vault = vault;
        this.happenings = new Happenings(platform.events());
        var methods = new Methods(platform.tx(), vault);
        var origin = origin(platform.settings());
        this.mandates = new Mandates(platform, sql, happenings, origin);
        var issuers = new Issuers(network.network(), accounts, origin);
        var asking = new Asking(issuers, methods, network.debits(), platform.ids());
        var recording = new Recording(platform, sql, vault, mandates, happenings, origin);
        this.setups = new Setups(platform, sql, customers, asking, recording, happenings);
        this.http = new SetupIntentsHttp(setups, sql, methods, others);
        this.records = new RecordsHttp(platform.tx(), sql);
    }

    /**
     * @param customers whether an account has a customer
     */
    public static SetupsModule open(
            Platform platform,
            Accounts accounts,
            Vault vault,
            NetworkModule network,
            CustomerCheck customers) {
        var module = new SetupsModule(platform, accounts, vault, network, customers);
        platform.jobs()
                .handle(
                        Recording.PATIENCE_ENDS,
                        Jobs.Retry.doubling(Duration.ofSeconds(10), 8),
                        module::patienceEnds);
        platform.events().subscribe(DETACHED, List.of("payment_method.detached"), module::detached);
        return module;
    }

    /** Who keeps the sellers' choices of what is offered ({@code pmc_…}); set once. */
    public void configuredBy(BiFunction<AccountId, String, Optional<ObjectNode>> kept) {
        others.configuredBy(kept);
    }

    /** Who knows which accounts a card may be kept on behalf of; set once. */
    public void share(Sharing sharing) {
        others.share(sharing);
    }

    /** The door. */
    public Setups setups() {
        return setups;
    }

    /** What payments has to know of mandates; the one who opens the rooms hands it over. */
    public Consents.Mandates mandates() {
        return mandates;
    }

    /** Where buyers come back from a challenge, tell of deposits, and read their mandates. */
    public Routes routes() {
        return new ReturnPages(setups)
                .routes()
                .addAll(new DepositPages(platform.tx(), setups).routes())
                .addAll(new MandatePages(platform.tx(), mandates).routes());
    }

    /** /v1/setup_intents, /v1/setup_attempts, /v1/mandates. */
    public List<Operation> operations() {
        var all = new ArrayList<>(http.operations());
        all.addAll(records.operations());
        return all;
    }

    public List<Expander> expanders() {
        return List.of(
                Expander.of(
                        records::intents,
                        "checkout.session.setup_intent",
                        "setup_attempt.setup_intent",
                        "subscription.pending_setup_intent"),
                Expander.of(records::attempts, "setup_intent.latest_attempt"),
                Expander.of(
                        records::mandates,
                        "setup_intent.mandate",
                        "setup_intent.single_use_mandate"),
                Expander.of(
                        (account, ids) -> {
                            var nodes = new HashMap<String, ObjectNode>();
                            vault.find(account, ids)
                                    .forEach((id, method) ->
                                            nodes.put(id, PaymentMethodJson.render(method)));
                            return nodes;
                        },
                        "setup_intent.payment_method",
                        "setup_attempt.payment_method",
                        "mandate.payment_method"));
    }

    /** The object that an event of this room tells of, as it was; empty for other events. */
    public static Optional<ObjectNode> render(Event event, String type) {
        boolean ours = type.startsWith("setup_intent.") || type.startsWith("mandate.");
        return ours && event.isOf(type) ? event.payload().map(Json::parse) : Optional.empty();
    }

    /** A buyer had time enough for a challenge: it has failed, if it has not been passed. */
    private void patienceEnds(Job job) {
        setups.afterAction(job.account(), new SetupIntent.Id(job.payload()));
        platform.tx().doInAccount(job.account(), tx -> platform.jobs().finish(tx, job));
    }

    /** A mandate is about a card of a customer: it ends when that card is taken away. */
    private void detached(Event event) {
        var account = event.account();
        platform.tx()
                .doInAccount(
                        account,
                        tx -> {
                            for (var mandate : sql.endMandates(tx, account, event.subject()))
                                happenings.tell(
                                        tx,
                                        mandate.id().text(),
                                        "mandate.updated",
                                        SetupJson.mandate(mandate),
                                        Cause.none(account));
                        });
    }

    private static String origin(Settings settings) {
        return settings.publicUrl()
                .orElseGet(() -> "http://" + settings.host() + ":" + settings.port());
    }
}
