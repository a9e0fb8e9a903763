package hawker.webhooks;

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
import hawker.kernel.Clock;
import hawker.kernel.Ids;
import hawker.kernel.Page;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** /v1/webhook_endpoints. The secret is only in the answer that makes the endpoint. */
final class EndpointsHttp {

    private final Endpoints endpoints;
    private final EndpointRules rules;
    private final Clock clock;
    private final Ids ids;

    EndpointsHttp(Endpoints endpoints, EndpointRules rules, Clock clock, Ids ids) {
        this.endpoints = endpoints;
        this.rules = rules;
        this.clock = clock;
        this.ids = ids;
    }

    List<Operation> operations() {
        var changeable =
                List.of(
                        Param.text("description", 5_000).nullable(),
                        Param.metadata(),
                        Param.flag("disabled"));
        return List.of(
                Operation.post(
                        "/v1/webhook_endpoints",
                        Shape.of(
                                Param.text("url", EndpointRules.LONGEST_URL).required(),
                                Param.texts("enabled_events", EndpointRules.MOST_EVENTS).required(),
                                Param.text("api_version", 40),
                                Param.flag("connect"),
                                changeable.get(0),
                                changeable.get(1)),
                        this::create),
                Operation.get("/v1/webhook_endpoints", Shape.of(Param.paging()), this::list),
                Operation.get("/v1/webhook_endpoints/{id}", Shape.of(), this::show),
                Operation.post(
                        "/v1/webhook_endpoints/{id}",
                        Shape.of(
                                Param.text("url", EndpointRules.LONGEST_URL),
                                Param.texts("enabled_events", EndpointRules.MOST_EVENTS),
                                changeable.get(0),
                                changeable.get(1),
                                changeable.get(2)),
                        this::update),
                Operation.delete("/v1/webhook_endpoints/{id}", this::delete));
    }

    private Answer create(Call call) {
        var params = call.params();
        var account = call.account();
        if (endpoints.of(account).size() >= EndpointRules.MOST)
            throw ApiError.invalid(
                    "You have reached the maximum of "
                            + EndpointRules.MOST
                            + " webhook endpoints.");
        var endpoint =
                new Endpoint(
                        new Endpoint.Id(ids.ordinary("we", account)),
                        account,
                        url(call, params.requiredText("url")),
                        enabledEvents(params),
                        true,
                        Keeping.newSecret(ids),
                        params.text("api_version"),
                        params.text("description"),
                        params.metadata().orElse(Map.of()),
                        Optional.empty(),
                        params.isTrue("connect"),
                        Optional.empty(),
                        clock.now());
        var answer =
                call.write(tx -> {
                    EndpointsSql.insert(account, tx, endpoint);
                    return Answer.ok(render(endpoint).put("secret", endpoint.secret()));
                });
        endpoints.forget(account);
        return answer;
    }

    private Answer list(Call call) {
        var page = call.page();
        var rows = call.read(tx -> EndpointsSql.page(call.account(), tx, page));
        var found = Page.of(rows, page.limit());
        if (page.before().isPresent())
            found = new Page<>(found.items().reversed(), found.hasMore());
        return Lists.answer("/v1/webhook_endpoints", found.map(EndpointsHttp::render));
    }

    private Answer show(Call call) {
        return Answer.ok(render(endpoint(call)));
    }

    private Answer update(Call call) {
        var current = endpoint(call);
        var params = call.params();
        var changed =
                new Endpoint(
                        current.id(),
                        current.account(),
                        params.text("url").map(url -> url(call, url)).orElse(current.url()),
                        params.texts("enabled_events").isEmpty()
                                ? current.events()
                                : enabledEvents(params),
                        params.flag("disabled").map(off -> !off).orElse(current.enabled()),
                        current.secret(),
                        current.apiVersion(),
                        params.isUnset("description")
                                ? Optional.empty()
                                : params.text("description").or(current::description),
                        params.mergeMetadata(current.metadata()),
                        current.failingSince(),
                        current.connect(),
                        current.oldSecret(),
                        current.created());
        var answer =
                call.write(tx -> {
                    EndpointsSql.update(call.account(), tx, changed);
                    return Answer.ok(render(changed));
                });
        endpoints.forget(call.account());
        return answer;
    }

    private Answer delete(Call call) {
        var id = endpoint(call).id();
        var answer =
                call.write(tx -> {
                    EndpointsSql.delete(call.account(), tx, id);
                    return Answer.deleted("webhook_endpoint", id.text());
                });
        endpoints.forget(call.account());
        return answer;
    }

    private Endpoint endpoint(Call call) {
        var text = call.path("id");
        return Endpoint.Id.parse(text)
                .flatMap(id -> endpoints.find(call.account(), id))
                .orElseThrow(() -> ApiError.missing("webhook endpoint", text));
    }

    private List<String> enabledEvents(Params params) {
        var wanted = params.texts("enabled_events");
        EndpointRules.wrongEvent(wanted)
                .ifPresent(name -> {
                    var beside = EventTypes.beside(name);
                    throw ApiError.parameterInvalid(
                            "enabled_events",
                            "Invalid event name: "
                                    + name
                                    + (beside.isEmpty()
                                            ? "."
                                            : ". There are " + String.join(", ", beside) + "."));
                });
        return wanted.stream().distinct().toList();
    }

    private String url(Call call, String typed) {
        var url = typed.strip();
        rules.wrongUrl(url, call.account().livemode())
                .ifPresent(says -> {
                    throw ApiError.invalid("url_invalid", "url", says);
                });
        return url;
    }

    static ObjectNode render(Endpoint e) {
        var node = Json.object();
        node.put("id", e.id().text()).put("object", "webhook_endpoint");
        Json.put(node, "api_version", e.apiVersion());
        node.putNull("application").put("created", Json.seconds(e.created()));
        Json.put(node, "description", e.description());
        var events = node.putArray("enabled_events");
        e.events().forEach(events::add);
        node.put("livemode", e.account().livemode());
        node.set("metadata", Json.metadata(e.metadata()));
        return node.put("status", e.enabled() ? "enabled" : "disabled").put("url", e.url());
    }
}
