package hawker.look;

/** Light or dark, as the visitor chose; SYSTEM follows the device. Kept in the cookie hk_scheme. */
public enum Scheme {
    SYSTEM,
    LIGHT,
    DARK;

    static final String COOKIE = "hk_scheme";

    static Scheme of(String text) {
        return switch (text) {
            case "light" -> LIGHT;
            case "dark" -> DARK;
            default -> SYSTEM;
        };
    }

    /** As it stands in the cookie and in {@code data-scheme}. */
    public String key() {
        return switch (this) {
            case SYSTEM -> "system";
            case LIGHT -> "light";
            case DARK -> "dark";
        };
    }
}
