package hawker.network.sim;

import hawker.kernel.AccountId;
import hawker.kernel.Clock;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.network.Clearing;
import hawker.network.ClearingFile;
import hawker.network.ClearingFile.Line;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Writes the network's file of a day (UTC) out of the witness log, {@code DATA/clearing/DAY.txt}:
 * what the network itself wrote down is what it settles.
 *
 * <p>A payment is presented on the day it was approved or captured, unless it was reversed on that
 * same day. One that is reversed later has been presented by then, so its reversal is a line of its
 * own, which takes the money again.
 */
final class SimulatedClearing implements Clearing {

    /** After the day's end: whoever gave an attempt up at midnight has told so by then. */
    private static final Duration GRACE = Duration.ofHours(1);

    /** Below this the search for a day's first line goes on line by line. */
    private static final long NEAR = 1 << 16;

    private static final long PER_MYRIAD = 10_000;

    private final Path log;
    private final Path folder;
    private final NetworkSwitch networkSwitch;
    private final Clock clock;
    private final long interchangeBps;

    /**
     * @param interchangeBps what issuers keep of a payment, in hundredths of a percent
     */
    SimulatedClearing(Path data, NetworkSwitch networkSwitch, Clock clock, long interchangeBps) {
        this.log = data.resolve("witness.jsonl");
        this.folder = data.resolve("clearing");
        this.networkSwitch = networkSwitch;
        this.clock = clock;
        this.interchangeBps = interchangeBps;
    }

    @Override
    public Optional<LocalDate> begins() {
        try (var in = Files.newBufferedReader(log, StandardCharsets.US_ASCII)) {
            return Optional.ofNullable(in.readLine())
                    .map(line -> LocalDate.ofInstant(at(line), ZoneOffset.UTC));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Optional<ClearingFile> file(LocalDate day) {
        if (clock.now().isBefore(end(day).plus(GRACE))) return Optional.empty();
        var file = folder.resolve(day + ".txt");
        try {
            if (!Files.exists(file)) write(day, file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Optional.of(new ClearingFile(day, file));
    }

    /** Beside, then renamed: a file that has its name is whole. */
    private void write(LocalDate day, Path file) throws IOException {
        Files.createDirectories(folder);
        var reversed = new HashSet<String>();
        facts(
                day,
                fact -> {
                    if (fact.is(Fact.Effect.REVERSED)) reversed.add(fact.of());
                });
        var unfinished = Files.createTempFile(folder, day.toString(), ".part");
        try (var out = Files.newBufferedWriter(unfinished, StandardCharsets.US_ASCII)) {
            var trailer = new ClearingFile.Trailer();
            add(out, trailer, ClearingFile.head(day));
            facts(
                    day,
                    fact -> line(day, fact, reversed).ifPresent(line -> add(out, trailer, line)));
            out.write(trailer.text() + "\n");
        }
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void add(BufferedWriter out, ClearingFile.Trailer trailer, Line line) {
        trailer.count(line);
        add(out, trailer, line.text());
    }

    private static void add(BufferedWriter out, ClearingFile.Trailer trailer, String text) {
        trailer.add(text);
        try {
            out.write(text + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<Line> line(LocalDate day, Fact fact, Set<String> reversed) {
        if (fact.amount() == 0) return Optional.empty();
        return switch (fact.effect()) {
            case APPROVED ->
                    fact.mti().equals("0200") && !reversed.contains(fact.key())
                            ? Optional.of(
                                    line(ClearingFile.Type.PRESENTED, fact, fact.key(), fact.key()))
                            : Optional.empty();
            case CAPTURED ->
                    Optional.of(line(ClearingFile.Type.PRESENTED, fact, fact.of(), fact.of()));
            case REFUNDED ->
                    // What the cardholder's bank will send back never leaves the network.
                    fact.noted(Fact.REFUND_FAILS)
                            ? Optional.empty()
                            : Optional.of(
                                    line(ClearingFile.Type.REFUNDED, fact, fact.key(), fact.of()));
            case REVERSED ->
                    presentedBefore(day, fact)
                            ? Optional.of(
                                    line(ClearingFile.Type.REFUNDED, fact, fact.key(), fact.of()))
                            : Optional.empty();
            case HEARD -> heard(fact);
            case DECLINED,
                    RAISED,
                    CHALLENGE,
                    CHALLENGED,
                    RELEASED,
                    NOTED,
                    REFUSED,
                    REPEATED,
                    INSTRUCTED,
                    SAID,
                    DEFENDED ->
                    Optional.empty();
        };
    }

    private boolean presentedBefore(LocalDate day, Fact reversal) {
        return networkSwitch
                .ask(book -> book.attempt(reversal.of()).map(attempt -> attempt.fact))
                .filter(made -> made.mti().equals("0200") && made.is(Fact.Effect.APPROVED))
                .filter(made -> made.at().isBefore(start(day)))
                .isPresent();
    }

    /** A case's money moves when it is in the books of the seller's side. */
    private Optional<Line> heard(Fact fact) {
        int kind = fact.of().lastIndexOf('-');
        var caseId = fact.of().substring(0, Math.max(0, kind));
        return switch (fact.of().substring(kind + 1)) {
            case "chargeback", "escalated" ->
                    Optional.of(line(ClearingFile.Type.CHARGED_BACK, fact, caseId, fact.intent()));
            case "returned" ->
                    Optional.of(line(ClearingFile.Type.RETURNED, fact, caseId, fact.intent()));
            default -> Optional.empty();
        };
    }

    private Line line(ClearingFile.Type type, Fact fact, String subject, String attempt) {
        var currency = Currency.of(fact.currency());
        long kept =
                type == ClearingFile.Type.PRESENTED
                        ? fact.amount() * interchangeBps / PER_MYRIAD
                        : 0;
        return new Line(
                type,
                type.code() + fact.reference(),
                new AccountId(fact.account()),
                subject,
                attempt,
                fact.reference(),
                Money.of(fact.amount(), currency),
                Money.of(kept, currency));
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static Instant end(LocalDate day) {
        return start(day.plusDays(1));
    }

    private static Instant at(String line) {
        return FactJson.parse(line).fact().at();
    }

    /** The facts of a day, in their order; the log is sorted by time. */
    private void facts(LocalDate day, Consumer<Fact> each) throws IOException {
        try (var in = new RandomAccessFile(log.toFile(), "r")) {
            long from = before(in, start(day));
            in.seek(from);
            var lines = new Lines(Channels.newInputStream(in.getChannel()));
            if (from > 0) lines.next();
            for (var line = lines.next(); lines.wasWhole(); line = lines.next()) {
                var fact = FactJson.parse(new String(line, StandardCharsets.US_ASCII)).fact();
                if (!fact.at().isBefore(end(day))) return;
                if (!fact.at().isBefore(start(day))) each.accept(fact);
            }
        }
    }

    /** A place in the log with nothing of that time or later before it. */
    private static long before(RandomAccessFile in, Instant time) throws IOException {
        long low = 0;
        long high = in.length();
        while (high - low > NEAR) {
            long middle = (low + high) >>> 1;
            in.seek(middle);
            var lines = new Lines(Channels.newInputStream(in.getChannel()));
            lines.next();
            var line = lines.next();
            boolean earlier =
                    lines.wasWhole()
                            && at(new String(line, StandardCharsets.US_ASCII)).isBefore(time);
            if (earlier) low = middle;
            else high = middle;
        }
        return low;
    }
}
