package hawker.team;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.accounts.Role;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who works for a shop, how they come and go, and what they may not do. */
class TeamTest extends TeamStory {

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
