package hawker.demo;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.platform.Platform;
import hawker.platform.Settings;
import hawker.platform.TestPlatform;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BareDemoTest {

    @TempDir Path data = Path.of("target");

    private final TestPlatform test =
            TestPlatform.open(Arrays.copyOfRange(TestRooms.SCHEMAS, 1, TestRooms.SCHEMAS.length));
    private Platform platform = test.platform();
    private Optional<TestRooms> rooms = Optional.empty();

    @BeforeEach
    void open() {
        var base = test.platform().settings();
        platform =
                Platform.open(
                        new Settings(
                                data,
                                base.host(),
                                0,
                                0,
                                true,
                                Optional.empty(),
                                Optional.empty(),
                                base.databaseUrl(),
                                base.other()),
                        test.clock());
        rooms = Optional.of(TestRooms.open(platform, "http://hawker.test", "http://vault.test"));
    }

    @AfterEach
    void close() {
        rooms.ifPresent(TestRooms::close);
        platform.close();
        test.close();
    }

    private Doors doors() {
        return rooms.orElseThrow().doors();
    }

    @Test
    void a_seller_with_keys_needs_no_market() {
        var logins = BareDemo.load(doors());
        assertThat(doors().accounts().authenticate(logins.seller().secretKey())).isPresent();
        assertThat(doors().feed().everybody(Optional.empty()).entries()).isEmpty();
        assertThat(BareDemo.load(doors())).isEqualTo(logins);
    }

    @Test
    void further_sellers_are_made_once_and_their_keys_kept() {
        var three = BareDemo.sellers(doors(), 3);
        assertThat(three).hasSize(3).doesNotHaveDuplicates();
        for (var key : three) assertThat(doors().accounts().authenticate(key)).isPresent();
        assertThat(BareDemo.sellers(doors(), 2)).isEqualTo(three);
        var five = BareDemo.sellers(doors(), 5);
        assertThat(five).hasSize(5).containsAll(three);
    }
}
