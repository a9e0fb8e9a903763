package hawker.team;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.accounts.Accounts;
import hawker.accounts.AccountsModule;
import hawker.accounts.NewAccount;
import hawker.accounts.OpenedAccount;
import hawker.accounts.Role;
import hawker.accounts.Sellers;
import hawker.accounts.Viewer;
import hawker.catalog.CatalogModule;
import hawker.desk.Browser;
import hawker.desk.Desk;
import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.kernel.UserId;
import hawker.look.Look;
import hawker.orders.OrdersModule;
import hawker.platform.Eventually;
import hawker.platform.TestPlatform;
import hawker.web.Routes;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who works for a shop, how they come and go, and what they may not do. */
class TeamTest {

    private static final String PASSWORD = Sellers.PASSWORD;
    private static final String PATH = TeamPages.PATH;
    private static final Pattern LINK = Pattern.compile("(/team/join\\?token=[A-Za-z0-9_]+)");

    private final TestPlatform test =
            TestPlatform.open(Map.of(), "api", "accounts", "catalog", "orders", "team");
    private final AccountsModule module = AccountsModule.open(test.platform());
    private final Accounts accounts = module.accounts();
    private final Browser browser;
    private final AccountId shop;
    private final UserId ann;
    private final String owner;

    TeamTest() {
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

    private UserId person(String name) {
        return Sellers.person(accounts, name);
    }

    private String signIn(String name) {
        return Sellers.cookie(accounts, name);
    }

    private Browser.Page send(String cookie, String page, String action, Map<String, String> more) {
        var form = new HashMap<>(browser.get(cookie, page).form(action));
        form.putAll(more);
        return browser.post(cookie, action, form);
    }

    private Browser.Page invite(String cookie, String email, Role role, String password) {
        return send(
                cookie,
                PATH,
                PATH,
                Map.of("email", email, "role", role.name(), "password", password));
    }

    private String linkOf(String email) {
        var mail = test.platform().mail().newest(Optional.of(email), 1).getFirst().mail();
        var found = LINK.matcher(mail.text());
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    /** Somebody who joined as something; their cookie. */
    private String member(String name, Role role) {
        person(name);
        invite(owner, name + "@example.com", role, PASSWORD);
        var link = linkOf(name + "@example.com");
        var cookie = signIn(name);
        assertThat(send(cookie, link, JoinPages.PATH, Map.of()).status()).isEqualTo(303);
        return cookie;
    }

    private Optional<Role> role(UserId person) {
        return accounts.members(shop).stream()
                .filter(member -> member.person().equals(person))
                .map(member -> member.role())
                .findFirst();
    }

    private String page(UserId person) {
        return PATH + "/" + person.text();
    }

    @Test
    void an_invitation_is_mailed_shown_and_joined_once_by_whom_it_is_for() {
        var bob = person("bob");
        person("eve");
        assertThat(invite(owner, "Bob@Example.com", Role.MANAGER, "").status()).isEqualTo(303);
        assertThat(browser.get(owner, PATH).text())
                .contains("bob@example.com", "ann invited bob@example.com as Manager");
        var link = linkOf("bob@example.com");
        assertThat(browser.get("", link).text()).contains("Work for Juniper", "Sign in");
        var eve = signIn("eve");
        assertThat(browser.get(eve, link).text()).contains("signed in with another address");
        var cookie = signIn("bob");
        var form = new HashMap<>(browser.get(cookie, link).form(JoinPages.PATH));
        assertThat(browser.post(eve, JoinPages.PATH, form).status()).isEqualTo(403);
        assertThat(browser.post(cookie, JoinPages.PATH, form).location())
                .isEqualTo("/dashboard/shop/juniper");
        assertThat(role(bob)).contains(Role.MANAGER);
        assertThat(browser.post(cookie, JoinPages.PATH, form).status()).isEqualTo(410);
        assertThat(browser.get(cookie, PATH).text()).contains("bob joined as Manager");
        assertThat(browser.get(cookie, link).status()).isEqualTo(410);
    }

    @Test
    void an_invitation_that_was_withdrawn_or_is_too_old_leads_nowhere() {
        invite(owner, "bob@example.com", Role.ANALYST, "");
        var first = linkOf("bob@example.com");
        invite(owner, "bob@example.com", Role.ORDERS, "");
        var second = linkOf("bob@example.com");
        assertThat(browser.get("", first).status()).isEqualTo(410);
        assertThat(browser.get("", second).text()).contains("as Orders");
        test.clock().advance(Duration.ofDays(8));
        assertThat(browser.get("", second).status()).isEqualTo(410);
        invite(owner, "bob@example.com", Role.ORDERS, "");
        var third = linkOf("bob@example.com");
        assertThat(send(owner, PATH, PATH + "/withdraw", Map.of()).status()).isEqualTo(303);
        assertThat(browser.get("", third).status()).isEqualTo(410);
        assertThat(browser.get("", "/team/join?token=invite_nothing").status()).isEqualTo(410);
    }

    @Test
    void a_wrong_address_comes_back_as_it_was_typed() {
        var page = invite(owner, "bob at home", Role.ANALYST, "");
        assertThat(page.status()).isEqualTo(422);
        assertThat(page.body()).contains("value=\"bob at home\"", "not an e-mail address");
    }

    @Test
    void only_an_owner_with_the_password_makes_owners() {
        var wrong = invite(owner, "bob@example.com", Role.OWNER, "no");
        assertThat(wrong.status()).isEqualTo(422);
        var manager = member("mia", Role.MANAGER);
        assertThat(browser.get(manager, PATH).body()).doesNotContain("value=\"OWNER\"");
        assertThat(invite(manager, "bob@example.com", Role.OWNER, PASSWORD).status())
                .isEqualTo(422);
        assertThat(browser.get(manager, page(ann)).text()).doesNotContain("Another role");
        var csrf = csrf(manager, PATH, PATH);
        for (var act :
                List.of(Map.of("role", "ANALYST"), Map.of("role", "ANALYST", "password", PASSWORD)))
            assertThat(browser.post(manager, page(ann), with(act, csrf)).status()).isEqualTo(422);
        assertThat(browser.post(manager, page(ann) + "/remove", with(Map.of(), csrf)).status())
                .isEqualTo(422);
        assertThat(role(ann)).contains(Role.OWNER);
        var carl = member("carl", Role.OWNER);
        assertThat(browser.get(carl, page(ann)).text()).contains("Another role");
    }

    private String csrf(String cookie, String page, String action) {
        return String.valueOf(browser.get(cookie, page).form(action).get("csrf"));
    }

    private static Map<String, String> with(Map<String, String> fields, String csrf) {
        var all = new HashMap<>(fields);
        all.put("csrf", csrf);
        return all;
    }

    @Test
    void a_member_gets_another_role_at_once_and_is_removed() {
        var cookie = member("bob", Role.MANAGER);
        var bob = accounts.members(shop).getLast().person();
        var path = page(bob);
        assertThat(send(owner, path, path, Map.of("role", "ANALYST")).status()).isEqualTo(303);
        assertThat(role(bob)).contains(Role.ANALYST);
        var refused = browser.get(cookie, PATH);
        assertThat(refused.text()).doesNotContain("Invite somebody").contains("bob Analyst");
        assertThat(browser.get(owner, PATH).text())
                .contains("ann made bob Analyst, who was Manager");
        assertThat(send(owner, path, path + "/remove", Map.of()).status()).isEqualTo(303);
        assertThat(role(bob)).isEmpty();
        assertThat(browser.get(cookie, PATH).status()).isEqualTo(403);
    }

    @Test
    void a_manager_does_not_invite_in_the_place_of_an_owner() {
        var manager = member("mia", Role.MANAGER);
        var bob = person("bob");
        invite(owner, "bob@example.com", Role.OWNER, PASSWORD);
        var link = linkOf("bob@example.com");
        var refused = invite(manager, "bob@example.com", Role.ANALYST, "");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("only an owner changes that");
        assertThat(linkOf("bob@example.com")).isEqualTo(link);
        var cookie = signIn("bob");
        assertThat(send(cookie, link, JoinPages.PATH, Map.of()).status()).isEqualTo(303);
        assertThat(role(bob)).contains(Role.OWNER);

        invite(owner, "carl@example.com", Role.OWNER, PASSWORD);
        test.clock().advance(Duration.ofDays(8));
        assertThat(invite(signIn("mia"), "carl@example.com", Role.ANALYST, "").status())
                .as("one that works no longer is in nobody's way")
                .isEqualTo(303);
        assertThat(browser.get("", linkOf("carl@example.com")).text()).contains("as Analyst");
    }

    @Test
    void an_invitation_that_was_made_again_is_not_joined_by_what_it_was_before() {
        var bob = person("bob");
        var viewer = new Viewer(accounts.person(bob).orElseThrow(), List.of(), "", "");
        invite(owner, "bob@example.com", Role.OWNER, PASSWORD);
        var old = linkOf("bob@example.com").replace("/team/join?token=", "");
        var staffing = new Staffing(test.platform(), module, new TeamSql());
        var found = staffing.find(old).orElseThrow();
        invite(owner, "bob@example.com", Role.ANALYST, "");
        assertThat(staffing.join(found, old, viewer, "127.0.0.1")).isFalse();
        assertThat(role(bob)).isEmpty();
        var cookie = signIn("bob");
        var link = linkOf("bob@example.com");
        assertThat(send(cookie, link, JoinPages.PATH, Map.of()).status()).isEqualTo(303);
        assertThat(role(bob)).contains(Role.ANALYST);
    }

    @Test
    void whoever_was_made_owner_meanwhile_is_not_changed_by_a_manager() throws Exception {
        var manager = member("mia", Role.MANAGER);
        member("bob", Role.ORDERS);
        var bob = accounts.members(shop).getLast().person();
        var csrf = csrf(manager, PATH, PATH);
        for (var act : List.of("", "/remove"))
            assertThat(whilePromoted(bob, manager, page(bob) + act, csrf).status())
                    .as(act)
                    .isEqualTo(422);
        assertThat(role(bob)).contains(Role.OWNER);
    }

    /** A manager's form that was judged before, and takes effect after somebody became owner. */
    private Browser.Page whilePromoted(UserId person, String cookie, String path, String csrf)
            throws Exception {
        var tx = test.platform().tx();
        tx.acrossAccounts(
                "change-team",
                t -> module.setRole(t, shop, person, role(person).orElseThrow(), Role.ORDERS));
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var answer =
                    tx.acrossAccounts(
                            "change-team",
                            t -> {
                                module.setRole(t, shop, person, Role.ORDERS, Role.OWNER);
                                var form = with(Map.of("role", "ANALYST"), csrf);
                                var late = pool.submit(() -> browser.post(cookie, path, form));
                                Eventually.is(() -> late.isDone() || somebodyWaits());
                                return late;
                            });
            return answer.get();
        }
    }

    @Test
    void whoever_is_dismissed_meanwhile_changes_nothing_any_more() throws Exception {
        var manager = member("mia", Role.MANAGER);
        var mia = accounts.members(shop).getLast().person();
        member("bob", Role.ORDERS);
        var bob = accounts.members(shop).getLast().person();
        invite(owner, "carl@example.com", Role.ORDERS, "");
        var invited = new Staffing(test.platform(), module, new TeamSql()).invitations(shop);
        var acts =
                Map.of(
                        PATH,
                        Map.of("email", "evil@example.com", "role", "ANALYST"),
                        PATH + "/withdraw",
                        Map.of("invitation", invited.getFirst().id()),
                        page(bob),
                        Map.of("role", "MANAGER"),
                        page(bob) + "/remove",
                        Map.<String, String>of());
        var tx = test.platform().tx();
        for (var act : acts.entrySet()) {
            var form = with(act.getValue(), csrf(manager, PATH, PATH));
            var late = whileChanged(mia, Role.ANALYST, manager, act.getKey(), form);
            // A page after it is one for an analyst, who sees why; or 403, if the form came later.
            assertThat(late.status()).as(act.getKey()).isNotEqualTo(404);
            assertThat(
                            new Staffing(test.platform(), module, new TeamSql())
                                    .invitations(shop).stream().map(Invitation::email).toList())
                    .as(act.getKey())
                    .containsExactly("carl@example.com");
            assertThat(role(bob)).as(act.getKey()).contains(Role.ORDERS);
            tx.acrossAccounts(
                    "change-team", t -> module.setRole(t, shop, mia, Role.ANALYST, Role.MANAGER));
        }
    }

    @Test
    void an_owner_who_is_made_less_meanwhile_makes_no_owners_any_more() throws Exception {
        var other = member("otto", Role.OWNER);
        var otto = accounts.members(shop).getLast().person();
        member("bob", Role.ORDERS);
        var bob = accounts.members(shop).getLast().person();
        var form = with(Map.of("role", "OWNER", "password", PASSWORD), csrf(other, PATH, PATH));
        var late = whileChanged(otto, Role.MANAGER, other, page(bob), form);
        assertThat(late.status()).isEqualTo(422);
        assertThat(late.text()).contains("Your own role was changed just now");
        assertThat(role(bob)).contains(Role.ORDERS);
    }

    /** A form that was judged before its sender's own role changed, and takes effect after. */
    private Browser.Page whileChanged(
            UserId person, Role became, String cookie, String path, Map<String, String> form)
            throws Exception {
        var was = role(person).orElseThrow();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var answer =
                    test.platform()
                            .tx()
                            .acrossAccounts(
                                    "change-team",
                                    t -> {
                                        module.setRole(t, shop, person, was, became);
                                        var late =
                                                pool.submit(() -> browser.post(cookie, path, form));
                                        Eventually.is(() -> late.isDone() || somebodyWaits());
                                        return late;
                                    });
            return answer.get();
        }
    }

    /** Whether a statement waits for a row that somebody else holds. */
    private boolean somebodyWaits() {
        return test.platform()
                .tx()
                .onSingle(tx ->
                        tx.one(
                                """
                                select count(*) as waiting from pg_catalog.pg_stat_activity
                                where wait_event_type = 'Lock' and datname = current_database()
                                """,
                                row -> row.number("waiting") > 0))
                .orElseThrow();
    }

    @Test
    void the_last_owner_stays_and_of_two_who_leave_at_once_one_does() throws Exception {
        var alone = send(owner, page(ann), page(ann) + "/remove", Map.of());
        assertThat(alone.status()).isEqualTo(422);
        assertThat(alone.text()).contains("The last owner stays");
        var other = member("bob", Role.OWNER);
        var bob = accounts.members(shop).getLast().person();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = pool.submit(() -> send(owner, page(ann), page(ann) + "/remove", Map.of()));
            var second = pool.submit(() -> send(other, page(bob), page(bob) + "/remove", Map.of()));
            assertThat(List.of(first.get().status(), second.get().status()))
                    .containsExactlyInAnyOrder(303, 422);
        }
        assertThat(accounts.members(shop)).hasSize(1);
    }

    @Test
    void who_only_looks_changes_nothing() {
        var cookie = member("bob", Role.ANALYST);
        var own = page(accounts.members(shop).getLast().person());
        var csrf = csrf(cookie, own, own + "/remove");
        for (var path : List.of(PATH, PATH + "/withdraw", page(ann)))
            assertThat(browser.post(cookie, path, with(Map.of("role", "OWNER"), csrf)).status())
                    .as(path)
                    .isEqualTo(403);
        assertThat(browser.post(cookie, page(ann) + "/remove", with(Map.of(), csrf)).status())
                .isEqualTo(422);
        assertThat(accounts.members(shop)).hasSize(2);
    }
}
