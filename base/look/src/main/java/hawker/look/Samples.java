package hawker.look;

import hawker.kernel.Money;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the styleguide shows: goods, orders and figures of shops that do not exist. */
final class Samples {

    private Samples() {}

    static final List<String> ACCENTS =
            List.of(
                    "#2563eb", "#0f766e", "#b91c1c", "#7c3aed", "#db2777", "#ea580c", "#ffe600",
                    "#39ff14", "#000000", "#ffffff");

    static List<Styleguide.Swatch> colours() {
        var tokens = Tokens.read();
        var names = new ArrayList<String>();
        for (var ramp : List.of("ink", "accent", "good", "warn", "bad", "note"))
            names.addAll(tokens.ramp(ramp));
        return names.stream()
                .map(name ->
                        new Styleguide.Swatch(
                                name,
                                tokens.colour(name, false).orElseThrow().css(),
                                tokens.colour(name, true).orElseThrow().css()))
                .toList();
    }

    static List<Styleguide.Measured> contrasts() {
        var tokens = Tokens.read();
        return Tokens.PAIRS.stream().map(pair -> measured(tokens, pair)).toList();
    }

    private static Styleguide.Measured measured(Tokens tokens, Tokens.Pair pair) {
        double light = tokens.contrast(pair, false);
        double dark = tokens.contrast(pair, true);
        return new Styleguide.Measured(
                pair.text(),
                pair.ground(),
                String.format(Locale.ROOT, "%.1f", light),
                String.format(Locale.ROOT, "%.1f", dark),
                light >= pair.least() && dark >= pair.least());
    }

    static List<ProductCard> products() {
        return List.of(
                card(0, "Stoneware mug, speckled", 3200).colours(List.of("#d6c7b0", "#3b4a5a")),
                card(1, "Canvas tote with inside pocket", 4500)
                        .was(Optional.of(Money.usd(6000)))
                        .badge("Sale", Tone.BAD),
                card(2, "Desk lamp", 12900).badge("Sold out", Tone.PLAIN).seller("Lumen Works"),
                card(
                                3,
                                "Linen shirt with a title so long that it takes two lines and no more",
                                8420)
                        .badge("Drop", Tone.NOTE)
                        .colours(
                                List.of(
                                        "#ffffff", "#1f2937", "#b45309", "#065f46", "#7c3aed",
                                        "#db2777", "#2563eb")),
                ProductCard.of("prod_5", "#", "Gift card", Optional.empty(), Money.usd(2500)));
    }

    private static ProductCard card(int picture, String title, long cents) {
        return ProductCard.of(
                        "prod_" + picture,
                        "/styleguide/frames/product",
                        title,
                        Optional.of(picture(picture, 800, 1000)),
                        Money.usd(cents))
                .second(Optional.of(picture(picture + 4, 800, 1000)));
    }

    static List<Picture> pictures() {
        return List.of(picture(0, 800, 1000).first(), picture(4, 800, 1000), picture(2, 800, 1000));
    }

    static Picture picture(int which, int width, int height) {
        return Picture.of(drawing(which, width, height), "", width, height);
    }

    /** A still life drawn here, so that the styleguide needs no picture files. */
    static String drawing(int which, int width, int height) {
        var grounds =
                List.of(
                        "#e7dccb", "#dfe5ea", "#e9e2f2", "#e4ebdf", "#d3c3a8", "#c9d4dd", "#d6cbe6",
                        "#cddac5");
        var things = List.of("#8a5a3c", "#c2a26b", "#39424e", "#5f7d66");
        var thing = things.get(which % things.size());
        var shape =
                switch (which % 4) {
                    case 0 ->
                            "<path d='M280 420h200v180a60 60 0 0 1-60 60h-80a60 60 0 0 1-60-60z'/>"
                                    + "<path d='M480 460h40a50 50 0 0 1 0 100h-40' fill='none'"
                                    + " stroke-width='26'/>";
                    case 1 ->
                            "<path d='M250 440h300l30 260H220z'/><path d='M320 440v-50a80 80 0 0 1"
                                    + " 160 0v50' fill='none' stroke-width='18'/>";
                    case 2 ->
                            "<path d='M300 360h200l50 150H250z'/><path d='M392 510h16v160h-16z'/>"
                                    + "<path d='M310 670h180v24H310z'/>";
                    default ->
                            "<path d='M300 380l60-30q40 34 80 0l60 30 60 90-60 36-20-26v220H320V480"
                                    + "l-20 26-60-36z'/>";
                };
        var svg =
                "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 800 1000' width='"
                        + width
                        + "' height='"
                        + height
                        + "' preserveAspectRatio='xMidYMid slice'><rect width='800' height='1000'"
                        + " fill='"
                        + grounds.get(which % grounds.size())
                        + "'/><g transform='translate(400 540) scale(1.45) translate(-400 -540)'><ellipse cx='400' cy='706' rx='210' ry='22' opacity='.12'/><g fill='"
                        + thing
                        + "' stroke='"
                        + thing
                        + "'>"
                        + shape
                        + "</g></g></svg>";
        var code = Base64.getEncoder().encodeToString(svg.getBytes(StandardCharsets.UTF_8));
        return "data:image/svg+xml;base64," + code;
    }

    static List<Styleguide.Order> orders(Instant now) {
        return List.of(
                order("1042", "Grace Hopper", "Paid", Tone.NOTE, now, 6, 8420),
                order("1041", "Alan Turing", "Shipped", Tone.GOOD, now, 190, 4500),
                order("1040", "Katherine Johnson", "Refunded", Tone.PLAIN, now, 1500, -3200),
                order("1039", "Edsger Dijkstra", "Dispute", Tone.BAD, now, 4400, 12900));
    }

    private static Styleguide.Order order(
            String number, String who, String state, Tone tone, Instant now, long ago, long cents) {
        return new Styleguide.Order(
                "#" + number,
                who,
                new Badge(state, tone),
                now.minus(Duration.ofMinutes(ago)),
                Money.usd(cents),
                "/styleguide/frames/dashboard");
    }

    static List<Long> series() {
        return List.of(21L, 24L, 19L, 31L, 28L, 35L, 42L, 38L, 44L, 41L, 52L, 58L);
    }

    static Console console(boolean operator) {
        var items =
                operator
                        ? List.of(
                                NavItem.of("home", "Overview", "gauge", "#").alsoOnPhone(),
                                NavItem.of("queues", "Queues", "inbox", "#")
                                        .withCount(3)
                                        .alsoOnPhone(),
                                NavItem.of("books", "Books", "scale", "#").alsoOnPhone(),
                                NavItem.of("people", "People", "users", "#").alsoOnPhone())
                        : List.of(
                                NavItem.of("home", "Home", "house", "#").alsoOnPhone(),
                                NavItem.of("orders", "Orders", "inbox", "#")
                                        .withCount(4)
                                        .alsoOnPhone(),
                                NavItem.of("products", "Products", "tag", "#").alsoOnPhone(),
                                NavItem.of("posts", "Posts", "message-circle", "#").alsoOnPhone(),
                                NavItem.of("customers", "Customers", "users", "#"),
                                NavItem.of("payments", "Payments", "credit-card", "#"),
                                NavItem.of("payouts", "Payouts", "landmark", "#"),
                                NavItem.of("developers", "Developers", "code", "#"),
                                NavItem.of("settings", "Settings", "settings", "#"));
        return new Console(
                operator ? "All of Hawker" : "Fern & Fig",
                !operator,
                items,
                "home",
                "Ada Lovelace",
                operator ? List.of() : List.of(new Link("Lumen Works", "#")),
                operator ? Optional.empty() : Optional.of("/@fern"));
    }
}
