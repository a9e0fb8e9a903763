package hawker.connect;

import hawker.accounts.OpenedAccount;
import hawker.api.Got;
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
}
