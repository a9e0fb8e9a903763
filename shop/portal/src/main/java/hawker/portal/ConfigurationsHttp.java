package hawker.portal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Answer;
import hawker.api.ApiError;
import hawker.api.Call;
import hawker.api.Json;
import hawker.api.Lists;
import hawker.api.Operation;
import hawker.api.Param;
import hawker.api.Params;
import hawker.api.Shape;
import hawker.kernel.Page;
import java.util.List;

/** {@code /v1/billing_portal/configurations}: how the portal is set up. */
final class ConfigurationsHttp {

    private static final String BASE = "/v1/billing_portal/configurations";
    private static final String ONE = BASE + "/{id}";

    private static final String BACK = "default_return_url";

    /** The seller's pages that the portal links to. */
    private static final List<String> LINKS = List.of("privacy_policy_url", "terms_of_service_url");

    private static final Param PROFILE =
            Param.hash(
                    "business_profile",
                    Param.text("headline", 60).nullable(),
                    Param.text(LINKS.get(0), 2048),
                    Param.text(LINKS.get(1), 2048));

    private static final Param LOGIN = Param.hash("login_page", Param.flag("enabled").required());

    private static final Shape UPDATE =
            Shape.of(
                    Param.flag("active"),
                    PROFILE,
                    Param.text(BACK, 2048).nullable(),
                    Features.PARAM,
                    LOGIN,
                    Param.metadata(),
                    Param.text("name", 500).nullable());

    private static final Shape CREATE =
            Shape.of(
                    PROFILE,
                    Param.text(BACK, 2048),
                    Features.PARAM.required(),
                    LOGIN,
                    Param.metadata(),
                    Param.text("name", 500));

    private static final Shape LIST =
            Shape.of(Param.paging(), Param.flag("active"), Param.flag("is_default"));

    private final Portals portals;
    private final Features features;
    private final String origin;

    ConfigurationsHttp(Portals portals, Features features, String origin) {
        this.portals = portals;
        this.features = features;
        this.origin = origin;
    }

    List<Operation> operations() {
        return List.of(
                Operation.post(BASE, CREATE, this::create),
                Operation.get(BASE, LIST, this::list),
                Operation.get(ONE, Shape.of(), this::show),
                Operation.post(ONE, UPDATE, this::update));
    }

    /**
     * A configuration that offers nothing.
     *
     * @param usual what buyers may do of whom the seller has said nothing
     */
    static ObjectNode blank(boolean usual) {
        var body = Json.object().putNull("application").putNull("default_return_url");
        body.putNull("name").put("active", true);
        body.putObject("business_profile")
                .putNull("headline")
                .putNull("privacy_policy_url")
                .putNull("terms_of_service_url");
        Features.blank(body, usual);
        body.put("is_default", usual);
        body.putObject("login_page").put("enabled", false).putNull("url");
        body.putObject("metadata");
        return body;
    }

    private Answer create(Call call) {
        features.check(call.account(), call.params());
        return call.write(tx -> {
            var body = blank(false);
            features.fill(tx, call.account(), body, call.params());
            fill(body, call.params());
            var id = portals.newId(call.account());
            login(body, id);
            var made = portals.put(tx, call.account(), id, body, call.cause());
            return Answer.ok(made.orElseThrow().body());
        });
    }

    private void login(ObjectNode body, String id) {
        if (!(body.path(LOGIN.name()) instanceof ObjectNode page)) return;
        if (page.path("enabled").asBoolean()) page.put("url", origin + LoginPages.path(id));
        else page.putNull("url");
    }

    private static void fill(ObjectNode body, Params params) {
        params.flag("active").ifPresent(flag -> body.put("active", flag));
        params.hash("business_profile").ifPresent(p -> profile(body, p));
        params.hash(LOGIN.name()).ifPresent(p -> p.mergeInto((ObjectNode) body.path(LOGIN.name())));
        for (var name : new String[] {BACK, "name"}) if (params.isUnset(name)) body.putNull(name);
        params.returnAddress(BACK).ifPresent(url -> body.put(BACK, url));
        params.text("name").ifPresent(text -> body.put("name", text));
        var known = Json.metadata(Json.text(body.path("metadata")));
        body.set("metadata", Json.metadata(params.mergeMetadata(known)));
    }

    private static void profile(ObjectNode body, Params asked) {
        for (var url : LINKS) asked.returnAddress(url);
        asked.mergeInto((ObjectNode) body.path("business_profile"));
    }

    private Answer update(Call call) {
        features.check(call.account(), call.params());
        return call.write(tx -> {
            var before =
                    portals.sql()
                            .lock(tx, call.account(), call.path("id"))
                            .orElseThrow(() -> missing(call.path("id")));
            var body = before.body().deepCopy();
            features.fill(tx, call.account(), body, call.params());
            fill(body, call.params());
            login(body, before.id());
            if (before.usual() && !body.path("active").asBoolean())
                throw ApiError.parameterInvalid(
                        "active", "The default configuration stays active.");
            return Answer.ok(portals.change(tx, before, body, call.cause()).body());
        });
    }

    private Answer show(Call call) {
        var id = call.path("id");
        return Answer.ok(
                call.read(tx -> portals.sql().find(tx, call.account(), id))
                        .orElseThrow(() -> missing(id))
                        .body());
    }

    private static ApiError missing(String id) {
        return ApiError.missing("billing_portal.configuration", id);
    }

    private Answer list(Call call) {
        var like = Json.object();
        for (var name : new String[] {"active", "is_default"})
            call.params().flag(name).ifPresent(flag -> like.put(name, flag));
        var page = call.page();
        var found = call.read(tx -> portals.sql().list(tx, call.account(), Json.text(like), page));
        var cut = Page.of(found, page.limit());
        var ordered =
                page.before().isPresent() ? new Page<>(cut.items().reversed(), cut.hasMore()) : cut;
        return Lists.answer(BASE, ordered.map(Configuration::body));
    }
}
