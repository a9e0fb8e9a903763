package hawker.portal;

import hawker.api.Got;
import hawker.billing.Stage;
import hawker.billing.Tale;
import hawker.kernel.AccountId;
import hawker.look.Look;
import hawker.methods.MethodsModule;
import hawker.web.Browser;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** A story of the portal: on billing's stage, with this room upon it, and a browser. */
abstract class PortalStory extends Tale {

    static final String CONFIGURATIONS = "/v1/billing_portal/configurations";

    static Browser browser;

    /** Set by whoever opens the stage. */
    @SuppressWarnings("NullAway.Init")
    static PortalModule portal;

    @BeforeAll
    static void open() {
        stage = new Stage(PortalStory::above, "portal", "methods");
        browser = new Browser(stage.platform, stage.pages);
    }

    @AfterAll
    static void close() {
        browser.close();
        stage.close();
    }

    private static Stage.Above above(Stage stage) {
        var methods = MethodsModule.open(stage.platform);
        var doors =
                new PortalModule.Doors(
                        stage.accounts,
                        stage.pricing.pricing(),
                        stage.customers.check()::exists,
                        stage.module::living,
                        methods::configuration,
                        PortalStory::isConnected);
        var module =
                PortalModule.open(
                        stage.platform, doors, new Look("http://vault.test"), Stage.ORIGIN);
        portal = module;
        var operations = new ArrayList<>(module.operations());
        operations.addAll(methods.operations());
        return new Stage.Above(
                operations, module::routes, module.expanders(), PortalRenderer.TYPES);
    }

    private static boolean isConnected(AccountId platform, String account) {
        return AccountId.parse(account)
                .filter(id -> stage.connect.isConnected(platform, id.inMode(false)))
                .isPresent();
    }

    /** The id of a configuration with these features. */
    static String configuration(String form) {
        return fits(stage.post(CONFIGURATIONS, form)).text("id");
    }

    static Got session(String customer, String configuration, String more) {
        return stage.post(
                "/v1/billing_portal/sessions",
                "customer=" + customer + "&configuration=" + configuration + more);
    }

    /** Where a buyer finds the portal. */
    static String path(Got session) {
        return fits(session).text("url").substring(Stage.ORIGIN.length());
    }
}
