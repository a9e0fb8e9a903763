package hawker.sources;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.kernel.Currency;
import hawker.ledger.Purpose;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Buyers agree on the page of their bank, and are charged what they agreed to once. */
class RedirectSourcesHttpTest extends Story {

    private static long pending(String currency) {
        return stage.ledger
                .balance(stage.account(), Purpose.MERCHANT_PENDING, Currency.of(currency))
                .minor();
    }

    @Test
    void a_buyer_agrees_on_the_page_of_their_bank_and_is_charged_once() {
        var source = stage.redirected("ideal");
        assertThat(source.text("/status")).isEqualTo("pending");
        assertThat(source.text("/flow")).isEqualTo("redirect");
        stage.refused("/charges", "amount=1099&currency=eur&source=" + source.id());
        assertThat(stage.page(source.text("/redirect/url"))).contains("Ideal", "10.99");
        var back = stage.answer(source.text("/redirect/url"), "authorize").orElseThrow();
        assertThat(back)
                .startsWith("https://shop.test/done?cart=7&source=" + source.id())
                .contains("client_secret=src_client_secret_");
        assertThat(stage.now(source.id()).text("/status")).isEqualTo("chargeable");
        assertThat(stage.told("source.chargeable").path("id").asText()).isEqualTo(source.id());

        var before = pending("eur");
        var charge = stage.charged(source.id(), 1099, "eur");
        assertThat(charge.text("/status")).isEqualTo("pending");
        assertThat(charge.text("/source/id")).isEqualTo(source.id());
        assertThat(charge.text("/payment_method")).isEqualTo(source.id());
        assertThat(charge.text("/payment_method_details/ideal/bic")).isEqualTo("INGBNL2A");
        assertThat(stage.now(source.id()).text("/status")).isEqualTo("consumed");
        stage.settle();
        assertThat(stage.get("/charges/" + charge.id()).text("/status")).isEqualTo("succeeded");
        assertThat(pending("eur")).isGreaterThan(before);
        stage.refused("/charges", "amount=1099&currency=eur&source=" + source.id());
    }

    @Test
    void what_came_this_way_goes_back_this_way() {
        var source = stage.agreed("bancontact");
        var charge = stage.charged(source.id(), 1099, "eur");
        stage.settle();
        var refund = stage.post("/refunds", "charge=" + charge.id() + "&amount=99");
        assertThat(refund.text("/status")).isIn("pending", "succeeded");
        stage.settle();
        assertThat(stage.get("/refunds/" + refund.id()).text("/status")).isEqualTo("succeeded");
    }

    @Test
    void every_bank_page_is_answered() {
        for (var type :
                new String[] {"alipay", "bancontact", "eps", "giropay", "ideal", "p24", "sofort"}) {
            var source = stage.agreed(type);
            assertThat(stage.now(source.id()).text("/status")).as(type).isEqualTo("chargeable");
            var charge = stage.charged(source.id(), 1099, "eur");
            stage.settle();
            assertThat(stage.get("/charges/" + charge.id()).text("/status"))
                    .as(type)
                    .isEqualTo("succeeded");
        }
        var order = "&source_order[items][0][amount]=1099&source_order[items][0][currency]=eur";
        var klarna =
                stage.post(
                        "/sources",
                        "type=klarna&amount=1099&currency=eur&klarna[purchase_country]=DE"
                                + "&klarna[product]=payment&redirect[return_url]=https://shop.test/"
                                + order);
        assertThat(klarna.text("/source_order/items/0/amount")).isEqualTo("1099");
        var wechat = stage.post("/sources", "type=wechat&amount=1099&currency=usd");
        assertThat(wechat.text("/flow")).isEqualTo("none");
        stage.answer(wechat.text("/wechat/qr_code_url"), "authorize");
        stage.charged(wechat.id(), 1099, "usd");
    }

    @Test
    void who_says_no_is_not_charged() {
        var source = stage.redirected("giropay");
        stage.answer(source.text("/redirect/url"), "fail");
        var failed = stage.now(source.id());
        assertThat(failed.text("/status")).isEqualTo("failed");
        assertThat(failed.text("/redirect/failure_reason")).isEqualTo("declined");
        assertThat(stage.told("source.failed").path("id").asText()).isEqualTo(source.id());
        stage.answer(source.text("/redirect/url"), "authorize");
        assertThat(stage.now(source.id()).text("/status")).isEqualTo("failed");
        stage.refused("/charges", "amount=1099&currency=eur&source=" + source.id());
        var gone = stage.redirected("eps");
        stage.answer(gone.text("/redirect/url"), "cancel");
        assertThat(stage.now(gone.id()).text("/redirect/failure_reason")).isEqualTo("user_abort");
    }

    @Test
    void nobody_comes_in_time() {
        var source = stage.redirected("p24");
        stage.clock.advance(Duration.ofHours(7));
        stage.settle();
        assertThat(stage.now(source.id()).text("/status")).isEqualTo("canceled");
        assertThat(stage.told("source.canceled").path("id").asText()).isEqualTo(source.id());
        stage.answer(source.text("/redirect/url"), "authorize");
        assertThat(stage.now(source.id()).text("/status")).isEqualTo("canceled");
    }

    @Test
    void of_two_charges_at_once_one_has_the_source() throws Exception {
        var source = stage.agreed("bancontact").id();
        Callable<Integer> charge =
                () ->
                        stage.ask("POST", "/charges", "amount=1099&currency=eur&source=" + source)
                                .status();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers =
                    pool.invokeAll(IntStream.range(0, 6).mapToObj(i -> charge).toList()).stream()
                            .map(java.util.concurrent.Future::resultNow)
                            .toList();
            assertThat(answers.stream().filter(status -> status == 200)).hasSize(1);
        }
    }

    @Test
    void only_what_was_promised_is_taken() {
        var source = stage.agreed("bancontact").id();
        assertThat(
                        stage.refused("/charges", "amount=1000&currency=eur&source=" + source)
                                .text("/error/param"))
                .isEqualTo("source");
        stage.refused("/charges", "amount=1099&currency=usd&source=" + source);
        stage.refused("/charges", "amount=1099&currency=eur&source=pm_" + source.substring(4, 20));
        // Its other name is no way around: it is the same promise.
        stage.charged("pm_" + source.substring(4), 1099, "eur");
        stage.refused("/charges", "amount=1099&currency=eur&source=pm_" + source.substring(4));
    }
}
