package hawker.hosted;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.accounts.Accounts;
import hawker.api.Expander;
import hawker.api.Operation;
import hawker.connect.Connect;
import hawker.customers.Customers;
import hawker.kernel.AccountId;
import hawker.look.Look;
import hawker.look.Templates;
import hawker.payments.Payments;
import hawker.platform.Jobs;
import hawker.platform.Platform;
import hawker.pricing.CustomerCheck;
import hawker.pricing.Pricing;
import hawker.setups.Setups;
import hawker.vault.Vault;
import hawker.web.RateLimit;
import hawker.web.Routes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** Builds the room; its schema is "hosted". */
public final class HostedModule {

    /** Visits of links from one address: each makes a row. */
    private static final int VISITS_A_MINUTE = 60;

    private final List<Operation> operations = new ArrayList<>();
    private final SessionsHttp http;
    private final Routes routes;

    /**
     * The rooms below that this one uses.
     *
     * @param configurations which methods a seller offers, by {@code pmc_…}, as the API writes it
     */
    public record Doors(
            Accounts accounts,
            Connect connect,
            Vault vault,
            Payments payments,
            Setups setups,
            Pricing pricing,
            CustomerCheck customers,
            Customers buyers,
            Pictures files,
            BiFunction<AccountId, String, Optional<ObjectNode>> configurations,
            Biller biller) {}

    /** The files that sellers have handed in, as far as pages show them. */
    @FunctionalInterface
    public interface Pictures {

        /**
         * One of an account.
         *
         * @param file {@code file_…}
         */
        Optional<Picture> find(AccountId account, String file);
    }

    /**
     * A file.
     *
     * @param purpose what it was handed in for: {@code business_icon}
     * @param type as browsers name it: {@code image/png}
     */
    public record Picture(String purpose, String type, byte[] bytes) {}

    private HostedModule(Platform platform, Doors doors, Look look, String origin) {
        var sql = new SessionsSql();
        var happenings = new Happenings(platform);
        var pricing = doors.pricing();
        var payments = doors.payments();
        var lines = new Lines(platform, pricing);
        var selling = new Selling(doors.biller(), doors.buyers(), pricing, lines, payments);
        var links = new LinksSql();
        var limits = new LinkLimits(links, happenings);
        var cards = new SavedCards(doors.vault(), platform.clock());
        var settling =
                new Settling(platform, pricing, payments, sql, happenings, selling, limits, cards);
        var paying =
                new Paying(
                        platform, pricing, lines, payments, sql, settling, selling, limits, cards,
                        origin);
        var saving =
                new Saving(
                        platform,
                        doors.setups(),
                        doors.vault(),
                        sql,
                        settling,
                        paying,
                        selling,
                        cards,
                        origin);
        var expiring = new Expiring(platform, pricing, payments, saving, sql, happenings, origin);
        var bodies = new SessionBody(platform, origin);
        var creating = new Creating(platform, pricing, lines, saving, selling, sql, bodies);
        var changing = new Changing(lines, selling, creating, sql);
        http =
                new SessionsHttp(
                        platform,
                        doors.accounts(),
                        sql,
                        lines,
                        new Checking(doors.customers(), doors.configurations(), doors.files()),
                        creating,
                        changing,
                        expiring);
        operations.addAll(http.operations());
        operations.addAll(
                new LinksHttp(platform, links, lines, creating, selling, limits, happenings, origin)
                        .operations());
        var retry = Jobs.Retry.doubling(Duration.ofSeconds(10), 12);
        platform.jobs().handle(Paying.JOB, retry, settling::lookAfter);
        platform.jobs().handle(Saving.JOB, retry, saving::lookAfter);
        platform.jobs().handle(Expiring.JOB, retry, expiring::onTime);
        platform.events()
                .subscribe(
                        "hosted.paid",
                        List.of(
                                "payment_intent.succeeded",
                                "payment_intent.payment_failed",
                                "payment_intent.amount_capturable_updated"),
                        settling::concerned,
                        settling::heard);
        platform.events()
                .subscribe(
                        "hosted.saved",
                        List.of("setup_intent.succeeded", "setup_intent.setup_failed"),
                        settling::concerned,
                        saving::heard);
        var templates =
                new Templates("hawker.hosted.templates", HostedModule.class.getClassLoader());
        var visits =
                new Visits(
                        platform,
                        sql,
                        pricing,
                        lines,
                        paying,
                        settling,
                        saving,
                        doors.vault(),
                        cards,
                        doors.files());
        var view = new ScriptView(visits, payments, doors.setups(), platform.clock());
        operations.addAll(new PaymentPagesHttp(sql, visits, view, doors.vault()).operations());
        var arrivals = new RateLimit(VISITS_A_MINUTE, Duration.ofMinutes(1), platform.clock());
        var frames =
                new SessionFrames(
                        doors.accounts(), doors.connect(), look, templates, visits::wares, origin);
        routes =
                new SessionPages(platform, frames, look, templates, visits, origin)
                        .routes()
                        .addAll(
                                new LinkPages(
                                                platform, look, frames, links, sql, creating,
                                                arrivals)
                                        .routes());
    }

    /**
     * Opens the room on a platform whose schema "hosted" is up to date.
     *
     * @param origin of the pages as browsers see it, without a slash at the end
     */
    public static HostedModule open(Platform platform, Doors doors, Look look, String origin) {
        return new HostedModule(platform, doors, look, origin);
    }

    public HostedRenderer renderer() {
        return new HostedRenderer();
    }

    /** {@code /v1/checkout/sessions}, {@code /v1/payment_links}, {@code /v1/payment_pages}. */
    public List<Operation> operations() {
        return List.copyOf(operations);
    }

    public List<Expander> expanders() {
        return List.of(Expander.included(http::fetchLines, "checkout.session.line_items"));
    }

    /** {@code /c/pay} and {@code /b}. */
    public Routes routes() {
        return routes;
    }
}
