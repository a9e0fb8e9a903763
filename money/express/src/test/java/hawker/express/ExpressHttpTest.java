package hawker.express;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.kernel.AccountId;
import hawker.kernel.Money;
import hawker.payouts.NewPayout;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Links that sign an account's people in, and what pages of platforms may show. */
class ExpressHttpTest {

    private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");

    private static Stage stage;
    private String key;
    private String account;

    @BeforeAll
    static void open() {
        stage = new Stage();
    }

    @AfterAll
    static void close() {
        stage.close();
    }

    @BeforeEach
    void begin() {
        key = stage.platform();
        account = stage.send(key, "/v1/accounts", "type=express&" + Stage.WHOLE).text("/id");
    }

    private String link() {
        var made = stage.send(key, "/v1/accounts/" + account + "/login_links", "");
        assertThat(made.status()).isEqualTo(200);
        assertThat(made.text("/object")).isEqualTo("login_link");
        var url = made.text("/url");
        return url.substring(url.indexOf("/express/"));
    }

    private static String cookie(HttpResponse<String> opened) {
        assertThat(opened.statusCode()).isEqualTo(303);
        var cookie = opened.headers().firstValue("set-cookie").orElseThrow();
        assertThat(cookie).contains("HttpOnly").contains("SameSite=Lax");
        return cookie.substring(0, cookie.indexOf(';'));
    }

    @Test
    void a_link_signs_in_once_to_balance_and_payouts() {
        stage.gift(account, 12_345);
        var id = AccountId.parse(account).orElseThrow().test();
        stage.payouts.payouts().request(id, NewPayout.of(Money.usd(345)));
        var link = link();
        var cookie = cookie(stage.page("", "GET", link, ""));
        var page = stage.page(cookie, "GET", "/express", "");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("120.00").contains("3.45").contains("no real money");
        assertThat(page.headers().firstValue("cache-control").orElse("")).contains("no-store");

        assertThat(stage.page("", "GET", link, "").statusCode()).isEqualTo(410);
        assertThat(stage.page("", "GET", "/express", "").statusCode()).isEqualTo(410);
        stage.clock().advance(Duration.ofHours(1));
        assertThat(stage.page(cookie, "GET", "/express", "").statusCode()).isEqualTo(410);
    }

    @Test
    void of_many_who_open_a_link_at_once_one_gets_in() throws Exception {
        var link = link();
        var statuses = new ArrayList<Integer>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = new ArrayList<Callable<Integer>>();
            for (int i = 0; i < 8; i++) all.add(() -> stage.page("", "GET", link, "").statusCode());
            for (var each : threads.invokeAll(all)) statuses.add(each.get());
        }
        assertThat(statuses).containsOnly(303, 410).containsOnlyOnce(303);
    }

    @Test
    void a_link_lives_five_minutes_and_a_visit_can_be_ended() {
        var late = link();
        var link = link();
        var cookie = cookie(stage.page("", "GET", link, ""));
        stage.clock().advance(Duration.ofMinutes(5));
        assertThat(stage.page("", "GET", late, "").statusCode()).isEqualTo(410);
        assertThat(stage.page("", "GET", late + "x", "").statusCode()).isEqualTo(410);
        assertThat(stage.page("", "GET", "/express/login/lnk_1", "").statusCode()).isEqualTo(410);

        assertThat(stage.page(cookie, "POST", "/express/logout", "csrf=x").statusCode())
                .isEqualTo(403);
        var token = CSRF.matcher(stage.page(cookie, "GET", "/express", "").body());
        assertThat(token.find()).isTrue();
        var left = stage.page(cookie, "POST", "/express/logout", "csrf=" + token.group(1));
        assertThat(left.statusCode()).isEqualTo(303);
        assertThat(stage.page(cookie, "GET", "/express", "").statusCode()).isEqualTo(410);
    }

    @Test
    void links_are_for_express_accounts_of_ones_own_that_have_told_everything() {
        var custom = stage.send(key, "/v1/accounts", "type=custom&" + Stage.WHOLE).text("/id");
        assertThat(stage.send(key, "/v1/accounts/" + custom + "/login_links", "").status())
                .isEqualTo(400);
        var bare = stage.send(key, "/v1/accounts", "type=express").text("/id");
        var early = stage.send(key, "/v1/accounts/" + bare + "/login_links", "");
        assertThat(early.status()).isEqualTo(400);
        assertThat(early.text("/error/message")).contains("not completed onboarding");
        var other = stage.platform();
        assertThat(stage.send(other, "/v1/accounts/" + account + "/login_links", "").status())
                .isEqualTo(403);
        assertThat(stage.send(key, "/v1/accounts/acct_none/login_links", "").status())
                .isEqualTo(403);
    }

    @Test
    void an_account_session_tells_all_components_and_shows_those_that_are_on() {
        stage.gift(account, 500);
        var form =
                "account="
                        + account
                        + "&components[balances][enabled]=true"
                        + "&components[balances][features][instant_payouts]=true"
                        + "&components[payments][enabled]=true"
                        + "&components[payments][features][refund_management]=false"
                        + "&components[documents][enabled]=false";
        var made = stage.send(key, "/v1/account_sessions", form);
        assertThat(made.status()).isEqualTo(200);
        assertThat(made.body().path("components").size()).isEqualTo(25);
        var balances = made.body().at("/components/balances");
        assertThat(balances.path("enabled").asBoolean()).isTrue();
        assertThat(balances.at("/features/instant_payouts").asBoolean()).isTrue();
        assertThat(balances.at("/features/edit_payout_schedule").asBoolean()).isFalse();
        var payments = made.body().at("/components/payments/features");
        assertThat(payments.path("refund_management").asBoolean()).isFalse();
        assertThat(payments.path("dispute_management").asBoolean()).isTrue();
        assertThat(made.body().at("/components/payouts/enabled").asBoolean()).isFalse();

        var secret = made.text("/client_secret");
        assertThat(secret).startsWith("accs_secret_");
        var page = stage.page("", "GET", "/connect/embedded/" + secret, "");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("5.00").doesNotContain("Nothing has been paid out");
        assertThat(stage.page("", "GET", "/connect/embedded/" + secret + "x", "").statusCode())
                .isEqualTo(410);
        stage.clock().advance(Duration.ofHours(1));
        assertThat(stage.page("", "GET", "/connect/embedded/" + secret, "").statusCode())
                .isEqualTo(410);
    }

    @Test
    void an_account_session_is_for_an_account_of_ones_own_and_for_something() {
        var on = "&components[payouts][enabled]=true";
        var other = stage.platform();
        assertThat(stage.send(other, "/v1/account_sessions", "account=" + account + on).status())
                .isEqualTo(403);
        var none = "account=" + account + "&components[payouts][enabled]=false";
        assertThat(stage.send(key, "/v1/account_sessions", none).status()).isEqualTo(400);
        var unknown = "account=" + account + "&components[nothing][enabled]=true";
        assertThat(stage.send(key, "/v1/account_sessions", unknown).text("/error/code"))
                .isEqualTo("parameter_unknown");
        assertThat(
                        stage.send(key, "/v1/account_sessions", "account=" + account)
                                .text("/error/param"))
                .isEqualTo("components");
    }
}
