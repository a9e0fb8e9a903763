package hawker.workbench;

import gg.jte.Content;
import hawker.accounts.Role.Right;
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
import hawker.web.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Test clocks: customers live by them, and a year of subscriptions passes in a moment. */
final class ClockPages {

    static final String PATH = "/dashboard/clocks";
    static final String ONE = PATH + "/{id}";

    private static final String API = "/v1/test_helpers/test_clocks";
    private static final int ROWS = 25;
    private static final int FEW = 10;
    private static final DateTimeFormatter TYPED =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm");

    /** How far a button advances, by its value. */
    private static final Map<String, Duration> STEPS =
            Map.of(
                    "day", Duration.ofDays(1),
                    "week", Duration.ofDays(7),
                    "month", Duration.ofDays(31),
                    "hour", Duration.ofHours(1));

    private final Desk desk;
    private final Look look;
    private final Templates templates;
    private final Asking api;
    private final Clock clock;

    ClockPages(Desk desk, Look look, Templates templates, Asking api, Clock clock) {
        this.desk = desk;
        this.look = look;
        this.templates = templates;
        this.api = api;
        this.clock = clock;
    }

    /** What was typed into a form, and what is wrong with it. */
    private record Typed(String name, String moment, String error) {}

    Response list(Desk.Seat seat) {
        return list(seat, 200, new Typed("", moment(clock.now()), ""));
    }

    private Response list(Desk.Seat seat, int status, Typed typed) {
        var after = seat.request().queryParam("after").filter(id -> id.startsWith("clock_"));
        var found = api.list(seat, API, Query.NONE, after, ROWS);
        var table =
                Kit.table(
                        "Test clocks",
                        DataTable.Column.text("Name"),
                        DataTable.Column.text("State"),
                        DataTable.Column.text("Its time"),
                        DataTable.Column.text("Made"));
        for (var each : found.all())
            table =
                    table.linkedRow(
                            PATH + "/" + each.id(),
                            Kit.text(name(each)),
                            state(each),
                            Kit.moment(frozen(each)),
                            Kit.time(each.created(), clock.now()));
        var params = new HashMap<String, Object>();
        params.put("tabs", Desk.developerTabs("clocks"));
        params.put(
                "table",
                table.orElse(
                        Kit.empty(
                                "timer",
                                "No clock runs. Make one, and customers with it: what falls due in"
                                        + " a year happens in a moment.",
                                Optional.empty())));
        params.put("pages", new Address(PATH).pages(after, found.next()));
        params.put("live", seat.shop().livemode());
        params.put(
                "name",
                Kit.field("name", "Name")
                        .optional()
                        .value(typed.name())
                        .attr("maxlength", "300")
                        .autocomplete("off"));
        params.put("moment", field("It starts at", typed));
        params.put("path", PATH);
        params.put("seat", seat);
        return desk.page(
                seat, status, "Test clocks", "developers", templates.content("clocks.jte", params));
    }

    private static Field field(String label, Typed typed) {
        return Kit.field("moment", label)
                .type("datetime-local")
                .hint("In UTC")
                .value(typed.moment())
                .error(typed.error());
    }

    private static String moment(Instant at) {
        return TYPED.format(at.truncatedTo(ChronoUnit.MINUTES).atZone(ZoneOffset.UTC));
    }

    private static String name(Thing each) {
        return each.maybe("name").orElse(each.id());
    }

    private static Instant frozen(Thing each) {
        return each.time("frozen_time").orElse(Instant.EPOCH);
    }

    private static Badge state(Thing each) {
        return switch (each.text("status")) {
            case "ready" -> Kit.badge("Ready", Tone.GOOD);
            case "advancing" -> Kit.badge("Advancing", Tone.NOTE);
            default -> Kit.badge("Failed", Tone.BAD);
        };
    }

    Response create(Desk.Seat seat) {
        var typed = typed(seat, "");
        var at = read(typed.moment());
        if (at.isEmpty()) return list(seat, 422, noMoment(typed));
        var query = seconds(at.get()).with("name", typed.name());
        return switch (api.post(seat, API, query, "")) {
            case Asking.Done.Well(var made) -> look.seeOther(PATH + "/" + made.id(), "It is made");
            case Asking.Done.Refused(var status, var says, var param) ->
                    list(seat, 422, new Typed(typed.name(), typed.moment(), says));
        };
    }

    private static Typed typed(Desk.Seat seat, String error) {
        return new Typed(
                seat.request().formParam("name").orElse("").strip(),
                seat.request().formParam("moment").orElse("").strip(),
                error);
    }

    private static Typed noMoment(Typed typed) {
        return new Typed(typed.name(), typed.moment(), "Choose a day and a time.");
    }

    private static Query seconds(Instant at) {
        return Query.of("frozen_time", "" + at.getEpochSecond());
    }

    private static Optional<Instant> read(String typed) {
        try {
            return Optional.of(LocalDateTime.parse(typed).toInstant(ZoneOffset.UTC));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    Response show(Desk.Seat seat) {
        return find(seat)
                .map(found -> page(seat, 200, found, new Typed("", later(found), "")))
                .orElseGet(() -> look.problem(seat.request(), 404));
    }

    private Optional<Thing> find(Desk.Seat seat) {
        return api.find(seat, API + "/{}", seat.request().pathParam("id"));
    }

    private static String later(Thing found) {
        return moment(frozen(found).plus(STEPS.get("month")));
    }

    private Response page(Desk.Seat seat, int status, Thing found, Typed typed) {
        boolean advancing = found.text("status").equals("advancing");
        var params = new HashMap<String, Object>();
        params.put(
                "way",
                Kit.breadcrumb(List.of(new Link("Test clocks", PATH), new Link(name(found), ""))));
        params.put("name", name(found));
        params.put("state", state(found));
        params.put("facts", facts(found));
        params.put("path", PATH + "/" + found.id());
        params.put("advancing", advancing);
        params.put("moves", !advancing && seat.may(Right.DEVELOP));
        params.put("moment", field("Go on to", typed));
        params.put("customers", customers(seat, found));
        params.put("subscriptions", subscriptions(seat, found));
        params.put("seat", seat);
        return desk.page(
                seat, status, name(found), "developers", templates.content("clock.jte", params));
    }

    private List<Kit.Pair> facts(Thing found) {
        var target = found.time("status_details.advancing.target_frozen_time");
        var facts = new ArrayList<Kit.Pair>();
        facts.add(new Kit.Pair("Its time", Kit.moment(frozen(found))));
        target.ifPresent(at -> {
            facts.add(new Kit.Pair("Advancing to", Kit.moment(at)));
            facts.add(
                    new Kit.Pair(
                            "To go",
                            Duration.between(frozen(found), at).toDays() + " days of its time"));
        });
        found.time("deletes_after")
                .ifPresent(at -> facts.add(new Kit.Pair("Deleted after", Kit.moment(at))));
        facts.add(new Kit.Pair("Clock", found.id()));
        return facts;
    }

    private Content customers(Desk.Seat seat, Thing found) {
        var query = Query.of("test_clock", found.id());
        var table =
                Kit.table(
                        "Customers",
                        DataTable.Column.text("Customer"),
                        DataTable.Column.text("E-mail"),
                        DataTable.Column.text("Since"));
        for (var each : api.list(seat, CustomerPages.ALL, query, Optional.empty(), FEW).all())
            table =
                    table.linkedRow(
                            CustomerPages.PATH + "/" + each.id(),
                            Kit.text(each.maybe("name").orElse(each.id())),
                            Kit.text(each.maybe("email").orElse("–")),
                            Kit.moment(each.created()));
        return table.orElse(
                Kit.empty(
                        "users",
                        "Nobody lives by it: make a customer with test_clock=" + found.id() + ".",
                        Optional.empty()));
    }

    private Content subscriptions(Desk.Seat seat, Thing found) {
        var query = Query.of("test_clock", found.id()).with("status", "all");
        var table =
                Kit.table(
                        "Subscriptions",
                        DataTable.Column.text("Subscription"),
                        DataTable.Column.text("State"),
                        DataTable.Column.text("Customer"),
                        DataTable.Column.text("Period ends"));
        for (var each : api.list(seat, "/v1/subscriptions", query, Optional.empty(), FEW).all())
            table =
                    table.row(
                            Kit.text(each.id()),
                            Kit.text(Words.words(each.text("status"))),
                            Words.linked(each.text("customer")),
                            each.all("items").stream()
                                    .flatMap(item -> item.time("current_period_end").stream())
                                    .findFirst()
                                    .map(Kit::moment)
                                    .orElse(Kit.text("–")));
        return table.orElse(Kit.empty("repeat-2", "No subscription runs by it.", Optional.empty()));
    }

    /** By a step, or to the moment that was typed. */
    Response advance(Desk.Seat seat) {
        var found = find(seat);
        if (found.isEmpty()) return look.problem(seat.request(), 404);
        var typed = typed(seat, "");
        var step = Optional.ofNullable(STEPS.get(seat.request().formParam("by").orElse("")));
        var at = step.map(frozen(found.get())::plus).or(() -> read(typed.moment()));
        if (at.isEmpty()) return page(seat, 422, found.get(), noMoment(typed));
        var path = PATH + "/" + found.get().id();
        return switch (api.post(
                seat, API + "/{}/advance", seconds(at.get()), "", found.get().id())) {
            case Asking.Done.Well ignored -> look.seeOther(path, "It is on its way");
            case Asking.Done.Refused(var status, var says, var param) ->
                    page(seat, 422, found.get(), new Typed("", typed.moment(), says));
        };
    }

    Response delete(Desk.Seat seat) {
        return switch (api.delete(seat, API + "/{}", seat.request().pathParam("id"))) {
            case Asking.Done.Well ignored -> look.seeOther(PATH, "Deleted, with its customers");
            case Asking.Done.Refused ignored -> look.problem(seat.request(), 404);
        };
    }
}
