package hawker.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Clocks are made, advanced and deleted, and what is typed wrong comes back. */
class ClockPagesTest extends Story {

    private static final String PATH = ClockPages.PATH;

    @Test
    void a_clock_is_made_advanced_and_deleted_with_who_lives_by_it() {
        assertThat(stage.get(PATH).text()).contains("No clock runs");
        var made = stage.send(PATH, PATH, Map.of("name", "A year", "moment", "2026-01-01T00:00"));
        assertThat(made.status()).isEqualTo(303);
        var clock = made.location();
        var id = clock.substring(clock.lastIndexOf('/') + 1);
        var customer =
                stage.made(stage.key, "/v1/customers", "name=Ann&test_clock=" + id)
                        .path("id")
                        .asText();
        assertThat(stage.get(clock).text()).contains("A year", "Ready", "Ann", "No subscription");

        assertThat(stage.send(clock, clock + "/advance", Map.of("by", "month")).status())
                .isEqualTo(303);
        assertThat(stage.get(clock).text()).contains("Advancing to", "31 days of its time");
        var again = stage.browser.post(stage.cookie, clock + "/advance", stage.token());
        assertThat(again.status()).isEqualTo(422);
        stage.settle();
        assertThat(stage.get(clock).text()).contains("Ready").doesNotContain("Advancing");

        var back = stage.send(clock, clock + "/advance", Map.of("moment", "2025-01-01T00:00"));
        assertThat(back.status()).isEqualTo(422);
        assertThat(back.text()).contains("moves forward");
        assertThat(stage.send(clock, clock + "/delete", Map.of()).status()).isEqualTo(303);
        assertThat(stage.get(clock).status()).isEqualTo(404);
        assertThat(stage.get("/dashboard/customers/" + customer).status()).isEqualTo(404);
    }

    @Test
    void a_moment_that_is_none_comes_back() {
        var page = stage.send(PATH, PATH, Map.of("name", "<b>", "moment", "soon"));
        assertThat(page.status()).isEqualTo(422);
        assertThat(page.body()).contains("&lt;b", "Choose a day and a time.");
    }

    @Test
    void anothers_clock_is_not_there() {
        var theirs =
                PATH
                        + "/"
                        + stage.made(
                                        stage.otherKey,
                                        "/v1/test_helpers/test_clocks",
                                        "frozen_time=1767225600")
                                .path("id")
                                .asText();
        assertThat(stage.get(theirs).status()).isEqualTo(404);
        for (var act : new String[] {"/advance", "/delete"})
            assertThat(stage.browser.post(stage.cookie, theirs + act, stage.token()).status())
                    .isEqualTo(404);
    }
}
