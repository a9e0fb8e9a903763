package hawker.ledger;

import hawker.platform.Platform;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Builds the room. */
public final class LedgerModule {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Platform platform;
    private final Ledger ledger;
    private final Rollups rollups;

    private LedgerModule(Platform platform) {
        this.platform = platform;
        this.ledger = new Ledger(platform);
        this.rollups = new Rollups(platform.tx(), new AuditSql(), platform.clock());
    }

    public static LedgerModule open(Platform platform) {
        var module = new LedgerModule(platform);
        platform.chores().every(MINUTE, "ledger-rollup", module.rollups::take);
        return module;
    }

    public Ledger ledger() {
        return ledger;
    }

    public Rollups rollups() {
        return rollups;
    }

    /**
     * The audit over the ledger's own invariants and those of the rooms above, each minute or as
     * often as HAWKER_AUDIT_SECONDS (at least 5) says. Called once, when all rooms are open.
     */
    public Audit audit(List<Invariant> ofOtherRooms) {
        var audit = new Audit(platform, ofOtherRooms);
        platform.chores().every(often(), Audit.CHORE, audit::checkAll);
        return audit;
    }

    /**
     * The same with the look for card numbers in all rooms' texts.
     *
     * @param mask gives a text back without the card numbers in it; what that is, this room does
     *     not know
     */
    public Audit audit(List<Invariant> ofOtherRooms, UnaryOperator<String> mask) {
        var texts = new TextAudit(platform, mask);
        var audit = new Audit(platform, ofOtherRooms, Optional.of(texts));
        platform.chores().every(often(), Audit.CHORE, audit::checkAll);
        platform.chores().every(MINUTE, TextAudit.CHORE, texts::run);
        return audit;
    }

    private Duration often() {
        int seconds = platform.settings().number("HAWKER_AUDIT_SECONDS", 60);
        if (seconds < 5 || seconds > 3600)
            throw new IllegalArgumentException(
                    "HAWKER_AUDIT_SECONDS must be 5 to 3600: " + seconds);
        return Duration.ofSeconds(seconds);
    }
}
