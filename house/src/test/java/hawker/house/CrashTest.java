package hawker.house;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.bench.CrashBench;
import java.nio.file.Files;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The short form of the crash run; {@code ./hawker bench crash --rounds 200} is the long one. */
@Tag("slow")
class CrashTest {

    @Test
    void kill_9_loses_and_doubles_nothing() throws Exception {
        var data = Files.createTempDirectory("hawker-crash");
        data.toFile().setExecutable(true, false);
        assertThat(new CrashBench(3).run(data))
                .as("three books agree; the findings are printed above")
                .isTrue();
    }
}
