package hawker.workbench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.accounts.Accounts;
import hawker.accounts.AccountsModule;
import hawker.accounts.OpenedAccount;
import hawker.accounts.Role;
import hawker.accounts.Sellers;
import hawker.api.ApiModule;
import hawker.api.Expander;
import hawker.api.Json;
import hawker.api.Operation;
import hawker.billing.BillingModule;
import hawker.catalog.CatalogModule;
import hawker.connect.ConnectModule;
import hawker.connect.WholeAccount;
import hawker.customers.CustomersModule;
import hawker.customers.Discounts;
import hawker.desk.Browser;
import hawker.desk.Desk;
import hawker.disputes.Disputes;
import hawker.disputes.DisputesModule;
import hawker.files.FilesModule;
import hawker.files.Purpose;
import hawker.files.StoredFile;
import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.ledger.LedgerModule;
import hawker.look.Look;
import hawker.network.NetworkModule;
import hawker.orders.OrdersModule;
import hawker.paper.PaperModule;
import hawker.payments.PaymentsModule;
import hawker.payouts.Payouts;
import hawker.payouts.PayoutsModule;
import hawker.platform.TestPlatform;
import hawker.pricing.PricingModule;
import hawker.radar.Radar;
import hawker.radar.RadarModule;
import hawker.transfers.TransfersModule;
import hawker.usage.UsageModule;
import hawker.vault.VaultModule;
import hawker.web.Response;
import hawker.webhooks.EventSource;
import hawker.webhooks.WebhooksModule;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** All rooms under the workbench, two sellers with keys, and a browser. */
final class Stage implements AutoCloseable {

    private static final String TOKEN = "/token";
    private static final String ORIGIN = "http://shop.test";

    private static final String WHOLE = "business_profile[name]=Jo’s+Lamps&" + WholeAccount.CUSTOM;

    final TestPlatform test =
            TestPlatform.open(
                    Map.of("HAWKER_WEBHOOKS_ALLOW_LOOPBACK", "true"),
                    "api",
                    "files",
                    "accounts",
                    "connect",
                    "ledger",
                    "vault",
                    "customers",
                    "payments",
                    "payouts",
                    "disputes",
                    "radar",
                    "transfers",
                    "pricing",
                    "usage",
                    "paper",
                    "billing",
                    "webhooks",
                    "catalog",
                    "orders");
    private final AtomicReference<@Nullable BillingModule> billing = new AtomicReference<>();
    private final AccountsModule module;
    final Accounts accounts;
    final Disputes disputes;
    final Radar radar;
    final WebhooksModule webhooks;
    final Payouts payouts;
    final WorkbenchModule pages;
    final Browser browser;

    /** The seller of the story, with the cookie of whoever owns the shop, and another one's key. */
    AccountId shop;

    String handle = "juniper";
    String key;
    String otherKey;
    String cookie;
    private int stories;
    private final VaultModule vault;
    private final NetworkModule network;

    @SuppressWarnings("NullAway.Init")
    Stage() {
        var platform = test.platform();
        var look = new Look("http://vault.test");
        module = AccountsModule.open(platform);
        accounts = module.accounts();
        var files = FilesModule.open(platform, ORIGIN);
        var connect = ConnectModule.open(platform, accounts);
        var ledger = LedgerModule.open(platform).ledger();
        vault = VaultModule.open(platform);
        network = NetworkModule.open(platform, vault.vault());
        var customers =
                CustomersModule.open(
                        platform,
                        vault.vault(),
                        network.verifier(),
                        Discounts.NONE,
                        (tx, account, clock) ->
                                Objects.requireNonNull(billing.get())
                                        .clocks()
                                        .now(tx, account, clock),
                        account -> Currency.USD);
        var payments =
                PaymentsModule.open(
                        platform, accounts, vault.vault(), network, ledger, customers.customers());
        var paying = PayoutsModule.open(platform, accounts, ledger, network.bank());
        payouts = paying.payouts();
        var cases =
                DisputesModule.open(
                        platform,
                        ledger,
                        network.chargebacks(),
                        payments.payments(),
                        paying.balanceTransactions(),
                        (account, file) ->
                                StoredFile.Id.parse(file)
                                        .flatMap(id -> files.files().find(account, id))
                                        .filter(f -> f.purpose() == Purpose.DISPUTE_EVIDENCE)
                                        .map(f -> (long) f.size()));
        disputes = cases.disputes();
        var judging =
                RadarModule.open(
                        platform,
                        vault.vault(),
                        network.chargebacks(),
                        payments.payments(),
                        (account, dispute) -> Optional.empty());
        radar = judging.radar();
        payments.judge(judging.judge());
        var transfers =
                TransfersModule.open(platform, connect.connect(), payments.payments(), ledger);
        payments.share(transfers.sharing());
        var pricing = PricingModule.open(platform, customers.check()::exists);
        var paper = PaperModule.open(platform, account -> Optional.empty());
        var bills =
                BillingModule.open(
                        platform,
                        new BillingModule.Doors(
                                accounts,
                                vault.vault(),
                                customers,
                                payments.payments(),
                                pricing.pricing(),
                                UsageModule.open(platform),
                                paper,
                                account -> Currency.USD),
                        look,
                        ORIGIN);
        billing.set(bills);
        var expanders = new ArrayList<Expander>(payments.expanders());
        var sources = new HashMap<>(payments.sources());
        sources.putAll(cases.sources());
        sources.putAll(transfers.sources());
        expanders.addAll(paying.expanders(sources));
        expanders.addAll(customers.expanders());
        expanders.addAll(transfers.expanders());
        expanders.addAll(judging.expanders());
        var api = ApiModule.open(platform, accounts, connect.connect());
        webhooks =
                WebhooksModule.open(
                        platform,
                        api.versions(expanders),
                        List.of(
                                new EventSource(
                                        Set.of("charge.succeeded", "charge.failed"),
                                        payments.renderer()::render)));
        var operations = new ArrayList<Operation>(payments.operations());
        operations.addAll(files.operations());
        operations.addAll(connect.operations(account -> false));
        operations.addAll(vault.operations(customers.check(), network.verifier()));
        operations.addAll(customers.operations());
        operations.addAll(paying.operations());
        operations.addAll(cases.operations());
        operations.addAll(transfers.operations());
        operations.addAll(pricing.operations());
        operations.addAll(bills.operations());
        operations.addAll(judging.operations());
        operations.addAll(webhooks.operations());
        var orders = OrdersModule.open(platform, CatalogModule.open(platform).catalog()).orders();
        var desk = new Desk(accounts, orders, look);
        pages =
                WorkbenchModule.open(
                        platform,
                        new WorkbenchModule.Doors(
                                desk,
                                look,
                                accounts,
                                api.inside(operations, expanders),
                                api.requestLog(),
                                disputes,
                                radar,
                                bills.dunning(),
                                paper.letterheads(),
                                webhooks.webhooks()));
        browser =
                new Browser(
                        platform,
                        pages.routes()
                                .get(
                                        TOKEN,
                                        desk.seller(
                                                Role.Right.SEE_GOODS,
                                                seat -> Response.text(200, seat.csrf())))
                                .addAll(
                                        api.routes(
                                                operations,
                                                expanders,
                                                List.of(payments.replayer()))));
        sellers(handle, "alder");
    }

    /** The next story has sellers of its own. */
    void another() {
        stories++;
        sellers("juniper-" + stories, "alder-" + stories);
    }

    private void sellers(String handle, String other) {
        this.handle = handle;
        var opened = open(handle);
        shop = accounts.shopAccount(opened.account().id());
        key = opened.secretKey().secret();
        otherKey = open(other).secretKey().secret();
        cookie = signIn(handle);
    }

    private OpenedAccount.Opened open(String handle) {
        return Sellers.open(accounts, handle, handle + " & Sons");
    }

    /** The cookie of a seller's owner. */
    String signIn(String handle) {
        return Sellers.cookie(accounts, handle);
    }

    /** The object that the API makes of a request. */
    ObjectNode made(String secret, String path, String form) {
        var answer = browser.api(secret, path, form);
        if (answer.status() != 200) throw new AssertionError(path + ": " + answer.body());
        return Json.parse(answer.body());
    }

    /** A payment of so many cents with a test card; gives its charge's id. */
    String paid(String secret, long cents, String card, String more) {
        return made(
                        secret,
                        "/v1/payment_intents",
                        "amount="
                                + cents
                                + "&currency=usd&confirm=true&payment_method="
                                + card
                                + "&return_url=https://a.example/&receipt_email=anna@example.com"
                                + more)
                .path("latest_charge")
                .asText();
    }

    /** A dispute of a payment with a card whose holder complains. */
    String disputed(String secret, String card) {
        var charge = paid(secret, 4_200, card, "");
        settle();
        var account = accounts.authenticate(secret).orElseThrow().account();
        return disputes.ofCharge(account, charge).getFirst().id().text();
    }

    /** An account of the seller's as a platform, of whom all is known. */
    String connected(String secret) {
        return made(secret, "/v1/accounts", WHOLE).path("id").asText();
    }

    void settle() {
        for (int i = 0; i < 3; i++) {
            test.platform().events().drain();
            test.platform().jobs().runDue();
            disputes.hear();
        }
        test.platform().events().drain();
    }

    Browser.Page get(String path) {
        return browser.get(cookie, path);
    }

    /** Sends a form of a page with some fields filled in. */
    Browser.Page send(String page, String action, Map<String, String> fields) {
        var form = new HashMap<>(get(page).form(action));
        form.putAll(fields);
        return browser.post(cookie, action, form);
    }

    /** Somebody of each role but the owner's, who works for a seller; their cookies. */
    Map<Role, String> rolesOf(String handle) {
        var cookies = new EnumMap<Role, String>(Role.class);
        var account = accounts.accountByHandle(handle).orElseThrow().id();
        for (var role : Role.values()) {
            if (role == Role.OWNER) continue;
            var name = "works-as-" + role.title().toLowerCase(Locale.ROOT);
            var id = Sellers.person(accounts, name);
            test.platform().tx().acrossAccounts("join", tx -> module.join(tx, account, id, role));
            cookies.put(role, signIn(name));
        }
        return cookies;
    }

    /** The token of anybody's forms. */
    String token(String signedIn) {
        return browser.get(signedIn, TOKEN).body();
    }

    /** The token of the signed-in seller's forms. */
    Map<String, String> token() {
        var csrf = Optional.ofNullable(get("/dashboard/keys").form("/dashboard/keys").get("csrf"));
        return Map.of("csrf", csrf.orElseThrow());
    }

    @Override
    public void close() {
        browser.close();
        webhooks.close();
        network.close();
        vault.close();
        test.close();
    }
}
