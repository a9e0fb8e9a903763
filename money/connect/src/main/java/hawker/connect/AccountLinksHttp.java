package hawker.connect;

import hawker.api.Answer;
import hawker.api.ApiError;
import hawker.api.Call;
import hawker.api.Json;
import hawker.api.Operation;
import hawker.api.Param;
import hawker.api.Shape;
import hawker.platform.Platform;
import hawker.platform.Secrets;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@code /v1/account_links}: a platform asks for a way to the page of an account of its own. */
final class AccountLinksHttp {

    private static final int SECRET = 24;
    private static final Duration LIFE = Duration.ofMinutes(5);

    private final Platform platform;
    private final Targets targets;
    private final LinksSql sql;
    private final String origin;

    AccountLinksHttp(Platform platform, Targets targets, LinksSql sql) {
        this.platform = platform;
        this.targets = targets;
        this.sql = sql;
        var settings = platform.settings();
        this.origin =
                settings.publicUrl()
                        .orElseGet(() -> "http://" + settings.host() + ":" + settings.port());
    }

    List<Operation> operations() {
        var create =
                Shape.of(
                        Param.id("account").required(),
                        Param.oneOf("type", "account_onboarding", "account_update").required(),
                        Param.text("refresh_url", 5_000).required(),
                        Param.text("return_url", 5_000).required(),
                        Param.oneOf("collect", "currently_due", "eventually_due"),
                        Param.hash(
                                "collection_options",
                                Param.oneOf("fields", "currently_due", "eventually_due"),
                                Param.oneOf("future_requirements", "include", "omit")));
        return List.of(Operation.post("/v1/account_links", create, this::create));
    }

    private Answer create(Call call) {
        var params = call.params();
        var account = targets.changeable(call, params.requiredText("account")).id();
        var secret = platform.ids().token(SECRET);
        var now = platform.clock().now();
        var link =
                new AccountLink(
                        platform.ids().ordinary("alnk", account),
                        account,
                        params.requiredText("type"),
                        url(call, "refresh_url"),
                        url(call, "return_url"),
                        Secrets.sha256(secret),
                        Optional.empty(),
                        now.plus(LIFE));
        return call.write(tx -> {
            sql.insert(account, tx, link);
            return Answer.ok(
                    Json.object()
                            .put("object", "account_link")
                            .put("created", Json.seconds(now))
                            .put("expires_at", Json.seconds(link.expires()))
                            .put("url", origin + OnboardingPages.LINK + link.id() + "/" + secret));
        });
    }

    /** A browser is sent there: http only in test mode, and never anything but a web address. */
    private static String url(Call call, String name) {
        var text = call.params().requiredText(name);
        try {
            var uri = URI.create(text);
            boolean web =
                    "https".equals(uri.getScheme())
                            || ("http".equals(uri.getScheme()) && !call.account().livemode());
            if (web && uri.getHost() != null) return text;
        } catch (IllegalArgumentException malformed) {
            throw ApiError.invalid("url_invalid", name, "Not a valid URL");
        }
        throw ApiError.invalid("url_invalid", name, "Not a valid URL");
    }
}
