package hawker.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.exception.StripeException;
import com.stripe.param.CouponCreateParams;
import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What makes things cheaper: coupons, and the codes that buyers type. */
class CouponsHttpTest extends PricingStory {

    @Test
    void coupons_and_codes_say_whether_they_still_count() throws StripeException {
        var coupon =
                stripe.v1()
                        .coupons()
                        .create(
                                CouponCreateParams.builder()
                                        .setPercentOff(new BigDecimal("25.5"))
                                        .setMaxRedemptions(3L)
                                        .setRedeemBy(
                                                stage.clock.now().plusSeconds(60).getEpochSecond())
                                        .build());
        assertThat(coupon.getId()).matches("[0-9A-Z]{8}");
        assertThat(coupon.getValid()).isTrue();
        fits(stage.get("/v1/coupons/" + coupon.getId()));
        var code =
                fits(
                        stage.post(
                                "/v1/promotion_codes",
                                "promotion[type]=coupon&code=Fall20&promotion[coupon]="
                                        + coupon.getId()));
        var again = stage.post("/v1/promotion_codes", "code=FALL20&coupon=" + coupon.getId());
        assertThat(again.error("param")).isEqualTo("code");
        var path = "/v1/promotion_codes/" + code.body().path("id").asText();
        assertThat(fits(stage.post(path, "active=false")).body().path("active").asBoolean())
                .isFalse();
        fits(stage.post("/v1/promotion_codes", "code=FALL20&coupon=" + coupon.getId()));
        assertThat(stage.post(path, "active=true").error("param")).isEqualTo("code");
        assertThat(stage.told())
                .contains("coupon.created", "promotion_code.created", "promotion_code.updated");
        assertThat(
                        stage.get("/v1/promotion_codes?expand[]=data.promotion.coupon&code=FALL20")
                                .body()
                                .at("/data/0/promotion/coupon/percent_off")
                                .asText())
                .isEqualTo("25.5");
        stage.clock.advance(Duration.ofSeconds(61));
        assertThat(stripe.v1().coupons().retrieve(coupon.getId()).getValid()).isFalse();
        fits(stage.send("DELETE", "/v1/coupons/" + coupon.getId(), ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "percent_off=0",
                "percent_off=100.01",
                "percent_off=10&amount_off=5&currency=usd",
                "amount_off=5",
                "amount_off=0&currency=usd",
                "percent_off=5&duration=repeating",
                "percent_off=5&duration_in_months=2",
                "percent_off=5&redeem_by=1",
                "percent_off=5&max_redemptions=0",
                "percent_off=5&applies_to[products][]=prod_none"
            })
    void a_coupon_that_is_none_is_refused(String form) {
        assertThat(stage.post("/v1/coupons", form).status()).isEqualTo(400);
    }

    @Test
    void a_code_is_for_a_customer_that_is_there() {
        stage.post("/v1/coupons", "id=C&percent_off=5");
        assertThat(stage.post("/v1/promotion_codes", "coupon=C&customer=cus_none").error("param"))
                .isEqualTo("customer");
        fits(stage.post("/v1/promotion_codes", "coupon=C&customer=" + Stage.CUSTOMER));
        assertThat(stage.post("/v1/promotion_codes", "coupon=X").error("code"))
                .isEqualTo("resource_missing");
    }
}
