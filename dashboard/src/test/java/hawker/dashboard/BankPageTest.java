package hawker.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.accounts.Sellers;
import hawker.desk.Browser;
import hawker.platform.Mailbox;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Where the money goes is said by the owner, with the password, and told to them. */
class BankPageTest extends Story {

    private static final Map<String, String> GOOD =
            Map.of(
                    "holder", "Juniper & Sons",
                    "routing", "110000000",
                    "number", "000123456789",
                    "password", Stage.PASSWORD);

    @Test
    void an_account_is_added_changed_and_told_by_mail() {
        assertThat(browser.get(cookie, "/dashboard/payouts").text()).contains("Add a bank account");
        var added = save(GOOD);
        assertThat(added.status()).as(added.text()).isEqualTo(303);
        assertThat(added.location()).isEqualTo("/dashboard/payouts");
        assertThat(browser.get(cookie, added.location()).text())
                .contains("•••• 6789")
                .contains("Juniper &amp; Sons")
                .doesNotContain("000123456789");
        save(with("number", "000999999991"));
        assertThat(browser.get(cookie, "/dashboard/payouts").text()).contains("•••• 9991");
        assertThat(mails()).hasSize(2);
        assertThat(mails().getFirst().text())
                .contains("ending in 9991")
                .doesNotContain("000999999991");
    }

    @Test
    void a14_a_wrong_password_or_a_wrong_number_changes_nothing_and_keeps_what_was_typed() {
        var refused = save(with("password", "guessed it 1"));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body())
                .contains("This is not your password.")
                .contains("110000000")
                .doesNotContain("guessed it 1");
        var wrong = save(with("routing", "110000001"));
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.body()).contains("This is no Routing number");
        assertThat(stage.accounts.bankAccount(stage.shop)).isEmpty();
        assertThat(mails()).isEmpty();
    }

    @Test
    void a14_guessing_the_password_has_an_end() {
        for (int i = 0; i < 10; i++)
            assertThat(save(with("password", "guess number " + i)).status()).isEqualTo(422);
        assertThat(save(GOOD).status()).isEqualTo(429);
        assertThat(stage.accounts.bankAccount(stage.shop)).isEmpty();
    }

    @Test
    void a14_no_form_without_its_token() {
        assertThat(browser.post(cookie, BankPage.PATH, GOOD).status()).isEqualTo(403);
        assertThat(browser.post("", BankPage.PATH, GOOD).location()).startsWith("/login");
        assertThat(stage.accounts.bankAccount(stage.shop)).isEmpty();
    }

    private Browser.Page save(Map<String, String> typed) {
        var form = new HashMap<>(browser.get(cookie, BankPage.PATH).form(BankPage.PATH));
        form.putAll(typed);
        return browser.post(cookie, BankPage.PATH, form);
    }

    private static Map<String, String> with(String field, String value) {
        var typed = new HashMap<>(GOOD);
        typed.put(field, value);
        return typed;
    }

    private List<Mailbox.Mail> mails() {
        return stage.platform.mail().newest(Optional.empty(), 10).stream()
                .map(Mailbox.Stored::mail)
                .filter(mail -> mail.to().equals(Sellers.email(stage.handle)))
                .filter(mail -> mail.subject().startsWith("Your payouts go to"))
                .toList();
    }
}
