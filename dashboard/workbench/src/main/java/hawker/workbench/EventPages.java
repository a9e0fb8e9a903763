package hawker.workbench;

import gg.jte.Content;
import hawker.api.Json;
import hawker.desk.Address;
import hawker.desk.Desk;
import hawker.kernel.Clock;
import hawker.look.Badge;
import hawker.look.DataTable;
import hawker.look.Kit;
import hawker.look.Link;
import hawker.look.Look;
import hawker.look.Templates;
import hawker.look.Tone;
import hawker.web.Response;
import hawker.webhooks.Delivery;
import hawker.webhooks.Endpoint;
import hawker.webhooks.Webhooks;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What happened, as it is told to programs: each event, its object, and to whom it was sent. */
final class EventPages {

    static final String PATH = "/dashboard/events";
    static final String ALL = "/v1/events";
    private static final int ROWS = 50;

    private final Desk desk;
    private final Look look;
    private final Templates templates;
    private final Asking api;
    private final Webhooks webhooks;
    private final Clock clock;

    EventPages(
            Desk desk, Look look, Templates templates, Asking api, Webhooks webhooks, Clock clock) {
        this.desk = desk;
        this.look = look;
        this.templates = templates;
        this.api = api;
        this.webhooks = webhooks;
        this.clock = clock;
    }

    Response list(Desk.Seat seat) {
        var request = seat.request();
        var type = request.queryParam("type").orElse("").strip();
        var days = Days.of(request);
        var after = request.queryParam("after").filter(id -> id.startsWith("evt_"));
        var query = days.created(Query.of("type", type));
        var found = api.list(seat, ALL, query, after, ROWS);
        var here = days.kept(new Address(PATH).with("type", type, ""));
        var fields =
                new ArrayList<Content>(
                        List.of(
                                Kit.field("type", "Name")
                                        .optional()
                                        .hint("charge.failed, or charge.* for all of charges")
                                        .value(type)
                                        .autocomplete("off")));
        fields.addAll(days.fields());
        var filter = Desk.filter(new Address(PATH), fields, !here.query().isEmpty());
        var body =
                templates.content(
                        "logs.jte",
                        Map.of(
                                "title", "Developers",
                                "tabs", Desk.developerTabs("events"),
                                "filter", filter,
                                "table", table(found.all(), clock.now()),
                                "pages", here.pages(after, found.next())));
        return desk.page(seat, "Events", "developers", body);
    }

    static Content table(List<Thing> events, Instant now) {
        var table =
                Kit.table(
                        "Events",
                        DataTable.Column.text("Event"),
                        DataTable.Column.text("Object"),
                        DataTable.Column.text("Cause"),
                        DataTable.Column.text("When"));
        for (var event : events)
            table =
                    table.linkedRow(
                            PATH + "/" + event.id(),
                            Kit.text(event.text("type")),
                            event.maybe("data.object.id").isPresent()
                                    ? Words.linked(event.text("data.object.id"))
                                    : Kit.text("–"),
                            event.maybe("request.id")
                                    .<Content>map(id -> Words.link(id, LogPages.PATH + "/" + id))
                                    .orElseGet(() -> Kit.text("Automatic")),
                            Kit.time(event.created(), now));
        return table.orElse(Kit.empty("zap", "No events here.", Optional.empty()));
    }

    Response show(Desk.Seat seat) {
        return api.find(seat, ALL + "/{}", seat.request().pathParam("id"))
                .map(event -> page(seat, event))
                .orElseGet(() -> look.problem(seat.request(), 404));
    }

    private Response page(Desk.Seat seat, Thing event) {
        var type = event.text("type");
        var params = new HashMap<String, Object>();
        params.put(
                "way", Kit.breadcrumb(List.of(new Link("Events", PATH), new Link(event.id(), ""))));
        params.put("title", type);
        params.put("facts", facts(event));
        params.put("before", json(event, "data.previous_attributes"));
        params.put("object", json(event, "data.object"));
        params.put("deliveries", deliveries(seat, event));
        var body = templates.content("event.jte", params);
        return desk.page(seat, type, "developers", body);
    }

    private static String json(Thing event, String way) {
        var json = event.inner(way).json();
        return json.isObject() ? Words.pretty(Json.text(json)) : "";
    }

    private static List<Kit.Pair> facts(Thing event) {
        var pairs = new ArrayList<Kit.Pair>();
        pairs.add(new Kit.Pair("Event", event.id()));
        pairs.add(new Kit.Pair("When", Kit.moment(event.created())));
        pairs.add(new Kit.Pair("Object", Words.linked(event.text("data.object.id"))));
        event.maybe("account")
                .ifPresent(id -> pairs.add(new Kit.Pair("Account", Words.linked(id))));
        event.maybe("request.id")
                .ifPresent(id ->
                        pairs.add(
                                new Kit.Pair("Request", Words.link(id, LogPages.PATH + "/" + id))));
        event.maybe("request.idempotency_key")
                .ifPresent(key -> pairs.add(new Kit.Pair("Idempotency key", key)));
        pairs.add(new Kit.Pair("API version", event.text("api_version")));
        return pairs;
    }

    private Content deliveries(Desk.Seat seat, Thing event) {
        var endpoints = webhooks.endpoints(seat.shop());
        var table =
                Kit.table(
                        "Deliveries",
                        DataTable.Column.text("To"),
                        DataTable.Column.text("State"),
                        DataTable.Column.number("Tries"),
                        DataTable.Column.text("Next try"));
        for (var delivery : webhooks.deliveriesOf(seat.shop(), event.id()))
            table =
                    table.linkedRow(
                            "/dashboard/webhooks/" + delivery.id(),
                            Kit.text(url(delivery, endpoints)),
                            state(delivery),
                            Kit.text(String.valueOf(delivery.attempts())),
                            delivery.state() == Delivery.State.PENDING
                                    ? Kit.moment(delivery.due())
                                    : Kit.text("–"));
        return table.orElse(
                Kit.empty(
                        "webhook",
                        "It was sent to no endpoint.",
                        Optional.of(new Link("Webhooks", "/dashboard/webhooks"))));
    }

    private static String url(Delivery delivery, List<Endpoint> endpoints) {
        return endpoints.stream()
                .filter(endpoint -> endpoint.id().equals(delivery.endpoint()))
                .map(Endpoint::url)
                .findFirst()
                .orElse("Deleted endpoint");
    }

    private static Badge state(Delivery delivery) {
        return switch (delivery.state()) {
            case PENDING -> Kit.badge("Waiting", Tone.NOTE);
            case DELIVERED -> Kit.badge("Delivered", Tone.GOOD);
            case FAILED -> Kit.badge("Failed", Tone.BAD);
        };
    }
}
