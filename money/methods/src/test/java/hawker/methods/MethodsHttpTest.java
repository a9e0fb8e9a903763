package hawker.methods;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.api.ApiKeyKind;
import hawker.api.ApiModule;
import hawker.api.Caller;
import hawker.api.Got;
import hawker.api.ServedApi;
import hawker.api.StripeSchema;
import hawker.kernel.AccountId;
import hawker.platform.TestPlatform;
import hawker.web.Routes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Which methods a seller offers, and on which domains. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MethodsHttpTest {

    private static final String CONFIGURATIONS = "/v1/payment_method_configurations";
    private static final String DOMAINS = "/v1/payment_method_domains";

    private static final AccountId EARLY = new AccountId(1001);
    private static final AccountId LATE = new AccountId(AccountId.LIMIT - 1);
    private static final AccountId LIVE = new AccountId(2000);

    private static final Map<String, Caller> KEYS =
            Map.of(
                    "early", secret(EARLY),
                    "late", secret(LATE),
                    "live", secret(LIVE),
                    "other", secret(new AccountId(5001)));

    private final StripeSchema schema = new StripeSchema();
    private final TestPlatform test = TestPlatform.open("api", "methods");
    private final MethodsModule module = MethodsModule.open(test.platform());
    private final ServedApi api = serve();

    private static Caller secret(AccountId account) {
        return new Caller(account, ApiKeyKind.SECRET, "mk_1", Set.of(), "2026-10-28.endive");
    }

    private ServedApi serve() {
        var served = ApiModule.open(test.platform(), key -> Optional.ofNullable(KEYS.get(key)));
        var routes = new Routes().addAll(served.routes(module.operations(), List.of(), List.of()));
        return new ServedApi(test.platform(), routes);
    }

    @AfterAll
    void close() {
        api.close();
        test.close();
    }

    private Got right(String key, String method, String path, String form) {
        var got = api.ask(key, method, path, form);
        assertThat(got.status()).as(path + " " + got.body()).isEqualTo(200);
        assertThat(schema.findings(got.body())).as(path).isEmpty();
        return got;
    }

    private static String standard(AccountId account) {
        return "pmc_0" + account.text().substring("acct_1".length());
    }

    @Test
    void the_default_configuration_is_the_oldest() {
        for (var seller : Map.of("early", EARLY, "late", LATE).entrySet()) {
            var key = seller.getKey();
            var standard = standard(seller.getValue());
            var form = "apple_pay[display_preference][preference]=on";
            assertThat(right(key, "POST", CONFIGURATIONS + "/" + standard, form).text("name"))
                    .isEqualTo("Default");
            var first = right(key, "POST", CONFIGURATIONS, "name=First").id();
            var second = right(key, "POST", CONFIGURATIONS, "name=Second").id();
            assertThat(ids(key, "")).containsExactly(second, first, standard);
            assertThat(ids(key, "?starting_after=" + first)).containsExactly(standard);
            assertThat(ids(key, "?starting_after=" + standard)).isEmpty();
            assertThat(ids(key, "?ending_before=" + standard)).containsExactly(second, first);
            assertThat(ids(key, "?limit=1&ending_before=" + standard)).containsExactly(first);
            assertThat(ids(key, "?limit=2")).containsExactly(second, first);
            assertThat(more(key, 2)).isEqualTo("true");
            assertThat(more(key, 3)).isEqualTo("false");
        }
    }

    @Test
    void configurations_are_listed_by_whether_they_are_in_use() {
        var used = right("other", "POST", CONFIGURATIONS, "name=Used").id();
        var unused = right("other", "POST", CONFIGURATIONS, "name=Unused").id();
        right("other", "POST", CONFIGURATIONS + "/" + unused, "active=false");
        var standard = standard(new AccountId(5001));
        assertThat(ids("other", "?active=true")).containsExactly(used, standard);
        assertThat(ids("other", "?active=false")).containsExactly(unused);
        assertThat(ids("other", "")).containsExactly(unused, used, standard);
        assertThat(ids("other", "?active=true&limit=1")).containsExactly(used);
        assertThat(ids("other", "?application=ca_other")).isEmpty();
        assertThat(ids("other", "?application=null")).hasSize(3);
        var wrong = api.ask("other", "GET", CONFIGURATIONS + "?active=perhaps", "");
        assertThat(wrong.error("param")).isEqualTo("active");
    }

    private String more(String key, int limit) {
        return right(key, "GET", CONFIGURATIONS + "?limit=" + limit, "").text("has_more");
    }

    private List<String> ids(String key, String query) {
        return right(key, "GET", CONFIGURATIONS + query, "")
                .body()
                .path("data")
                .findValuesAsText("id");
    }

    @Test
    void wallets_are_shown_where_they_are_switched_on_in_test_mode_only() {
        var seller = new AccountId(3001);
        assertThat(module.wallets(seller)).isEmpty();
        var form = "google_pay[display_preference][preference]=on";
        var late = CONFIGURATIONS + "/" + standard(LATE);
        assertThat(right("late", "POST", late, form).body().at("/google_pay/available").asBoolean())
                .isTrue();
        assertThat(module.wallets(LATE)).contains("google_pay");
        var live = CONFIGURATIONS + "/" + standard(LIVE);
        assertThat(right("live", "POST", live, form).body().at("/google_pay/available").asBoolean())
                .isFalse();
        assertThat(module.wallets(LIVE)).isEmpty();
    }

    @Test
    void what_is_wrong_with_a_configuration_is_said() {
        var standard = CONFIGURATIONS + "/" + standard(EARLY);
        assertThat(api.ask("early", "POST", standard, "active=false").error("param"))
                .isEqualTo("active");
        assertThat(api.ask("early", "POST", CONFIGURATIONS, "parent=pmc_none").error("param"))
                .isEqualTo("parent");
        var wish = "card[display_preference][preference]=perhaps";
        assertThat(api.ask("early", "POST", CONFIGURATIONS, wish).status()).isEqualTo(400);
        var foreign = right("other", "POST", CONFIGURATIONS, "name=Mine").id();
        assertThat(api.ask("early", "GET", CONFIGURATIONS + "/" + foreign, "").status())
                .isEqualTo(404);
    }

    @Test
    void a_domain_is_registered_once_and_can_be_switched_off() {
        var made = right("early", "POST", DOMAINS, "domain_name=Shop.Example.com");
        assertThat(made.text("domain_name")).isEqualTo("shop.example.com");
        var twice = api.ask("early", "POST", DOMAINS, "domain_name=shop.example.com");
        assertThat(twice.error("code")).isEqualTo("resource_already_exists");
        right("late", "POST", DOMAINS, "domain_name=shop.example.com");
        var one = DOMAINS + "/" + made.id();
        assertThat(right("early", "POST", one, "enabled=false").text("apple_pay.status"))
                .isEqualTo("inactive");
        right("early", "POST", one + "/validate", "");
        assertThat(api.ask("late", "GET", one, "").status()).isEqualTo(404);
        var off = right("early", "GET", DOMAINS + "?enabled=false", "");
        assertThat(off.text("/data/0/id")).isEqualTo(made.id());
        for (var name : List.of("localhost", "-a.com", "a..com", "http://a.com", "1.2.3.4"))
            assertThat(api.ask("early", "POST", DOMAINS, "domain_name=" + name).error("param"))
                    .as(name)
                    .isEqualTo("domain_name");
    }
}
