package hawker.api;

/** What a key may do: everything, what a browser may, or a list of rights. */
public enum ApiKeyKind {
    SECRET("sk"),
    PUBLISHABLE("pk"),
    RESTRICTED("rk"),
    /** For an hour, and for one customer only: what a program on a phone may hold. */
    EPHEMERAL("ek");

    private final String prefix;

    ApiKeyKind(String prefix) {
        this.prefix = prefix;
    }

    /** The letters in front: {@code sk} of {@code sk_test_…}. */
    public String prefix() {
        return prefix;
    }
}
