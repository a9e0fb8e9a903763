package hawker.vault;

import hawker.kernel.Clock;
import java.time.Duration;
import java.util.ArrayList;

/**
 * Changes the vault's key while it works: a new primary for new cards; then, page by page, the keys
 * of old records are wrapped anew (no number is opened); when none is left, and every node has had
 * a day to read the new file, the old keys are destroyed. Each run looks through all cards, so one
 * that is cut short loses nothing.
 */
final class Rotation {

    private static final int PAGE = 500;
    private static final Duration SETTLED = Duration.ofDays(1);

    private final VaultKeys keys;
    private final Sealing sealing;
    private final CardsSql cards;
    private final Clock clock;

    Rotation(VaultKeys keys, Sealing sealing, CardsSql cards, Clock clock) {
        this.keys = keys;
        this.sealing = sealing;
        this.cards = cards;
        this.clock = clock;
    }

    /** Begins: from now on new cards are wrapped under a new key. */
    void begin() {
        keys.rotate(clock.now());
    }

    /** Goes on where there is something to do; how many records were wrapped anew. */
    int goOn() {
        if (!keys.hasOld()) return 0;
        int done = 0;
        var page = cards.pageAfter(0, "", PAGE);
        while (!page.isEmpty()) {
            var changed = new ArrayList<CardsSql.Rewrapped>();
            for (var card : page) {
                if (keys.isCurrent(card.wrappedKey())) continue;
                var fresh = sealing.rewrap(card.account(), card.cardId(), card.wrappedKey());
                changed.add(new CardsSql.Rewrapped(card, fresh));
            }
            cards.rewrap(changed);
            done += changed.size();
            var last = page.getLast();
            page = cards.pageAfter(last.account().number(), last.cardId(), PAGE);
        }
        boolean settled = clock.now().isAfter(keys.rotatedAt().plus(SETTLED));
        if (done == 0 && settled) keys.forgetOld();
        return done;
    }
}
