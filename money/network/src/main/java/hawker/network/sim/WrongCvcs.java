package hawker.network.sim;

import hawker.kernel.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

/**
 * Who guesses CVCs: after five wrong ones of a card in a day the network is not asked again that
 * day, and the buyer hears the same as before (abuse.md A2).
 */
final class WrongCvcs {

    private static final int MOST = 5;
    private static final int MOST_CARDS = 100_000;

    private final Clock clock;
    private final Map<String, Integer> today = new HashMap<>();
    private LocalDate day;

    WrongCvcs(Clock clock) {
        this.clock = clock;
        this.day = clock.today();
    }

    synchronized boolean areTooMany(String fingerprint) {
        turnDay();
        return today.getOrDefault(fingerprint, 0) >= MOST;
    }

    synchronized void note(String fingerprint) {
        turnDay();
        if (today.size() >= MOST_CARDS) today.clear();
        today.merge(fingerprint, 1, Integer::sum);
    }

    private void turnDay() {
        if (clock.today().equals(day)) return;
        day = clock.today();
        today.clear();
    }
}
