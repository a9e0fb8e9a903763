package hawker.connect;

import static org.assertj.core.api.Assertions.assertThat;

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
import hawker.api.StripeSchema;
import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.kernel.SettableClock;
import hawker.look.Look;
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
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The room with a database of its own, and its API on a port. */
final class Stage implements AutoCloseable {

    /** The answer to a bare request. */
    record Got(int status, ObjectNode body) {
        String error(String field) {
            return body.path("error").path(field).asText();
        }

        List<String> texts(String pointer) {
            var all = new java.util.ArrayList<String>();
            body.at(pointer).forEach(each -> all.add(each.asText()));
            return all;
        }
    }

    private static final StripeSchema SCHEMA = new StripeSchema();

    /** What is not a refusal is as the SDK's types say. */
    static Got fits(Got got) {
        if (got.status() != 200) return got;
        if (!got.body().path("object").asText().equals("list"))
            assertThat(SCHEMA.findings(got.body())).isEmpty();
        else
            for (var each : got.body().path("data"))
                assertThat(SCHEMA.findings((ObjectNode) each)).isEmpty();
        return got;
    }

    private final TestPlatform test = TestPlatform.open(Map.of(), "api", "accounts", "connect");
    final Platform platform = test.platform();
    final Accounts accounts = AccountsModule.open(platform).accounts();
    final ConnectModule module = ConnectModule.open(platform, accounts);
    final Set<AccountId> rich = new HashSet<>();
    private final HttpServer server;
    private final HttpClient http = HttpClient.newHttpClient();
    private int platforms;

    Stage() {
        var api = ApiModule.open(platform, accounts, module.connect());
        var routes =
                api.routes(module.operations(rich::contains), List.of(), List.of())
                        .addAll(module.routes(new Look("http://vault.example")));
        server =
                HttpServer.start(
                        new HttpServer.Options(
                                "127.0.0.1",
                                0,
                                1 << 20,
                                request -> Response.text(404, "no such page"),
                                request -> Response.text(405, "not so")),
                        routes,
                        platform);
    }

    /** A platform with keys. */
    OpenedAccount.Opened platform() {
        var handle = "platform-" + ++platforms;
        var person =
                NewPerson.of(handle + "-owner", "Ann", handle + "@example.com", "correct horse 7");
        if (!(accounts.signUp(person) instanceof SignedUp.Welcome welcome))
            throw new AssertionError("no such person");
        var wanted = NewAccount.of(handle, "Bazaar", "US", Currency.USD, handle + "@example.com");
        if (accounts.openAccount(wanted, welcome.person().id()) instanceof OpenedAccount.Opened o)
            return o;
        throw new AssertionError("not opened");
    }

    StripeClient client(String key) {
        return StripeClient.builder()
                .setApiKey(key)
                .setApiBase("http://127.0.0.1:" + server.port())
                .setMaxNetworkRetries(0)
                .build();
    }

    Got send(String key, String method, String path, String form, String... headers) {
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                        .header("Authorization", "Bearer " + key)
                        .method(method, HttpRequest.BodyPublishers.ofString(form));
        if (!form.isEmpty()) request.header("Content-Type", "application/x-www-form-urlencoded");
        if (headers.length > 0) request.headers(headers);
        try {
            var response = http.send(request.build(), BodyHandlers.ofString());
            return new Got(response.statusCode(), Json.parse(response.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A page as a browser gets it, without following where it leads. */
    HttpResponse<String> page(String method, String path, String form) {
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .method(method, HttpRequest.BodyPublishers.ofString(form));
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    SettableClock clock() {
        return test.clock();
    }

    /** The events of an account, oldest first. */
    List<Event> events(AccountId account) {
        return platform.events().newest(account, Optional.empty(), 100).reversed();
    }

    @Override
    public void close() {
        server.close();
        http.close();
        test.close();
    }
}
