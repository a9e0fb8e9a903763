package hawker.workbench;

import gg.jte.Content;
import hawker.accounts.Accounts;
import hawker.accounts.ApiKey;
import hawker.api.Json;
import hawker.api.RequestLog;
import hawker.desk.Address;
import hawker.desk.Desk;
import hawker.kernel.Clock;
import hawker.look.Badge;
import hawker.look.DataTable;
import hawker.look.Field;
import hawker.look.Kit;
import hawker.look.Link;
import hawker.look.Look;
import hawker.look.Templates;
import hawker.look.Tone;
import hawker.web.Request;
import hawker.web.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the seller's programs asked of the API, and what they were answered. */
final class LogPages {

    static final String PATH = "/dashboard/logs";
    private static final int ROWS = 50;

    /** What a list of choices says when nothing is narrowed; browsers refuse an empty choice. */
    private static final String ANY = "any";

    /** Events of a request are written while it runs. */
    private static final Duration AROUND = Duration.ofSeconds(60);

    private final Desk desk;
    private final Look look;
    private final Templates templates;
    private final Asking api;
    private final RequestLog log;
    private final Accounts accounts;
    private final Clock clock;

    LogPages(
            Desk desk,
            Look look,
            Templates templates,
            Asking api,
            RequestLog log,
            Accounts accounts,
            Clock clock) {
        this.desk = desk;
        this.look = look;
        this.templates = templates;
        this.api = api;
        this.log = log;
        this.accounts = accounts;
        this.clock = clock;
    }

    /** What the list is narrowed to, as it was typed. */
    private record Filter(String method, String path, String status, Days days) {

        static Filter of(Request request) {
            return new Filter(
                    chosen(request, "method"),
                    request.queryParam("path").orElse("").strip(),
                    chosen(request, "status"),
                    Days.of(request));
        }

        private static String chosen(Request request, String name) {
            return request.queryParam(name).filter(value -> !value.equals(ANY)).orElse("");
        }

        RequestLog.Wanted wanted(Optional<String> after) {
            int from = status.equals("refused") ? 400 : status.equals("failed") ? 500 : 0;
            int to = status.equals("succeeded") ? 399 : status.equals("refused") ? 499 : 999;
            return new RequestLog.Wanted(
                    method,
                    path,
                    from,
                    to,
                    days.since().orElse(RequestLog.Wanted.ALL.since()),
                    days.before().orElse(RequestLog.Wanted.ALL.before()),
                    after);
        }

        Address address() {
            return days.kept(
                    new Address(PATH)
                            .with("method", method, "")
                            .with("path", path, "")
                            .with("status", status, ""));
        }

        List<Content> fields() {
            var fields =
                    new ArrayList<Content>(
                            List.of(
                                    Kit.select(
                                                    "status",
                                                    "Answer",
                                                    List.of(
                                                            new Field.Option(ANY, "Any"),
                                                            new Field.Option(
                                                                    "succeeded", "Succeeded"),
                                                            new Field.Option("refused", "Refused"),
                                                            new Field.Option("failed", "Failed")))
                                            .value(status.isEmpty() ? ANY : status),
                                    Kit.select(
                                                    "method",
                                                    "Method",
                                                    List.of(
                                                            new Field.Option(ANY, "Any"),
                                                            new Field.Option("POST", "POST"),
                                                            new Field.Option("GET", "GET"),
                                                            new Field.Option("DELETE", "DELETE")))
                                            .value(method.isEmpty() ? ANY : method),
                                    Kit.field("path", "Part of the path")
                                            .optional()
                                            .value(path)
                                            .autocomplete("off")));
            fields.addAll(days.fields());
            return fields;
        }
    }

    Response list(Desk.Seat seat) {
        var filter = Filter.of(seat.request());
        var after = seat.request().queryParam("after").filter(id -> id.startsWith("req_"));
        var found = log.list(seat.shop(), filter.wanted(after), ROWS + 1);
        var shown = found.stream().limit(ROWS).toList();
        var next =
                found.size() > ROWS
                        ? Optional.of(shown.getLast().requestId())
                        : Optional.<String>empty();
        var body =
                templates.content(
                        "logs.jte",
                        Map.of(
                                "title", "Developers",
                                "tabs", Desk.developerTabs("logs"),
                                "filter",
                                        Desk.filter(
                                                new Address(PATH),
                                                filter.fields(),
                                                !filter.address().query().isEmpty()),
                                "table", table(shown),
                                "pages", filter.address().pages(after, next)));
        return desk.page(seat, "Requests", "developers", body);
    }

    private Content table(List<RequestLog.Entry> entries) {
        var table =
                Kit.table(
                        "Requests",
                        DataTable.Column.text("Request"),
                        DataTable.Column.text("Answer"),
                        DataTable.Column.text("When"),
                        DataTable.Column.number("Took"));
        for (var entry : entries)
            table =
                    table.linkedRow(
                            PATH + "/" + entry.requestId(),
                            Kit.text(entry.method() + " " + entry.path()),
                            answer(entry.status()),
                            Kit.time(entry.at(), clock.now()),
                            Kit.text(entry.took().toMillis() + " ms"));
        return table.orElse(
                Kit.empty(
                        "activity",
                        "No requests here. What your programs ask of the API is kept for 30 days.",
                        Optional.of(new Link("API keys", KeyPages.PATH))));
    }

    private static Badge answer(int status) {
        return Kit.badge(
                String.valueOf(status),
                status < 400 ? Tone.GOOD : status < 500 ? Tone.WARN : Tone.BAD);
    }

    Response show(Desk.Seat seat) {
        return log.find(seat.shop(), seat.request().pathParam("id"))
                .map(entry -> page(seat, entry))
                .orElseGet(() -> look.problem(seat.request(), 404));
    }

    private Response page(Desk.Seat seat, RequestLog.Entry entry) {
        var answered = parsed(entry.response());
        var params = new HashMap<String, Object>();
        var name = entry.method() + " " + entry.path();
        params.put("way", Kit.breadcrumb(List.of(new Link("Requests", PATH), new Link(name, ""))));
        params.put("title", name);
        params.put("state", answer(entry.status()));
        params.put("facts", facts(seat, entry, answered));
        params.put("error", error(answered));
        params.put("parameters", Words.pretty(entry.parameters()));
        params.put("response", Words.pretty(entry.response()));
        params.put("events", EventPages.table(events(seat, entry), clock.now()));
        var body = templates.content("log.jte", params);
        return desk.page(seat, name, "developers", body);
    }

    /** A long answer was cut off when it was kept, and cannot be read as an object. */
    private static Optional<Thing> parsed(String json) {
        if (json.isEmpty()) return Optional.empty();
        try {
            return Optional.of(new Thing(Json.parse(json)));
        } catch (RuntimeException cutOff) {
            return Optional.empty();
        }
    }

    private List<Kit.Pair> facts(Desk.Seat seat, RequestLog.Entry entry, Optional<Thing> answered) {
        var pairs = new ArrayList<Kit.Pair>();
        pairs.add(new Kit.Pair("Request", entry.requestId()));
        pairs.add(new Kit.Pair("When", Kit.moment(entry.at())));
        pairs.add(new Kit.Pair("Took", entry.took().toMillis() + " ms"));
        pairs.add(new Kit.Pair("Key", key(seat, entry.keyId())));
        entry.idempotencyKey().ifPresent(key -> pairs.add(new Kit.Pair("Idempotency key", key)));
        answered.map(Thing::id)
                .filter(id -> !id.isEmpty())
                .ifPresent(id -> pairs.add(new Kit.Pair("Object", Words.linked(id))));
        return pairs;
    }

    private Content key(Desk.Seat seat, String id) {
        return accounts.keys(seat.shop()).stream()
                .filter(key -> key.id().equals(id))
                .findFirst()
                .<Content>map(LogPages::link)
                .orElseGet(() -> Kit.text("A key that has ended"));
    }

    private static Content link(ApiKey key) {
        return Words.link(key.name() + ", " + key.hint(), KeyPages.PATH + "/" + key.id());
    }

    private static List<Kit.Pair> error(Optional<Thing> answered) {
        var pairs = new ArrayList<Kit.Pair>();
        for (var field : List.of("message", "type", "code", "decline_code", "param"))
            answered.flatMap(thing -> thing.maybe("error." + field))
                    .ifPresent(text -> pairs.add(new Kit.Pair(Words.words(field), text)));
        return pairs;
    }

    private List<Thing> events(Desk.Seat seat, RequestLog.Entry entry) {
        if (entry.method().equals("GET")) return List.of();
        var query =
                Query.of("created[gte]", seconds(entry.at().minus(Duration.ofSeconds(1))))
                        .with("created[lte]", seconds(entry.at().plus(AROUND)));
        return api.list(seat, EventPages.ALL, query, Optional.empty(), 100).all().stream()
                .filter(event -> event.text("request.id").equals(entry.requestId()))
                .toList();
    }

    private static String seconds(Instant at) {
        return String.valueOf(at.getEpochSecond());
    }
}
