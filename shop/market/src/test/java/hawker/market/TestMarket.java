package hawker.market;

import gg.jte.Content;
import hawker.accounts.Account;
import hawker.accounts.Accounts;
import hawker.accounts.AccountsModule;
import hawker.accounts.NewAccount;
import hawker.accounts.NewPerson;
import hawker.accounts.OpenedAccount;
import hawker.accounts.SignIn;
import hawker.accounts.SignedUp;
import hawker.catalog.Catalog;
import hawker.catalog.CatalogModule;
import hawker.catalog.NewProduct;
import hawker.catalog.NewVariant;
import hawker.catalog.Option;
import hawker.catalog.Price;
import hawker.catalog.Product;
import hawker.catalog.ProductRef;
import hawker.catalog.Saved;
import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.look.Look;
import hawker.platform.TestPlatform;
import hawker.web.Request;
import hawker.web.Response;
import hawker.web.Routes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A market with shops that tests fill. */
final class TestMarket implements AutoCloseable {

    final TestPlatform test = TestPlatform.open("accounts", "catalog", "market");
    final Accounts accounts = AccountsModule.open(test.platform()).accounts();
    final Catalog catalog = CatalogModule.open(test.platform()).catalog();
    final Listings listings = new Listings(test.platform(), new ListingSql());
    private final Routes routes =
            MarketModule.open(
                            test.platform(),
                            accounts,
                            catalog,
                            new Look("http://vault.test"),
                            new NoFeed(),
                            new NoCheckout(),
                            "http://hawker.test")
                    .routes();

    /** Opens a shop; its goods go to the account of its mode. */
    Account shop(String handle, String name) {
        var owner =
                (SignedUp.Welcome)
                        accounts.signUp(
                                NewPerson.of(
                                        handle + "-owner",
                                        "Owner",
                                        handle + "@shops.test",
                                        "correct horse"));
        var opened =
                accounts.openAccount(
                        NewAccount.of(handle, name, "US", Currency.USD, handle + "@shops.test"),
                        owner.person().id());
        return ((OpenedAccount.Opened) opened).account();
    }

    AccountId number(Account shop) {
        return accounts.shopAccount(shop.id());
    }

    /** Lists a product without options. */
    Product list(Account shop, String title, String type, long cents, int onHand) {
        var price = Price.of(Money.usd(cents));
        return list(
                shop,
                NewProduct.of(
                                title,
                                "<p>" + title.replace("<", "&lt;") + ", described.</p>",
                                NewVariant.of(List.of(), sku(title), price, onHand))
                        .withBrand(shop.name(), type, List.of()));
    }

    /** Lists a product in sizes, each with so many on hand. */
    Product inSizes(Account shop, String title, Map<String, Integer> onHand) {
        var sizes = onHand.keySet().stream().sorted().toList();
        var variants =
                sizes.stream()
                        .map(size ->
                                NewVariant.of(
                                        List.of(size),
                                        sku(title) + size,
                                        Price.of(Money.usd(1000)),
                                        onHand.getOrDefault(size, 0)))
                        .toList();
        return list(
                shop,
                NewProduct.of(title, "", variants.getFirst())
                        .withVariants(List.of(new Option("Size", sizes)), variants));
    }

    private Product list(Account shop, NewProduct product) {
        test.clock().advance(Duration.ofSeconds(1));
        var saved = catalog.create(number(shop), product);
        test.platform().events().drain();
        return ((Saved.Stored) saved).product();
    }

    private static String sku(String title) {
        return "T" + Integer.toHexString(title.hashCode());
    }

    Found find(Search search) {
        return new Listings(test.platform(), new ListingSql()).find(search);
    }

    /** The titles found by words, best first. */
    List<String> titles(String words) {
        return titles(find(TestMarket.words(words)));
    }

    List<String> titles(Found found) {
        return found.products().stream()
                .map(ref -> catalog.find(ref.account(), ref.product()).orElseThrow().title())
                .toList();
    }

    static Search words(String text) {
        return new Search(
                text,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                Search.Sort.RELEVANT,
                1);
    }

    /** The answer of a page. */
    Response get(String pattern, Map<String, String> params, String query) {
        return get(pattern, params, query, Map.of());
    }

    /** The same for the owner of a shop. */
    Response getAsOwner(String handle, String pattern, Map<String, String> params) {
        var signIn = accounts.signIn(handle + "@shops.test", "correct horse", "127.0.0.1");
        var cookie = "hk_session=" + ((SignIn.SignedIn) signIn).token();
        return get(pattern, params, "", Map.of("cookie", cookie));
    }

    private Response get(
            String pattern, Map<String, String> params, String query, Map<String, String> headers) {
        var route = routes.all().stream().filter(r -> r.pattern().equals(pattern)).findFirst();
        return route.orElseThrow()
                .handler()
                .handle(
                        new Request(
                                "GET",
                                pattern,
                                query,
                                params,
                                headers,
                                new byte[0],
                                "127.0.0.1",
                                "req_test",
                                test.clock().now()));
    }

    static String text(Response response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        test.close();
    }

    private static final class NoFeed implements Social {
        @Override
        public Content posts(Request request, String handle) {
            return out -> out.writeContent("(posts of " + handle + ")");
        }

        @Override
        public Optional<Content> about(Request request, ProductRef product) {
            return Optional.empty();
        }

        @Override
        public Content followButton(Request request, String handle) {
            return out -> out.writeContent("(follow " + handle + ")");
        }

        @Override
        public int followers(String handle) {
            return 0;
        }

        @Override
        public Content actionForm(Request request) {
            return out -> {};
        }

        @Override
        public String style() {
            return "/feed.css";
        }

        @Override
        public String script() {
            return "/feed.js";
        }
    }

    private static final class NoCheckout implements Buying {
        @Override
        public int pieces(Request request) {
            return 0;
        }

        @Override
        public String delivery(AccountId shop) {
            return "Standard, $5.90";
        }

        @Override
        public List<Way> ways(AccountId shop) {
            return List.of(new Way("Standard", "Within United States", "$5.90"));
        }
    }
}
