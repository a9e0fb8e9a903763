package hawker.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.accounts.Accounts;
import hawker.accounts.AccountsModule;
import hawker.accounts.NewAccount;
import hawker.accounts.NewPerson;
import hawker.accounts.OpenedAccount;
import hawker.accounts.SignedUp;
import hawker.api.ApiModule;
import hawker.api.Json;
import hawker.api.Operation;
import hawker.api.StripeSchema;
import hawker.customers.CustomersModule;
import hawker.customers.Discounts;
import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.ledger.LedgerModule;
import hawker.network.NetworkModule;
import hawker.payments.Payments;
import hawker.payments.PaymentsModule;
import hawker.platform.TestPlatform;
import hawker.setups.SetupsModule;
import hawker.vault.VaultModule;
import hawker.web.HttpServer;
import hawker.web.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The room among those it stands on, with its API and pages on a port, and a shop a story. */
final class Stage implements AutoCloseable {

    private static final StripeSchema SCHEMA = new StripeSchema();
    private static final String[] ROOMS = {
        "api", "accounts", "ledger", "vault", "customers", "payments", "setups", "terminal"
    };

    /** The answer to a bare request. */
    record Got(int status, ObjectNode body) {
        /** The text at a path of names with dots between them. */
        String text(String path) {
            return body.at("/" + path.replace('.', '/')).asText();
        }
    }

    final TestPlatform test = TestPlatform.open(ROOMS);
    final Payments payments;
    private final Accounts accounts;
    private final VaultModule vault;
    private final NetworkModule network;
    private final HttpServer server;
    private final HttpClient http = HttpClient.newHttpClient();

    /** The reader on the counter, at which cards are presented. */
    String reader = "";

    private OpenedAccount.Opened shop;
    private int shops;

    Stage() {
        var platform = test.platform();
        accounts = AccountsModule.open(platform).accounts();
        vault = VaultModule.open(platform);
        network = NetworkModule.open(platform, vault.vault());
        var customers =
                CustomersModule.open(
                        platform,
                        vault.vault(),
                        network.verifier(),
                        Discounts.NONE,
                        account -> Currency.USD);
        var paymentsModule =
                PaymentsModule.open(
                        platform,
                        accounts,
                        vault.vault(),
                        network,
                        LedgerModule.open(platform).ledger(),
                        customers.customers());
        payments = paymentsModule.payments();
        var setups =
                SetupsModule.open(platform, accounts, vault.vault(), network, customers.check());
        var terminal = TerminalModule.open(platform, vault.vault(), payments, setups.setups());
        var operations = new ArrayList<Operation>(paymentsModule.operations());
        operations.addAll(setups.operations());
        operations.addAll(customers.operations());
        operations.addAll(vault.operations(customers.check(), network.verifier()));
        operations.addAll(terminal.operations());
        var routes =
                ApiModule.open(platform, accounts)
                        .routes(
                                operations,
                                paymentsModule.expanders(),
                                List.of(paymentsModule.replayer()))
                        .addAll(terminal.routes());
        var options =
                new HttpServer.Options(
                        "127.0.0.1",
                        0,
                        1 << 20,
                        request -> Response.text(404, "no such page"),
                        request -> Response.text(405, "not so"));
        server = HttpServer.start(options, routes, platform);
        shop = open("juniper-" + ++shops);
    }

    /** From here on another shop asks. */
    void another() {
        shop = open("juniper-" + ++shops);
    }

    private OpenedAccount.Opened open(String handle) {
        var person =
                NewPerson.of(handle + "-owner", "Ann", handle + "@example.com", "correct horse 7");
        if (!(accounts.signUp(person) instanceof SignedUp.Welcome welcome))
            throw new AssertionError("no such person");
        var wanted = NewAccount.of(handle, "Juniper", "US", Currency.USD, handle + "@example.com");
        if (accounts.openAccount(wanted, welcome.person().id()) instanceof OpenedAccount.Opened o)
            return o;
        throw new AssertionError("not opened");
    }

    AccountId account() {
        return shop.account().id().test();
    }

    /** A call of the API; whole objects in answers must be right. */
    Got send(String method, String path, String form) {
        var request =
                HttpRequest.newBuilder(URI.create(base() + path))
                        .header("Authorization", "Bearer " + shop.secretKey().secret())
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .method(method, HttpRequest.BodyPublishers.ofString(form));
        var response = sent(request);
        var body = Json.parse(response.body());
        boolean whole = !body.path("object").asText().equals("list") && !body.has("deleted");
        if (response.statusCode() == 200 && whole)
            assertThat(SCHEMA.findings(body)).as(body.toString()).isEmpty();
        return new Got(response.statusCode(), body);
    }

    /** What a browser, which has no key, is shown. */
    String browse(String method, String path) {
        var request =
                HttpRequest.newBuilder(URI.create(base() + path))
                        .method(method, HttpRequest.BodyPublishers.noBody());
        return sent(request).body();
    }

    private HttpResponse<String> sent(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private String base() {
        return "http://127.0.0.1:" + server.port();
    }

    Got post(String path, String form) {
        return send("POST", path, form);
    }

    Got get(String path) {
        return send("GET", path, "");
    }

    /** A place of the shop; its id. */
    String location() {
        return post(
                        "/v1/terminal/locations",
                        "display_name=Shop&address[country]=US&address[line1]=Main&address[city]=X")
                .text("id");
    }

    /** A simulated reader of a kind (s700, wpe) at a place of the shop; its id. */
    String register(String kind, String location) {
        return post(
                        "/v1/terminal/readers",
                        "registration_code=simulated-" + kind + "&location=" + location)
                .text("id");
    }

    /** The reader is asked for an action. */
    Got ask(String action, String form) {
        return post("/v1/terminal/readers/" + reader + "/" + action, form);
    }

    /** A card is held to the reader. */
    Got present(String form) {
        return post(
                "/v1/test_helpers/terminal/readers/" + reader + "/present_payment_method", form);
    }

    /** A payment of 25 dollars that waits for a card. */
    Got intent(String more) {
        return post(
                "/v1/payment_intents",
                "amount=2500&currency=usd&payment_method_types[]=card_present" + more);
    }

    /** The names of the shop's events about its readers, newest first. */
    List<String> told() {
        return test.platform().events().newest(account(), Optional.empty(), 50).stream()
                .flatMap(event -> event.types().stream())
                .filter(type -> type.startsWith("terminal."))
                .toList();
    }

    @Override
    public void close() {
        http.close();
        server.close();
        network.close();
        vault.close();
        test.close();
    }
}
