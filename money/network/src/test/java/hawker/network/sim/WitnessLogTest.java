package hawker.network.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The network's own book. */
class WitnessLogTest {

    @TempDir private Path folder;

    @Test
    void what_was_forced_is_read_back_in_order() throws IOException {
        write(1, 5);
        assertThat(readBack()).extracting(Fact::n).containsExactly(1L, 2L, 3L, 4L, 5L);
        write(6, 2);
        assertThat(readBack()).hasSize(7);
    }

    @Test
    void a_half_written_last_line_is_cut_off() throws IOException {
        write(1, 3);
        Files.writeString(file(), "{\"n\":4,\"t\":\"2026-", StandardOpenOption.APPEND);

        assertThat(readBack()).extracting(Fact::n).containsExactly(1L, 2L, 3L);
        write(4, 1);
        assertThat(readBack()).extracting(Fact::n).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void a_changed_line_shows() throws IOException {
        write(1, 3);
        var text = Files.readString(file());
        Files.writeString(file(), text.replaceFirst("\"amount\":100", "\"amount\":900"));

        assertThatThrownBy(this::readBack)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("changed before line 2");
    }

    @Test
    void of_a_long_log_only_the_tail_is_read() throws IOException {
        write(1, 100);
        var facts = new ArrayList<Fact>();
        try (var log = WitnessLog.open(file(), 5_000, facts::add)) {
            assertThat(log.next()).isEqualTo(101);
        }

        assertThat(facts).hasSizeBetween(5, 40);
        assertThat(facts.getLast().n()).isEqualTo(100);
        write(101, 1);
        assertThat(readBack()).hasSize(101);
    }

    @Test
    void two_networks_never_write_one_log() throws IOException {
        try (var first = WitnessLog.open(file(), WitnessLog.TAIL, fact -> {})) {
            assertThat(first.next()).isEqualTo(1);
            assertThatThrownBy(this::readBack)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("already writes");
        }
        write(1, 1);
        assertThat(readBack()).hasSize(1);
    }

    /** Every answer that left a killed program stands in the log, and the chain is whole. */
    @Test
    void it_survives_kill() throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process =
                new ProcessBuilder(
                                java,
                                "-cp",
                                System.getProperty("java.class.path"),
                                KilledNetwork.class.getName(),
                                file().toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        var answered = new ArrayList<String>();
        try (var out =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (var line = out.readLine(); line != null; line = out.readLine()) {
                answered.add(line);
                if (answered.size() == 2_000) process.toHandle().destroyForcibly();
            }
        }
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();

        var keys = readBack().stream().map(Fact::key).toList();
        assertThat(answered).hasSizeGreaterThanOrEqualTo(2_000);
        // The last line may have been cut by the kill on its way to us.
        assertThat(keys).containsAll(answered.subList(0, answered.size() - 1));
    }

    private Path file() {
        return folder.resolve("witness.jsonl");
    }

    private List<Fact> readBack() {
        var facts = new ArrayList<Fact>();
        WitnessLog.open(file(), WitnessLog.TAIL, facts::add).close();
        return facts;
    }

    private void write(long from, int count) throws IOException {
        try (var log = WitnessLog.open(file(), WitnessLog.TAIL, fact -> {})) {
            for (int i = 0; i < count; i++) log.append(fact(from + i));
            log.force();
        }
    }

    private static Fact fact(long n) {
        return new Fact(
                n,
                Instant.parse("2026-11-22T09:00:00Z"),
                "0200",
                "att_" + n,
                1001,
                "4242",
                100,
                "usd",
                "00",
                Fact.Effect.APPROVED,
                "",
                "pm_1",
                "pi_1",
                "--P",
                "",
                "");
    }
}
