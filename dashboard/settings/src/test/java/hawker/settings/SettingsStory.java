package hawker.settings;

import hawker.accounts.Account;
import hawker.accounts.Sellers;
import hawker.checkout.Delivery;
import hawker.desk.Browser;
import hawker.kernel.AccountId;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** A seller of their own for each story, with a shop that says nothing yet. */
abstract class SettingsStory {

    static final String SHOP = ShopPages.PATH;
    static final String DELIVERY = DeliveryPages.PATH;

    @SuppressWarnings("NullAway.Init")
    static Stage stage;

    private static int stories;

    String handle = "";
    String owner = "";

    @BeforeAll
    static void open() {
        stage = new Stage();
    }

    @AfterAll
    static void close() {
        stage.close();
    }

    @BeforeEach
    void a_shop() {
        handle = "juniper-" + ++stories;
        Sellers.open(stage.accounts, handle, "Juniper");
        owner = Sellers.cookie(stage.accounts, handle);
    }

    Account account() {
        return stage.accounts.accountByHandle(handle).orElseThrow();
    }

    private AccountId number() {
        return stage.accounts.shopAccount(account().id());
    }

    Delivery delivery() {
        return stage.checkout.delivery(number());
    }

    /** A form of the seller's, with its token. */
    Browser.Page send(String path, Map<String, String> fields) {
        var form = new HashMap<>(fields);
        form.put("csrf", token(owner));
        return stage.browser.post(owner, path, form);
    }

    static String token(String cookie) {
        return stage.browser.get(cookie, Stage.TOKEN).body();
    }
}
