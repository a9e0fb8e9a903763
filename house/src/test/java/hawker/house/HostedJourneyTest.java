package hawker.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.model.checkout.Session;
import com.stripe.param.ChargeListParams;
import com.stripe.param.checkout.SessionCreateParams;
import com.stripe.param.checkout.SessionListParams;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A buyer pays a checkout session that a seller's program has made, on our page. */
class HostedJourneyTest {

    private static final String GOOD = "4242424242424242";
    private static final String DECLINED = "4000000000009995";
    private static final String CHALLENGED = "4000000000003220";

    private static House house;
    private static StripeClient stripe;

    @BeforeAll
    static void open() {
        house = House.open();
        stripe =
                StripeClient.builder()
                        .setApiKey(house.secretKey())
                        .setApiBase(house.base())
                        .setMaxNetworkRetries(0)
                        .build();
    }

    private static Session session() throws StripeException {
        return stripe.v1()
                .checkout()
                .sessions()
                .create(
                        SessionCreateParams.builder()
                                .setMode(SessionCreateParams.Mode.PAYMENT)
                                .setSuccessUrl(house.base() + "/help?s={CHECKOUT_SESSION_ID}")
                                .setCancelUrl(house.base() + "/shops")
                                .addLineItem(
                                        SessionCreateParams.LineItem.builder()
                                                .setQuantity(2L)
                                                .setPriceData(
                                                        SessionCreateParams.LineItem.PriceData
                                                                .builder()
                                                                .setCurrency("usd")
                                                                .setUnitAmount(1250L)
                                                                .setProductData(
                                                                        SessionCreateParams.LineItem
                                                                                .PriceData
                                                                                .ProductData
                                                                                .builder()
                                                                                .setName("Lantern")
                                                                                .build())
                                                                .build())
                                                .build())
                                .build());
    }

    private static String status(Session session) throws StripeException {
        return stripe.v1().checkout().sessions().retrieve(session.getId()).getStatus();
    }

    private static void pay(Page page, String number) {
        fill(page, number);
        press(page, "^Pay \\$25");
    }

    private static void fill(Page page, String number) {
        var card = page.frameLocator("hk-card-field iframe");
        card.getByLabel(Pattern.compile("card number", Pattern.CASE_INSENSITIVE)).fill(number);
        card.getByLabel(Pattern.compile("expir", Pattern.CASE_INSENSITIVE)).fill("12/34");
        card.getByLabel(Pattern.compile("security code|cvc", Pattern.CASE_INSENSITIVE)).fill("123");
    }

    private static void press(Page page, String pattern) {
        var named = Pattern.compile(pattern, Pattern.CASE_INSENSITIVE);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(named)).first().click();
    }

    @ParameterizedTest(name = "{0} px wide, {1}")
    @CsvSource({"1280, LIGHT", "390, DARK"})
    void a_buyer_is_declined_challenged_and_back_at_the_seller(int width, ColorScheme scheme)
            throws StripeException {
        var session = session();
        try (var visitor = Chromium.visitor(width, scheme)) {
            var page = visitor.newPage();
            page.navigate(session.getUrl());
            PlaywrightAssertions.assertThat(page.getByLabel("Email")).isVisible();
            Chromium.check(page, "hosted-" + width + "-1-page");
            page.getByLabel("Email").fill("ann@example.com");
            pay(page, DECLINED);
            page.getByText("Nothing was charged").first().waitFor();
            PlaywrightAssertions.assertThat(page.getByLabel("Email")).hasValue("ann@example.com");
            Chromium.check(page, "hosted-" + width + "-2-declined");
            assertThat(status(session)).isEqualTo("open");
            pay(page, CHALLENGED);
            page.waitForURL(Pattern.compile(".*/3ds/.*"));
            press(page, "complete|approve|confirm");
            page.getByText("was paid to").waitFor();
            Chromium.check(page, "hosted-" + width + "-3-paid");
            page.waitForURL(Pattern.compile(".*/help\\?s=" + session.getId()));
            assertThat(status(session)).isEqualTo("complete");
        }
    }

    private static Session club() throws StripeException {
        var product =
                SessionCreateParams.LineItem.PriceData.ProductData.builder().setName("Oil club");
        var monthly =
                SessionCreateParams.LineItem.PriceData.Recurring.builder()
                        .setInterval(
                                SessionCreateParams.LineItem.PriceData.Recurring.Interval.MONTH);
        var price =
                SessionCreateParams.LineItem.PriceData.builder()
                        .setCurrency("usd")
                        .setUnitAmount(1250L)
                        .setProductData(product.build())
                        .setRecurring(monthly.build());
        return stripe.v1()
                .checkout()
                .sessions()
                .create(
                        SessionCreateParams.builder()
                                .setMode(SessionCreateParams.Mode.SUBSCRIPTION)
                                .setSuccessUrl(house.base() + "/help?s={CHECKOUT_SESSION_ID}")
                                .addLineItem(
                                        SessionCreateParams.LineItem.builder()
                                                .setQuantity(2L)
                                                .setPriceData(price.build())
                                                .build())
                                .build());
    }

    @ParameterizedTest(name = "{0} px wide, {1}")
    @CsvSource({"1280, LIGHT", "390, DARK"})
    void a_buyer_reads_what_goes_on_and_subscribes(int width, ColorScheme scheme)
            throws StripeException {
        var session = club();
        try (var visitor = Chromium.visitor(width, scheme)) {
            var page = visitor.newPage();
            page.navigate(session.getUrl());
            PlaywrightAssertions.assertThat(page.getByText("Then $25.00 per month.")).isVisible();
            Chromium.check(page, "hosted-" + width + "-4-subscribes");
            page.getByLabel("Email").fill("ann@example.com");
            fill(page, GOOD);
            press(page, "^Subscribe and pay \\$25");
            page.getByText("You are subscribed to").waitFor();
            Chromium.check(page, "hosted-" + width + "-5-subscribed");
            var done = stripe.v1().checkout().sessions().retrieve(session.getId());
            var begun = stripe.v1().subscriptions().retrieve(done.getSubscription());
            assertThat(begun.getStatus()).isEqualTo("active");
        }
    }

    @ParameterizedTest(name = "{0} px wide, {1}")
    @CsvSource({"1280, DARK", "390, LIGHT"})
    void a_link_sells_to_whoever_follows_it(int width, ColorScheme scheme) throws StripeException {
        var api = new Api(house.base(), house.secretKey());
        var price =
                Map.of(
                        "currency", "usd",
                        "unit_amount", "2500",
                        "recurring[interval]", "month",
                        "product_data[name]", "Oil club");
        var form = new HashMap<String, String>();
        form.put("line_items[0][quantity]", "1");
        form.put("line_items[0][price]", made(api.post("/v1/prices", price)));
        form.put("subscription_data[trial_period_days]", "7");
        var link = api.post("/v1/payment_links", form).json();
        for (var name : List.of("ann", "bob"))
            try (var visitor = Chromium.visitor(width, scheme)) {
                var page = visitor.newPage();
                page.navigate(link.path("url").asText());
                PlaywrightAssertions.assertThat(page.getByText("Free until")).isVisible();
                Chromium.check(page, "link-" + width + "-1-page");
                page.getByLabel("Email").fill(name + "@example.com");
                fill(page, GOOD);
                press(page, "^Subscribe");
                page.getByText("You are subscribed to").waitFor();
                Chromium.check(page, "link-" + width + "-2-subscribed");
            }
        var sessions =
                stripe.v1()
                        .checkout()
                        .sessions()
                        .list(
                                SessionListParams.builder()
                                        .setPaymentLink(link.path("id").asText())
                                        .build())
                        .getData();
        assertThat(sessions)
                .extracting(session -> session.getCustomerDetails().getEmail())
                .containsExactly("bob@example.com", "ann@example.com");
        for (var session : sessions)
            assertThat(stripe.v1().subscriptions().retrieve(session.getSubscription()).getStatus())
                    .isEqualTo("trialing");
    }

    private static String made(Api.Answer answer) {
        assertThat(answer.status()).as(answer.json().toString()).isEqualTo(200);
        return answer.json().path("id").asText();
    }

    @Test
    void the_second_tab_finds_it_paid() throws StripeException {
        var session = session();
        try (var visitor = Chromium.visitor(1280, ColorScheme.LIGHT)) {
            var first = visitor.newPage();
            var second = visitor.newPage();
            for (var tab : List.of(first, second)) {
                tab.navigate(session.getUrl());
                tab.getByLabel("Email").fill("ann@example.com");
            }
            pay(first, GOOD);
            first.getByText("was paid to").waitFor();
            pay(second, GOOD);
            second.getByText("was paid to").waitFor();
            var charges =
                    stripe.v1()
                            .charges()
                            .list(
                                    ChargeListParams.builder()
                                            .setPaymentIntent(paidBy(session))
                                            .build());
            assertThat(charges.getData()).hasSize(1);
        }
    }

    private static String paidBy(Session session) throws StripeException {
        return stripe.v1().checkout().sessions().retrieve(session.getId()).getPaymentIntent();
    }
}
