package hawker.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Readers at a counter, as programs see them. */
class TerminalHttpTest {

    private static Stage stage;

    private int status;

    @BeforeAll
    static void open() {
        stage = new Stage();
    }

    @AfterAll
    static void close() {
        stage.close();
    }

    @BeforeEach
    void another() {
        stage.another();
    }

    private ObjectNode send(String method, String path, String form) {
        var got = stage.send(method, path, form);
        status = got.status();
        return got.body();
    }

    @Test
    void readers_stand_at_locations() {
        var here = stage.location();
        var there = stage.location();
        var reader = stage.register("s700", here);
        assertThat(send("GET", "/v1/terminal/readers?location=" + here, "").path("data"))
                .hasSize(1);
        assertThat(send("GET", "/v1/terminal/readers?location=" + there, "").path("data"))
                .isEmpty();
        assertThat(send("GET", "/v1/terminal/locations?limit=1", "").path("has_more").asBoolean())
                .isTrue();
        send("DELETE", "/v1/terminal/locations/" + here, "");
        assertThat(status).isEqualTo(400);
        send("DELETE", "/v1/terminal/readers/" + reader, "");
        assertThat(send("DELETE", "/v1/terminal/locations/" + here, "").path("deleted").asBoolean())
                .isTrue();
        send("GET", "/v1/terminal/locations/" + here, "");
        assertThat(status).isEqualTo(404);
        send("POST", "/v1/terminal/readers", "registration_code=simulated-wpe&location=tml_x");
        assertThat(status).isEqualTo(404);
        send("POST", "/v1/terminal/readers", "registration_code=puppies&location=" + there);
        assertThat(status).isEqualTo(400);
    }

    @Test
    void a_reader_does_one_thing_at_a_time() {
        var url = "/v1/terminal/readers/" + stage.register("s700", stage.location());
        var ask =
                "inputs[0][type]=phone&inputs[0][custom_text][title]=Phone&inputs[0][required]=true"
                        + "&inputs[1][type]=text&inputs[1][custom_text][title]=Note";
        send("POST", url + "/collect_inputs", ask);
        send("POST", url + "/collect_inputs", ask);
        assertThat(status).isEqualTo(400);
        var told =
                send(
                        "POST",
                        "/v1/test_helpers" + url.substring(3) + "/succeed_input_collection",
                        "skip_non_required_inputs=all");
        var inputs = told.at("/action/collect_inputs/inputs");
        assertThat(inputs.at("/0/phone/value").asText()).isEqualTo("+15550100");
        assertThat(inputs.at("/1/skipped").asBoolean()).isTrue();
        send("POST", url + "/collect_inputs", ask);
        assertThat(send("POST", url + "/cancel_action", "").path("action").isNull()).isTrue();
        stage.test.platform().events().drain();
        assertThat(
                        stage.test
                                .platform()
                                .events()
                                .newest(stage.account(), Optional.empty(), 9)
                                .getFirst()
                                .types())
                .containsExactly("terminal.reader.action_succeeded");
    }

    @Test
    void settings_are_changed_and_taken_away_part_by_part() {
        var made =
                send(
                        "POST",
                        "/v1/terminal/configurations",
                        "name=Desk&tipping[usd][fixed_amounts][]=100&offline[enabled]=true");
        var url = "/v1/terminal/configurations/" + made.path("id").asText();
        var changed =
                send(
                        "POST",
                        url,
                        "tipping=&reboot_window[start_hour]=1" + "&reboot_window[end_hour]=3");
        assertThat(changed.has("tipping")).isFalse();
        assertThat(changed.at("/offline/enabled").asBoolean()).isTrue();
        assertThat(changed.at("/reboot_window/end_hour").asInt()).isEqualTo(3);
    }

    @Test
    void a_reader_joins_a_network_of_one_kind() {
        var url = "/v1/terminal/configurations";
        var made =
                send(
                        "POST",
                        url,
                        "wifi[type]=personal_psk&wifi[personal_psk][ssid]=shop"
                                + "&wifi[personal_psk][password]=open-sesame"
                                + "&cellular[enabled]=true&stripe_s710[splashscreen]=file_1");
        assertThat(status).isEqualTo(200);
        assertThat(made.at("/wifi/personal_psk/ssid").asText()).isEqualTo("shop");
        assertThat(made.at("/cellular/enabled").asBoolean()).isTrue();
        assertThat(made.at("/stripe_s710/splashscreen").asText()).isEqualTo("file_1");
        var one = url + "/" + made.path("id").asText();
        assertThat(send("POST", one, "stripe_s710[splashscreen]=").at("/stripe_s710")).isEmpty();
        assertThat(send("POST", one, "wifi=").has("wifi")).isFalse();
        var other = send("POST", one, "wifi[type]=enterprise_eap_tls");
        assertThat(status).isEqualTo(400);
        assertThat(other.at("/error/param").asText()).isEqualTo("wifi[enterprise_eap_tls]");
    }

    @Test
    void a_location_in_japan_is_written_in_its_scripts() {
        var url = "/v1/terminal/locations/" + stage.location();
        var told =
                send(
                        "POST",
                        url,
                        "display_name_kana=%E3%83%9F%E3%82%BB&address_kana[town]=%E3%83%9F%E3%83%8A%E3%83%88");
        assertThat(told.path("display_name_kana").asText()).isEqualTo("ミセ");
        assertThat(told.at("/address_kana/town").asText()).isEqualTo("ミナト");
        assertThat(told.at("/address_kana/city").isNull()).isTrue();
        assertThat(send("POST", url, "display_name_kana=").has("display_name_kana")).isFalse();
    }

    @Test
    void a_reader_shows_switches_beside_its_questions() {
        var reader = stage.register("s700", stage.location());
        var url = "/v1/terminal/readers/" + reader;
        var ask =
                "inputs[0][type]=email&inputs[0][custom_text][title]=Mail&inputs[0][required]=true"
                        + "&inputs[0][toggles][0][title]=News"
                        + "&inputs[0][toggles][0][default_value]=enabled"
                        + "&inputs[0][toggles][1][description]=Offers";
        var asked =
                send("POST", url + "/collect_inputs", ask).at("/action/collect_inputs/inputs/0");
        assertThat(asked.at("/toggles/0/title").asText()).isEqualTo("News");
        assertThat(asked.at("/toggles/0/value").isNull()).isTrue();
        var helper = "/v1/test_helpers/terminal/readers/" + reader + "/succeed_input_collection";
        var told = send("POST", helper, "").at("/action/collect_inputs/inputs/0");
        assertThat(told.at("/toggles/0/value").asText()).isEqualTo("enabled");
        assertThat(told.at("/toggles/1/value").asText()).isEqualTo("disabled");
    }

    @Test
    void a_merchant_agrees_to_terms_on_a_page_once() throws Exception {
        var form =
                "link_type=apple_terms_and_conditions"
                        + "&link_options[apple_terms_and_conditions][merchant_display_name]=A%3CB";
        var link = send("POST", "/v1/terminal/onboarding_links", form);
        assertThat(status).isEqualTo(200);
        var page = URI.create(link.path("redirect_url").asText()).getPath();
        assertThat(stage.browse("GET", page)).contains("A&lt;B is asked to agree");
        assertThat(stage.browse("POST", page)).contains("Thank you");
        assertThat(stage.browse("POST", page)).contains("agreed already");
        var other = send("POST", "/v1/terminal/onboarding_links", form);
        var second = URI.create(other.path("redirect_url").asText()).getPath();
        assertThat(stage.browse("GET", second)).contains("agreed already");
        var again = form + "&link_options[apple_terms_and_conditions][allow_relinking]=true";
        var third = send("POST", "/v1/terminal/onboarding_links", again);
        assertThat(stage.browse("POST", URI.create(third.path("redirect_url").asText()).getPath()))
                .contains("Thank you");
        assertThat(stage.browse("GET", page + "x")).contains("Nothing here");
        send("POST", "/v1/terminal/onboarding_links", form + "&on_behalf_of=acct_unknown");
        assertThat(status).isEqualTo(400);
    }
}
