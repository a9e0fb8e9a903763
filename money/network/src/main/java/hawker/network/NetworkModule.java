package hawker.network;

import hawker.platform.Platform;
import hawker.vault.CardVerifier;
import hawker.vault.Vault;

/** Opens the room: with no acquirer configured, the simulated card network and bank. */
public final class NetworkModule implements AutoCloseable {

    public static NetworkModule open(Platform platform, Vault vault) {
        throw new UnsupportedOperationException();
    }

    public CardNetwork network() {
        throw new UnsupportedOperationException();
    }

    public Bank bank() {
        throw new UnsupportedOperationException();
    }

    /** Asks issuers whether cards are good: for the vault's attach. */
    public CardVerifier verifier() {
        throw new UnsupportedOperationException();
    }

    /** Who hears answers that come too late; set once, before the first request. */
    public void onLateAnswer(LateAnswers listener) {
        throw new UnsupportedOperationException();
    }

    /** Waits until everything decided is in the witness log. */
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
