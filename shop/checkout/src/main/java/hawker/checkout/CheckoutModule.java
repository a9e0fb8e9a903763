package hawker.checkout;

import hawker.accounts.Accounts;
import hawker.catalog.Catalog;
import hawker.look.Look;
import hawker.look.Templates;
import hawker.orders.Orders;
import hawker.payments.Payments;
import hawker.platform.Jobs;
import hawker.platform.Platform;
import hawker.web.RateLimit;
import hawker.web.Routes;
import java.time.Duration;
import java.util.List;

/** Builds the room. */
public final class CheckoutModule {

    /** Presses of Pay from one address: more is a program that tries cards. */
    private static final int PRESSES_A_MINUTE = 60;

    private final Checkout checkout;
    private final Carts carts;
    private final Routes routes;

    private CheckoutModule(Checkout checkout, Carts carts, Routes routes) {
        this.checkout = checkout;
        this.carts = carts;
        this.routes = routes;
    }

    /**
     * Opens the room on a platform whose schema "checkout" is up to date.
     *
     * @param origin of the pages as browsers see it, without a slash at the end
     */
    public static CheckoutModule open(
            Platform platform,
            Accounts accounts,
            Catalog catalog,
            Orders orders,
            Payments payments,
            Look look,
            String origin) {
        var templates =
                new Templates("hawker.checkout.templates", CheckoutModule.class.getClassLoader());
        var mails = new Mails(platform, accounts, templates, origin);
        var carts = new Carts(platform, accounts, catalog);
        var bills = new Bills(platform, accounts, catalog);
        var settling = new Settling(platform, catalog.stock(), orders, payments, carts, mails);
        var following = new Following(platform, orders, payments, mails);
        var checkout =
                new Checkout(
                        platform,
                        new Starting(platform, accounts, catalog, orders),
                        bills,
                        new Paying(platform, accounts, catalog, payments, bills, settling, origin),
                        settling,
                        following,
                        catalog.stock());
        listen(platform, settling, following);
        var visiting = new Visiting(look, accounts, carts, templates, origin.startsWith("https:"));
        var presses = new RateLimit(PRESSES_A_MINUTE, Duration.ofMinutes(1), platform.clock());
        var routes =
                new Routes()
                        .addAll(visiting.assets())
                        .addAll(new BuyPages(visiting, accounts, catalog, checkout).routes())
                        .addAll(
                                new CartPages(visiting, accounts, catalog, carts, checkout)
                                        .routes())
                        .addAll(
                                new CheckoutPages(
                                                visiting,
                                                accounts,
                                                checkout,
                                                presses,
                                                platform.clock(),
                                                origin)
                                        .routes())
                        .addAll(
                                new OrderPages(visiting, accounts, orders, platform.clock())
                                        .routes());
        return new CheckoutModule(checkout, carts, routes);
    }

    private static void listen(Platform platform, Settling settling, Following following) {
        var events = platform.events();
        events.subscribe(
                "checkout.paid",
                List.of("payment_intent.succeeded"),
                settling::concerned,
                settling::heard);
        events.subscribe(
                "checkout.refunds",
                List.of("refund.created", "refund.updated", "refund.failed"),
                following::refunded);
        events.subscribe("checkout.shipped", List.of("fulfillment.created"), following::shipped);
        platform.jobs()
                .handle(
                        Paying.JOB,
                        Jobs.Retry.doubling(Duration.ofSeconds(10), 12),
                        settling::lookAfter);
    }

    public Checkout checkout() {
        return checkout;
    }

    public Carts carts() {
        return carts;
    }

    /** /buy, /cart, /checkout, /orders. */
    public Routes routes() {
        return routes;
    }
}
