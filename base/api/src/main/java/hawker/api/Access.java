package hawker.api;

/** Which keys reach an operation. Secret keys reach all; restricted ones by their rights. */
public enum Access {
    /** Secret and restricted keys only. */
    SECRET,
    /** Publishable keys too. */
    PUBLISHABLE,
    /**
     * Publishable keys too, if the request proves with {@code client_secret} that it was given the
     * object. The pipeline asks that it is there, the handler compares it ({@link
     * Call#checkClientSecret}).
     */
    CLIENT_SECRET,
    /** Ephemeral keys too, of the customer whom the path names as {@code {id}}. */
    CUSTOMER;

    /** Whether publishable keys are kept out. */
    boolean needsSecretKey() {
        return this == SECRET || this == CUSTOMER;
    }
}
