package hawker.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SignInTest {

    private final Story story = new Story();
    private final Accounts accounts = story.accounts;

    @AfterEach
    void close() {
        story.close();
    }

    @Test
    void e_mail_in_any_case_and_handle_are_logins() {
        var maria = story.person("maria");
        for (var login : new String[] {"MARIA@example.com ", "maria", "@maria"})
            assertThat(accounts.signIn(login, Story.PASSWORD, "192.0.2.1"))
                    .isInstanceOfSatisfying(
                            SignIn.SignedIn.class, in -> assertThat(in.person()).isEqualTo(maria));
    }

    @Test
    void a8_unknown_logins_and_wrong_passwords_are_refused_alike() {
        story.person("maria");
        story.shop("summit");
        var refused = new SignIn.Refused();
        assertThat(accounts.signIn("maria", "wrong password", "192.0.2.1")).isEqualTo(refused);
        assertThat(accounts.signIn("nobody", Story.PASSWORD, "192.0.2.1")).isEqualTo(refused);
        assertThat(accounts.signIn("summit", Story.PASSWORD, "192.0.2.1")).isEqualTo(refused);
        assertThat(accounts.signIn("a@b.ch", "", "192.0.2.1")).isEqualTo(refused);
        assertThat(accounts.signIn("maria", "x".repeat(100_000), "192.0.2.1")).isEqualTo(refused);
    }

    @Test
    void ten_tries_a_login_in_ten_minutes_known_or_not() {
        story.person("maria");
        for (var login : new String[] {"maria", "nobody"}) {
            for (int i = 0; i < 10; i++)
                assertThat(accounts.signIn(login, "wrong password", "192.0.2.1"))
                        .isInstanceOf(SignIn.Refused.class);
            assertThat(accounts.signIn(login, Story.PASSWORD, "192.0.2.9"))
                    .isInstanceOf(SignIn.TooMany.class);
        }
        story.test.clock().advance(Duration.ofMinutes(11));
        assertThat(accounts.signIn("maria", Story.PASSWORD, "192.0.2.1"))
                .isInstanceOf(SignIn.SignedIn.class);
    }

    @Test
    void who_knows_the_password_comes_as_often_as_there_are_devices() {
        story.person("maria");
        for (int i = 0; i < 25; i++)
            assertThat(accounts.signIn("maria", Story.PASSWORD, "192.0.2." + i))
                    .isInstanceOf(SignIn.SignedIn.class);
    }

    @Test
    void a_session_shows_who_it_is_and_for_whom_they_work() {
        var owner = story.shop("summit").account();
        var person = story.accounts.members(owner.id()).getFirst().person();
        var token = story.signIn(accounts.person(person).orElseThrow());
        var viewer = story.viewer(token).orElseThrow();
        assertThat(viewer.person().id()).isEqualTo(person);
        assertThat(viewer.roleIn(owner.id().test())).contains(Role.OWNER);
        assertThat(viewer.sells()).isTrue();
        assertThat(viewer.csrfToken()).isNotEqualTo(token);
        assertThat(story.rowsWith("accounts.sessions", token)).isZero();
    }

    @Test
    void a15_every_sign_in_is_a_new_session_and_signing_out_ends_one() {
        var maria = story.person("maria");
        var first = story.signIn(maria);
        var second = story.signIn(maria);
        assertThat(second).isNotEqualTo(first);
        accounts.signOut(story.get("/", "", Story.cookie(first)));
        assertThat(story.viewer(first)).isEmpty();
        assertThat(story.viewer(second)).isPresent();
    }

    @Test
    void a_session_lasts_thirty_days_from_its_last_use() {
        var token = story.signIn(story.person("maria"));
        for (int i = 0; i < 3; i++) {
            story.test.clock().advance(Duration.ofDays(20));
            assertThat(story.viewer(token)).isPresent();
        }
        story.test.clock().advance(Duration.ofDays(31));
        assertThat(story.viewer(token)).isEmpty();
        story.test.platform().chores().run("accounts-prune-sessions");
        assertThat(story.rowsWith("accounts.sessions", "")).isZero();
    }

    @Test
    void a_token_nobody_was_given_is_nobody() {
        var token = story.signIn(story.person("maria"));
        var last = token.endsWith("a") ? "b" : "a";
        assertThat(story.viewer(token.substring(0, token.length() - 1) + last)).isEmpty();
        assertThat(story.viewer("")).isEmpty();
        assertThat(story.viewer("ses_" + "x".repeat(5_000))).isEmpty();
    }

    @Test
    void a_password_is_stored_as_argon2id_with_a_salt_of_its_own() {
        var passwords = new Passwords(story.test.platform().ids(), Passwords.LEAST_KIB);
        var first = passwords.hash("correct horse").orElseThrow();
        var second = passwords.hash("correct horse").orElseThrow();
        assertThat(first).startsWith("$argon2id$v=19$m=19456,t=2,p=1$").isNotEqualTo(second);
        assertThat(passwords.matches("correct horse", Optional.of(first))).contains(true);
        assertThat(passwords.matches("Correct horse", Optional.of(first))).contains(false);
        assertThat(passwords.matches("correct horse", Optional.empty())).contains(false);
    }

    @Test
    void a_password_stays_good_when_the_cost_is_raised() {
        var ids = story.test.platform().ids();
        var before = new Passwords(ids, 64).hash("correct horse").orElseThrow();
        var now = new Passwords(ids, 256);
        assertThat(now.hash("correct horse").orElseThrow()).contains("m=256");
        assertThat(now.matches("correct horse", Optional.of(before))).contains(true);
        assertThat(now.matches("wrong horse", Optional.of(before))).contains(false);
    }
}
