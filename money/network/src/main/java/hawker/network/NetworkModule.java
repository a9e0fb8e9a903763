package hawker.network;

import hawker.look.Look;
import hawker.network.sim.FaultScript;
import hawker.network.sim.Simulation;
import hawker.platform.Platform;
import hawker.vault.CardVerifier;
import hawker.vault.Vault;
import hawker.web.Routes;

/** Opens the room: with no acquirer configured, the simulated card network and bank. */
public final class NetworkModule implements AutoCloseable {

    private final Platform platform;
    private final Simulation simulation;

    private NetworkModule(Platform platform, Simulation simulation) {
        this.platform = platform;
        this.simulation = simulation;
    }

    /** With the challenge pages on the vault's origin as the settings have it. */
    public static NetworkModule open(Platform platform, Vault vault) {
        var settings = platform.settings();
        var origin =
                settings.vaultUrl()
                        .orElseGet(() -> "http://" + settings.host() + ":" + settings.vaultPort());
        return open(platform, vault, origin);
    }

    /**
     * @param vaultOrigin origin of the vault's listener as browsers see it; the issuers' challenge
     *     pages stand there
     */
    public static NetworkModule open(Platform platform, Vault vault, String vaultOrigin) {
        return new NetworkModule(platform, Simulation.open(platform, vault, vaultOrigin));
    }

    public CardNetwork network() {
        return simulation.network();
    }

    public Bank bank() {
        return simulation.bank();
    }

    /** Collects money from buyers' bank accounts. */
    public DebitRail debits() {
        return simulation.debits();
    }

    /** What cardholders and their banks say afterwards. */
    public Chargebacks chargebacks() {
        return simulation.chargebacks();
    }

    /** What the network settles, day by day. */
    public Clearing clearing() {
        return simulation.clearing();
    }

    /** Asks issuers whether cards are good: for the vault's attach. */
    public CardVerifier verifier() {
        return simulation.verifier();
    }

    /**
     * Pages of the vault's listener: the simulated issuers' 3-D Secure challenge.
     *
     * @param mainOrigin origin of pages and API as browsers see it; its pages may frame a challenge
     */
    public Routes routes(Look look, String mainOrigin) {
        var others = platform.settings().get("HAWKER_VAULT_PARENTS").orElse("");
        return simulation.routes(look, (mainOrigin + " " + others).trim());
    }

    /** What goes wrong on the line to the simulated network. */
    public FaultScript faults() {
        return simulation.faults();
    }

    /**
     * Whether answers take as long as a real network's (40 ms, sometimes 200), or come at once. A
     * demo takes time unless told otherwise; who loads a month of sales turns it off meanwhile.
     */
    public void takeTime(boolean likeANetwork) {
        simulation.takeTime(likeANetwork);
    }

    /** Who hears answers that come too late; set once, before the first request. */
    public void onLateAnswer(LateAnswers listener) {
        simulation.onLateAnswer(listener);
    }

    /** Waits until everything decided is in the witness log. */
    @Override
    public void close() {
        simulation.close();
    }
}
