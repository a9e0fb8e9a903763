package hawker.house;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.param.PaymentIntentCreateParams;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A page written for Stripe.js debits bank accounts here, in a real browser. */
@Tag("slow")
class BankElementsTest {

    private static final String GOOD = "DE89370400440532013000";

    private static StripeClient stripe;
    private static OwnShop shop;
    private static House house;

    private final ShopVisit visit = new ShopVisit(House.open().base());

    @BeforeAll
    static void open() throws Exception {
        house = House.open();
        stripe = house.client();
        shop = new OwnShop(house, () -> intent("eur", "sepa_debit"));
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    @AfterEach
    void the_number_stays_in_its_frame() {
        // The bank's code before it is told, as Stripe tells it.
        visit.types(GOOD.substring(12));
        visit.endsWithoutDigits();
    }

    @Test
    void an_iban_pays_by_debit_and_the_mandate_says_who_agreed() throws Exception {
        var secret = intent("eur", "sepa_debit");
        var page = open("iban", secret);
        var iban = iban(page).getByLabel("IBAN");
        pay(page);
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("incomplete_iban");
        iban.fill("DE89370400440532013001");
        pay(page);
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("invalid_iban");
        assertThat(page.locator(".StripeElement--invalid")).hasCount(1);
        iban.fill("US1234567890");
        pay(page);
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("invalid_iban_country_code");
        iban.fill("");
        iban.pressSequentially(GOOD);
        assertThat(iban).hasValue("DE89 3704 0044 0532 0130 00");
        Chromium.check(page, "elements-iban");
        pay(page);
        assertThat(page.getByRole(AriaRole.STATUS)).hasText("payment_intent processing");
        var changes = String.valueOf(page.evaluate("JSON.stringify(window.changes)"));
        assertThat(changes)
                .contains("\"elementType\":\"iban\"")
                .contains("\"country\":\"DE\"")
                .contains("\"complete\":true");
        var paid = stripe.v1().paymentIntents().retrieve(secret.split("_secret_", 2)[0]);
        var charge = stripe.v1().charges().retrieve(paid.getLatestCharge());
        var debit = charge.getPaymentMethodDetails().getSepaDebit();
        assertThat(debit.getLast4()).isEqualTo("3000");
        var mandate = stripe.v1().mandates().retrieve(debit.getMandate());
        assertThat(mandate.getCustomerAcceptance().getType()).isEqualTo("online");
        assertThat(mandate.getCustomerAcceptance().getOnline().getUserAgent()).contains("Chrom");
    }

    @Test
    void an_iban_becomes_a_source() {
        var page = open("ibanSource", intent("eur", "sepa_debit"));
        iban(page).getByLabel("IBAN").fill(GOOD);
        pay(page);
        assertThat(page.getByRole(AriaRole.STATUS)).hasText("source chargeable");
    }

    @Test
    void an_american_account_is_shown_to_be_the_buyers_by_two_deposits() {
        var page = open("bank", intent("usd", "us_bank_account"));
        pay(page);
        assertThat(page.getByRole(AriaRole.STATUS)).hasText("payment_intent processing");
        assertThat(String.valueOf(page.evaluate("JSON.stringify(window.changes)")))
                .contains("payment_method_microdeposit_verification_amounts_mismatch");
    }

    @Test
    void what_is_not_there_says_so_and_breaks_no_page() {
        var page = open("wallets", intent("usd", "card"));
        pay(page);
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("error invalid_request_error");
        var told = String.valueOf(page.evaluate("JSON.stringify(window.changes)"));
        assertThat(told).contains("\"wallets\":{\"applePay\":true").contains("expressCheckout");
    }

    @ParameterizedTest
    @ValueSource(ints = {1280, 390})
    void the_pages_of_banks_are_open_to_everybody(int width) {
        var api = new Api(house.base(), house.secretKey());
        var source =
                api.post(
                        "/v1/sources",
                        Map.of(
                                "type", "ideal",
                                "amount", "1099",
                                "currency", "eur",
                                "redirect[return_url]", shop.origin()));
        visit.wide(width);
        var bank = visit.open(source.json().at("/redirect/url").asText());
        Chromium.check(bank, "bank-page-" + width);
        bank.getByRole(AriaRole.BUTTON, named("Authorize test payment")).press("Enter");
        bank.waitForURL(Pattern.compile(".*[?&]source=src_.*"));

        var account = "payment_method_data[us_bank_account]";
        var setup =
                api.post(
                        "/v1/setup_intents",
                        Map.of(
                                "confirm",
                                "true",
                                "payment_method_types[]",
                                "us_bank_account",
                                "payment_method_data[type]",
                                "us_bank_account",
                                account + "[account_number]",
                                "000123456789",
                                account + "[routing_number]",
                                "110000000",
                                account + "[account_holder_type]",
                                "individual",
                                "payment_method_data[billing_details][name]",
                                "Ada",
                                "mandate_data[customer_acceptance][type]",
                                "offline"));
        var verify = setup.json().at("/next_action/verify_with_microdeposits");
        var deposits = visit.open(verify.path("hosted_verification_url").asText());
        deposits.getByLabel("First deposit").fill("1");
        deposits.getByLabel("Second deposit").fill("2");
        deposits.getByRole(AriaRole.BUTTON, named("Verify")).press("Enter");
        assertThat(deposits.locator("main [role=status]")).containsText("do not match");
        Chromium.check(deposits, "bank-deposits-" + width);
        deposits.getByLabel("First deposit").fill("32");
        deposits.getByLabel("Second deposit").fill("45");
        deposits.getByRole(AriaRole.BUTTON, named("Verify")).press("Enter");
        assertThat(deposits.locator("main [role=status]")).hasText("Your account is verified.");
        deposits.navigate(house.base() + "/setups/deposits/seti_nothing_secret_x");
        assertThat(deposits.getByRole(AriaRole.HEADING)).hasText("Nothing here");
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }

    private static String intent(String currency, String type) {
        try {
            return stripe.v1()
                    .paymentIntents()
                    .create(
                            PaymentIntentCreateParams.builder()
                                    .setAmount(2500L)
                                    .setCurrency(currency)
                                    .addPaymentMethodType(type)
                                    .build())
                    .getClientSecret();
        } catch (StripeException e) {
            throw new IllegalStateException(e);
        }
    }

    private Page open(String flow, String secret) {
        return visit.open(shop.page(flow, secret));
    }

    private static FrameLocator iban(Page page) {
        return page.frameLocator("iframe[title^='Secure IBAN']");
    }

    private static void pay(Page page) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Pay")).press("Enter");
    }
}
