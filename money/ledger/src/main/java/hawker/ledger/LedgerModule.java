package hawker.ledger;

import hawker.platform.Platform;
import java.time.Duration;
import java.util.List;

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
     * The audit over the ledger's own invariants and those of the rooms above, each minute. Called
     * once, when all rooms are open.
     */
    public Audit audit(List<Invariant> ofOtherRooms) {
        var audit = new Audit(platform, ofOtherRooms);
        platform.chores().every(MINUTE, Audit.CHORE, audit::checkAll);
        return audit;
    }
}
