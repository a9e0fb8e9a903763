package hawker.feed;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.accounts.Account;
import hawker.accounts.AccountsModule;
import hawker.accounts.NewAccount;
import hawker.accounts.NewPerson;
import hawker.accounts.OpenedAccount;
import hawker.accounts.Person;
import hawker.accounts.SignIn;
import hawker.accounts.SignedUp;
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
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FeedPagesTest {

    private static final String PASSWORD = "correct horse";

    private final TestPlatform test = TestPlatform.open("accounts", "catalog", "feed");
    private final hawker.accounts.Accounts accounts =
            AccountsModule.open(test.platform()).accounts();
    private final hawker.catalog.Catalog catalog = CatalogModule.open(test.platform()).catalog();
    private final FeedModule room =
            FeedModule.open(test.platform(), accounts, catalog, new Look("http://vault.test"));
    private final Feed feed = room.feed();
    private Person ada = person("ada");
    private Account shop = shop(ada);

    @AfterEach
    void close() {
        test.close();
    }

    @BeforeEach
    void signedOut() {
        cookie = "";
    }

    private String cookie = "";

    @Test
    void strangers_read_everything_and_write_nothing() {
        posted(NewPost.of(ada.id(), "hello #world"));
        assertThat(page("/", Map.of(), "")).contains("hello", "href=\"/tag/world\"");
        assertThat(page("/tag/{tag}", Map.of("tag", "World"), "")).contains("hello");
        var answer = post("/post", Map.of(), "text=mine");
        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.header("Location").orElseThrow()).startsWith("/login");
    }

    @Test
    void what_people_write_stays_text() {
        posted(NewPost.of(ada.id(), "<img src=x onerror=alert(1)> javascript:alert(1)"));
        assertThat(page("/", Map.of(), "")).contains("&lt;img src=x").doesNotContain("<img src=x");
    }

    @Test
    void a_form_from_elsewhere_does_nothing() {
        signIn("ada");
        assertThat(post("/post", Map.of(), "text=mine&csrf=wrong.token").status()).isEqualTo(403);
        assertThat(feed.everybody(Optional.empty()).entries()).isEmpty();
    }

    @Test
    void a_signed_in_person_writes_and_sees_it() {
        signIn("ada");
        var answer = post("/post", Map.of(), form("text=From+the+form"));
        assertThat(answer.status()).isEqualTo(303);
        assertThat(page("/", Map.of(), "")).contains("From the form");
    }

    @Test
    void what_was_typed_is_not_lost_when_it_is_too_long() {
        signIn("ada");
        var answer = post("/post", Map.of(), form("text=" + "a".repeat(501)));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(text(answer)).contains("a".repeat(501), "500 characters");
    }

    @Test
    void an_owner_writes_as_the_shop_and_nobody_else_does() {
        signIn("ada");
        post("/post", Map.of(), form("text=We+are+open&as=" + shop.handle()));
        assertThat(author()).isEqualTo(Author.of(shop.id()));
        person("mallory");
        signIn("mallory");
        var answer = post("/post", Map.of(), form("text=Closed&as=" + shop.handle()));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(feed.everybody(Optional.empty()).entries()).hasSize(1);
    }

    @Test
    void a_picture_comes_with_the_form() throws Exception {
        signIn("ada");
        var body = new ByteArrayOutputStream();
        part(body, "csrf", "", token().getBytes(StandardCharsets.UTF_8));
        part(body, "text", "", "Look".getBytes(StandardCharsets.UTF_8));
        part(body, "alt", "", "A green square".getBytes(StandardCharsets.UTF_8));
        part(body, "pictures", "; filename=\"../../x.png\"", png());
        body.write("--frontier--\r\n".getBytes(StandardCharsets.ISO_8859_1));
        var answer =
                call(
                        "POST",
                        "/post",
                        Map.of(),
                        "",
                        body.toByteArray(),
                        "multipart/form-data; boundary=frontier");
        assertThat(answer.status()).isEqualTo(303);
        assertThat(page("/", Map.of(), "")).contains("alt=\"A green square\"", "/media/");
    }

    @Test
    void a_file_that_is_no_picture_is_refused() throws Exception {
        signIn("ada");
        var body = new ByteArrayOutputStream();
        part(body, "csrf", "", token().getBytes(StandardCharsets.UTF_8));
        part(
                body,
                "pictures",
                "; filename=\"x.png\"",
                "<svg onload=alert(1)>".getBytes(StandardCharsets.UTF_8));
        body.write("--frontier--\r\n".getBytes(StandardCharsets.ISO_8859_1));
        var type = "multipart/form-data; boundary=frontier";
        var answer = call("POST", "/post", Map.of(), "", body.toByteArray(), type);
        assertThat(answer.status()).isEqualTo(422);
    }

    @Test
    void a_card_says_what_the_product_costs_now_and_loses_its_button_when_it_is_sold_out() {
        var mug = product(3);
        posted(NewPost.of(ada.id(), "Fresh").as(Author.of(shop.id())).showing(mug.ref()));
        assertThat(page("/", Map.of(), ""))
                .contains("Stoneware mug", "$32.00", "3 left", "/buy/" + mug.id() + "?post=post_");
        var number = accounts.shopAccount(shop.id());
        var variant = mug.variants().getFirst().id();
        catalog.stock().setOnHand(number, variant, 0, "test");
        test.clock().advance(Duration.ofSeconds(3));
        var later = FeedModule.open(test.another(), accounts, catalog(), new Look("http://v"));
        var page = text(handler(later, "GET", "/").handle(request("GET", "/", Map.of(), "")));
        assertThat(page).contains("Sold out", "$32.00").doesNotContain("/buy/");
    }

    @Test
    void likes_and_follows_have_a_pace() {
        signIn("ada");
        var like = Map.of("id", posted(NewPost.of(ada.id(), "hello")).text());
        int status = 0;
        for (int i = 0; i < 61; i++)
            status = post("/post/{id}/like", like, form("on=" + i % 2)).status();
        assertThat(status).isEqualTo(429);
        var follow = post("/follow/{handle}", Map.of("handle", shop.handle()), form("on=1"));
        assertThat(follow.status()).isEqualTo(429);
    }

    @Test
    void a_like_by_htmx_gives_the_buttons_back() {
        signIn("ada");
        var id = posted(NewPost.of(ada.id(), "hello"));
        var answer = post("/post/{id}/like", Map.of("id", id.text()), form("on=1"));
        assertThat(answer.header("Location")).contains("/post/" + id);
        assertThat(feed.find(id).orElseThrow().counts().likes()).isEqualTo(1);
        post("/post/{id}/like", Map.of("id", id.text()), form("on=0"));
        assertThat(feed.find(id).orElseThrow().counts().likes()).isZero();
    }

    @Test
    void only_the_writer_gets_the_form_to_edit() {
        var id = posted(NewPost.of(ada.id(), "mine"));
        person("mallory");
        signIn("mallory");
        var params = Map.of("id", id.text());
        assertThat(call("GET", "/post/{id}/edit", params, "").status()).isEqualTo(404);
        assertThat(post("/post/{id}/edit", params, form("text=yours")).status()).isEqualTo(404);
        assertThat(post("/post/{id}/delete", params, form("")).status()).isEqualTo(404);
        assertThat(feed.find(id).orElseThrow().text()).isEqualTo("mine");
    }

    @Test
    void following_by_handle_brings_posts_home() {
        person("ben");
        signIn("ben");
        post("/follow/{handle}", Map.of("handle", shop.handle()), form(""));
        posted(NewPost.of(ada.id(), "News of the shop").as(Author.of(shop.id())));
        feed.deliver();
        assertThat(page("/", Map.of(), "tab=following")).contains("News of the shop");
        post("/unfollow/{handle}", Map.of("handle", shop.handle()), form(""));
        assertThat(page("/", Map.of(), "tab=following")).doesNotContain("News of the shop");
    }

    @Test
    void an_unknown_post_is_not_found() {
        for (var id : List.of("post_1" + "0".repeat(23), "nonsense", "post_'--"))
            assertThat(call("GET", "/post/{id}", Map.of("id", id), "").status()).isEqualTo(404);
    }

    @Test
    void a_removed_post_says_so_and_its_answers_stay() {
        var id = posted(NewPost.of(ada.id(), "regret"));
        posted(NewPost.of(ada.id(), "an answer").answering(id));
        feed.remove(ada.id(), id);
        assertThat(page("/post/{id}", Map.of("id", id.text()), ""))
                .contains("removed", "an answer")
                .doesNotContain("regret");
    }

    // ——— the people, the shop ———

    private Person person(String handle) {
        var wanted = NewPerson.of(handle, handle, handle + "@people.test", PASSWORD);
        return ((SignedUp.Welcome) accounts.signUp(wanted)).person();
    }

    private Account shop(Person owner) {
        var wanted = NewAccount.of("kiln", "The Kiln", "US", Currency.USD, "kiln@shops.test");
        var opened = accounts.openAccount(wanted, owner.id());
        return ((OpenedAccount.Opened) opened).account();
    }

    private Product product(int onHand) {
        var variant = NewVariant.of(List.of(), "MUG-1", Price.of(Money.usd(3200)), onHand);
        var saved =
                catalog.create(
                        accounts.shopAccount(shop.id()),
                        NewProduct.of("Stoneware mug", "<p>Heavy.</p>", variant));
        return ((Saved.Stored) saved).product();
    }

    private hawker.catalog.Catalog catalog() {
        return CatalogModule.open(test.another()).catalog();
    }

    private Post.Id posted(NewPost post) {
        test.clock().advance(Duration.ofSeconds(1));
        return ((Posted.Done) feed.post(post)).post().id();
    }

    private Author author() {
        return feed.everybody(Optional.empty()).entries().getFirst().post().author();
    }

    // ——— requests ———

    private void signIn(String login) {
        var signedIn = (SignIn.SignedIn) accounts.signIn(login, PASSWORD, "127.0.0.1");
        cookie = "hk_session=" + signedIn.token();
    }

    private String token() {
        var request = request("GET", "/", Map.of(), "");
        return Csrf.token(request, accounts.viewer(request).orElseThrow().csrfToken());
    }

    private String form(String fields) {
        return fields + "&csrf=" + token();
    }

    private String page(String pattern, Map<String, String> params, String query) {
        return text(call("GET", pattern, params, query));
    }

    private Response post(String pattern, Map<String, String> params, String form) {
        var type = "application/x-www-form-urlencoded";
        return call("POST", pattern, params, "", form.getBytes(StandardCharsets.UTF_8), type);
    }

    private Response call(String method, String pattern, Map<String, String> params, String query) {
        return handler(room, method, pattern).handle(request(method, pattern, params, query));
    }

    private Response call(
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

    private static Handler handler(FeedModule room, String method, String pattern) {
        return room.routes().all().stream()
                .filter(route -> route.method().equals(method) && route.pattern().equals(pattern))
                .findFirst()
                .orElseThrow()
                .handler();
    }

    private Request request(String method, String path, Map<String, String> params, String query) {
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

    private static void part(ByteArrayOutputStream body, String name, String more, byte[] content)
            throws Exception {
        var head =
                "--frontier\r\nContent-Disposition: form-data; name=\""
                        + name
                        + "\""
                        + more
                        + "\r\n\r\n";
        body.write(head.getBytes(StandardCharsets.ISO_8859_1));
        body.write(content);
        body.write("\r\n".getBytes(StandardCharsets.ISO_8859_1));
    }

    private static byte[] png() throws Exception {
        var image = new java.awt.image.BufferedImage(400, 300, 1);
        var out = new ByteArrayOutputStream();
        javax.imageio.ImageIO.write(image, "png", out);
        return out.toByteArray();
    }

    private static String text(Response response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }
}
