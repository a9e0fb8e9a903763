package hawker.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** A code is good for one exchange, by the platform it was made for, within five minutes. */
class CodesHttpTest extends OauthStory {

    @Test
    void a_code_works_once_and_a_second_time_ends_what_it_was_changed_for() {
        var code = code("read_write");
        var granted = exchange(platform.key(), code);
        assertThat(granted.status()).isEqualTo(200);
        var again = exchange(platform.key(), code);
        assertThat(again.status()).isEqualTo(400);
        assertThat(again.text("/error")).isEqualTo("invalid_grant");
        assertThat(again.text("/error_description")).contains("already been used");
        assertThat(stage.send(granted.text("/access_token"), "GET", "/v1/account", "").status())
                .isEqualTo(401);
    }

    @Test
    void of_many_who_bring_a_code_at_the_same_time_one_is_served() throws Exception {
        var code = code("read_write");
        var served = new ArrayList<Integer>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = new ArrayList<Callable<Integer>>();
            for (int i = 0; i < 8; i++) all.add(() -> exchange(platform.key(), code).status());
            for (var each : threads.invokeAll(all)) served.add(each.get());
        }
        assertThat(served).containsOnly(200, 400).containsOnlyOnce(200);
        assertThat(stage.told(platform.id().test(), seller.id()))
                .containsExactly("account.application.authorized");
    }

    @Test
    void a_code_lives_five_minutes() {
        var code = code("read_write");
        stage.clock().advance(Duration.ofMinutes(5));
        var late = exchange(platform.key(), code);
        assertThat(late.text("/error")).isEqualTo("invalid_grant");
        assertThat(late.text("/error_description")).contains("expired");
        assertThat(stage.connect.connect().isConnected(platform.id().test(), seller.id().test()))
                .isFalse();
    }

    @Test
    void a_foreign_code_is_no_code() {
        var code = code("read_write");
        var other = stage.owner();
        assertThat(exchange(other.key(), code).text("/error_description"))
                .contains("does not exist");
        assertThat(exchange(seller.key(), code).text("/error")).isEqualTo("invalid_grant");
        // And it was not used up by them.
        assertThat(exchange(platform.key(), code).status()).isEqualTo(200);
    }
}
