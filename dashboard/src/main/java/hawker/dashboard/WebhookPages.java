package hawker.dashboard;

import gg.jte.Content;
import hawker.accounts.Role.Right;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Endpoints with what was sent to them: each delivery, each attempt, and sending it again. */
final class WebhookPages {

    static final String PATH = "/dashboard/webhooks";
    private static final int ROWS = 25;
    private static final int EVENTS_NAMED = 3;

    private final Desk desk;
    private final Look look;
    private final Templates templates;
    private final Webhooks webhooks;
    private final Clock clock;

    WebhookPages(Desk desk, Look look, Templates templates, Webhooks webhooks, Clock clock) {
        this.desk = desk;
        this.look = look;
        this.templates = templates;
        this.webhooks = webhooks;
        this.clock = clock;
    }

    Response list(Desk.Seat seat) {
        var after = seat.request().queryParam("after").filter(id -> id.startsWith("whd_"));
        var endpoints = webhooks.endpoints(seat.shop());
        var found = webhooks.deliveries(seat.shop(), after, ROWS + 1);
        var shown = found.stream().limit(ROWS).toList();
        var next =
                found.size() > ROWS ? Optional.of(shown.getLast().id()) : Optional.<String>empty();
        var body =
                templates.content(
                        "webhooks.jte",
                        Map.of(
                                "tabs", Desk.developerTabs("webhooks"),
                                "seat", seat,
                                "any", !endpoints.isEmpty(),
                                "endpoints", endpointTable(seat, endpoints),
                                "deliveries", deliveryTable(shown, endpoints, clock.now()),
                                "pages", new Address(PATH).pages(after, next)));
        return desk.page(seat, "Webhooks", "developers", body);
    }

    Response show(Desk.Seat seat) {
        return find(seat)
                .map(delivery -> page(seat, delivery))
                .orElseGet(() -> look.problem(seat.request(), 404));
    }

    Response sendAgain(Desk.Seat seat) {
        var id = seat.request().pathParam("id");
        return webhooks.redeliver(seat.shop(), id)
                ? look.seeOther(PATH + "/" + id, "Sent again")
                : look.problem(seat.request(), 404);
    }

    private Response page(Desk.Seat seat, Delivery delivery) {
        var url =
                webhooks.endpoints(seat.shop()).stream()
                        .filter(endpoint -> endpoint.id().equals(delivery.endpoint()))
                        .map(Endpoint::url)
                        .findFirst()
                        .orElse("Deleted endpoint " + delivery.endpoint());
        var pairs =
                List.of(
                        new Kit.Pair("Endpoint", url),
                        new Kit.Pair("Event", delivery.event()),
                        new Kit.Pair("Delivery", delivery.id()),
                        new Kit.Pair("Made", Kit.moment(delivery.created())),
                        new Kit.Pair("Next try", nextTry(delivery)));
        var body =
                templates.content(
                        "delivery.jte",
                        Map.of(
                                "type", delivery.type(),
                                "state", state(delivery),
                                "action", PATH + "/" + delivery.id() + "/again",
                                "pairs", Kit.pairs(pairs),
                                "attempts", attempts(webhooks.attempts(seat.shop(), delivery.id())),
                                "seat", seat));
        return desk.page(seat, delivery.type(), "developers", body);
    }

    private static Content nextTry(Delivery delivery) {
        return delivery.state() == Delivery.State.PENDING
                ? Kit.moment(delivery.due())
                : Kit.text("–");
    }

    /** The door lists deliveries that are older than an id: the newest below this one's end. */
    private Optional<Delivery> find(Desk.Seat seat) {
        var id = seat.request().pathParam("id");
        return webhooks.deliveries(seat.shop(), Optional.of(id + "~"), 1).stream()
                .filter(delivery -> delivery.id().equals(id))
                .findFirst();
    }

    private Content endpointTable(Desk.Seat seat, List<Endpoint> endpoints) {
        var table =
                Kit.table(
                        "Endpoints",
                        DataTable.Column.text("Address"),
                        DataTable.Column.text("State"),
                        DataTable.Column.text("Events"),
                        DataTable.Column.text("Made"));
        for (var endpoint : endpoints)
            table =
                    table.linkedRow(
                            EndpointPages.path(endpoint),
                            Kit.text(endpoint.url()),
                            state(endpoint),
                            Kit.text(events(endpoint)),
                            Kit.time(endpoint.created(), clock.now()));
        return table.orElse(
                Kit.empty(
                        "webhook",
                        "No endpoint yet: your programs are not told of anything.",
                        Optional.of(new Link("Add endpoint", PATH + "/endpoints/new"))
                                .filter(link -> seat.may(Right.DEVELOP))));
    }

    static Content deliveryTable(List<Delivery> deliveries, List<Endpoint> endpoints, Instant now) {
        var table =
                Kit.table(
                        "Deliveries",
                        DataTable.Column.text("Event"),
                        DataTable.Column.text("State"),
                        DataTable.Column.text("To"),
                        DataTable.Column.number("Tries"),
                        DataTable.Column.text("When"),
                        DataTable.Column.text("Next try"));
        for (var delivery : deliveries)
            table =
                    table.linkedRow(
                            PATH + "/" + delivery.id(),
                            Kit.text(delivery.type()),
                            state(delivery),
                            Kit.text(url(delivery, endpoints)),
                            Kit.text(String.valueOf(delivery.attempts())),
                            Kit.time(delivery.created(), now),
                            nextTry(delivery));
        return table.orElse(Kit.empty("send", "Nothing was sent yet.", Optional.empty()));
    }

    private Content attempts(List<Delivery.Attempt> attempts) {
        var table =
                Kit.table(
                        "Attempts",
                        DataTable.Column.text("Answer"),
                        DataTable.Column.text("When"),
                        DataTable.Column.number("Took"),
                        DataTable.Column.text("It said"));
        for (var attempt : attempts.reversed())
            table =
                    table.row(
                            answer(attempt),
                            Kit.moment(attempt.at()),
                            Kit.text(attempt.millis() + " ms"),
                            Kit.text(attempt.says()));
        return table.orElse(Kit.empty("send", "Not tried yet.", Optional.empty()));
    }

    private static Badge answer(Delivery.Attempt attempt) {
        var tone = attempt.succeeded() ? Tone.GOOD : Tone.BAD;
        return Kit.badge(
                attempt.status() == 0 ? "No answer" : String.valueOf(attempt.status()), tone);
    }

    private static String url(Delivery delivery, List<Endpoint> endpoints) {
        return endpoints.stream()
                .filter(endpoint -> endpoint.id().equals(delivery.endpoint()))
                .map(Endpoint::url)
                .findFirst()
                .orElse("Deleted endpoint");
    }

    private static String events(Endpoint endpoint) {
        var events = endpoint.events();
        if (events.contains("*")) return "All";
        var named = String.join(", ", events.subList(0, Math.min(EVENTS_NAMED, events.size())));
        return events.size() > EVENTS_NAMED
                ? named + " and " + (events.size() - EVENTS_NAMED) + " more"
                : named;
    }

    static Badge state(Endpoint endpoint) {
        if (!endpoint.enabled()) return Kit.badge("Disabled", Tone.PLAIN);
        return endpoint.failingSince().isPresent()
                ? Kit.badge("Failing", Tone.BAD)
                : Kit.badge("Enabled", Tone.GOOD);
    }

    private static Badge state(Delivery delivery) {
        return switch (delivery.state()) {
            case PENDING ->
                    delivery.attempts() == 0
                            ? Kit.badge("Waiting", Tone.NOTE)
                            : Kit.badge("Trying again", Tone.WARN);
            case DELIVERED -> Kit.badge("Delivered", Tone.GOOD);
            case FAILED -> Kit.badge("Failed", Tone.BAD);
        };
    }
}
