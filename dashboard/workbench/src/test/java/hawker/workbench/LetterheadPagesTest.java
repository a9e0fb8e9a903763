package hawker.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.accounts.Role;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A seller says how invoices name the shop. */
class LetterheadPagesTest {

    private static final String PATH = LetterheadPages.PATH;

    private final Stage stage = new Stage();

    @AfterEach
    void close() {
        stage.close();
    }

    private static Map<String, String> form(String lines) {
        return Map.of(
                "name",
                "Juniper Ltd",
                "lines",
                lines,
                "email",
                "",
                "phone",
                "",
                "registered",
                "VAT GB1");
    }

    @Test
    void what_is_typed_is_kept_and_shown_again() {
        assertThat(stage.get(BillingPages.PATH).body()).contains(PATH);
        var saved = stage.send(PATH, PATH, form("12 Still Lane\r\n\r\nLondon <E1>"));
        assertThat(saved.status()).as(saved.body()).isEqualTo(303);
        assertThat(stage.get(PATH).body())
                .contains("Juniper Ltd", "12 Still Lane\nLondon &lt;E1&gt;", "VAT GB1");
        var wrong = stage.send(PATH, PATH, form("1\n2\n3\n4\n5\n6\n7"));
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.text()).contains("At most 6 lines");
        assertThat(wrong.body()).contains("Juniper Ltd");
        var endless = new HashMap<>(form("1"));
        endless.put("phone", "1".repeat(101));
        var refused = stage.send(PATH, PATH, endless);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("At most 100 signs").doesNotContain("At most 6 lines");
    }

    @Test
    void who_only_looks_cannot_save() {
        var cookie = String.valueOf(stage.rolesOf("juniper").get(Role.ANALYST));
        assertThat(stage.browser.get(cookie, PATH).text())
                .contains("Letterhead", "Tax number")
                .doesNotContain("Save");
    }
}
