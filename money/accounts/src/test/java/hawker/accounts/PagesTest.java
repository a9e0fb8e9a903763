package hawker.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.look.Csrf;
import hawker.web.Response;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PagesTest {

    private static final Map<String, String> NOTHING = Map.of();

    private final Story story = new Story();

    @AfterEach
    void close() {
        story.close();
    }

    private static Map<String, String> shopper(String handle, String email) {
        return Map.of(
                "as",
                "shopper",
                "name",
                "Maria",
                "handle",
                handle,
                "email",
                email,
                "password",
                Story.PASSWORD);
    }

    private static Map<String, String> seller(String handle, String email) {
        var form = new HashMap<>(shopper("", email));
        form.put("as", "seller");
        form.remove("handle");
        form.put("shop_name", "Summit House");
        form.put("shop_handle", handle);
        form.put("shop_country", "US");
        form.put("shop_currency", "usd");
        return form;
    }

    private String token(String email) {
        var mail = story.test.platform().mail().newest(Optional.of(email), 1).getFirst().mail();
        int at = mail.text().indexOf("token=") + 6;
        return mail.text().substring(at, mail.text().indexOf('\n', at));
    }

    private static String session(Response response) {
        var cookies =
                response.headers().stream()
                        .filter(h -> h.getKey().equals("Set-Cookie"))
                        .map(Map.Entry::getValue)
                        .filter(c -> c.startsWith("hk_session="))
                        .toList();
        assertThat(cookies)
                .singleElement()
                .asString()
                .contains("HttpOnly")
                .contains("SameSite=Lax");
        var cookie = cookies.getFirst();
        return cookie.substring("hk_session=".length(), cookie.indexOf(';'));
    }

    @Test
    void a_shopper_signs_up_through_the_mail() {
        var sent = story.send("/signup", shopper("maria", "maria@example.com"), NOTHING);
        assertThat(sent.status()).isEqualTo(200);
        assertThat(story.accounts.byHandle("maria")).isEmpty();
        var token = token("maria@example.com");
        assertThat(story.open("/signup/confirm", "token=" + token, NOTHING).status())
                .isEqualTo(200);
        var welcome = story.send("/signup/confirm", Map.of("token", token), NOTHING);
        assertThat(welcome.status()).isEqualTo(303);
        var viewer = story.viewer(session(welcome)).orElseThrow();
        assertThat(viewer.person().handle()).isEqualTo("maria");
        assertThat(story.signIn(viewer.person())).isNotEmpty();
        assertThat(story.send("/signup/confirm", Map.of("token", token), NOTHING).status())
                .isEqualTo(410);
    }

    @Test
    void a_seller_gets_a_shop_and_sees_the_secret_key_once() {
        story.send("/signup", seller("summit", "owner@example.com"), NOTHING);
        var token = token("owner@example.com");
        var welcome = story.send("/signup/confirm", Map.of("token", token), NOTHING);
        assertThat(welcome.status()).isEqualTo(200);
        assertThat(Story.text(welcome)).contains("sk_test_", "pk_test_", "@summit");
        var account = story.accounts.accountByHandle("summit").orElseThrow();
        assertThat(account.name()).isEqualTo("Summit House");
        assertThat(story.viewer(session(welcome)).orElseThrow().roleIn(account.id()))
                .contains(Role.OWNER);
    }

    @Test
    void a8_sign_up_does_not_tell_who_has_an_account() {
        story.person("maria");
        var known = story.send("/signup", shopper("other", "maria@example.com"), NOTHING);
        var unknown = story.send("/signup", shopper("another", "new@example.com"), NOTHING);
        assertThat(known.status()).isEqualTo(unknown.status());
        assertThat(known.headers()).isEqualTo(unknown.headers());
        assertThat(known.body()).isEqualTo(unknown.body());
        var mail = story.test.platform().mail().newest(Optional.of("maria@example.com"), 1);
        assertThat(mail.getFirst().mail().text()).contains("/login").doesNotContain("token");
    }

    @Test
    void a8_sign_in_does_not_tell_who_has_an_account() {
        story.person("maria");
        var known = Map.of("login", "maria", "password", "wrong password");
        var unknown = Map.of("login", "petra", "password", "wrong password");
        var first = story.send("/login", known, NOTHING);
        var second = story.send("/login", unknown, NOTHING);
        assertThat(first.status()).isEqualTo(422);
        assertThat(Story.text(first).replace("maria", "petra")).isEqualTo(Story.text(second));
        assertThat(first.headers()).isEqualTo(second.headers());
    }

    @Test
    void what_is_wrong_stands_beside_the_field_and_the_password_is_not_sent_back() {
        story.person("maria");
        var taken = story.send("/signup", shopper("maria", "new@example.com"), NOTHING);
        assertThat(taken.status()).isEqualTo(422);
        assertThat(Story.text(taken))
                .contains("Somebody has this handle already.")
                .contains("new@example.com")
                .doesNotContain(Story.PASSWORD);
        var form = new HashMap<>(seller("summit", "new@example.com"));
        form.put("shop_country", "XX");
        assertThat(Story.text(story.send("/signup", form, NOTHING))).contains("Choose a country.");
    }

    @Test
    void names_are_text_and_never_markup() {
        var form = new HashMap<>(shopper("<script>", "new@example.com"));
        form.put("name", "<script>alert(1)</script>");
        assertThat(Story.text(story.send("/signup", form, NOTHING)))
                .doesNotContain("<script>alert");
    }

    @Test
    void a_handle_that_is_gone_meanwhile_is_replaced_by_one_like_it() {
        story.send("/signup", shopper("maria", "late@example.com"), NOTHING);
        var token = token("late@example.com");
        story.person("maria");
        var welcome = story.send("/signup/confirm", Map.of("token", token), NOTHING);
        assertThat(story.viewer(session(welcome)).orElseThrow().person().handle())
                .startsWith("maria-");
    }

    @Test
    void a_link_works_for_a_day() {
        story.send("/signup", shopper("maria", "maria@example.com"), NOTHING);
        var token = token("maria@example.com");
        story.test.clock().advance(Duration.ofHours(25));
        assertThat(story.send("/signup/confirm", Map.of("token", token), NOTHING).status())
                .isEqualTo(410);
        story.test.platform().chores().run("accounts-prune-registrations");
        assertThat(story.rowsWith("accounts.registrations", "")).isZero();
    }

    @Test
    void a15_signing_in_replaces_the_session_and_leads_back_but_never_away() {
        var before = story.signIn(story.person("maria"));
        var form = Map.of("login", "maria", "password", Story.PASSWORD, "next", "/dashboard?tab=1");
        var in = story.send("/login", form, Story.cookie(before));
        assertThat(in.status()).isEqualTo(303);
        assertThat(in.header("Location")).contains("/dashboard?tab=1");
        assertThat(story.viewer(before)).isEmpty();
        assertThat(story.viewer(session(in))).isPresent();
        for (var away : new String[] {"//evil.test", "https://evil.test", "/\\evil.test", "x"})
            assertThat(AccountsPages.local(away)).isEqualTo("/");
    }

    @Test
    void signing_out_needs_the_session_s_own_token() {
        var session = story.signIn(story.person("maria"));
        var cookie = Story.cookie(session);
        assertThat(story.send("/logout", NOTHING, cookie).status()).isEqualTo(403);
        assertThat(story.viewer(session)).isPresent();
        var secret = story.viewer(session).orElseThrow().csrfToken();
        var token = Csrf.token(story.get("/", "", cookie), secret);
        assertThat(story.send("/logout", Map.of("csrf", token), cookie).status()).isEqualTo(303);
        assertThat(story.viewer(session)).isEmpty();
    }

    @Test
    void forms_of_other_sites_are_refused() {
        var foreign = Map.of("sec-fetch-site", "cross-site");
        for (var path : new String[] {"/login", "/signup", "/signup/confirm", "/logout"})
            assertThat(story.send(path, NOTHING, foreign).status()).as(path).isEqualTo(403);
    }

    @Test
    void who_is_signed_in_opens_a_shop_at_once() {
        var session = story.signIn(story.person("maria"));
        var cookie = Story.cookie(session);
        assertThat(Story.text(story.open("/signup", "as=seller", cookie)))
                .contains("shop_handle")
                .doesNotContain("name=\"password\"");
        var secret = story.viewer(session).orElseThrow().csrfToken();
        var form = new HashMap<>(seller("summit", ""));
        assertThat(story.send("/signup", form, cookie).status()).isEqualTo(403);
        form.put("csrf", Csrf.token(story.get("/", "", cookie), secret));
        assertThat(Story.text(story.send("/signup", form, cookie))).contains("sk_test_");
        story.test.clock().advance(Duration.ofSeconds(2));
        assertThat(story.viewer(session).orElseThrow().sells()).isTrue();
    }

    @Test
    void a8_a_forgotten_password_does_not_tell_who_has_an_account() {
        var maria = story.person("maria");
        var known = story.send("/login/forgot", Map.of("email", maria.email()), NOTHING);
        var unknown = story.send("/login/forgot", Map.of("email", "x@example.com"), NOTHING);
        assertThat(known.status()).isEqualTo(unknown.status());
        assertThat(known.body()).isEqualTo(unknown.body());
        assertThat(known.headers()).isEqualTo(unknown.headers());
    }

    @Test
    void a_forgotten_password_is_replaced_through_the_mail_and_ends_all_sessions() {
        var maria = story.person("maria");
        var session = story.signIn(maria);
        story.send("/login/forgot", Map.of("email", maria.email()), NOTHING);
        var token = token(maria.email());
        assertThat(story.open("/login/reset", "token=" + token, NOTHING).status()).isEqualTo(200);
        var form = new HashMap<>(Map.of("token", token, "password", "short"));
        assertThat(story.send("/login/reset", form, NOTHING).status()).isEqualTo(422);
        form.put("password", "another horse battery");
        assertThat(story.send("/login/reset", form, NOTHING).status()).isEqualTo(303);
        assertThat(story.send("/login/reset", form, NOTHING).status()).isEqualTo(410);
        story.test.clock().advance(Duration.ofSeconds(2));
        assertThat(story.viewer(session)).isEmpty();
        assertThat(story.accounts.signIn("maria", "another horse battery", "192.0.2.1"))
                .isInstanceOf(SignIn.SignedIn.class);
        assertThat(story.accounts.signIn("maria", Story.PASSWORD, "192.0.2.1"))
                .isInstanceOf(SignIn.Refused.class);
    }

    @Test
    void a_link_to_a_new_password_works_for_an_hour() {
        var maria = story.person("maria");
        story.send("/login/forgot", Map.of("email", maria.email()), NOTHING);
        var token = token(maria.email());
        story.test.clock().advance(Duration.ofMinutes(61));
        var form = Map.of("token", token, "password", "another horse battery");
        assertThat(story.send("/login/reset", form, NOTHING).status()).isEqualTo(410);
        story.test.platform().chores().run("accounts-prune-resets");
        assertThat(story.rowsWith("accounts.resets", "")).isZero();
    }

    @Test
    void the_pages_open() {
        assertThat(Story.text(story.open("/login", "next=/orders", NOTHING))).contains("/orders");
        assertThat(Story.text(story.open("/signup", "", NOTHING))).contains("name=\"handle\"");
        assertThat(Story.text(story.open("/signup", "as=seller", NOTHING)))
                .contains("name=\"shop_handle\"");
        assertThat(story.open("/signup/confirm", "token=x", NOTHING).status()).isEqualTo(410);
    }
}
