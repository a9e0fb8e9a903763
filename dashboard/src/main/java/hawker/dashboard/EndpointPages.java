package hawker.dashboard;

import gg.jte.Content;
import hawker.desk.Address;
import hawker.desk.Desk;
import hawker.kernel.Clock;
import hawker.look.Choices;
import hawker.look.Field;
import hawker.look.Kit;
import hawker.look.Link;
import hawker.look.Look;
import hawker.look.Templates;
import hawker.web.Request;
import hawker.web.Response;
import hawker.webhooks.Endpoint;
import hawker.webhooks.Kept;
import hawker.webhooks.Webhooks;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/** One endpoint: made, changed, switched, given another secret, deleted; what was sent to it. */
final class EndpointPages {

    private static final String PATH = "/dashboard/webhooks/endpoints";
    private static final int ROWS = 25;

    private final Desk desk;
    private final Look look;
    private final Templates templates;
    private final Webhooks webhooks;
    private final Clock clock;

    EndpointPages(Desk desk, Look look, Templates templates, Webhooks webhooks, Clock clock) {
        this.desk = desk;
        this.look = look;
        this.templates = templates;
        this.webhooks = webhooks;
        this.clock = clock;
    }

    static String path(Endpoint endpoint) {
        return PATH + "/" + endpoint.id();
    }

    Response blank(Desk.Seat seat) {
        return form(seat, 200, Typed.nothing(), Optional.empty());
    }

    Response create(Desk.Seat seat) {
        var typed = Typed.of(seat.request(), webhooks.types());
        return switch (webhooks.make(seat.shop(), typed.url, typed.events(), typed.description)) {
            case Kept.Done(var made) ->
                    page(seat, 200, made, Typed.of(made), Optional.empty(), made.secret());
            case Kept.Refused refused -> form(seat, 422, typed, Optional.of(refused));
            case Kept.Missing() -> look.problem(seat.request(), 404);
        };
    }

    Response show(Desk.Seat seat) {
        return with(seat, e -> page(seat, 200, e, Typed.of(e), Optional.empty(), ""));
    }

    Response change(Desk.Seat seat) {
        return with(
                seat,
                before -> {
                    var typed = Typed.of(seat.request(), types(before));
                    var kept =
                            webhooks.change(
                                    seat.shop(),
                                    before.id(),
                                    typed.url,
                                    typed.events(),
                                    typed.description);
                    return switch (kept) {
                        case Kept.Done(var now) -> look.seeOther(path(now), "Saved");
                        case Kept.Refused refused ->
                                page(seat, 422, before, typed, Optional.of(refused), "");
                        case Kept.Missing() -> look.problem(seat.request(), 404);
                    };
                });
    }

    Response enable(Desk.Seat seat) {
        boolean on = seat.request().formParam("on").orElse("").equals("true");
        return with(
                seat,
                endpoint -> {
                    webhooks.enable(seat.shop(), endpoint.id(), on);
                    return look.seeOther(path(endpoint), on ? "Switched on" : "Switched off");
                });
    }

    /** Shows the new secret in this answer and never again. */
    Response roll(Desk.Seat seat) {
        boolean atOnce = seat.request().formParam("old").orElse("").equals("end");
        return with(
                seat,
                endpoint ->
                        switch (webhooks.roll(seat.shop(), endpoint.id(), atOnce)) {
                            case Kept.Done(var now) ->
                                    page(
                                            seat,
                                            200,
                                            now,
                                            Typed.of(now),
                                            Optional.empty(),
                                            now.secret());
                            case Kept.Refused ignored -> look.problem(seat.request(), 422);
                            case Kept.Missing() -> look.problem(seat.request(), 404);
                        });
    }

    Response delete(Desk.Seat seat) {
        return with(
                seat,
                endpoint -> {
                    webhooks.delete(seat.shop(), endpoint.id());
                    return look.seeOther(WebhookPages.PATH, "Endpoint deleted");
                });
    }

    private Response with(Desk.Seat seat, Function<Endpoint, Response> answer) {
        return Endpoint.Id.parse(seat.request().pathParam("id"))
                .flatMap(id -> webhooks.endpoint(seat.shop(), id))
                .map(answer)
                .orElseGet(() -> look.problem(seat.request(), 404));
    }

    /** What stands in the fields, right or wrong. */
    private record Typed(String url, String description, boolean all, List<String> some) {

        static Typed nothing() {
            return new Typed("", "", true, List.of());
        }

        static Typed of(Endpoint endpoint) {
            boolean all = endpoint.events().contains("*");
            return new Typed(
                    endpoint.url(),
                    endpoint.description().orElse(""),
                    all,
                    all ? List.of() : endpoint.events());
        }

        static Typed of(Request request, List<String> types) {
            return new Typed(
                    request.formParam("url").orElse("").strip(),
                    request.formParam("description").orElse("").strip(),
                    request.formParam("which").orElse("").equals("all"),
                    types.stream().filter(t -> request.formParam("on-" + t).isPresent()).toList());
        }

        List<String> events() {
            return all ? List.of("*") : some;
        }
    }

    private Response form(Desk.Seat seat, int status, Typed typed, Optional<Kept.Refused> refused) {
        var params = fields(typed, webhooks.types(), refused);
        params.put("action", PATH + "/new");
        params.put("way", way("Add endpoint"));
        params.put("seat", seat);
        var body = templates.content("endpointNew.jte", params);
        return desk.page(seat, status, "Add endpoint", "developers", body);
    }

    private Response page(
            Desk.Seat seat,
            int status,
            Endpoint endpoint,
            Typed typed,
            Optional<Kept.Refused> refused,
            String fresh) {
        var after = seat.request().queryParam("after").filter(id -> id.startsWith("whd_"));
        var found = webhooks.deliveries(seat.shop(), endpoint.id(), after, ROWS + 1);
        var shown = found.stream().limit(ROWS).toList();
        var next =
                found.size() > ROWS ? Optional.of(shown.getLast().id()) : Optional.<String>empty();
        var params = fields(typed, types(endpoint), refused);
        params.put("path", path(endpoint));
        params.put("url", endpoint.url());
        params.put("enabled", endpoint.enabled());
        params.put("facts", facts(endpoint));
        params.put("state", WebhookPages.state(endpoint));
        params.put("way", way(endpoint.url()));
        params.put("fresh", fresh);
        params.put("old", old(endpoint));
        params.put("deliveries", WebhookPages.deliveryTable(shown, List.of(endpoint), clock.now()));
        params.put("pages", new Address(path(endpoint)).pages(after, next));
        params.put("seat", seat);
        var body = templates.content("endpoint.jte", params);
        return desk.page(seat, status, "Endpoint", "developers", body);
    }

    /** The same as the form, for who only looks. */
    private static List<Kit.Pair> facts(Endpoint endpoint) {
        var events = endpoint.events().contains("*") ? List.of("All") : endpoint.events();
        return List.of(
                new Kit.Pair("Address", endpoint.url()),
                new Kit.Pair("Description", endpoint.description().orElse("–")),
                new Kit.Pair("Events", String.join(", ", events)));
    }

    /** Until when the secret before the last one signs too. */
    private Optional<Content> old(Endpoint endpoint) {
        return endpoint.oldSecret()
                .filter(old -> clock.now().isBefore(old.until()))
                .map(old -> Kit.moment(old.until()));
    }

    private Map<String, Object> fields(
            Typed typed, List<String> types, Optional<Kept.Refused> refused) {
        var params = new HashMap<String, Object>();
        params.put(
                "urlField",
                with(
                        refused,
                        Kit.field("url", "Address")
                                .type("url")
                                .autocomplete("off")
                                .attr("maxlength", "2048")
                                .hint("Where we POST: https://example.com/hooks/hawker")
                                .value(typed.url)));
        params.put(
                "description",
                with(
                        refused,
                        Kit.field("description", "What it is for")
                                .optional()
                                .autocomplete("off")
                                .value(typed.description)));
        params.put(
                "which",
                Kit.cards(
                                "which",
                                "Events",
                                List.of(
                                        new Choices.Choice(
                                                "all", "All events", "Also new kinds", ""),
                                        new Choices.Choice(
                                                "some", "Only some", "Those ticked below", "")),
                                typed.all ? "all" : "some")
                        .error(error(refused, "events")));
        params.put("types", checkboxes(types, typed.some));
        params.put("open", !typed.all);
        return params;
    }

    private static List<Content> checkboxes(List<String> types, List<String> chosen) {
        var boxes = new ArrayList<Content>();
        for (var type : types) boxes.add(Kit.checkbox("on-" + type, type, chosen.contains(type)));
        return boxes;
    }

    /** Those we tell, and any that the endpoint was given through the API. */
    private List<String> types(Endpoint endpoint) {
        var types = new TreeSet<>(webhooks.types());
        endpoint.events().stream().filter(type -> !type.equals("*")).forEach(types::add);
        return List.copyOf(types);
    }

    private static Field with(Optional<Kept.Refused> refused, Field field) {
        return field.error(error(refused, field.name()));
    }

    private static Optional<String> error(Optional<Kept.Refused> refused, String field) {
        return refused.filter(r -> r.field().equals(field)).map(Kept.Refused::says);
    }

    private static Content way(String last) {
        return Kit.breadcrumb(List.of(new Link("Webhooks", WebhookPages.PATH), new Link(last, "")));
    }
}
