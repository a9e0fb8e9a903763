package hawker.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {

    @Test
    void nothing_set_is_the_usual() {
        var settings = Settings.fromEnvironment(Map.of("PATH", "/bin"), Map.of(), true);
        assertThat(settings.data()).isEqualTo(Path.of("DATA"));
        assertThat(settings.port()).isEqualTo(8080);
        assertThat(settings.vaultPort()).isEqualTo(8081);
        assertThat(settings.databaseUrl()).isEmpty();
        assertThat(settings.other()).isEmpty();
    }

    @Test
    void the_command_line_wins_over_the_environment() {
        var settings =
                Settings.fromEnvironment(
                        Map.of(
                                "HAWKER_PORT", "9000",
                                "HAWKER_PUBLIC_URL", "https://shop.example/",
                                "HAWKER_WRITERS", "4",
                                "HAWKER_DATABASE_URL", " "),
                        Map.of("HAWKER_PORT", "9100"),
                        false);
        assertThat(settings.port()).isEqualTo(9100);
        assertThat(settings.publicUrl()).contains("https://shop.example");
        assertThat(settings.number("HAWKER_WRITERS", 2)).isEqualTo(4);
        assertThat(settings.number("HAWKER_OTHER", 2)).isEqualTo(2);
        assertThat(settings.databaseUrl()).isEmpty();
    }

    @Test
    void a_value_that_is_no_number_names_its_setting() {
        assertThatThrownBy(() ->
                        Settings.fromEnvironment(Map.of("HAWKER_PORT", "http"), Map.of(), true))
                .hasMessageContaining("HAWKER_PORT");
        assertThatThrownBy(() ->
                        Settings.fromEnvironment(Map.of("HAWKER_PORT", "70000"), Map.of(), true))
                .hasMessageContaining("HAWKER_PORT");
    }
}
