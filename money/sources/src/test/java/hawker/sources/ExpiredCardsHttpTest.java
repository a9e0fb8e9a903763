package hawker.sources;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Cards grow old; in a world of its own, since months pass here. */
class ExpiredCardsHttpTest {

    @Test
    void on_a_card_that_has_expired_its_owner_is_still_noted() {
        try (var stage = new Stage()) {
            var today = stage.clock.today();
            var typed =
                    "type=card&card[number]=4242424242424242&card[cvc]=123&card[exp_month]="
                            + today.getMonthValue()
                            + "&card[exp_year]="
                            + today.getYear();
            var path = "/sources/" + stage.post("/sources", typed).id();
            stage.clock.advance(Duration.ofDays(40));
            stage.post(path, "owner[email]=ada@example.com&metadata[order]=9");
            var noted = stage.get(path);
            assertThat(noted.text("/owner/email")).isEqualTo("ada@example.com");
            assertThat(noted.text("/metadata/order")).isEqualTo("9");
        }
    }
}
