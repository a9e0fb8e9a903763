package hawker.clearing;

import hawker.kernel.AccountId;
import hawker.kernel.Clock;
import hawker.network.Clearing;
import hawker.network.ClearingFile;
import hawker.network.ClearingFile.Line;
import hawker.platform.Platform;
import hawker.platform.TxRunner;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the network's files day by day. A file is first read whole and held against its trailer; a
 * damaged one changes nothing and is asked for again. Its lines go into the books some hundred at a
 * time; whoever stops in the middle begins again at the start, and what is in the books already
 * stays as it is. Only then the file is done, and the next one is looked at.
 */
final class Reading {

    private static final Logger log = LoggerFactory.getLogger(Reading.class);

    static final String CHORE = "clearing";
    static final Duration EVERY = Duration.ofMinutes(10);

    private static final int LINES = 500;

    private final TxRunner tx;
    private final Clock clock;
    private final Clearing network;
    private final ClearingSql sql;
    private final Booking booking;
    private final Comparing comparing;

    Reading(
            Platform platform,
            Clearing network,
            ClearingSql sql,
            Booking booking,
            Comparing comparing) {
        this.tx = platform.tx();
        this.clock = platform.clock();
        this.network = network;
        this.sql = sql;
        this.booking = booking;
        this.comparing = comparing;
    }

    /** All files that the network has and we have not read. */
    void run() {
        var next = tx.onSingle(sql::lastDone).map(day -> day.plusDays(1)).or(network::begins);
        while (next.isPresent()) {
            var file = network.file(next.get());
            if (file.isEmpty() || !read(file.get())) return;
            next = Optional.of(next.get().plusDays(1));
        }
    }

    private boolean read(ClearingFile file) {
        var damage = file.damage();
        if (damage.isPresent()) {
            log.error("the clearing file of {} is refused: {}", file.day(), damage.get());
            keep(file.day(), 0, damage, false);
            return false;
        }
        long lines = book(file);
        comparing.compare(file.day().minusDays(1));
        keep(file.day(), lines, Optional.empty(), true);
        return true;
    }

    private long book(ClearingFile file) {
        var waiting = new ArrayList<Line>(LINES);
        var count = new long[1];
        file.forEach(line -> {
            waiting.add(line);
            count[0]++;
            if (waiting.size() == LINES) book(file.day(), waiting);
        });
        book(file.day(), waiting);
        return count[0];
    }

    /** By account, and of each account in the order of the file. */
    private void book(LocalDate day, List<Line> waiting) {
        Map<AccountId, List<Line>> accounts = new LinkedHashMap<>();
        for (var line : waiting)
            accounts.computeIfAbsent(line.account(), none -> new ArrayList<>()).add(line);
        accounts.forEach((account, lines) -> booking.book(account, day, lines));
        waiting.clear();
    }

    private void keep(LocalDate day, long lines, Optional<String> problem, boolean done) {
        var file = new ClearedDay(day, lines, problem, clock.now(), done);
        tx.onSingle(write -> {
            sql.file(write, file);
            return file;
        });
    }
}
