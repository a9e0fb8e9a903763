package hawker.app;

import hawker.accounts.Accounts;
import hawker.platform.Settings;

/** What production asks for before it opens: no default password, two origins, both encrypted. */
final class Serving {

    private static final int SHORTEST_PASSWORD = 12;

    /** OWASP's least memory for Argon2id with two passes. */
    private static final int LEAST_PASSWORD_KIB = 19_456;

    private Serving() {}

    /** Refuses settings that would put money or cards at risk, saying what to set. */
    static void check(Settings settings) {
        var pages = origin(settings.publicUrl().orElse(""), "HAWKER_PUBLIC_URL");
        var vault = origin(settings.vaultUrl().orElse(""), "HAWKER_VAULT_URL");
        if (pages.equals(vault))
            throw new IllegalStateException(
                    "HAWKER_VAULT_URL must be another origin than HAWKER_PUBLIC_URL:"
                            + " card fields are kept apart from the shop's pages by it");
        if (settings.number("HAWKER_PASSWORD_KIB", LEAST_PASSWORD_KIB) < LEAST_PASSWORD_KIB)
            throw new IllegalStateException(
                    "HAWKER_PASSWORD_KIB must be at least "
                            + LEAST_PASSWORD_KIB
                            + ": passwords that cost less are guessed too fast");
        var password = settings.get("HAWKER_OPERATOR_PASSWORD");
        if (password.isPresent() && password.get().length() < SHORTEST_PASSWORD)
            throw new IllegalStateException(
                    "HAWKER_OPERATOR_PASSWORD needs at least " + SHORTEST_PASSWORD + " characters");
    }

    /** Makes the first operator from the environment, if there is none of that address yet. */
    static void firstOperator(Settings settings, Accounts accounts) {
        var email = settings.get("HAWKER_OPERATOR_EMAIL");
        var password = settings.get("HAWKER_OPERATOR_PASSWORD");
        if (email.isEmpty() || password.isEmpty()) return;
        accounts.signUp(
                hawker.accounts.NewPerson.operator(
                        "operator", "Operator", email.get(), password.get()));
    }

    private static String origin(String url, String name) {
        if (url.isEmpty())
            throw new IllegalStateException(
                    name
                            + " is not set; it is the origin as browsers see it, https://market.example");
        boolean here = url.startsWith("http://127.0.0.1") || url.startsWith("http://localhost");
        if (!url.startsWith("https://") && !here)
            throw new IllegalStateException(name + " must begin with https://, not " + url);
        return url;
    }
}
