package hawker.house;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.bench.CrashBench;
import hawker.bench.Scratch;
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
        var data = Scratch.folder("hawker-outage");
        assertThat(CrashBench.outages(2).run(data))
                .as("requests wait or are told to come back; the findings are printed above")
                .isTrue();
        Scratch.remove(data);
    }

    @Test
    void kill_9_loses_and_doubles_nothing() throws Exception {
        var data = Scratch.folder("hawker-crash");
        assertThat(CrashBench.crashes(2).run(data))
                .as("three books agree; the findings are printed above")
                .isTrue();
        Scratch.remove(data);
    }
}
