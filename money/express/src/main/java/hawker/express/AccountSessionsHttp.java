package hawker.express;

import hawker.api.Answer;
import hawker.api.Call;
import hawker.api.Json;
import hawker.api.Operation;
import hawker.api.Param;
import hawker.api.Shape;
import hawker.connect.Connect;
import hawker.platform.Platform;
import hawker.platform.Secrets;
import java.time.Duration;
import java.util.List;

/**
 * {@code /v1/account_sessions}: a platform gets a secret with which a page shows an account's
 * people what the platform allows.
 */
final class AccountSessionsHttp {

    private static final Duration LIFE = Duration.ofHours(1);

    private final Platform platform;
    private final Connect connect;
    private final ExpressSql sql;

    AccountSessionsHttp(Platform platform, Connect connect, ExpressSql sql) {
        this.platform = platform;
        this.connect = connect;
        this.sql = sql;
    }

    List<Operation> operations() {
        var create = Shape.of(Param.id("account").required(), Components.param());
        return List.of(Operation.post("/v1/account_sessions", create, this::create));
    }

    private Answer create(Call call) {
        var params = call.params();
        var account = LoginLinksHttp.own(call, connect, params.requiredText("account"));
        var components = Components.json(params.hash("components").orElseThrow());
        var ids = platform.ids();
        var secret = ids.secret("accs_secret", account) + ids.token(24);
        var expires = platform.clock().now().plus(LIFE);
        return call.write(tx -> {
            sql.insertSession(account, tx, Secrets.sha256(secret), components, expires);
            var json =
                    Json.object()
                            .put("object", "account_session")
                            .put("account", account.text())
                            .put("client_secret", secret);
            json.set("components", components);
            return Answer.ok(
                    json.put("expires_at", Json.seconds(expires))
                            .put("livemode", account.livemode()));
        });
    }
}
