package hawker.setups;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.model.Customer;
import com.stripe.model.SetupIntent;
import com.stripe.param.CustomerCreateParams;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.SetupIntentCreateParams;
import hawker.accounts.AccountsModule;
import hawker.accounts.OpenedAccount;
import hawker.accounts.Sellers;
import hawker.api.ApiModule;
import hawker.api.Expander;
import hawker.api.Got;
import hawker.api.OfficialClient;
import hawker.api.Operation;
import hawker.api.ServedApi;
import hawker.api.StripeSchema;
import hawker.customers.CustomersModule;
import hawker.customers.Discounts;
import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.kernel.SettableClock;
import hawker.ledger.LedgerModule;
import hawker.look.Look;
import hawker.network.NetworkModule;
import hawker.payments.PaymentsModule;
import hawker.platform.Event;
import hawker.platform.Platform;
import hawker.platform.TestPlatform;
import hawker.vault.VaultModule;
import hawker.web.Routes;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The room, those below it, and payments, behind an API of its own; the official SDK's client. */
final class Stage implements AutoCloseable {

    static final StripeSchema SCHEMA = new StripeSchema();

    private final TestPlatform test;
    private final VaultModule vault;
    private final AccountsModule accounts;
    private final ServedApi served;
    private int sellers;

    final Platform platform;
    final SettableClock clock;
    final NetworkModule network;
    final SetupsModule module;

    /** The seller of the story. */
    OpenedAccount.Opened opened;

    Stage() {
        test =
                TestPlatform.open(
                        Map.of("HAWKER_NETWORK_ANSWER_MS", "300"),
                        "api",
                        "accounts",
                        "ledger",
                        "vault",
                        "customers",
                        "payments",
                        "setups");
        platform = test.platform();
        clock = test.clock();
        accounts = AccountsModule.open(platform);
        vault = VaultModule.open(platform);
        network = NetworkModule.open(platform, vault.vault());
        var ledger = LedgerModule.open(platform).ledger();
        var buyers =
                CustomersModule.open(
                        platform,
                        vault.vault(),
                        network.verifier(),
                        Discounts.NONE,
                        account -> Currency.USD);
        var customers = buyers.check();
        var payments =
                PaymentsModule.open(
                        platform,
                        accounts.accounts(),
                        vault.vault(),
                        network,
                        ledger,
                        buyers.customers());
        module =
                SetupsModule.open(platform, accounts.accounts(), vault.vault(), network, customers);
        payments.keepMandates(module.mandates());
        opened = open("juniper-0");
        var operations = new ArrayList<Operation>(payments.operations());
        operations.addAll(buyers.operations());
        operations.addAll(vault.operations(customers, network.verifier()));
        operations.addAll(module.operations());
        var expanders = new ArrayList<Expander>(payments.expanders());
        expanders.addAll(buyers.expanders());
        expanders.addAll(module.expanders());
        var api = ApiModule.open(platform, accounts.accounts());
        var routes =
                new Routes()
                        .addAll(api.routes(operations, expanders, List.of(payments.replayer())))
                        .addAll(payments.routes())
                        .addAll(module.routes())
                        .addAll(network.routes(new Look("http://vault.test"), ""));
        served = new ServedApi(platform, routes);
    }

    /** The next story has a seller of its own, and nothing goes wrong on the line. */
    void another() {
        opened = open("juniper-" + ++sellers);
        network.faults().clear();
    }

    private OpenedAccount.Opened open(String handle) {
        return Sellers.open(accounts.accounts(), handle, "Juniper");
    }

    AccountId seller() {
        return opened.account().id().test();
    }

    /** The official SDK with the seller's secret key. */
    StripeClient client() {
        return OfficialClient.of(served, opened.secretKey().secret());
    }

    Got post(String path, String form, String... headers) {
        return send(opened.secretKey().secret(), "POST", path, form, headers);
    }

    Got get(String path) {
        return send(opened.secretKey().secret(), "GET", path, "");
    }

    Got send(String key, String method, String path, String form, String... headers) {
        return served.ask(key, method, path, form, headers);
    }

    /** What the buyer does on the issuer's page, and where the browser is sent at the end. */
    String challenge(String url, String deed) {
        var page = URI.create(url);
        var fields = new ArrayList<String>();
        for (var pair : page.getRawQuery().split("&")) {
            var both = pair.split("=", 2);
            fields.add(both[0] + "=" + encode(URLDecoder.decode(both[1], StandardCharsets.UTF_8)));
        }
        fields.add("deed=" + deed);
        fields.add("code=1234");
        var sent = page("POST", page.getRawPath(), String.join("&", fields));
        var back = URI.create(sent.headers().firstValue("Location").orElseThrow());
        return page("GET", back.getRawPath(), "").headers().firstValue("Location").orElse("");
    }

    HttpResponse<String> page(String method, String path, String form) {
        return served.page("", method, path, form);
    }

    private static String encode(String text) {
        return java.net.URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** The events of the story's seller of this room, oldest first. */
    List<Event> told() {
        platform.events().drain();
        return platform.events().newest(seller(), Optional.empty(), 100).reversed();
    }

    List<String> toldTypes() {
        return told().stream().flatMap(event -> event.types().stream()).toList();
    }

    Customer customer() throws StripeException {
        return client().v1()
                .customers()
                .create(CustomerCreateParams.builder().setName("Ann Lee").build());
    }

    static SetupIntentCreateParams.Builder with(String card) {
        return SetupIntentCreateParams.builder().setConfirm(true).setPaymentMethod(card);
    }

    static void right(Got got) {
        assertThat(got.status()).isEqualTo(200);
        right(got.body());
    }

    static void right(ObjectNode object) {
        assertThat(SCHEMA.findings(object)).isEmpty();
    }

    String chargeLater(String customer, String method) throws StripeException {
        return client().v1()
                .paymentIntents()
                .create(
                        PaymentIntentCreateParams.builder()
                                .setAmount(1500L)
                                .setCurrency("usd")
                                .setCustomer(customer)
                                .setPaymentMethod(method)
                                .setConfirm(true)
                                .setOffSession(true)
                                .build())
                .getStatus();
    }

    SetupIntent asked(String card, String customer) throws StripeException {
        return client().v1()
                .setupIntents()
                .create(
                        with(card)
                                .setCustomer(customer)
                                .setReturnUrl("https://shop.test/kept?a=1#top")
                                .build());
    }

    @Override
    public void close() {
        served.close();
        network.close();
        vault.close();
        test.close();
    }
}
