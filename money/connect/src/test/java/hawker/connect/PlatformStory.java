package hawker.connect;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.accounts.OpenedAccount;
import hawker.api.Got;
import hawker.kernel.AccountId;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** A story of a platform and its accounts, told by plain forms; each has a platform of its own. */
abstract class PlatformStory {

    static Stage stage;
    OpenedAccount.Opened bazaar;

    @BeforeAll
    static void open() {
        stage = new Stage();
    }

    @AfterAll
    static void close() {
        stage.close();
    }

    @BeforeEach
    void begin() {
        bazaar = stage.platform();
    }

    Got post(String path, String form) {
        return send("POST", path, form);
    }

    Got get(String path) {
        return send("GET", path, "");
    }

    Got delete(String path) {
        return send("DELETE", path, "");
    }

    private Got send(String method, String path, String form) {
        return Stage.fits(stage.send(bazaar.secretKey().secret(), method, path, form));
    }

    /** Opens an account that tells everything; its id. */
    String whole() {
        var made = post("/v1/accounts", WholeAccount.CUSTOM);
        assertThat(made.status()).as(made.body().toString()).isEqualTo(200);
        return made.id();
    }

    static AccountId number(String account) {
        return AccountId.parse(account).orElseThrow().test();
    }

    /** The types of what was told of an account. */
    static List<String> told(String account) {
        return stage.events(number(account)).stream().flatMap(e -> e.types().stream()).toList();
    }
}
