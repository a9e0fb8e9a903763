package hawker.clearing;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.clearing.Difference.Kind;
import hawker.kernel.Money;
import hawker.ledger.Purpose;
import hawker.network.ClearingFile.Line;
import hawker.payments.Charge;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Whatever is done to the lines of the network's files, exactly that is listed, and an untouched
 * file lists nothing. {@code -Dseed=} repeats a run.
 */
class ClearingLaws {

    private static final int RUNS = 12;

    @Test
    void exactly_what_was_done_to_a_file_is_listed() {
        long seed = Long.getLong("seed", System.nanoTime());
        try (var stage = new Stage(Map.of("HAWKER_SIM_INTERCHANGE_BPS", "90"))) {
            for (int run = 0; run < RUNS; run++) run(stage, seed + run, run % 4 == 0);
        }
    }

    private static void run(Stage stage, long seed, boolean untouched) {
        var random = new Random(seed);
        stage.another();
        var first = stage.today();
        var done = new TreeSet<String>();
        for (int day = 0; day < 3; day++) {
            trade(stage, random);
            stage.disputes.hear();
            stage.settle();
            if (!untouched) stage.files.spoil(stage.today(), lines -> spoil(random, lines, done));
            stage.nextDay();
        }
        // What is missing in the last of them is known one file later.
        stage.nextDay();
        stage.nextDay();
        var listed = new TreeSet<String>();
        for (var each : stage.differences()) listed.add(each.kind() + " " + said(stage, each));
        assertThat(listed).as("seed " + seed + ", from " + first).isEqualTo(done);
        if (untouched) assertThat(listed).isEmpty();
        check(stage, seed);
    }

    private static void trade(Stage stage, Random random) {
        var sales = new ArrayList<Charge>();
        for (int n = 0; n < 4; n++) sales.add(stage.paid(random.nextLong(500, 20_000)));
        long held = random.nextLong(500, 20_000);
        stage.captured(held, random.nextLong(100, held + 1));
        Collections.shuffle(sales, random);
        stage.refunded(sales.get(0), random.nextLong(100, 400));
        stage.refunded(sales.get(1), random.nextLong(100, 400));
        stage.paid(random.nextLong(500, 20_000), "pm_card_createDispute");
    }

    /** Drops, doubles, alters or invents; a file that is asked for again is spoilt the same way. */
    private static List<Line> spoil(Random random, List<Line> lines, Set<String> done) {
        var spoilt = new ArrayList<Line>();
        for (var line : lines) {
            switch (random.nextInt(10)) {
                case 0 -> done.add(Kind.MISSING + " " + line.subject());
                case 1 -> {
                    spoilt.add(line);
                    spoilt.add(like(line, line.id() + "x", line.subject(), line.amount()));
                    done.add(Kind.DOUBLE + " " + line.subject());
                }
                case 2 -> {
                    var other = line.amount().plus(Money.usd(random.nextBoolean() ? 7 : -7));
                    spoilt.add(like(line, line.id(), line.subject(), other));
                    done.add(Kind.AMOUNT + " " + line.subject());
                }
                case 3 -> {
                    spoilt.add(line);
                    var nobodys = "x_" + line.id();
                    spoilt.add(like(line, line.id() + "y", nobodys, line.amount()));
                    done.add(Kind.ORPHAN + " " + nobodys);
                }
                default -> spoilt.add(line);
            }
        }
        return spoilt;
    }

    private static Line like(Line line, String id, String subject, Money amount) {
        boolean same = subject.equals(line.subject());
        return new Line(
                line.type(),
                id,
                line.account(),
                subject,
                same ? line.attempt() : subject,
                line.reference(),
                amount,
                Money.usd(0));
    }

    /** A case stands in the books under another name than in the file. */
    private static String said(Stage stage, Difference each) {
        if (!each.subject().startsWith("dp_")) return each.subject();
        return stage.disputes
                .find(stage.seller, new hawker.disputes.Dispute.Id(each.subject()))
                .orElseThrow()
                .facts()
                .caseId();
    }

    /** What is left between us and the network is what is listed as left; I6 says so. */
    private static void check(Stage stage, long seed) {
        var left = Money.usd(0);
        var owed = Money.usd(0);
        for (var each : stage.differences()) {
            if (each.pays()) left = left.plus(each.remains());
            else owed = owed.plus(each.remains());
        }
        assertThat(stage.held(Purpose.NETWORK_RECEIVABLE)).as("seed " + seed).isEqualTo(left);
        assertThat(stage.held(Purpose.NETWORK_PAYABLE)).as("seed " + seed).isEqualTo(owed);
        long open = stage.differences().stream().filter(d -> !d.remains().isZero()).count();
        assertThat(stage.findings())
                .as("seed " + seed)
                .allMatch(finding -> finding.invariant().equals("I6"))
                .hasSize((int) open);
    }
}
