package hawker.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page on which an account's people tell what is required. */
class OnboardingTest {

    private static final String WANTS =
            "type=custom&country=US&capabilities[card_payments][requested]=true"
                    + "&capabilities[transfers][requested]=true";

    private static final Pattern TOKEN = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");

    private static Stage stage;
    private String key;

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
        key = stage.platform().secretKey().secret();
    }

    private String account(String more) {
        return stage.send(key, "POST", "/v1/accounts", WANTS + more).body().path("id").asText();
    }

    private String link(String account) {
        var got =
                Stage.fits(
                        stage.send(
                                key,
                                "POST",
                                "/v1/account_links",
                                "account="
                                        + account
                                        + "&type=account_onboarding"
                                        + "&refresh_url=https://example.com/again"
                                        + "&return_url=https://example.com/done"));
        assertThat(got.status()).isEqualTo(200);
        var url = got.body().path("url").asText();
        return url.substring(url.indexOf("/connect/"));
    }

    private static String visit(String link) {
        var opened = stage.page("GET", link, "");
        assertThat(opened.statusCode()).isEqualTo(303);
        return opened.headers().firstValue("location").orElseThrow();
    }

    /** Sends the form of the page as a browser would, with the token it carries. */
    private static HttpResponse<String> fill(String page, String form) {
        var token = TOKEN.matcher(stage.page("GET", page, "").body());
        assertThat(token.find()).isTrue();
        return stage.page("POST", page, form + "&csrf=" + token.group(1));
    }

    private boolean enabled(String account) {
        return stage.send(key, "GET", "/v1/accounts/" + account, "")
                .body()
                .path("charges_enabled")
                .asBoolean();
    }

    @Test
    void whoever_tells_everything_comes_back_and_may_take_money() {
        var account = account("&business_type=individual&business_profile[name]=Juniper");
        var page = visit(link(account));
        var shown = stage.page("GET", page, "");
        assertThat(shown.statusCode()).isEqualTo(200);
        assertThat(shown.body())
                .contains("Juniper", "individual.first_name", "business_profile.mcc")
                .contains(Filling.NUMBER, Filling.TERMS);
        assertThat(stage.page("POST", page, "individual.first_name=Jo").statusCode())
                .as("a form from elsewhere")
                .isEqualTo(403);
        var half = fill(page, "individual.first_name=Jo&individual.dob.day=one");
        assertThat(half.statusCode()).isEqualTo(422);
        assertThat(half.body()).contains("Please write it as a number.");
        assertThat(shown.body()).contains("<option value=\"Computer Software Stores\">");
        for (var unknown : List.of("Software", "0000", "57340"))
            assertThat(fill(page, "business_profile.mcc=" + unknown).body())
                    .as(unknown)
                    .contains(
                            "Choose one of the list",
                            "Nothing is saved",
                            "value=\"" + unknown + "\"");
        var some = fill(page, "business_profile.mcc=computer+software+stores");
        assertThat(some.statusCode()).isEqualTo(422);
        assertThat(some.body()).doesNotContain("business_profile.mcc");
        var known = stage.send(key, "GET", "/v1/accounts/" + account, "").body();
        assertThat(known.at("/business_profile/mcc").asText()).isEqualTo("5734");
        var done =
                fill(
                        page,
                        "business_profile.url=https://juniper.example&tos_acceptance=on"
                                + "&external_account.routing_number=110000000"
                                + "&external_account.account_number=000123456789"
                                + "&individual.first_name=Jo&individual.last_name=Doe"
                                + "&individual.email=jo@example.com&individual.phone=0000000000"
                                + "&individual.dob.day=1&individual.dob.month=1"
                                + "&individual.dob.year=1901&individual.ssn_last_4=0000"
                                + "&individual.address.line1=address_full_match"
                                + "&individual.address.city=X"
                                + "&individual.address.postal_code=12345");
        assertThat(done.statusCode()).as(done.body()).isEqualTo(303);
        assertThat(done.headers().firstValue("location")).contains("https://example.com/done");
        assertThat(enabled(account)).isTrue();
    }

    @Test
    void a_company_names_who_represents_it() {
        var account = account("");
        var page = visit(link(account));
        assertThat(stage.page("GET", page, "").body()).contains("business_type");
        assertThat(fill(page, "business_type=company").body())
                .contains("representative.first_name", "company.tax_id");
        fill(
                page,
                "company.name=Juniper&company.tax_id=000000000&company.owners_provided=on"
                        + "&representative.first_name=Jo&representative.last_name=Doe");
        var persons = stage.send(key, "GET", "/v1/accounts/" + account + "/persons", "").body();
        assertThat(persons.at("/data/0/first_name").asText()).isEqualTo("Jo");
        assertThat(persons.at("/data/0/relationship/representative").asBoolean()).isTrue();
        assertThat(stage.page("GET", page, "").body()).doesNotContain("company.owners_provided");
    }

    @Test
    void a_link_opens_once_and_not_for_long() {
        var account = account("");
        var link = link(account);
        var page = visit(link);
        assertThat(visit(link)).isEqualTo("https://example.com/again");
        var late = link(account);
        stage.clock().advance(Duration.ofMinutes(6));
        assertThat(visit(late)).isEqualTo("https://example.com/again");
        assertThat(stage.page("GET", link + "x", "").statusCode()).isEqualTo(404);
        assertThat(stage.page("GET", page + "x", "").statusCode()).isEqualTo(404);
        stage.clock().advance(Duration.ofHours(1));
        assertThat(stage.page("GET", page, "").statusCode()).isEqualTo(404);
    }

    @Test
    void only_its_platform_makes_links_and_only_to_web_pages() {
        var account = account("");
        var other = stage.platform().secretKey().secret();
        var form = "account=" + account + "&type=account_onboarding&refresh_url=https://a.example";
        assertThat(
                        stage.send(
                                        other,
                                        "POST",
                                        "/v1/account_links",
                                        form + "&return_url=https://a.example")
                                .status())
                .isEqualTo(403);
        assertThat(
                        stage.send(
                                        key,
                                        "POST",
                                        "/v1/account_links",
                                        form + "&return_url=javascript:alert(1)")
                                .error("param"))
                .isEqualTo("return_url");
    }
}
