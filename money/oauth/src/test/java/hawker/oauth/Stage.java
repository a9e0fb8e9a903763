package hawker.oauth;

import com.stripe.net.RequestOptions;
import hawker.accounts.Accounts;
import hawker.accounts.AccountsModule;
import hawker.accounts.OpenedAccount;
import hawker.accounts.Sellers;
import hawker.api.ApiModule;
import hawker.api.Got;
import hawker.api.ServedApi;
import hawker.connect.ConnectModule;
import hawker.kernel.AccountId;
import hawker.kernel.SettableClock;
import hawker.look.Look;
import hawker.platform.Event;
import hawker.platform.Platform;
import hawker.platform.TestPlatform;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The room with a database of its own, its pages, and the accounts' API on a port. */
final class Stage implements AutoCloseable {

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

    private final TestPlatform test =
            TestPlatform.open(Map.of(), "api", "accounts", "connect", "oauth");
    final Platform platform = test.platform();
    private final AccountsModule accountsModule = AccountsModule.open(platform);
    final Accounts accounts = accountsModule.accounts();
    final ConnectModule connect = ConnectModule.open(platform, accounts);
    final OauthModule oauth = OauthModule.open(platform, accountsModule, connect.connect());
    private final ServedApi served;
    private int sellers;

    Stage() {
        var look = new Look("http://vault.example");
        var api = ApiModule.open(platform, accounts, connect.connect());
        var routes =
                api.routes(connect.operations(account -> false), List.of(), List.of())
                        .addAll(connect.routes(look))
                        .addAll(oauth.routes(look));
        served = new ServedApi(platform, routes);
    }

    SettableClock clock() {
        return test.clock();
    }

    Owner owner() {
        var handle = "seller-" + ++sellers;
        var opened = Sellers.open(accounts, handle, "Bazaar " + sellers);
        return new Owner(opened, Sellers.cookie(accounts, handle));
    }

    /** The settings of the official client for somebody's key. */
    RequestOptions options(String key) {
        return RequestOptions.builder()
                .setApiKey(key)
                .setBaseUrl(served.origin())
                .setMaxNetworkRetries(0)
                .build();
    }

    Got send(String key, String method, String path, String form, String... headers) {
        return served.ask(key, method, path, form, headers);
    }

    /** A page as a browser gets it, without following where it leads. */
    HttpResponse<String> page(String cookie, String method, String path, String form) {
        return served.page(cookie, method, path, form);
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
        served.close();
        test.close();
    }
}
