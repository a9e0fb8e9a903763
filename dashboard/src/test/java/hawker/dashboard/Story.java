package hawker.dashboard;

import hawker.desk.Browser;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.ledger.Purpose;
import hawker.orders.Order;
import hawker.payments.Charge;
import hawker.payments.PaymentIntent;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** A story of a seller with a new shop, who sells mugs and looks at the pages. */
abstract class Story {

    static final int MUG = 1_234;

    static Stage stage;

    static Browser browser;

    /** Of the shop's owner. */
    String cookie = "";

    @BeforeAll
    static void open() {
        stage = new Stage();
        browser = new Browser(stage.platform, stage.routes);
    }

    @AfterAll
    static void close() {
        browser.close();
        stage.close();
    }

    @BeforeEach
    void begin() {
        stage.another();
        cookie = stage.signIn(stage.handle);
    }

    Browser.Page refund(Order order, String amount) {
        var action = path(order) + "/refund";
        var form = form(path(order), action);
        form.put("amount", amount);
        return browser.post(cookie, action, form);
    }

    Map<String, String> form(String path, String action) {
        return new HashMap<>(browser.get(cookie, path).form(action));
    }

    Charge charge(Order order) {
        return stage.payments.charges(stage.shop, new PaymentIntent.Id(order.payment())).getFirst();
    }

    Money pending() {
        return stage.ledger.balance(stage.shop, Purpose.MERCHANT_PENDING, Currency.USD);
    }

    Money available() {
        return stage.ledger.balance(stage.shop, Purpose.MERCHANT_AVAILABLE, Currency.USD);
    }

    static String path(Order order) {
        return "/dashboard/orders/" + order.id();
    }
}
