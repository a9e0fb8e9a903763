package hawker.team;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.accounts.Role;
import hawker.accounts.Viewer;
import hawker.desk.Browser;
import hawker.kernel.UserId;
import hawker.platform.Eventually;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** What was judged by rights or an invitation that changed before it took effect. */
class MeanwhileTest extends TeamStory {

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
                                Eventually.is(() -> late.isDone() || somebodyWaits(pool));
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
                                        Eventually.is(() -> late.isDone() || somebodyWaits(pool));
                                        return late;
                                    });
            return answer.get();
        }
    }

    /** Whether a statement waits for a row that somebody else holds, asked beside all of them. */
    private boolean somebodyWaits(Executor beside) {
        return CompletableFuture.supplyAsync(this::somebodyWaits, beside).join();
    }

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
}
