package hawker.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.accounts.NewPerson;
import hawker.accounts.Role;
import hawker.accounts.Role.Right;
import hawker.accounts.SignedUp;
import hawker.api.ApiKeyKind;
import hawker.desk.Browser;
import hawker.kernel.PageRequest;
import hawker.web.Response;
import hawker.web.Routes;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each page and each form of the dashboard asks for a right, and who has it not is told so. */
class RightsTest {

    private static final String TOKEN = "/token";

    private static final Map<String, Right> FORMS =
            Map.ofEntries(
                    Map.entry("/dashboard/orders/{id}/refund", Right.REFUND),
                    Map.entry("/dashboard/orders/{id}/cancel", Right.REFUND),
                    Map.entry("/dashboard/orders/{id}/ship", Right.SHIP),
                    Map.entry("/dashboard/orders/{id}/deliver", Right.SHIP),
                    Map.entry("/dashboard/orders/{id}/note", Right.SHIP),
                    Map.entry("/dashboard/products/new", Right.EDIT_GOODS),
                    Map.entry("/dashboard/products/{id}/edit", Right.EDIT_GOODS),
                    Map.entry("/dashboard/products/{id}/stock", Right.EDIT_GOODS),
                    Map.entry("/dashboard/products/{id}/status", Right.EDIT_GOODS),
                    Map.entry("/dashboard/payments/{id}/refund", Right.REFUND),
                    Map.entry("/dashboard/payments/{id}/capture", Right.REFUND),
                    Map.entry("/dashboard/payments/{id}/release", Right.REFUND),
                    Map.entry(BankPage.PATH, Right.CHANGE_BANK),
                    Map.entry("/dashboard/webhooks/{id}/again", Right.DEVELOP),
                    Map.entry("/dashboard/webhooks/endpoints/new", Right.DEVELOP),
                    Map.entry("/dashboard/webhooks/endpoints/{id}", Right.DEVELOP),
                    Map.entry("/dashboard/webhooks/endpoints/{id}/enable", Right.DEVELOP),
                    Map.entry("/dashboard/webhooks/endpoints/{id}/roll", Right.DEVELOP),
                    Map.entry("/dashboard/webhooks/endpoints/{id}/delete", Right.DEVELOP));

    private final Stage stage = new Stage();
    private final Browser browser =
            new Browser(
                    stage.platform,
                    new Routes()
                            .addAll(stage.routes)
                            .get(
                                    TOKEN,
                                    stage.desk.seller(
                                            Right.SEE_GOODS,
                                            seat -> Response.text(200, seat.csrf()))));

    @AfterEach
    void close() {
        browser.close();
        stage.close();
    }

    /** Somebody of a role at the first shop; their cookie. */
    private String cookie(Role role) {
        var name = "works-as-" + role.title().toLowerCase(Locale.ROOT);
        var person = NewPerson.of(name, name, name + "@example.com", Stage.PASSWORD);
        var id = ((SignedUp.Welcome) stage.accounts.signUp(person)).person().id();
        stage.platform
                .tx()
                .acrossAccounts("join", tx -> stage.module.join(tx, stage.shop, id, role));
        return stage.signIn(name);
    }

    @Test
    void each_form_is_in_the_table_and_refused_to_roles_without_its_right() {
        var members = new EnumMap<Role, String>(Role.class);
        for (var role : Role.values()) members.put(role, cookie(role));
        var forms = new HashSet<String>();
        for (var route : stage.routes.all()) {
            if (!route.method().equals("POST") || !route.pattern().startsWith("/dashboard"))
                continue;
            var right = FORMS.get(route.pattern());
            if (right == null) throw new AssertionError("no right is named for " + route.pattern());
            forms.add(route.pattern());
            for (var member : members.entrySet()) {
                var signedIn = member.getValue();
                var token = Map.of("csrf", browser.get(signedIn, TOKEN).body());
                var path = route.pattern().replace("{id}", "x");
                var status = browser.post(signedIn, path, token).status();
                assertThat(status == 403)
                        .as(member.getKey() + " " + path + " " + status)
                        .isEqualTo(!member.getKey().has(right));
            }
        }
        assertThat(forms).isEqualTo(FORMS.keySet());
    }

    @Test
    void no_page_shows_a_form_or_a_link_that_its_reader_is_refused() {
        stageEverything();
        for (var role : Role.values()) {
            var shown = new HashSet<String>();
            for (var page : browser.everything(cookie(role), first(role)).entrySet()) {
                var as = role + " " + page.getKey();
                assertThat(page.getValue().status()).as(as).isNotEqualTo(403);
                for (var action : page.getValue().sendsTo()) shown.add(pattern(action));
            }
            for (var form : FORMS.entrySet())
                assertThat(shown.contains(form.getKey()))
                        .as(role + " " + form.getKey())
                        .isEqualTo(role.has(form.getValue()));
        }
    }

    /** What another room's pages lead to. */
    private static String[] first(Role role) {
        return role.has(Right.SEE_PROGRAMS)
                ? new String[] {"/dashboard", "/dashboard/webhooks"}
                : new String[] {"/dashboard"};
    }

    /** A page for each form: paid orders before and after shipping, money that is held, a hook. */
    private void stageEverything() {
        var shirt = stage.product(stage.shop, "Shirt", 2_000, 9);
        stage.sold(stage.shop, shirt, 1);
        var shipped = stage.sold(stage.shop, shirt, 1);
        stage.orders.fulfil(stage.shop, shipped.id(), "Post", "1", "ann");
        api(
                "/v1/payment_intents",
                "amount=2000&currency=usd&payment_method=pm_card_visa&confirm=true"
                        + "&capture_method=manual");
        api(
                "/v1/webhook_endpoints",
                "enabled_events[]=charge.succeeded&url=" + browser.url("/hook"));
        stage.sold(stage.shop, shirt, 1);
        stage.webhooks.webhooks().deliverDue(stage.shop);
    }

    private void api(String path, String form) {
        var key = stage.accounts.createKey(stage.shop, ApiKeyKind.SECRET, "For the test");
        assertThat(browser.api(key.secret(), path, form).status()).isEqualTo(200);
    }

    private static String pattern(String action) {
        return FORMS.keySet().stream()
                .filter(form -> action.matches(form.replace("{id}", "(?!new)[^/]+")))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no right is named for " + action));
    }

    @Test
    void the_refund_form_is_shown_where_money_can_be_given_back_here() {
        var owner = stage.signIn("juniper");
        var shirt = stage.product(stage.shop, "Shirt", 2_000, 9);
        var order = stage.sold(stage.shop, shirt, 1);
        var charge = stage.payments.charges(stage.shop, PageRequest.first(1)).items().getFirst();
        var path = "/dashboard/payments/" + charge.id();
        var open = browser.get(owner, path);
        assertThat(open.sendsTo()).contains(path + "/refund");
        var analyst = browser.get(cookie(Role.ANALYST), path);
        assertThat(analyst.sendsTo()).isEmpty();
        assertThat(analyst.text())
                .contains(
                        "Only the roles Owner, Manager and Orders may change this; yours is Analyst.");

        stage.platform
                .tx()
                .inAccount(
                        stage.shop,
                        tx ->
                                stage.payments.dispute(
                                        tx,
                                        stage.shop,
                                        charge.id(),
                                        "dp_1",
                                        charge.amount(),
                                        false));
        for (var each : List.of(path, "/dashboard/orders/" + order.id())) {
            var disputed = browser.get(owner, each);
            assertThat(disputed.body()).doesNotContain(each + "/refund\"");
            assertThat(disputed.text()).contains("The bank has taken the money for a dispute.");
        }
        var late = new HashMap<>(open.form(path + "/refund"));
        late.put("amount", "1.00");
        var refused = browser.post(owner, path + "/refund", late);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("has been charged back; cannot issue a refund");
    }

    @Test
    void who_keeps_the_goods_begins_at_them_and_sees_no_money() {
        var keeper = cookie(Role.CATALOGUE);
        assertThat(browser.get(keeper, "/dashboard").location()).isEqualTo("/dashboard/products");
        var products = browser.get(keeper, "/dashboard/products");
        assertThat(products.status()).isEqualTo(200);
        assertThat(products.body()).doesNotContain("/dashboard/balance", "/dashboard/orders");
        for (var path :
                new String[] {
                    "/dashboard/orders",
                    "/dashboard/payments",
                    "/dashboard/payments/ch_1",
                    "/dashboard/balance",
                    "/dashboard/balance.csv",
                    "/dashboard/orders.csv",
                    "/dashboard/payouts",
                    "/dashboard/webhooks"
                }) assertThat(browser.get(keeper, path).status()).as(path).isEqualTo(403);
    }

    @Test
    void who_ships_sees_the_day_without_the_balance() {
        var page = browser.get(cookie(Role.ORDERS), "/dashboard");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text()).contains("Sales today").doesNotContain("Available two business");
    }
}
