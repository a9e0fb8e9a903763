package hawker.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** An endpoint does not wait for what never happens. */
class EventTypesTest {

    @Test
    void a_name_is_one_of_the_documentation_or_none() {
        var good = List.of("*", "checkout.session.completed", "charge.dispute.created");
        assertThat(EndpointRules.wrongEvent(good)).isEmpty();
        for (var wrong :
                List.of("checkout.session.complete", "charge", "CHARGE.REFUNDED", "", "nope.nope"))
            assertThat(EndpointRules.wrongEvent(List.of("charge.refunded", wrong))).contains(wrong);
    }

    @Test
    void who_mistypes_one_is_told_what_there_is_of_the_same_object() {
        assertThat(EventTypes.beside("checkout.session.complete"))
                .containsExactly(
                        "checkout.session.async_payment_failed",
                        "checkout.session.async_payment_succeeded",
                        "checkout.session.completed",
                        "checkout.session.expired");
        assertThat(EventTypes.beside("charge.refund"))
                .contains("charge.refunded")
                .doesNotContain("charge.dispute.created");
        assertThat(EventTypes.beside("nope.nope")).isEmpty();
        assertThat(EventTypes.beside("charge")).isEmpty();
    }
}
