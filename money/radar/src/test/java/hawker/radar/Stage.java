package hawker.radar;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.accounts.Accounts;
import hawker.accounts.AccountsModule;
import hawker.accounts.NewAccount;
import hawker.accounts.NewPerson;
import hawker.accounts.OpenedAccount;
import hawker.accounts.SignedUp;
import hawker.api.ApiModule;
import hawker.api.Expander;
import hawker.api.Json;
import hawker.api.Operation;
import hawker.customers.CustomersModule;
import hawker.customers.Discounts;
import hawker.disputes.Dispute;
import hawker.disputes.Disputes;
import hawker.disputes.DisputesModule;
import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.kernel.SettableClock;
import hawker.ledger.LedgerModule;
import hawker.network.NetworkModule;
import hawker.payments.Change;
import hawker.payments.Charge;
import hawker.payments.Confirmation;
import hawker.payments.NewRefund;
import hawker.payments.Payments;
import hawker.payments.PaymentsModule;
import hawker.payments.Refund;
import hawker.payments.Terms;
import hawker.payouts.PayoutsModule;
import hawker.platform.Event;
import hawker.platform.Platform;
import hawker.platform.TestPlatform;
import hawker.vault.PaymentMethod;
import hawker.vault.VaultModule;
import hawker.web.HttpServer;
import hawker.web.Response;
import hawker.web.Routes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The room with those below it, its API on a port, and short words for what tests do most. */
final class Stage implements AutoCloseable {

    /** The answer to a bare request. */
    record Got(int status, ObjectNode body) {
        String error(String field) {
            return body.path("error").path(field).asText();
        }

        String text(String field) {
            return body.at("/" + field.replace('.', '/')).asText();
        }
    }

    private static final String[] ROOMS = {
        "api",
        "accounts",
        "ledger",
        "vault",
        "customers",
        "payments",
        "payouts",
        "disputes",
        "radar"
    };

    final TestPlatform test;
    final Platform platform;
    final SettableClock clock;
    final Accounts accounts;
    final VaultModule vault;
    final NetworkModule network;
    final Payments payments;
    final Disputes disputes;
    final RadarModule module;
    final Radar radar;
    final List<Event> told = new ArrayList<>();

    OpenedAccount.Opened opened;
    AccountId seller;
    private int sellers;
    private final HttpServer server;
    private final HttpClient http = HttpClient.newHttpClient();

    Stage(Map<String, String> settings) {
        test = TestPlatform.open(settings, ROOMS);
        platform = test.platform();
        clock = test.clock();
        accounts = AccountsModule.open(platform).accounts();
        vault = VaultModule.open(platform);
        network = NetworkModule.open(platform, vault.vault());
        var ledger = LedgerModule.open(platform).ledger();
        var customers =
                CustomersModule.open(
                        platform,
                        vault.vault(),
                        network.verifier(),
                        Discounts.NONE,
                        account -> Currency.USD);
        var paymentsModule =
                PaymentsModule.open(
                        platform, accounts, vault.vault(), network, ledger, customers.customers());
        payments = paymentsModule.payments();
        var payouts = PayoutsModule.open(platform, accounts, ledger, network.bank());
        disputes =
                DisputesModule.open(
                                platform,
                                ledger,
                                network.chargebacks(),
                                payments,
                                payouts.balanceTransactions(),
                                (account, file) -> Optional.empty())
                        .disputes();
        module =
                RadarModule.open(
                        platform,
                        vault.vault(),
                        network.chargebacks(),
                        payments,
                        (account, id) ->
                                Dispute.Id.parse(id)
                                        .flatMap(dispute -> disputes.find(account, dispute))
                                        .map(dispute -> dispute.facts().charge()));
        radar = module.radar();
        paymentsModule.judge(module.judge());
        platform.events().subscribe("stage", List.copyOf(RadarModule.TYPES), told::add);
        opened = open("juniper-0");
        seller = opened.account().id().test();
        server = serve(paymentsModule);
    }

    private HttpServer serve(PaymentsModule paymentsModule) {
        var operations = new ArrayList<Operation>(paymentsModule.operations());
        operations.addAll(module.operations());
        var expanders = new ArrayList<Expander>(paymentsModule.expanders());
        expanders.addAll(module.expanders());
        var api = ApiModule.open(platform, accounts);
        var routes =
                new Routes()
                        .addAll(
                                api.routes(
                                        operations, expanders, List.of(paymentsModule.replayer())));
        var options =
                new HttpServer.Options(
                        "127.0.0.1",
                        0,
                        1 << 20,
                        request -> Response.text(404, "no such page"),
                        request -> Response.text(405, "not so"));
        return HttpServer.start(options, routes, platform);
    }

    /** The next story has a seller of its own. */
    void another() {
        opened = open("juniper-" + ++sellers);
        seller = opened.account().id().test();
        told.clear();
    }

    OpenedAccount.Opened open(String handle) {
        var person =
                NewPerson.of(handle + "-owner", "Ann", handle + "@example.com", "correct horse 7");
        if (!(accounts.signUp(person) instanceof SignedUp.Welcome welcome))
            throw new AssertionError("no such person");
        var wanted = NewAccount.of(handle, "Juniper", "US", Currency.USD, handle + "@example.com");
        if (accounts.openAccount(wanted, welcome.person().id()) instanceof OpenedAccount.Opened o)
            return o;
        throw new AssertionError("not opened");
    }

    /** Pays so many cents with a fixed card, a second after what was before. */
    Confirmation pay(long cents, String card) {
        return pay(cents, card, Optional.empty());
    }

    Confirmation pay(long cents, String card, Optional<String> address) {
        clock.advance(Duration.ofSeconds(1));
        if (!(payments.create(seller, Terms.of(Money.usd(cents)))
                instanceof Change.Done(var intent))) throw new AssertionError("no intent");
        var request =
                new Confirmation.Request(
                        Optional.of(new PaymentMethod.Id(card)),
                        false,
                        false,
                        Optional.of("https://shop.test/done"),
                        false,
                        address);
        return payments.confirm(seller, intent.id(), request);
    }

    Charge paid(long cents, String card) {
        if (pay(cents, card) instanceof Confirmation.Succeeded(var ignored, var charge))
            return charge;
        throw new AssertionError("not paid");
    }

    /** The charge of a payment that failed. */
    Charge failed(Confirmation ended) {
        if (ended instanceof Confirmation.Declined(var ignored, var failure))
            return payments.charge(seller, failure.charge().orElseThrow()).orElseThrow();
        throw new AssertionError("not declined: " + ended);
    }

    Verdict verdict(Charge charge) {
        return radar.verdict(seller, charge.id()).orElseThrow();
    }

    void refund(Charge charge, Optional<Refund.Reason> reason) {
        payments.refund(
                seller,
                new NewRefund(
                        new NewRefund.Target.OfCharge(charge.id()),
                        Optional.empty(),
                        reason,
                        Map.of(),
                        Optional.empty()));
        settle();
    }

    /** What listeners have still to hear is heard. */
    void settle() {
        platform.events().drain();
        platform.jobs().runDue();
        platform.events().drain();
    }

    /** What was told, by its names, oldest first. */
    List<String> told() {
        settle();
        return told.stream().flatMap(event -> event.types().stream()).toList();
    }

    Got get(String path) {
        return send("GET", path, "");
    }

    Got post(String path, String form) {
        return send("POST", path, form);
    }

    Got delete(String path) {
        return send("DELETE", path, "");
    }

    Got send(String method, String path, String form) {
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                        .header("Authorization", "Bearer " + opened.secretKey().secret())
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .method(method, HttpRequest.BodyPublishers.ofString(form));
        try {
            var response = http.send(request.build(), BodyHandlers.ofString());
            return new Got(response.statusCode(), Json.parse(response.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.close();
        http.close();
        network.close();
        vault.close();
        test.close();
    }
}
