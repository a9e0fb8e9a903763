package hawker.vault;

import hawker.kernel.AccountId;
import hawker.kernel.Clock;
import hawker.kernel.Ids;
import java.time.Duration;
import java.util.Optional;

/**
 * Texts that are sealed as card numbers are, each under a key of its own, until somebody uses the
 * token that names them: identity numbers, and what people told of themselves. Whoever opens one is
 * noted down.
 */
final class SealedTexts {

    /** What nobody used in this time is forgotten. */
    static final Duration KEPT = Duration.ofDays(1);

    private final CardsSql cards;
    private final Sealing sealing;
    private final Audit audit;
    private final Clock clock;
    private final Ids ids;

    SealedTexts(CardsSql cards, Sealing sealing, Audit audit, Clock clock, Ids ids) {
        this.cards = cards;
        this.sealing = sealing;
        this.audit = audit;
        this.clock = clock;
        this.ids = ids;
    }

    /** Seals a text, by another role than the caller's; its name. */
    String seal(AccountId account, String text) {
        var id = ids.ordinary("text", account);
        var now = clock.now();
        var sealed = sealing.seal(account, id, text);
        cards.insert(account, id, sealed, now, Optional.of(now.plus(KEPT)));
        return id;
    }

    /** The text; empty, and audited, if it is forgotten or does not open. */
    Optional<String> open(AccountId account, String id, String token) {
        var row = cards.find(account, id);
        if (row.isEmpty()) {
            audit.refusal(account, "use", token, "no text");
            return Optional.empty();
        }
        try {
            var text = sealing.open(account, id, row.get());
            audit.note(account, "use", token, "opened");
            return Optional.of(text);
        } catch (Sealing.SealBroken broken) {
            audit.refusal(account, "use", token, "seal does not open");
            return Optional.empty();
        }
    }

    void forget(AccountId account, String id) {
        cards.delete(account, id);
    }
}
