package hawker.feed;

import hawker.accounts.Account;
import hawker.accounts.Accounts;
import hawker.accounts.AccountsModule;
import hawker.accounts.NewAccount;
import hawker.accounts.NewPerson;
import hawker.accounts.OpenedAccount;
import hawker.accounts.Person;
import hawker.accounts.SignIn;
import hawker.accounts.SignedUp;
import hawker.catalog.Catalog;
import hawker.catalog.CatalogModule;
import hawker.catalog.NewProduct;
import hawker.catalog.NewVariant;
import hawker.catalog.Price;
import hawker.catalog.Product;
import hawker.catalog.Saved;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.look.Csrf;
import hawker.look.Look;
import hawker.platform.TestPlatform;
import hawker.web.Handler;
import hawker.web.Request;
import hawker.web.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/** The pages of the room as a browser without scripts asks for them; Ada, who owns a shop. */
abstract class PagesStory {

    private static final String PASSWORD = "correct horse";

    final TestPlatform test = TestPlatform.open("accounts", "catalog", "feed");
    final Accounts accounts = AccountsModule.open(test.platform()).accounts();
    final Catalog catalog = CatalogModule.open(test.platform()).catalog();
    private final FeedModule room =
            FeedModule.open(test.platform(), accounts, catalog, new Look("http://vault.test"));
    final Feed feed = room.feed();
    final Person ada = person("ada");
    final Account shop = shop(ada);
    private String cookie = "";

    @AfterEach
    void close() {
        test.close();
    }

    // ——— the people, the shop ———

    Person person(String handle) {
        var wanted = NewPerson.of(handle, handle, handle + "@people.test", PASSWORD);
        return ((SignedUp.Welcome) accounts.signUp(wanted)).person();
    }

    Account shop(Person owner) {
        var wanted = NewAccount.of("kiln", "The Kiln", "US", Currency.USD, "kiln@shops.test");
        var opened = accounts.openAccount(wanted, owner.id());
        return ((OpenedAccount.Opened) opened).account();
    }

    Product product(int onHand) {
        var variant = NewVariant.of(List.of(), "MUG-1", Price.of(Money.usd(3200)), onHand);
        var saved =
                catalog.create(
                        accounts.shopAccount(shop.id()),
                        NewProduct.of("Stoneware mug", "<p>Heavy.</p>", variant));
        return ((Saved.Stored) saved).product();
    }

    Post.Id posted(NewPost post) {
        test.clock().advance(Duration.ofSeconds(1));
        return ((Posted.Done) feed.post(post)).post().id();
    }

    // ——— requests ———

    void signIn(String login) {
        var signedIn = (SignIn.SignedIn) accounts.signIn(login, PASSWORD, "127.0.0.1");
        cookie = "hk_session=" + signedIn.token();
    }

    String token() {
        var request = request("GET", "/", Map.of(), "");
        return Csrf.token(request, accounts.viewer(request).orElseThrow().csrfToken());
    }

    String form(String fields) {
        return fields + "&csrf=" + token();
    }

    String page(String pattern, Map<String, String> params, String query) {
        return text(call("GET", pattern, params, query));
    }

    Response post(String pattern, Map<String, String> params, String form) {
        var type = "application/x-www-form-urlencoded";
        return call("POST", pattern, params, "", form.getBytes(StandardCharsets.UTF_8), type);
    }

    Response call(String method, String pattern, Map<String, String> params, String query) {
        return handler(room, method, pattern).handle(request(method, pattern, params, query));
    }

    Response call(
            String method,
            String pattern,
            Map<String, String> params,
            String query,
            byte[] body,
            String type) {
        var plain = request(method, pattern, params, query);
        var headers = new HashMap<>(plain.headers());
        headers.put("content-type", type);
        return handler(room, method, pattern)
                .handle(
                        new Request(
                                method,
                                pattern,
                                query,
                                params,
                                headers,
                                body,
                                plain.remoteAddress(),
                                plain.id(),
                                plain.receivedAt()));
    }

    static Handler handler(FeedModule room, String method, String pattern) {
        return room.routes().all().stream()
                .filter(route -> route.method().equals(method) && route.pattern().equals(pattern))
                .findFirst()
                .orElseThrow()
                .handler();
    }

    Request request(String method, String path, Map<String, String> params, String query) {
        return new Request(
                method,
                path,
                query,
                params,
                Map.of("cookie", cookie),
                new byte[0],
                "127.0.0.1",
                "req_test",
                test.clock().now());
    }

    static String text(Response response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }
}
