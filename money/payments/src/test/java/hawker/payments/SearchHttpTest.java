package hawker.payments;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.exception.StripeException;
import com.stripe.model.Charge;
import com.stripe.model.PaymentIntent;
import com.stripe.param.ChargeSearchParams;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.PaymentIntentSearchParams;
import com.stripe.param.RefundCreateParams;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Searches over intents and charges: the official SDK as client. */
class SearchHttpTest extends ApiStory {

    private PaymentIntent pay(long amount, String card, String order) throws StripeException {
        stage.clock.advance(Duration.ofSeconds(1));
        return stripe.v1()
                .paymentIntents()
                .create(
                        PaymentIntentCreateParams.builder()
                                .setAmount(amount)
                                .setCurrency("usd")
                                .setConfirm(true)
                                .setPaymentMethod(card)
                                .putMetadata("order", order)
                                .build());
    }

    private List<String> intents(String query) throws StripeException {
        var params = PaymentIntentSearchParams.builder().setQuery(query).setLimit(2L).build();
        var ids = new ArrayList<String>();
        for (var each : stripe.v1().paymentIntents().search(params).autoPagingIterable())
            ids.add(each.getId());
        return ids;
    }

    private List<String> charges(String query) throws StripeException {
        var params = ChargeSearchParams.builder().setQuery(query).addExpand("total_count").build();
        var found = stripe.v1().charges().search(params);
        assertThat(found.getTotalCount()).isEqualTo(found.getData().size());
        return found.getData().stream().map(Charge::getId).toList();
    }

    @Test
    void intents_are_found_as_they_are_now() throws StripeException {
        var small = pay(700, "pm_card_visa", "A");
        var large = pay(5000, "pm_card_mastercard", "A");
        var open =
                stripe.v1()
                        .paymentIntents()
                        .create(
                                PaymentIntentCreateParams.builder()
                                        .setAmount(900L)
                                        .setCurrency("eur")
                                        .build());
        var gone = stripe.v1().paymentIntents().cancel(open.getId());
        assertThat(intents("status:'succeeded' AND metadata['order']:'a'"))
                .containsExactly(large.getId(), small.getId());
        assertThat(intents("status:'requires_payment_method'")).isEmpty();
        assertThat(intents("status:'canceled' AND currency:'EUR'")).containsExactly(gone.getId());
        assertThat(intents("amount>=700 amount<5000")).containsExactly(open.getId(), small.getId());
        assertThat(intents("created:" + small.getCreated())).containsExactly(small.getId());
        assertThat(intents("-metadata['order']:null OR amount:900")).hasSize(3);
    }

    @Test
    void charges_are_found_by_card_refund_and_what_was_written_on_them() throws StripeException {
        var whole = pay(1000, "pm_card_visa", "B").getLatestCharge();
        var part = pay(2000, "pm_card_visa", "C").getLatestCharge();
        var kept = pay(3000, "pm_card_mastercard", "D").getLatestCharge();
        var refunds = stripe.v1().refunds();
        refunds.create(RefundCreateParams.builder().setCharge(whole).build());
        refunds.create(RefundCreateParams.builder().setCharge(part).setAmount(500L).build());
        assertThat(charges("refunded:'true'")).containsExactly(whole);
        assertThat(charges("refunded:'false'")).containsExactly(part);
        assertThat(charges("refunded:null")).containsExactly(kept);
        assertThat(charges("payment_method_details.card.last4:4242")).containsExactly(part, whole);
        assertThat(charges("payment_method_details.card.brand:'MasterCard' amount>100"))
                .containsExactly(kept);
        assertThat(charges("status:'succeeded'")).containsExactly(kept, part, whole);
        assertThat(charges("status:'failed' AND amount>0")).isEmpty();
        assertThat(charges("disputed:false AND amount>=3000")).containsExactly(kept);
        assertThat(charges("disputed:'true'")).isEmpty();
        api.post("/v1/charges/" + kept, "metadata[order]=E");
        assertThat(charges("metadata['order']:'E' OR metadata['order']:'D'")).containsExactly(kept);
    }

    @Test
    void nobody_finds_what_is_anothers() throws StripeException {
        pay(1000, "pm_card_visa", "F");
        stage.another();
        stripe = api.client();
        assertThat(intents("metadata['order']:'F'")).isEmpty();
        assertThat(charges("amount>0")).isEmpty();
    }
}
