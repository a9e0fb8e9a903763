package hawker.house;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.bench.CrashBench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The short forms of the runs; {@code ./hawker bench crash --rounds 200} and {@code outage} are the
 * long ones.
 */
@Tag("slow")
class CrashTest {

    @Test
    void a_database_that_goes_away_loses_and_doubles_nothing() throws Exception {
        assertThat(CrashBench.outages(2).run(data("hawker-outage")))
                .as("requests wait or are told to come back; the findings are printed above")
                .isTrue();
    }

    @Test
    void kill_9_loses_and_doubles_nothing() throws Exception {
        var data = data("hawker-crash");
        assertThat(CrashBench.crashes(2).run(data))
                .as("three books agree; the findings are printed above")
                .isTrue();
    }

    /** A folder that the database's own user may enter. */
    private static Path data(String name) throws IOException {
        var data = Files.createTempDirectory(name);
        if (!data.toFile().setExecutable(true, false)) throw new IOException("cannot open " + data);
        return data;
    }
}
