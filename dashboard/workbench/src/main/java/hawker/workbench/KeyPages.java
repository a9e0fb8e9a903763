package hawker.workbench;

import gg.jte.Content;
import hawker.accounts.Accounts;
import hawker.accounts.ApiKey;
import hawker.accounts.NewKey;
import hawker.api.ApiKeyKind;
import hawker.desk.Desk;
import hawker.kernel.Clock;
import hawker.look.Choices;
import hawker.look.DataTable;
import hawker.look.Field;
import hawker.look.Kit;
import hawker.look.Link;
import hawker.look.Look;
import hawker.look.Templates;
import hawker.web.Request;
import hawker.web.Response;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** API keys: made with all rights or some, shown once, replaced with time to change over, ended. */
final class KeyPages {

    static final String PATH = "/dashboard/keys";
    private static final int LONGEST_NAME = 60;

    private static final List<Choices.Choice> KINDS =
            List.of(
                    new Choices.Choice("secret", "Secret", "May do everything", ""),
                    new Choices.Choice("restricted", "Restricted", "May do what is chosen", ""),
                    new Choices.Choice("publishable", "Publishable", "May stand in pages", ""));

    private static final List<Field.Option> RIGHTS =
            List.of(
                    new Field.Option("none", "None"),
                    new Field.Option("read", "Read"),
                    new Field.Option("write", "Read and write"));

    /** How long an old key works on beside the new one, by the form's value: hours. */
    private static final List<Choices.Choice> OVERLAPS =
            List.of(
                    new Choices.Choice("0", "It ends now", "When somebody saw it", ""),
                    new Choices.Choice("1", "It works for 1 hour more", "", ""),
                    new Choices.Choice(
                            "24", "It works for 24 hours more", "Time to change over", ""),
                    new Choices.Choice("168", "It works for 7 days more", "", ""));

    private final Desk desk;
    private final Look look;
    private final Templates templates;
    private final Accounts accounts;
    private final List<String> resources;
    private final String origin;
    private final Clock clock;

    KeyPages(
            Desk desk,
            Look look,
            Templates templates,
            Accounts accounts,
            List<String> resources,
            String origin,
            Clock clock) {
        this.desk = desk;
        this.look = look;
        this.templates = templates;
        this.accounts = accounts;
        this.resources = List.copyOf(resources);
        this.origin = origin;
        this.clock = clock;
    }

    /** What was typed into the form that makes a key. */
    private record Typed(String name, String kind, Set<String> rights) {

        static final Typed NOTHING = new Typed("", "secret", Set.of());

        Typed {
            rights = Set.copyOf(rights);
        }

        static Typed of(Request request, List<String> resources) {
            var name = request.formParam("name").orElse("").strip();
            var rights = new TreeSet<String>();
            for (var resource : resources)
                request.formParam("right-" + resource)
                        .filter(right -> right.equals("read") || right.equals("write"))
                        .ifPresent(right -> rights.add(resource + ":" + right));
            var kind = request.formParam("kind").orElse("secret");
            return new Typed(
                    name.substring(0, Math.min(LONGEST_NAME, name.length())), kind, rights);
        }

        String right(String resource) {
            if (rights.contains(resource + ":write")) return "write";
            return rights.contains(resource + ":read") ? "read" : "none";
        }
    }

    Response list(Desk.Seat seat) {
        return list(seat, 200, Optional.empty(), Typed.NOTHING, "");
    }

    /** Shows the new key in this answer and never again. */
    Response create(Desk.Seat seat) {
        var typed = Typed.of(seat.request(), resources);
        var name = typed.name().isEmpty() ? "Key" : typed.name();
        return switch (typed.kind()) {
            case "restricted" -> {
                if (typed.rights().isEmpty())
                    yield list(
                            seat,
                            422,
                            Optional.empty(),
                            typed,
                            "A restricted key needs a right: choose what it may read or write.");
                var made = accounts.createRestrictedKey(seat.shop(), name, typed.rights());
                yield list(seat, 200, Optional.of(made.secret()), Typed.NOTHING, "");
            }
            default -> {
                var kind =
                        typed.kind().equals("publishable")
                                ? ApiKeyKind.PUBLISHABLE
                                : ApiKeyKind.SECRET;
                var made = accounts.createKey(seat.shop(), kind, name);
                yield list(seat, 200, Optional.of(made.secret()), Typed.NOTHING, "");
            }
        };
    }

    private Response list(
            Desk.Seat seat, int status, Optional<String> fresh, Typed typed, String error) {
        var body =
                templates.content(
                        "keys.jte",
                        Map.of(
                                "tabs", Desk.developerTabs("keys"),
                                "account", seat.account().id().text(),
                                "origin", origin,
                                "fresh", fresh,
                                "table", table(seat),
                                "nameField", nameField(typed),
                                "kinds",
                                        Kit.cards("kind", "Kind", KINDS, typed.kind())
                                                .error(
                                                        Optional.of(error)
                                                                .filter(e -> !e.isEmpty())),
                                "rights", rights(typed),
                                "open", typed.kind().equals("restricted"),
                                "seat", seat));
        return desk.page(seat, status, "API keys", "developers", body)
                .with("Cache-Control", "no-store");
    }

    private static Field nameField(Typed typed) {
        return Kit.field("name", "Name")
                .hint("What it is for: “Website”, “Warehouse”")
                .optional()
                .value(typed.name())
                .attr("maxlength", "" + LONGEST_NAME)
                .autocomplete("off");
    }

    private List<Content> rights(Typed typed) {
        return resources.stream()
                .<Content>map(resource ->
                        Kit.select("right-" + resource, Words.words(resource), RIGHTS)
                                .value(typed.right(resource)))
                .toList();
    }

    private Content table(Desk.Seat seat) {
        var table =
                Kit.table(
                        "API keys",
                        DataTable.Column.text("Name"),
                        DataTable.Column.text("Kind"),
                        DataTable.Column.text("Key"),
                        DataTable.Column.text("Made"),
                        DataTable.Column.text("Ends"));
        for (var key : accounts.keys(seat.shop()))
            table =
                    table.linkedRow(
                            PATH + "/" + key.id(),
                            Kit.text(key.name()),
                            Kit.text(kind(key)),
                            code(key),
                            Kit.time(key.created(), clock.now()),
                            key.expires().map(Kit::moment).orElse(Kit.text("–")));
        return table.orElse(
                Kit.empty("key-round", "No key works any more: make one.", Optional.empty()));
    }

    Response show(Desk.Seat seat) {
        return find(seat)
                .map(key -> page(seat, key, ""))
                .orElseGet(() -> look.problem(seat.request(), 404));
    }

    /** Another key of the same rights, shown in this answer; the old one works on for a while. */
    Response roll(Desk.Seat seat) {
        var hours = seat.request().formParam("old").orElse("");
        if (OVERLAPS.stream().noneMatch(choice -> choice.value().equals(hours)))
            return look.problem(seat.request(), 422);
        return find(seat)
                .flatMap(key ->
                        accounts.rollKey(
                                seat.shop(), key.id(), Duration.ofHours(Long.parseLong(hours))))
                .map(made -> rolled(seat, made))
                .orElseGet(() -> look.problem(seat.request(), 404));
    }

    private Response rolled(Desk.Seat seat, NewKey made) {
        return page(seat, made.key(), made.secret());
    }

    Response revoke(Desk.Seat seat) {
        return accounts.revoke(seat.shop(), seat.request().pathParam("id"))
                ? look.seeOther(PATH, "The key no longer works")
                : look.problem(seat.request(), 404);
    }

    private Optional<ApiKey> find(Desk.Seat seat) {
        var id = seat.request().pathParam("id");
        return accounts.keys(seat.shop()).stream().filter(key -> key.id().equals(id)).findFirst();
    }

    private Response page(Desk.Seat seat, ApiKey key, String fresh) {
        var params = new HashMap<String, Object>();
        params.put(
                "way",
                Kit.breadcrumb(List.of(new Link("API keys", PATH), new Link(key.name(), ""))));
        params.put("name", key.name());
        params.put("path", PATH + "/" + key.id());
        params.put("fresh", fresh);
        params.put("facts", facts(key));
        params.put("rights", rights(key));
        params.put("ends", key.expires().map(Kit::moment));
        params.put("overlap", Kit.cards("old", "The one there is", OVERLAPS, "24"));
        params.put("seat", seat);
        var body = templates.content("key.jte", params);
        return desk.page(seat, key.name(), "developers", body).with("Cache-Control", "no-store");
    }

    private List<Kit.Pair> facts(ApiKey key) {
        return List.of(
                new Kit.Pair("Kind", kind(key)),
                new Kit.Pair("Key", code(key)),
                new Kit.Pair("Made", Kit.moment(key.created())),
                new Kit.Pair(
                        "Ends", key.expires().map(Kit::moment).orElse(Kit.text("Not by itself"))));
    }

    /** What a restricted key may do, a line a resource. */
    private static List<Kit.Pair> rights(ApiKey key) {
        return key.rights().stream()
                .filter(right -> right.contains(":"))
                .collect(
                        Collectors.toMap(
                                right -> right.substring(0, right.indexOf(':')),
                                right -> right.endsWith(":write"),
                                Boolean::logicalOr,
                                java.util.TreeMap::new))
                .entrySet()
                .stream()
                .map(entry ->
                        new Kit.Pair(
                                Words.words(entry.getKey()),
                                entry.getValue() ? "Read and write" : "Read"))
                .toList();
    }

    /** A publishable key whole, to be copied; of another one its beginning and its end. */
    private Content code(ApiKey key) {
        return templates.content(
                "code.jte",
                Map.of(
                        "text",
                        key.publicKey().orElse(key.hint()),
                        "copied",
                        key.publicKey().isPresent()));
    }

    private static String kind(ApiKey key) {
        return switch (key.kind()) {
            case SECRET -> "Secret";
            case PUBLISHABLE -> "Publishable";
            case RESTRICTED -> "Restricted";
            case EPHEMERAL -> "Ephemeral";
        };
    }
}
