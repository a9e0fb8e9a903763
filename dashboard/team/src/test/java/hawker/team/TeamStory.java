package hawker.team;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.accounts.Accounts;
import hawker.accounts.AccountsModule;
import hawker.accounts.NewAccount;
import hawker.accounts.OpenedAccount;
import hawker.accounts.Role;
import hawker.accounts.Sellers;
import hawker.catalog.CatalogModule;
import hawker.desk.Browser;
import hawker.desk.Desk;
import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.kernel.UserId;
import hawker.look.Look;
import hawker.orders.OrdersModule;
import hawker.platform.TestPlatform;
import hawker.web.Routes;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;

/** A shop that Ann owns, the pages of its team, and people who come to it. */
abstract class TeamStory {

    static final String PASSWORD = Sellers.PASSWORD;
    static final String PATH = TeamPages.PATH;
    private static final Pattern LINK = Pattern.compile("(/team/join\\?token=[A-Za-z0-9_]+)");

    final TestPlatform test =
            TestPlatform.open(Map.of(), "api", "accounts", "catalog", "orders", "team");
    final AccountsModule module = AccountsModule.open(test.platform());
    final Accounts accounts = module.accounts();
    final Browser browser;
    final AccountId shop;
    final UserId ann;
    final String owner;

    TeamStory() {
        var platform = test.platform();
        var look = new Look("http://vault.test");
        var orders = OrdersModule.open(platform, CatalogModule.open(platform).catalog()).orders();
        var desk = new Desk(accounts, orders, look);
        browser =
                new Browser(
                        platform,
                        new Routes()
                                .addAll(TeamModule.open(platform, module, desk, look).routes()));
        ann = person("ann");
        var wanted = NewAccount.of("juniper", "Juniper", "US", Currency.USD, "ann@example.com");
        shop = ((OpenedAccount.Opened) accounts.openAccount(wanted, ann)).account().id();
        owner = signIn("ann");
    }

    @AfterEach
    void close() {
        browser.close();
        test.close();
    }

    UserId person(String name) {
        return Sellers.person(accounts, name);
    }

    String signIn(String name) {
        return Sellers.cookie(accounts, name);
    }

    Browser.Page send(String cookie, String page, String action, Map<String, String> more) {
        var form = new HashMap<>(browser.get(cookie, page).form(action));
        form.putAll(more);
        return browser.post(cookie, action, form);
    }

    Browser.Page invite(String cookie, String email, Role role, String password) {
        return send(
                cookie,
                PATH,
                PATH,
                Map.of("email", email, "role", role.name(), "password", password));
    }

    String linkOf(String email) {
        var mail = test.platform().mail().newest(Optional.of(email), 1).getFirst().mail();
        var found = LINK.matcher(mail.text());
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    /** Somebody who joined as something; their cookie. */
    String member(String name, Role role) {
        person(name);
        invite(owner, name + "@example.com", role, PASSWORD);
        var link = linkOf(name + "@example.com");
        var cookie = signIn(name);
        assertThat(send(cookie, link, JoinPages.PATH, Map.of()).status()).isEqualTo(303);
        return cookie;
    }

    Optional<Role> role(UserId person) {
        return accounts.members(shop).stream()
                .filter(member -> member.person().equals(person))
                .map(member -> member.role())
                .findFirst();
    }

    String page(UserId person) {
        return PATH + "/" + person.text();
    }

    String csrf(String cookie, String page, String action) {
        return String.valueOf(browser.get(cookie, page).form(action).get("csrf"));
    }

    static Map<String, String> with(Map<String, String> fields, String csrf) {
        var all = new HashMap<>(fields);
        all.put("csrf", csrf);
        return all;
    }
}
