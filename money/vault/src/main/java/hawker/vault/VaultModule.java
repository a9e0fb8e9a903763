package hawker.vault;

import hawker.kernel.AccountId;
import hawker.platform.Platform;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** Opens the room. */
public final class VaultModule implements AutoCloseable {

    private static final int CVC_SLOTS = 20_000;
    private static final int CLEAN_UP = 1_000;
    private static final Duration UNNAMED = Duration.ofHours(1);

    private final Platform platform;
    private final PaymentMethodsSql sql;
    private final CardsSql cards;
    private final Tokenising tokenising;
    private final Cvcs cvcs;
    private final Audit audit;
    private final Velocity velocity;
    private final Vault vault;

    private VaultModule(
            Platform platform, UnaryOperator<AccountId> platformOf, Velocity.Limits limits) {
        this.platform = platform;
        var clock = platform.clock();
        var ids = platform.ids();
        var keys = VaultKeys.open(platform.settings().data().resolve("keys").resolve("vault.json"));
        var sealing = new Sealing(keys.wrapping());
        var fingerprints = new Fingerprints(keys.fingerprintMaster(), platformOf);
        var fixedCards = new FixedCards(fingerprints);
        this.cards = new CardsSql(platform.txAs("vault"));
        this.sql = new PaymentMethodsSql(fixedCards);
        this.cvcs = new Cvcs(clock, CVC_SLOTS);
        this.velocity = new Velocity(limits, clock);
        this.audit = new Audit(cards, clock, ids.token(22));
        this.tokenising = new Tokenising(cards, sealing, fingerprints, cvcs, velocity, clock, ids);
        this.vault =
                new Vault(
                        platform.tx(),
                        sql,
                        tokenising,
                        fixedCards,
                        new Opening(cards, sealing, cvcs, audit, velocity),
                        platform.events(),
                        clock,
                        ids);
    }

    /** Opens the vault with its keys in DATA/keys/vault.json (made at the first start). */
    public static VaultModule open(Platform platform) {
        return open(platform, account -> account);
    }

    /**
     * @param platformOf whose fingerprints an account shares: of a connected account its platform
     */
    public static VaultModule open(Platform platform, UnaryOperator<AccountId> platformOf) {
        return open(platform, platformOf, Velocity.Limits.USUAL);
    }

    static VaultModule open(
            Platform platform, UnaryOperator<AccountId> platformOf, Velocity.Limits limits) {
        return new VaultModule(platform, platformOf, limits);
    }

    /** The door. */
    public Vault vault() {
        return vault;
    }

    /** Work that comes round: wiping, forgetting, deleting, and checking the audit. */
    public void schedule() {
        var chores = platform.chores();
        chores.every(Duration.ofMinutes(1), "vault.wipe", this::wipe);
        chores.every(Duration.ofMinutes(10), "vault.unnamed", this::deleteUnnamed);
        chores.every(Duration.ofHours(1), "vault.audit", this::checkAudit);
    }

    void wipe() {
        cvcs.wipeExpired();
        velocity.forgetOld();
        audit.flush();
    }

    int deleteUnnamed() {
        return cards.deleteUnnamed(platform.clock().now().minus(UNNAMED), CLEAN_UP);
    }

    void checkAudit() {
        if (!audit.isWhole())
            throw new IllegalStateException("the vault's audit chain is broken: " + audit.chain());
    }

    String auditChain() {
        return audit.chain();
    }

    /** Wipes what is in memory and writes what the audit still holds. */
    @Override
    public void close() {
        audit.close();
        cvcs.close();
    }
}
