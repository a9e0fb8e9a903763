package hawker.vault;

import hawker.platform.Platform;

/** Opens the room. */
public final class VaultModule {

    /** Opens the vault with its keys in DATA/keys (made at the first start). */
    public static VaultModule open(Platform platform) {
        throw new UnsupportedOperationException();
    }

    /** The door. */
    public Vault vault() {
        throw new UnsupportedOperationException();
    }
}
