package hawker.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.api.Got;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** The keys that a platform was granted: renewed, replaced, ended. */
class GrantedKeysHttpTest extends OauthStory {

    @Test
    void a_refresh_gives_a_new_key_and_the_old_one_ends() {
        var granted = exchange(platform.key(), code("read_only"));
        var refresh = "grant_type=refresh_token&refresh_token=" + granted.text("/refresh_token");
        var newer = stage.send(platform.key(), "POST", "/oauth/token", refresh);
        assertThat(newer.status()).isEqualTo(200);
        assertThat(newer.text("/access_token")).isNotEqualTo(granted.text("/access_token"));
        assertThat(stage.send(granted.text("/access_token"), "GET", "/v1/account", "").status())
                .isEqualTo(200);
        stage.clock().advance(Duration.ofMinutes(6));
        assertThat(stage.send(granted.text("/access_token"), "GET", "/v1/account", "").status())
                .isEqualTo(401);
        assertThat(stage.send(newer.text("/access_token"), "GET", "/v1/account", "").status())
                .isEqualTo(200);
        var more =
                stage.send(platform.key(), "POST", "/oauth/token", refresh + "&scope=read_write");
        assertThat(more.text("/error")).isEqualTo("invalid_scope");
        assertThat(stage.send(seller.key(), "POST", "/oauth/token", refresh).text("/error"))
                .isEqualTo("invalid_grant");
    }

    @Test
    void an_end_ends_the_keys_that_were_replaced_too() throws Exception {
        var first = exchange(platform.key(), code("read_write"));
        var refresh = "grant_type=refresh_token&refresh_token=" + first.text("/refresh_token");
        var second = stage.send(platform.key(), "POST", "/oauth/token", refresh);
        var third = stage.send(platform.key(), "POST", "/oauth/token", refresh);
        stage.clock().advance(Duration.ofSeconds(2));
        assertThat(works(first)).isFalse();
        assertThat(works(second)).isTrue();
        end();
        stage.clock().advance(Duration.ofSeconds(2));
        for (var granted : List.of(first, second, third)) assertThat(works(granted)).isFalse();
    }

    /** Whoever refreshes while they are shown the door has no key afterwards. */
    @Test
    void a_refresh_that_races_the_end_leaves_no_key() throws Exception {
        for (int round = 0; round < 8; round++) {
            var granted = exchange(platform.key(), code("read_write"));
            var refresh =
                    "grant_type=refresh_token&refresh_token=" + granted.text("/refresh_token");
            var keys = new ConcurrentLinkedQueue<Got>();
            var acts = new ArrayList<Callable<Object>>();
            for (int i = 0; i < 3; i++)
                acts.add(() ->
                        keys.add(stage.send(platform.key(), "POST", "/oauth/token", refresh)));
            acts.add(() -> {
                end();
                return true;
            });
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (var act : threads.invokeAll(acts)) act.get();
            }
            stage.clock().advance(Duration.ofSeconds(2));
            for (var key : keys) if (key.status() == 200) assertThat(works(key)).isFalse();
            assertThat(works(granted)).isFalse();
        }
    }
}
