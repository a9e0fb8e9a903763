package hawker.webhooks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Answer;
import hawker.api.ApiError;
import hawker.api.Call;
import hawker.api.Lists;
import hawker.api.Operation;
import hawker.api.Param;
import hawker.api.Shape;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** /v1/events: what happened, newest first. */
final class EventsHttp {

    private final ToldEvents events;

    EventsHttp(ToldEvents events) {
        this.events = events;
    }

    List<Operation> operations() {
        return List.of(
                Operation.get(
                        "/v1/events",
                        Shape.of(
                                Param.text("type", 200),
                                Param.texts("types", 200),
                                Param.range("created"),
                                Param.flag("delivery_success"),
                                Param.paging()),
                        this::list),
                Operation.get("/v1/events/{id}", Shape.of(), this::show));
    }

    private Answer list(Call call) {
        var page =
                events.list(call.account(), wanted(call), call.page())
                        .map(told -> render(call, told));
        var told = page.items().stream().flatMap(Optional::stream).toList();
        return Answer.ok(Lists.of("/v1/events", told, page.hasMore()));
    }

    private Answer show(Call call) {
        var id = call.path("id");
        return events.find(call.account(), id)
                .flatMap(told -> render(call, told))
                .map(Answer::ok)
                .orElseThrow(() -> ApiError.missing("event", id));
    }

    private Optional<ObjectNode> render(Call call, Told told) {
        boolean toPlatform = call.platform().isPresent();
        return events.render(told, call.version(), pending(call, told), toPlatform);
    }

    private static int pending(Call call, Told told) {
        return call.read(tx -> DeliveriesSql.waiting(call.account(), tx, told.id()));
    }

    private static Predicate<Told> wanted(Call call) {
        var params = call.params();
        if (params.has("type") && params.has("types"))
            throw ApiError.parametersExclusive("type", "types");
        var types = Set.copyOf(params.texts("types"));
        var type = params.text("type");
        var created = params.range("created");
        Predicate<Told> wanted = told -> true;
        if (type.isPresent()) wanted = wanted.and(told -> matches(type.get(), told.type()));
        if (!types.isEmpty()) wanted = wanted.and(told -> types.contains(told.type()));
        if (created.isPresent())
            wanted = wanted.and(told -> created.get().contains(told.event().at()));
        return wanted;
    }

    /** {@code charge.*} names all events of charges. */
    private static boolean matches(String pattern, String type) {
        return pattern.endsWith("*")
                ? type.startsWith(pattern.substring(0, pattern.length() - 1))
                : type.equals(pattern);
    }
}
