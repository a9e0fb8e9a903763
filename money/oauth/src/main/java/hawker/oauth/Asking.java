package hawker.oauth;

import hawker.kernel.AccountId;
import hawker.platform.Platform;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads what a platform sent a browser with. As long as it is not clear that the address to come
 * back to is the platform's own, a mistake is told to whoever looks and nobody is sent anywhere;
 * after that it is told to the platform.
 */
final class Asking {

    /** What became of the parameters. */
    sealed interface Read {
        record Good(Asked asked) implements Read {}

        /** The platform is told, at an address of its own. */
        record Back(String location) implements Read {}

        /** Nobody can be told but the one who looks. */
        record Unusable(String why) implements Read {}
    }

    private final Platform platform;
    private final OauthSql sql;

    Asking(Platform platform, OauthSql sql) {
        this.platform = platform;
        this.sql = sql;
    }

    /**
     * @param param the parameters by name
     */
    Read read(Function<String, Optional<String>> param) {
        var application = param.apply("client_id").orElse("");
        var owner = AccountId.ofApplication(application);
        if (owner.isEmpty())
            return new Read.Unusable("The link names no application (client_id) that we know.");
        var account = owner.get();
        var registered = platform.tx().readAccount(account, tx -> sql.redirects(account, tx));
        var redirect = redirect(param.apply("redirect_uri"), registered);
        if (redirect.isEmpty())
            return new Read.Unusable(
                    "The address to come back to (redirect_uri) is not one that the application"
                            + " registered.");
        var scope = param.apply("scope").filter(s -> !s.isEmpty()).orElse(Asked.READ);
        var asked =
                new Asked(
                        account,
                        application,
                        redirect.get(),
                        !scope.equals(Asked.WRITE),
                        param.apply("state"));
        if (!param.apply("response_type").orElse("code").equals("code"))
            return back(asked, OauthException.responseType());
        if (!scope.equals(Asked.WRITE) && !scope.equals(Asked.READ))
            return back(asked, OauthException.scope(scope));
        return new Read.Good(asked);
    }

    /** The one that is named letter by letter; without a name the first that was registered. */
    private static Optional<String> redirect(Optional<String> named, List<String> registered) {
        return named.filter(uri -> !uri.isEmpty())
                .map(uri -> registered.stream().filter(uri::equals).findFirst())
                .orElseGet(() -> registered.stream().findFirst());
    }

    private static Read back(Asked asked, OauthException wrong) {
        return new Read.Back(asked.refused(wrong.error(), wrong.description()));
    }
}
