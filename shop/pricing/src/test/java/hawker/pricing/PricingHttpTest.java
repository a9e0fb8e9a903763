package hawker.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.param.PlanCreateParams;
import com.stripe.param.PriceCreateParams;
import com.stripe.param.PriceListParams;
import com.stripe.param.PriceUpdateParams;
import com.stripe.param.ProductCreateParams;
import com.stripe.param.ProductListParams;
import com.stripe.param.ProductUpdateParams;
import com.stripe.param.TaxRateCreateParams;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What sellers declare: the official SDK as client. */
class PricingHttpTest extends PricingStory {

    @Test
    void a_product_lives_with_its_price_and_is_told_of() throws StripeException {
        var products = stripe.v1().products();
        var made =
                products.create(
                        ProductCreateParams.builder()
                                .setName("Gin")
                                .setId("gin-1")
                                .setTaxCode("txcd_99999999")
                                .addImage("https://example.com/gin.png")
                                .setDefaultPriceData(
                                        ProductCreateParams.DefaultPriceData.builder()
                                                .setCurrency("usd")
                                                .setUnitAmount(2400L)
                                                .build())
                                .build());
        assertThat(made.getId()).isEqualTo("gin-1");
        assertThat(made.getDefaultPrice()).startsWith("price_");
        assertThat(stage.told())
                .containsExactlyInAnyOrder("product.created", "price.created", "product.updated");
        var changed =
                products.update("gin-1", ProductUpdateParams.builder().setName("Dry gin").build());
        assertThat(changed.getName()).isEqualTo("Dry gin");
        assertThat(products.retrieve("gin-1").getImages())
                .containsExactly("https://example.com/gin.png");
        assertThat(stage.told()).containsExactly("product.updated");
        assertThatThrownBy(() -> products.delete("gin-1"))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("has one or more prices");
        assertThat(stage.told()).isEmpty();
    }

    @Test
    void a_product_without_prices_goes_and_its_id_is_free_again() throws StripeException {
        var products = stripe.v1().products();
        products.create(ProductCreateParams.builder().setName("A").setId("a").build());
        assertThat(stage.post("/v1/products", "name=B&id=a").error("code"))
                .isEqualTo("resource_already_exists");
        assertThat(products.delete("a").getDeleted()).isTrue();
        assertThat(stage.get("/v1/products/a").status()).isEqualTo(404);
        products.create(ProductCreateParams.builder().setName("B").setId("a").build());
        assertThat(products.retrieve("a").getName()).isEqualTo("B");
    }

    @Test
    void lists_are_newest_first_both_ways_and_filtered() throws StripeException {
        for (var name : List.of("one", "two", "three")) {
            stage.clock.advance(Duration.ofSeconds(1));
            stripe.v1().products().create(named(name));
        }
        var all = stripe.v1().products().list(ProductListParams.builder().build()).getData();
        assertThat(all).extracting("name").containsExactly("three", "two", "one");
        var second = stage.get("/v1/products?limit=1&starting_after=" + all.get(0).getId()).body();
        assertThat(second.path("data").get(0).path("name").asText()).isEqualTo("two");
        assertThat(second.path("has_more").asBoolean()).isTrue();
        var before = stage.get("/v1/products?limit=2&ending_before=" + all.get(2).getId()).body();
        assertThat(before.path("data").get(0).path("name").asText()).isEqualTo("three");
        assertThat(stage.get("/v1/products?active=false").body().path("data")).isEmpty();
        assertThat(stage.get("/v1/products?ids[]=" + all.get(1).getId()).body().path("data"))
                .hasSize(1);
        assertThat(stage.get("/v1/products?starting_after=prod_none").error("code"))
                .isEqualTo("resource_missing");
    }

    @Test
    void a_price_stands_and_its_lookup_key_moves_when_asked() throws StripeException {
        var product = product();
        var prices = stripe.v1().prices();
        var wanted =
                PriceCreateParams.builder()
                        .setProduct(product)
                        .setCurrency("usd")
                        .setUnitAmount(1500L)
                        .setLookupKey("standard")
                        .setRecurring(
                                PriceCreateParams.Recurring.builder()
                                        .setInterval(PriceCreateParams.Recurring.Interval.MONTH)
                                        .build());
        var first = prices.create(wanted.build());
        assertThat(first.getType()).isEqualTo("recurring");
        assertThat(stage.told()).contains("price.created", "plan.created");
        assertThatThrownBy(() -> prices.create(wanted.build()))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining(first.getId());
        var second = prices.create(wanted.setTransferLookupKey(true).build());
        assertThat(prices.retrieve(first.getId()).getLookupKey()).isNull();
        var found =
                prices.list(PriceListParams.builder().addLookupKey("standard").build()).getData();
        assertThat(found).extracting("id").containsExactly(second.getId());
        var closed =
                prices.update(first.getId(), PriceUpdateParams.builder().setActive(false).build());
        assertThat(closed.getActive()).isFalse();
        assertThat(stage.get("/v1/prices?active=true").body().path("data")).hasSize(1);
        assertThat(stage.get("/v1/prices?recurring[interval]=year").body().path("data")).isEmpty();
    }

    @Test
    void prices_of_every_form_fit_the_schema() throws StripeException {
        var base = "product=" + product() + "&currency=usd&";
        fits(stage.post("/v1/prices", base + "unit_amount_decimal=0.05"));
        fits(stage.post("/v1/prices", base + "custom_unit_amount[enabled]=true"));
        fits(
                stage.post(
                        "/v1/prices",
                        base
                                + "unit_amount=500&transform_quantity[divide_by]=12"
                                + "&transform_quantity[round]=up"));
        fits(
                stage.post(
                        "/v1/prices",
                        base + "unit_amount=500&currency_options[jpy][unit_amount]=700"));
        for (var none : new String[] {"xxx", "xau"})
            assertThat(
                            stage.post(
                                            "/v1/prices",
                                            base
                                                    + "unit_amount=500&currency_options["
                                                    + none
                                                    + "][unit_amount]=700")
                                    .status())
                    .isEqualTo(400);
        var tiered =
                fits(
                        stage.post(
                                "/v1/prices?expand[]=tiers",
                                base
                                        + "billing_scheme=tiered&tiers_mode=volume&recurring[interval]=month"
                                        + "&tiers[0][up_to]=10&tiers[0][unit_amount]=100"
                                        + "&tiers[1][up_to]=inf&tiers[1][flat_amount]=900"));
        assertThat(tiered.body().path("tiers")).hasSize(2);
        fits(stage.get("/v1/plans/" + tiered.body().path("id").asText()));
    }

    @ParameterizedTest
    @CsvSource({
        "unit_amount=-1,unit_amount",
        "unit_amount=1.5,unit_amount",
        "unit_amount=1e3,unit_amount",
        "unit_amount=100000000,unit_amount",
        "unit_amount=9223372036854775808,unit_amount",
        "unit_amount_decimal=-0.1,unit_amount_decimal",
        "unit_amount=1&unit_amount_decimal=2,unit_amount",
        "nickname=x,unit_amount",
        "billing_scheme=tiered&tiers_mode=volume,tiers",
        "unit_amount=1&tiers_mode=volume,tiers_mode",
        "billing_scheme=tiered&tiers_mode=volume&tiers[0][up_to]=5&tiers[0][unit_amount]=1,tiers[0][up_to]",
        "unit_amount=1&recurring[interval]=year&recurring[interval_count]=4,recurring[interval_count]"
    })
    void an_amount_that_is_none_is_refused(String form, String param) throws StripeException {
        var got = stage.post("/v1/prices", "product=" + product() + "&currency=usd&" + form);
        assertThat(got.status()).isEqualTo(400);
        assertThat(got.error("param")).isEqualTo(param);
    }

    @Test
    void dinars_end_in_nought() throws StripeException {
        var got =
                stage.post("/v1/prices", "product=" + product() + "&currency=kwd&unit_amount=5124");
        assertThat(got.error("param")).isEqualTo("unit_amount");
    }

    @Test
    void a_plan_is_a_price_by_another_name() throws StripeException {
        var plan =
                stripe.v1()
                        .plans()
                        .create(
                                PlanCreateParams.builder()
                                        .setId("gold")
                                        .setCurrency("usd")
                                        .setAmount(2000L)
                                        .setInterval(PlanCreateParams.Interval.MONTH)
                                        .setProduct(
                                                PlanCreateParams.Product.builder()
                                                        .setName("Gold")
                                                        .build())
                                        .build());
        assertThat(plan.getAmount()).isEqualTo(2000);
        assertThat(stripe.v1().prices().retrieve("gold").getRecurring().getInterval())
                .isEqualTo("month");
        fits(stage.get("/v1/plans/gold"));
        fits(stage.post("/v1/plans/gold", "metadata[a]=b"));
        assertThat(stage.told()).contains("plan.created", "price.created", "plan.updated");
        fits(stage.send("DELETE", "/v1/plans/gold", ""));
        assertThat(stage.get("/v1/plans/gold").status()).isEqualTo(404);
        var once = stage.post("/v1/prices", "product=" + product() + "&currency=usd&unit_amount=5");
        assertThat(stage.get("/v1/plans/" + once.body().path("id").asText()).status())
                .isEqualTo(404);
    }

    @Test
    void a_plan_has_tiers_or_divides_what_was_used() {
        var plan = "currency=usd&interval=month&product[name]=Cloud";
        var tiers =
                "&billing_scheme=tiered&tiers_mode=graduated&tiers[0][up_to]=10"
                        + "&tiers[0][unit_amount]=100&tiers[1][up_to]=inf&tiers[1][flat_amount]=50";
        var tiered = fits(stage.post("/v1/plans", plan + tiers + "&expand[]=tiers"));
        assertThat(tiered.body().path("billing_scheme").asText()).isEqualTo("tiered");
        assertThat(tiered.body().path("tiers_mode").asText()).isEqualTo("graduated");
        assertThat(tiered.body().path("amount").isNull()).isTrue();
        var packs = "&amount=500&transform_usage[divide_by]=12&transform_usage[round]=up";
        var divided = fits(stage.post("/v1/plans", plan + packs));
        assertThat(divided.body().at("/transform_usage/divide_by").asInt()).isEqualTo(12);
        assertThat(stage.post("/v1/plans", plan + tiers + "&amount=5").error("param"))
                .isEqualTo("amount");
        assertThat(stage.post("/v1/plans", plan + "&amount=5&tiers_mode=volume").error("param"))
                .isEqualTo("tiers_mode");
    }

    @Test
    void taxes_and_ways_of_delivery() throws StripeException {
        var rate =
                stripe.v1()
                        .taxRates()
                        .create(
                                TaxRateCreateParams.builder()
                                        .setDisplayName("VAT")
                                        .setInclusive(true)
                                        .setPercentage(new BigDecimal("7.7"))
                                        .setCountry("CH")
                                        .build());
        assertThat(rate.getPercentage()).isEqualByComparingTo("7.7");
        fits(stage.post("/v1/tax_rates/" + rate.getId(), "active=false"));
        assertThat(stage.told()).containsExactly("tax_rate.created", "tax_rate.updated");
        assertThat(stage.get("/v1/tax_rates?active=true").body().path("data")).isEmpty();
        assertThat(stage.get("/v1/tax_rates?inclusive=true").body().path("data")).hasSize(1);
        assertThat(
                        stage.post(
                                        "/v1/tax_rates",
                                        "display_name=x&inclusive=true&percentage=100.1")
                                .error("param"))
                .isEqualTo("percentage");
        var shipping =
                fits(
                        stage.post(
                                "/v1/shipping_rates",
                                "display_name=Ground&type=fixed_amount&fixed_amount[amount]=500"
                                        + "&fixed_amount[currency]=usd"
                                        + "&delivery_estimate[minimum][unit]=business_day"
                                        + "&delivery_estimate[minimum][value]=2"));
        fits(
                stage.post(
                        "/v1/shipping_rates/" + shipping.body().path("id").asText(),
                        "fixed_amount[currency_options][eur][amount]=450"));
        fits(stage.get("/v1/tax_codes/txcd_99999999"));
        var codes = stage.get("/v1/tax_codes?limit=3").body();
        assertThat(codes.path("data")).hasSize(3);
        assertThat(codes.path("has_more").asBoolean()).isTrue();
    }

    @Test
    void what_is_anothers_is_not_there() throws StripeException {
        var product = product();
        stage.post("/v1/coupons", "id=MINE&percent_off=5");
        var price =
                stage.post("/v1/prices", "product=" + product + "&currency=usd&unit_amount=5")
                        .body()
                        .path("id")
                        .asText();
        stage.another();
        for (var path :
                List.of("/v1/products/" + product, "/v1/prices/" + price, "/v1/coupons/MINE")) {
            assertThat(stage.get(path).error("code")).as(path).isEqualTo("resource_missing");
            assertThat(stage.post(path, "metadata[a]=b").status()).as(path).isEqualTo(404);
        }
        assertThat(stage.send("DELETE", "/v1/products/" + product, "").status()).isEqualTo(404);
        assertThat(
                        stage.post(
                                        "/v1/prices",
                                        "product=" + product + "&currency=usd&unit_amount=5")
                                .error("code"))
                .isEqualTo("resource_missing");
        fits(stage.post("/v1/coupons", "id=MINE&percent_off=6"));
    }
}
