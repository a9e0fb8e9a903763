package hawker.pricing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.stripe.StripeClient;
import hawker.accounts.Accounts;
import hawker.accounts.AccountsModule;
import hawker.accounts.NewAccount;
import hawker.accounts.NewPerson;
import hawker.accounts.OpenedAccount;
import hawker.accounts.SignedUp;
import hawker.api.ApiModule;
import hawker.api.Json;
import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.kernel.SettableClock;
import hawker.platform.Event;
import hawker.platform.Platform;
import hawker.platform.TestPlatform;
import hawker.web.HttpServer;
import hawker.web.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The room with a database of its own, its API on a port, and a seller a story. */
final class Stage implements AutoCloseable {

    static final String CUSTOMER = "cus_known";

    /** The answer to a bare request. */
    record Got(int status, ObjectNode body) {
        String error(String field) {
            return body.path("error").path(field).asText();
        }
    }

    final TestPlatform test;
    final Platform platform;
    final SettableClock clock;
    final Accounts accounts;
    final PricingModule module;
    final Pricing pricing;
    final List<Event> events = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private final HttpClient http = HttpClient.newHttpClient();

    OpenedAccount.Opened opened;
    AccountId seller;
    private int sellers;

    Stage() {
        test = TestPlatform.open("api", "accounts", "pricing");
        platform = test.platform();
        clock = test.clock();
        accounts = AccountsModule.open(platform).accounts();
        module = PricingModule.open(platform, (account, id) -> id.equals(CUSTOMER));
        pricing = module.pricing();
        var renderer = module.renderer();
        platform.events().subscribe("told", List.copyOf(renderer.types()), events::add);
        var api = ApiModule.open(platform, accounts);
        var options =
                new HttpServer.Options(
                        "127.0.0.1",
                        0,
                        1 << 20,
                        request -> Response.text(404, "no such page"),
                        request -> Response.text(405, "not so"));
        server =
                HttpServer.start(
                        options,
                        api.routes(module.operations(), module.expanders(), List.of()),
                        platform);
        another();
    }

    /** The next story has a seller of its own. */
    void another() {
        opened = open("juniper-" + ++sellers);
        seller = opened.account().id().test();
        told();
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

    StripeClient client() {
        return client(opened.secretKey().secret());
    }

    StripeClient client(String key) {
        return StripeClient.builder()
                .setApiKey(key)
                .setApiBase("http://127.0.0.1:" + server.port())
                .setMaxNetworkRetries(0)
                .build();
    }

    Got post(String path, String form) {
        return send("POST", path, form);
    }

    Got get(String path) {
        return send("GET", path, "");
    }

    Got send(String method, String path, String form) {
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                        .header("Authorization", "Bearer " + opened.secretKey().secret())
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .method(method, HttpRequest.BodyPublishers.ofString(form))
                        .build();
        try {
            var response = http.send(request, BodyHandlers.ofString());
            return new Got(response.statusCode(), Json.parse(response.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The names of the events since the last time. */
    List<String> told() {
        platform.events().drain();
        var names = events.stream().flatMap(e -> e.types().stream()).toList();
        events.clear();
        return names;
    }

    @Override
    public void close() {
        server.close();
        http.close();
        test.close();
    }
}
