package hawker.house;

import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.AriaRole;
import com.stripe.StripeClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** A page written for Stripe.js in a real browser, from an origin of its own. */
abstract class StripeJsStory {

    static final String GOOD = "4242424242424242";
    static final String DECLINED = "4000000000009995";
    static final String CHALLENGED = "4000000000003220";
    private static final int LONGER_THAN_A_DATE = 12;

    static House house;
    static StripeClient stripe;
    private static OwnShop shop;

    final ShopVisit visit = new ShopVisit(House.open().vault());

    @BeforeAll
    static void open() throws Exception {
        house = House.open();
        stripe = house.client();
        shop = new OwnShop(house, house::openPayment);
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    @AfterEach
    void no_digits_of_a_card_reach_the_page() {
        visit.endsWithoutDigits();
    }

    // ——— words of the stories ———

    Page open(String flow, String secret) {
        return visit.open(shop.page(flow, secret));
    }

    void fill(Page page, String flow, String number) {
        if (flow.equals("card")) fillCard(page, number, "12 / 34", "123", "94107");
        else {
            var fields = frame(page, "Secure payment");
            type(fields.getByLabel("Card number"), number);
            type(fields.getByLabel("Expiry"), "12 / 34");
            type(fields.getByLabel("Security code"), "123");
            type(fields.getByLabel("ZIP"), "94107");
        }
    }

    void fillCard(Page page, String number, String expiry, String cvc, String postal) {
        var fields = frame(page, "Secure card payment");
        type(fields.getByLabel("Card number"), number);
        type(fields.getByLabel("Expiry"), expiry);
        type(fields.getByLabel("Security code"), cvc);
        type(fields.getByLabel("ZIP"), postal);
    }

    void type(Locator field, String text) {
        try {
            field.fill(text);
        } catch (TimeoutError e) {
            throw new AssertionError("the page was told and said: " + visit.heard(), e);
        }
        if (text.length() > LONGER_THAN_A_DATE) visit.types(text);
    }

    static void pay(Page page) {
        // By the keyboard: frames above that still grow move the button away under a pointer.
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Pay")).press("Enter");
    }

    static FrameLocator frame(Page page, String title) {
        return page.frameLocator("iframe[title^='" + title + "']");
    }

    static FrameLocator bank(Page page) {
        return frame(page, "Your bank");
    }

    static FrameLocator.GetByRoleOptions button(String name) {
        return new FrameLocator.GetByRoleOptions().setName(name).setExact(true);
    }
}
