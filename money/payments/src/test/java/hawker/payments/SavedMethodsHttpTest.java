package hawker.payments;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What owners tell of the methods that their customers keep. */
class SavedMethodsHttpTest extends ApiStory {

    private static final String METHODS = "/v1/payment_methods";

    private static String customer() {
        return fits(api.post("/v1/customers", "name=Ann")).body().path("id").asText();
    }

    private static String kept(String method, String customer) {
        var attached = fits(api.post(METHODS + "/" + method + "/attach", "customer=" + customer));
        return attached.body().path("id").asText();
    }

    private static List<String> listed(String path) {
        var ids = new ArrayList<String>();
        api.get(path).body().path("data").forEach(each -> ids.add(each.path("id").asText()));
        return ids;
    }

    @Test
    void a_bank_account_is_told_of_anew() {
        var path = METHODS + "/" + kept("pm_usBankAccount_success", customer());
        var of = "us_bank_account";
        var told =
                fits(
                        api.post(
                                path,
                                of
                                        + "[account_holder_type]=company&"
                                        + of
                                        + "[account_type]=savings&allow_redisplay=always"));
        assertThat(told.body().at("/us_bank_account/account_holder_type").asText())
                .isEqualTo("company");
        var changed = fits(api.post(path, of + "[account_type]=checking"));
        assertThat(changed.body().at("/us_bank_account/account_holder_type").asText())
                .as("what is not told stays")
                .isEqualTo("company");
        var now = fits(api.get(path)).body();
        assertThat(now.at("/us_bank_account/account_type").asText()).isEqualTo("checking");
        assertThat(now.path("allow_redisplay").asText()).isEqualTo("always");
        for (var wrong : List.of("[account_type]=current", "[account_holder_type]=crowd"))
            assertThat(api.post(path, of + wrong).error("param")).startsWith(of);
        assertThat(api.post(path, "card[exp_month]=12").error("param")).isEqualTo("card");
        var card = METHODS + "/" + kept("pm_card_visa", customer());
        assertThat(api.post(card, of + "[account_type]=savings").error("param")).isEqualTo(of);
    }

    @Test
    void methods_are_listed_by_what_may_be_shown_again() {
        var customer = customer();
        var shown = kept("pm_card_visa", customer);
        var other = kept("pm_card_mastercard", customer);
        fits(api.post(METHODS + "/" + shown, "allow_redisplay=always"));
        var of = "?allow_redisplay=";
        var theirs = "/v1/customers/" + customer + "/payment_methods";
        assertThat(listed(theirs)).containsExactly(other, shown);
        assertThat(listed(theirs + of + "always")).containsExactly(shown);
        assertThat(listed(theirs + of + "unspecified")).containsExactly(other);
        assertThat(listed(theirs + of + "limited")).isEmpty();
        assertThat(listed(METHODS + of + "always&customer=" + customer)).containsExactly(shown);
        assertThat(
                        listed(
                                METHODS
                                        + of
                                        + "always&limit=1&starting_after="
                                        + shown
                                        + "&customer="
                                        + customer))
                .isEmpty();
    }
}
