package hawker.api;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hawker.kernel.AccountId;
import hawker.platform.Settings;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How often an account may ask. */
class TransportTest {

    private static Caller caller(long account) {
        return new Caller(
                new AccountId(account), ApiKeyKind.SECRET, "mk_1", Set.of(), Versions.NEWEST);
    }

    private static Transport transport(Map<String, String> settings) {
        return Transport.of(Settings.fromEnvironment(settings, Map.of(), false));
    }

    @Test
    void what_comes_too_often_is_refused_for_that_account_alone() {
        var transport = transport(Map.of("HAWKER_API_RATE_LIVE", "5"));
        for (int i = 0; i < 5; i++) transport.checkPace(caller(8));
        assertThatThrownBy(
                        () -> {
                            for (int i = 0; i < 5; i++) transport.checkPace(caller(8));
                        })
                .isInstanceOfSatisfying(
                        ApiError.class,
                        error -> {
                            org.assertj.core.api.Assertions.assertThat(error.status())
                                    .isEqualTo(429);
                            org.assertj.core.api.Assertions.assertThat(error.code())
                                    .contains("rate_limit");
                        });
        assertThatCode(() -> transport.checkPace(caller(10))).doesNotThrowAnyException();
    }

    @Test
    void test_accounts_have_no_pace_unless_one_is_set() {
        var free = transport(Map.of());
        assertThatCode(
                        () -> {
                            for (int i = 0; i < 1000; i++) free.checkPace(caller(9));
                        })
                .doesNotThrowAnyException();
    }
}
