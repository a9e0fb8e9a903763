package hawker.oauth;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.stripe.net.RequestOptions;
import hawker.accounts.Accounts;
import hawker.accounts.AccountsModule;
import hawker.accounts.NewAccount;
import hawker.accounts.NewPerson;
import hawker.accounts.OpenedAccount;
import hawker.accounts.SignIn;
import hawker.accounts.SignedUp;
import hawker.api.ApiModule;
import hawker.api.Json;
import hawker.connect.ConnectModule;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The room with a database of its own, its pages, and the accounts' API on a port. */
final class Stage implements AutoCloseable {

    private static final String PASSWORD = "correct horse 7";
    private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");

    /** A seller or platform with somebody who is signed in. */
    record Owner(OpenedAccount.Opened opened, String cookie) {

        AccountId id() {
            return opened.account().id();
        }

        String key() {
            return opened.secretKey().secret();
        }

        /** The client id of its test mode. */
        String application() {
            return id().test().applicationText();
        }
    }

    /** The answer to a bare request. */
    record Got(int status, ObjectNode body) {
        String text(String pointer) {
            return body.at(pointer).asText();
        }
    }

    private final TestPlatform test =
            TestPlatform.open(Map.of(), "api", "accounts", "connect", "oauth");
    final Platform platform = test.platform();
    private final AccountsModule accountsModule = AccountsModule.open(platform);
    final Accounts accounts = accountsModule.accounts();
    final ConnectModule connect = ConnectModule.open(platform, accounts);
    final OauthModule oauth = OauthModule.open(platform, accountsModule, connect.connect());
    private final HttpServer server;
    private final HttpClient http = HttpClient.newHttpClient();
    private int sellers;

    Stage() {
        var look = new Look("http://vault.example");
        var api = ApiModule.open(platform, accounts, connect.connect());
        var routes =
                api.routes(connect.operations(account -> false), List.of(), List.of())
                        .addAll(connect.routes(look))
                        .addAll(oauth.routes(look));
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

    String base() {
        return "http://127.0.0.1:" + server.port();
    }

    SettableClock clock() {
        return test.clock();
    }

    Owner owner() {
        var handle = "seller-" + ++sellers;
        var email = handle + "@example.com";
        if (!(accounts.signUp(NewPerson.of(handle + "-owner", "Ann", email, PASSWORD))
                instanceof SignedUp.Welcome welcome)) throw new AssertionError("no such person");
        var wanted = NewAccount.of(handle, "Bazaar " + sellers, "US", Currency.USD, email);
        if (!(accounts.openAccount(wanted, welcome.person().id())
                instanceof OpenedAccount.Opened opened)) throw new AssertionError("not opened");
        if (accounts.signIn(email, PASSWORD, "127.0.0.1") instanceof SignIn.SignedIn(var token, _))
            return new Owner(opened, "hk_session=" + token);
        throw new AssertionError("not signed in");
    }

    /** The settings of the official client for somebody's key. */
    RequestOptions options(String key) {
        return RequestOptions.builder()
                .setApiKey(key)
                .setBaseUrl(base())
                .setMaxNetworkRetries(0)
                .build();
    }

    Got send(String key, String method, String path, String form, String... headers) {
        var request = request(method, path, form);
        if (!key.isEmpty()) request.header("Authorization", "Bearer " + key);
        if (headers.length > 0) request.headers(headers);
        var response = send(request.build());
        return new Got(response.statusCode(), Json.parse(response.body()));
    }

    /** A page as a browser gets it, without following where it leads. */
    HttpResponse<String> page(String cookie, String method, String path, String form) {
        var request = request(method, path, form);
        if (!cookie.isEmpty()) request.header("Cookie", cookie);
        return send(request.build());
    }

    private HttpRequest.Builder request(String method, String path, String form) {
        var request =
                HttpRequest.newBuilder(URI.create(base() + path))
                        .method(method, HttpRequest.BodyPublishers.ofString(form));
        return form.isEmpty()
                ? request
                : request.header("Content-Type", "application/x-www-form-urlencoded");
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The token of a page's first form. */
    static String csrf(String page) {
        Matcher found = CSRF.matcher(page);
        if (!found.find()) throw new AssertionError("no form: " + page);
        return found.group(1);
    }

    static String location(HttpResponse<String> response) {
        return response.headers().firstValue("location").orElse("nowhere");
    }

    /** The types of an account's events about another one, oldest first. */
    List<String> told(AccountId account, AccountId about) {
        var types = new ArrayList<String>();
        for (Event event : platform.events().newest(account, Optional.empty(), 100).reversed())
            if (event.subject().equals(about.text())) types.addAll(event.types());
        return types;
    }

    @Override
    public void close() {
        server.close();
        http.close();
        test.close();
    }
}
