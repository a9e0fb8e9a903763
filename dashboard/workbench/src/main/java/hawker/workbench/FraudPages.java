package hawker.workbench;

import gg.jte.Content;
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
import hawker.payments.Charge;
import hawker.radar.Radar;
import hawker.radar.Verdict;
import hawker.web.Response;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which payments do not go out: what holds for every shop, and what a seller says themselves. */
final class FraudPages {

    static final String PATH = "/dashboard/fraud";
    static final String RULE = PATH + "/rules/{id}";

    private static final String HINT =
            "Block, Allow, Review or Request 3D Secure, “if”, and when: :card_country: != 'US' and"
                    + " :amount_in_usd: > 500";

    private final Desk desk;
    private final Look look;
    private final Templates templates;
    private final Radar radar;
    private final Clock clock;

    FraudPages(Desk desk, Look look, Templates templates, Radar radar, Clock clock) {
        this.desk = desk;
        this.look = look;
        this.templates = templates;
        this.radar = radar;
        this.clock = clock;
    }

    /** The parts of the pages about fraud. */
    static Content tabs(String current) {
        return Kit.tabs(
                "Fraud",
                List.of(
                        new Kit.Tab("rules", "Rules", PATH),
                        new Kit.Tab("lists", "Lists", FraudListPages.LISTS),
                        new Kit.Tab("reviews", "Reviews", FraudListPages.REVIEWS)),
                current);
    }

    /** What was typed into a rule's form, and what is said about it. */
    private record Typed(String text, String error, Content tried) {
        static Typed nothing(String text) {
            return new Typed(text, "", Kit.nothing());
        }
    }

    Response list(Desk.Seat seat) {
        return list(seat, 200, Typed.nothing(""));
    }

    /** Tries a rule on past payments, or adds it. */
    Response add(Desk.Seat seat) {
        var text = text(seat);
        if (tries(seat)) return list(seat, 200, tried(seat, text));
        return switch (radar.add(seat.shop(), text, seat.actor())) {
            case Radar.Changed.Done(var id) -> look.seeOther(PATH, "The rule holds from now on");
            case Radar.Changed.Wrong(var at, var says) ->
                    list(seat, 422, new Typed(text, wrong(text, at, says), Kit.nothing()));
            case Radar.Changed.Missing() -> look.problem(seat.request(), 404);
        };
    }

    private static String text(Desk.Seat seat) {
        return seat.request().formParam("rule").orElse("").strip();
    }

    private static boolean tries(Desk.Seat seat) {
        return seat.request().formParam("act").orElse("").equals("try");
    }

    /** With the words at which it goes wrong. */
    private static String wrong(String text, int at, String says) {
        if (at >= text.length()) return says;
        return "At “" + text.substring(at, Math.min(text.length(), at + 24)) + "”: " + says;
    }

    private Typed tried(Desk.Seat seat, String text) {
        return switch (radar.tryOut(seat.shop(), text)) {
            case Radar.Tried.Wrong(var at, var says) ->
                    new Typed(text, wrong(text, at, says), Kit.nothing());
            case Radar.Tried.Matched matched -> new Typed(text, "", result(matched));
        };
    }

    private Content result(Radar.Tried.Matched tried) {
        var says =
                tried.looked() == 0
                        ? "There is no payment by card to try it on among the last %,d payments."
                                .formatted(tried.read())
                        : "It would have fitted %,d of the last %,d payments by card."
                                .formatted(tried.matched(), tried.looked());
        if (tried.read() == 0) says = "There is no payment yet to try it on.";
        if (!tried.unknown().isEmpty())
            says +=
                    " Not kept with payments, so taken as missing here: "
                            + String.join(", ", tried.unknown())
                            + ".";
        var some = new ArrayList<Content>();
        for (Charge.Id charge : tried.some())
            some.add(Words.link(charge.text(), "/dashboard/payments/" + charge));
        return templates.content("ruleTried.jte", Map.of("says", says, "some", some));
    }

    private Response list(Desk.Seat seat, int status, Typed typed) {
        var params = new HashMap<String, Object>();
        params.put("tabs", tabs("rules"));
        params.put("own", own(seat));
        params.put("everybodys", everybodys());
        params.put("path", PATH);
        params.put("field", field(typed));
        params.put("tried", typed.tried());
        params.put("attributes", Radar.attributes());
        params.put("seat", seat);
        return desk.page(
                seat, status, "Fraud rules", "fraud", templates.content("fraud.jte", params));
    }

    private static Field field(Typed typed) {
        return Kit.area("rule", "Rule")
                .hint(HINT)
                .value(typed.text())
                .error(typed.error())
                .attr("rows", "3")
                .attr("maxlength", "1000")
                .attr("spellcheck", "false")
                .autocomplete("off");
    }

    private Content own(Desk.Seat seat) {
        var table =
                Kit.table(
                        "Your rules",
                        DataTable.Column.text("When"),
                        DataTable.Column.text("Does"),
                        DataTable.Column.text("State"),
                        DataTable.Column.text("Order"));
        var rules = radar.ownRules(seat.shop());
        for (int i = 0; i < rules.size(); i++) {
            var rule = rules.get(i);
            var order =
                    templates.content(
                            "ruleOrder.jte",
                            Map.of(
                                    "path",
                                    path(rule.id()) + "/move",
                                    "first",
                                    i == 0,
                                    "last",
                                    i == rules.size() - 1,
                                    "seat",
                                    seat));
            table =
                    table.linkedRow(
                            path(rule.id()),
                            Kit.text(rule.text()),
                            action(rule.action()),
                            state(rule),
                            order);
        }
        return table.orElse(
                Kit.empty(
                        "shield-check",
                        "You have no rules of your own: those for every shop hold.",
                        Optional.empty()));
    }

    private static String path(String rule) {
        return PATH + "/rules/" + rule;
    }

    static Badge action(String word) {
        return switch (word) {
            case "block" -> Kit.badge("Block", Tone.BAD);
            case "review" -> Kit.badge("Review", Tone.WARN);
            case "allow" -> Kit.badge("Allow", Tone.GOOD);
            default -> Kit.badge("3D Secure", Tone.NOTE);
        };
    }

    private static Badge state(Radar.Own rule) {
        if (rule.ended().isPresent()) return Kit.badge("Ended", Tone.PLAIN);
        return rule.on() ? Kit.badge("On", Tone.GOOD) : Kit.badge("Off", Tone.PLAIN);
    }

    private Content everybodys() {
        var table =
                Kit.table(
                        "Rules for every shop",
                        DataTable.Column.text("Rule"),
                        DataTable.Column.text("When"),
                        DataTable.Column.text("Does"));
        for (var rule : radar.rules())
            table =
                    table.linkedRow(
                            path(rule.id()),
                            Kit.text(Words.words(rule.id())),
                            code(rule.predicate()),
                            action(rule.action()));
        return table;
    }

    private Content code(String predicate) {
        return templates.content("code.jte", Map.of("text", predicate, "copied", false));
    }

    /** A rule of the seller's, which may have ended, or one that holds for every shop. */
    Response show(Desk.Seat seat) {
        var id = seat.request().pathParam("id");
        var own = radar.ownRule(seat.shop(), id);
        if (own.isPresent()) return page(seat, 200, own.get(), Typed.nothing(own.get().text()));
        return radar.policy(seat.shop(), id)
                .map(policy -> page(seat, policy))
                .orElseGet(() -> look.problem(seat.request(), 404));
    }

    private Response page(Desk.Seat seat, Verdict.Policy policy) {
        var params = new HashMap<String, Object>();
        params.put("way", way(policy.id()));
        params.put("name", Words.words(policy.id()));
        params.put("state", action(policy.action()));
        params.put(
                "facts",
                List.of(
                        new Kit.Pair("When", policy.predicate()),
                        new Kit.Pair("Whose", "It holds for every shop and cannot be changed."),
                        new Kit.Pair("Rule", policy.id())));
        params.put("path", "");
        params.put("on", true);
        params.put("field", field(Typed.nothing("")));
        params.put("tried", Kit.nothing());
        params.put("seat", seat);
        return desk.page(seat, "Rule", "fraud", templates.content("rule.jte", params));
    }

    private static Content way(String name) {
        return Kit.breadcrumb(List.of(new Link("Fraud rules", PATH), new Link(name, "")));
    }

    private Response page(Desk.Seat seat, int status, Radar.Own rule, Typed typed) {
        var facts = new ArrayList<Kit.Pair>();
        facts.add(new Kit.Pair("Written by", rule.by()));
        facts.add(new Kit.Pair("Since", Kit.time(rule.created(), clock.now())));
        rule.ended().ifPresent(at -> facts.add(new Kit.Pair("Ended", Kit.moment(at))));
        facts.add(new Kit.Pair("Rule", rule.id()));
        var params = new HashMap<String, Object>();
        params.put("way", way(rule.id()));
        params.put("name", rule.text());
        params.put("state", state(rule));
        params.put("facts", facts);
        params.put("path", rule.ended().isPresent() ? "" : path(rule.id()));
        params.put("on", rule.on());
        params.put("field", field(typed));
        params.put("tried", typed.tried());
        params.put("seat", seat);
        return desk.page(seat, status, "Rule", "fraud", templates.content("rule.jte", params));
    }

    /** Tries other words, or puts them in the rule's place. */
    Response change(Desk.Seat seat) {
        var id = seat.request().pathParam("id");
        var rule = radar.ownRule(seat.shop(), id).filter(own -> own.ended().isEmpty());
        if (rule.isEmpty()) return look.problem(seat.request(), 404);
        var text = text(seat);
        if (tries(seat)) return page(seat, 200, rule.get(), tried(seat, text));
        return switch (radar.change(seat.shop(), id, text, seat.actor())) {
            case Radar.Changed.Done(var now) ->
                    look.seeOther(path(now), "The rule reads so from now on");
            case Radar.Changed.Wrong(var at, var says) ->
                    page(
                            seat,
                            422,
                            rule.get(),
                            new Typed(text, wrong(text, at, says), Kit.nothing()));
            case Radar.Changed.Missing() -> look.problem(seat.request(), 404);
        };
    }

    Response turn(Desk.Seat seat) {
        boolean on = seat.request().formParam("on").orElse("").equals("true");
        var id = seat.request().pathParam("id");
        return done(
                seat,
                radar.turn(seat.shop(), id, on),
                path(id),
                on ? "The rule is on" : "The rule is off");
    }

    Response move(Desk.Seat seat) {
        boolean earlier = seat.request().formParam("way").orElse("").equals("earlier");
        var id = seat.request().pathParam("id");
        return done(seat, radar.move(seat.shop(), id, earlier), PATH, "The order is changed");
    }

    Response delete(Desk.Seat seat) {
        var id = seat.request().pathParam("id");
        return done(seat, radar.delete(seat.shop(), id), PATH, "The rule holds no longer");
    }

    private Response done(Desk.Seat seat, Radar.Changed changed, String path, String says) {
        return switch (changed) {
            case Radar.Changed.Done ignored -> look.seeOther(path, says);
            case Radar.Changed.Missing ignored -> look.problem(seat.request(), 404);
            case Radar.Changed.Wrong ignored -> look.problem(seat.request(), 422);
        };
    }
}
