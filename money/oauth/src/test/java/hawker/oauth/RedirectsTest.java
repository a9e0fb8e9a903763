package hawker.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which addresses may be registered, and how something is put behind them. */
class RedirectsTest {

    @Test
    void only_addresses_of_the_web_can_be_registered() {
        for (var good : List.of("https://shop.example/back?x=1", "http://localhost:3000/back"))
            assertThat(Redirects.problem(good, false)).as(good).isEmpty();
        for (var bad :
                List.of(
                        "javascript:alert(1)",
                        "JavaScript://shop.example/%0aalert(1)",
                        "data:text/html,hi",
                        "//shop.example/back",
                        "/back",
                        "",
                        "https://",
                        "https://shop.example/back#part",
                        "https://shop.example@evil.example/",
                        "https://shop.example/ two",
                        "https://shop.example/\r\nSet-Cookie: a=b",
                        "https://shop.example/" + "a".repeat(1_000)))
            assertThat(Redirects.problem(bad, false)).as(bad).isPresent();
    }

    @Test
    void real_accounts_come_back_over_tls() {
        assertThat(Redirects.problem("http://localhost/back", true)).isPresent();
        assertThat(Redirects.problem("https://shop.example/back", true)).isEmpty();
    }

    @Test
    void parameters_are_put_behind_what_stands_there() {
        assertThat(Redirects.with("https://a.example/b", Map.of("state", "x&y=1#z")))
                .isEqualTo("https://a.example/b?state=x%26y%3D1%23z");
        assertThat(Redirects.with("https://a.example/b?c=d", Map.of("code", "ac_1")))
                .isEqualTo("https://a.example/b?c=d&code=ac_1");
    }
}
