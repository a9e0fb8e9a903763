package hawker.oauth;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.accounts.Accounts;
import hawker.api.ApiError;
import hawker.api.ApiKeyKind;
import hawker.api.Caller;
import hawker.api.Json;
import hawker.connect.Connect;
import hawker.kernel.AccountId;
import hawker.platform.Platform;
import hawker.web.RateLimit;
import hawker.web.Request;
import hawker.web.Response;
import hawker.web.Routes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /oauth/token} and {@code POST /oauth/deauthorize}: programs of a platform, with its
 * secret key. Answers and refusals have OAuth's form.
 */
final class TokenHttp {

    private static final Logger log = LoggerFactory.getLogger(TokenHttp.class);

    /** Guessing a code is hopeless anyway (101 random bits); this keeps guessers from the books. */
    private static final int TRIES = 120;

    private final Accounts accounts;
    private final Connect connect;
    private final Granting granting;
    private final RateLimit tries;
    private final boolean behindTls;

    TokenHttp(Platform platform, Accounts accounts, Connect connect, Granting granting) {
        this.accounts = accounts;
        this.connect = connect;
        this.granting = granting;
        this.tries = new RateLimit(TRIES, Duration.ofMinutes(1), platform.clock());
        this.behindTls =
                platform.settings().publicUrl().map(url -> url.startsWith("https:")).orElse(false);
    }

    Routes routes() {
        return new Routes()
                .post("/oauth/token", request -> answered(request, this::token))
                .post("/oauth/deauthorize", request -> answered(request, this::deauthorize));
    }

    private Response answered(Request request, BiFunction<Request, AccountId, ObjectNode> work) {
        try {
            if (!tries.tryTake(request.remoteAddress()))
                return refused(429, "invalid_request", "Too many requests; wait a minute.");
            return json(200, work.apply(request, caller(request)));
        } catch (OauthException refused) {
            return refused(refused.status(), refused.error(), refused.description());
        } catch (RuntimeException broken) {
            log.error("{} failed", request.id(), broken);
            return refused(500, "server_error", "An error occurred; " + request.id());
        }
    }

    private static Response refused(int status, String error, String description) {
        return json(
                status, Json.object().put("error", error).put("error_description", description));
    }

    private static Response json(int status, ObjectNode body) {
        return Response.json(status, Json.bytes(body))
                .with("Cache-Control", "no-store")
                .with("Pragma", "no-cache");
    }

    private ObjectNode token(Request request, AccountId caller) {
        checkApplication(request, caller);
        return switch (param(request, "grant_type").orElse("")) {
            case "authorization_code" ->
                    granting.exchange(caller, required(request, "code")).json();
            case "refresh_token" ->
                    granting.refresh(
                                    caller,
                                    required(request, "refresh_token"),
                                    param(request, "scope"))
                            .json();
            case "" -> throw OauthException.request("No grant type specified");
            default -> throw OauthException.grantType("The given grant type is not supported");
        };
    }

    private ObjectNode deauthorize(Request request, AccountId caller) {
        required(request, "client_id");
        checkApplication(request, caller);
        var named = required(request, "stripe_user_id");
        var account =
                AccountId.parse(named)
                        .map(id -> id.inMode(caller.livemode()))
                        .filter(id -> connect.isConnectedNow(caller, id))
                        .orElseThrow(() -> notConnected(named));
        if (connect.maker(account).filter(caller::equals).isPresent())
            throw OauthException.request(
                    "The account was opened by this platform: it is deleted, not disconnected.");
        if (!granting.disconnect(caller, account)) throw notConnected(named);
        return Json.object().put("stripe_user_id", account.text());
    }

    private static OauthException notConnected(String named) {
        return OauthException.client(
                "This application is not connected to stripe account "
                        + OauthException.shortened(named)
                        + ", or that account does not exist.");
    }

    /** A client id may be left out of a request for tokens; a wrong one is never good. */
    private static void checkApplication(Request request, AccountId caller) {
        var named = param(request, "client_id");
        if (named.filter(id -> !id.equals(caller.applicationText())).isPresent())
            throw OauthException.client(
                    "No application matches the supplied client identifier and key");
    }

    // Who asks

    /** The platform whose secret key came as {@code client_secret}, or like any API key. */
    private AccountId caller(Request request) {
        var key = param(request, "client_secret").or(() -> header(request));
        if (key.isEmpty())
            throw OauthException.client(
                    "No API key provided. Send your secret key as client_secret or as the bearer"
                            + " token.");
        var caller =
                known(key.get())
                        .filter(c -> c.kind() == ApiKeyKind.SECRET)
                        .orElseThrow(() ->
                                OauthException.client("Invalid API key, or not a secret one"));
        if (caller.account().livemode() && !behindTls && !isLoopback(request.remoteAddress()))
            throw OauthException.client("Live keys are only accepted over https.");
        return caller.account();
    }

    private Optional<Caller> known(String key) {
        try {
            return accounts.authenticate(key);
        } catch (ApiError expired) {
            throw OauthException.client(expired.message());
        }
    }

    private static Optional<String> header(Request request) {
        var header = request.header("authorization").orElse("").strip();
        if (header.regionMatches(true, 0, "Bearer ", 0, 7))
            return Optional.of(header.substring(7).strip());
        if (!header.regionMatches(true, 0, "Basic ", 0, 6)) return Optional.empty();
        try {
            var pair = Base64.getDecoder().decode(header.substring(6).strip());
            return Optional.of(new String(pair, StandardCharsets.UTF_8).split(":", 2)[0]);
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private static boolean isLoopback(String address) {
        return address.startsWith("127.")
                || address.equals("::1")
                || address.equals("0:0:0:0:0:0:0:1");
    }

    private static String required(Request request, String name) {
        return param(request, name)
                .orElseThrow(() -> OauthException.request("Missing required parameter: " + name));
    }

    private static Optional<String> param(Request request, String name) {
        return request.secretParam(name).map(String::strip).filter(text -> !text.isEmpty());
    }
}
