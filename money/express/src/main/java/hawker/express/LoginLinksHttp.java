package hawker.express;

import hawker.api.Answer;
import hawker.api.ApiError;
import hawker.api.Call;
import hawker.api.Json;
import hawker.api.Operation;
import hawker.api.Shape;
import hawker.connect.Connect;
import hawker.kernel.AccountId;
import hawker.platform.Platform;
import hawker.platform.Secrets;
import java.time.Duration;
import java.util.List;

/**
 * {@code /v1/accounts/{id}/login_links}: a platform signs the people of an express account in, who
 * have no password here.
 */
final class LoginLinksHttp {

    private static final Duration LIFE = Duration.ofMinutes(5);

    private final Platform platform;
    private final Connect connect;
    private final ExpressSql sql;
    private final String origin;

    LoginLinksHttp(Platform platform, Connect connect, ExpressSql sql, String origin) {
        this.platform = platform;
        this.connect = connect;
        this.sql = sql;
        this.origin = origin;
    }

    List<Operation> operations() {
        return List.of(Operation.post("/v1/accounts/{id}/login_links", Shape.of(), this::create));
    }

    private Answer create(Call call) {
        var account = own(call, connect, call.path("id"));
        if (!connect.isExpress(account))
            throw ApiError.invalid(
                    "Cannot create a login link for an account that does not use the Express"
                            + " Dashboard.");
        if (!connect.detailsSubmitted(account))
            throw ApiError.invalid(
                    "Cannot create a login link for an account that has not completed onboarding.");
        var secret = platform.ids().secret("lnk", account) + platform.ids().token(24);
        var now = platform.clock().now();
        return call.write(tx -> {
            sql.insertLink(account, tx, Secrets.sha256(secret), now.plus(LIFE));
            return Answer.ok(
                    Json.object()
                            .put("object", "login_link")
                            .put("created", Json.seconds(now))
                            .put("url", origin + AccountPages.LINK + secret));
        });
    }

    /**
     * The account in the caller's mode, if the caller made it; the same refusal whether it exists
     * or not.
     */
    static AccountId own(Call call, Connect connect, String named) {
        var caller = call.platform().orElse(call.account());
        return connect.connected(caller, named)
                .filter(id -> connect.maker(id).filter(caller::equals).isPresent())
                .orElseThrow(() -> ApiError.noAccess(named));
    }
}
