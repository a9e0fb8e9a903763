package hawker.look;

import gg.jte.Content;
import hawker.kernel.Money;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The components that stand in pages. Each gives a {@link Content}: a template writes it as {@code
 * ${Kit.price(product.price())}}. Everything handed in is text and is escaped.
 */
public final class Kit {

    private Kit() {}

    // ——— words, figures, times ———

    /** Plain text where a Content is wanted. */
    public static Content text(String text) {
        return out -> new Html(out).text(text);
    }

    /** Several after one another. */
    public static Content all(List<? extends Content> contents) {
        return out -> contents.forEach(content -> content.writeTo(out));
    }

    /** The title of a page and a line under it, which may be empty. */
    public static Content heading(String title, String lead) {
        return out -> {
            var html = new Html(out).raw("<div class=\"hk-stack\" data-gap=\"2\"><h1>").text(title);
            html.raw("</h1>");
            if (!lead.isEmpty()) html.raw("<p class=\"hk-lead\">").text(lead).raw("</p>");
            html.raw("</div>");
        };
    }

    /** A body put together in Java: its parts in the column of the page, one under the other. */
    public static Content column(Content... parts) {
        return out ->
                new Html(out)
                        .raw("<div class=\"hk-column hk-stack\" data-gap=\"5\">")
                        .put(all(List.of(parts)))
                        .raw("</div>");
    }

    public static Content nothing() {
        return out -> {};
    }

    /** An icon beside words. Names: {@code /styleguide#icons}. */
    public static Content icon(String name) {
        return Icons.icon(name);
    }

    /** An icon that stands alone, with what it says. */
    public static Content icon(String name, String label) {
        return Icons.icon(name, label);
    }

    /** An amount in figures of one width; negative ones in red with a minus. */
    public static Content money(Money amount) {
        return out ->
                new Html(out)
                        .raw("<span class=\"hk-money\"")
                        .attrIf(amount.minor() < 0, "data-negative")
                        .raw(">")
                        .text(Price.words(amount))
                        .raw("</span>");
    }

    public static Price price(Money now) {
        return Price.of(now);
    }

    public static Price price(Money now, Optional<Money> was) {
        return Price.of(now).was(was);
    }

    /** How long ago, with the exact time as title. */
    public static Content time(Instant at, Instant now) {
        return out ->
                new Html(out)
                        .raw("<time class=\"hk-time\"")
                        .attr("datetime", at.toString())
                        .attr("title", Records.exact(at))
                        .raw(">")
                        .text(Records.ago(at, now))
                        .raw("</time>");
    }

    /** Day, hour and minute, in UTC. */
    public static Content moment(Instant at) {
        return out ->
                new Html(out)
                        .raw("<time class=\"hk-time\"")
                        .attr("datetime", at.toString())
                        .raw(">")
                        .text(Records.exact(at))
                        .raw("</time>");
    }

    // ——— buttons and forms ———

    /** A button that sends its form. */
    public static Button button(String label) {
        return Button.submit(label);
    }

    /** A link that looks like a button. */
    public static Button link(String label, String href) {
        return Button.link(label, href);
    }

    public static Field field(String name, String label) {
        return Field.input("input", name, label);
    }

    /** Text of several lines. */
    public static Field area(String name, String label) {
        return Field.input("textarea", name, label).attr("rows", "4");
    }

    public static Field select(String name, String label, List<Field.Option> options) {
        return Field.input("select", name, label).options(options);
    }

    /** An amount of money: the value is what people type ("84.20"). */
    public static Field moneyField(String name, String label, String currencySign) {
        return field(name, label)
                .prefix(currencySign)
                .inputmode("decimal")
                .attr("autocomplete", "off");
    }

    /** One of several as cards, with detail and price: shipping, payment methods. */
    public static Choices cards(
            String name, String legend, List<Choices.Choice> choices, String selected) {
        return choices("cards", name, legend, choices, selected);
    }

    /** One of several in a row: sizes, colours. */
    public static Choices pills(
            String name, String legend, List<Choices.Choice> choices, String selected) {
        return choices("pills", name, legend, choices, selected);
    }

    private static Choices choices(
            String shape,
            String name,
            String legend,
            List<Choices.Choice> choices,
            String selected) {
        return new Choices(
                shape, name, legend, choices, selected, Optional.empty(), Attributes.NONE);
    }

    public static Content checkbox(String name, String label, boolean checked) {
        return Small.check("checkbox", name, label, checked);
    }

    /** For settings that act at once. */
    public static Content toggle(String name, String label, boolean on) {
        return Small.check("switch", name, label, on);
    }

    /** How many, with minus and plus; works as a number field without scripts. */
    public static Content quantity(String name, String label, int value, int min, int max) {
        return Small.quantity(name, label, value, min, max);
    }

    /** The hidden field of every form that posts; see {@link Csrf}. */
    public static Content csrf(String token) {
        return out ->
                new Html(out)
                        .raw("<input type=\"hidden\"")
                        .attr("name", Csrf.FIELD)
                        .attr("value", token)
                        .raw(">");
    }

    public static Content hidden(String name, String value) {
        return out ->
                new Html(out)
                        .raw("<input type=\"hidden\"")
                        .attr("name", name)
                        .attr("value", value)
                        .raw(">");
    }

    /** A search field with its button, as a form of its own. */
    public static Content search(String action, String value, String label) {
        return Small.search(action, value, label);
    }

    /** Above a form with more than one error: each leads to its field ({@code #f-NAME}). */
    public static Content errorSummary(List<Link> errors) {
        return Small.errorSummary(errors);
    }

    /**
     * The vault's card fields in their frame; the protocol stands in the README.
     *
     * @param src address at the vault, with the publishable key
     * @param parentOrigin origin of this page
     */
    public static Content cardField(String src, String parentOrigin) {
        return out ->
                new Html(out)
                        .raw("<hk-card-field class=\"hk-card-field\"")
                        .attr("src", src)
                        .attr("data-parent-origin", parentOrigin)
                        .raw("><p class=\"hk-hint\">Loading the card fields…</p></hk-card-field>");
    }

    // ——— people, states ———

    public static Badge badge(String word, Tone tone) {
        return new Badge(word, tone);
    }

    public static Content tag(String text, String href) {
        return out ->
                new Html(out).raw("<a class=\"hk-tag\"").href(href).raw(">").text(text).raw("</a>");
    }

    /** An active filter with its way out. */
    public static Content filterTag(String text, String withoutHref) {
        return Small.filterTag(text, withoutHref);
    }

    /** Round; without a picture the first letter on one of six grounds. Sizes: 24, 40, 64, 96. */
    public static Content avatar(String name, Optional<String> picture, int size) {
        return Small.avatar(name, picture, size);
    }

    /** Avatar, name and handle as one link. */
    public static Content seller(String name, String handle, Optional<String> picture) {
        return Small.seller(name, handle, picture);
    }

    /** Stands where a picture is missing. */
    static Content letter(String text) {
        return out ->
                new Html(out)
                        .raw("<span class=\"hk-letter\" aria-hidden=\"true\">")
                        .text(Small.initial(text))
                        .raw("</span>");
    }

    // ——— lists and records ———

    /** Newer and Older, each if there is one. */
    public static Content pages(Optional<String> newer, Optional<String> older) {
        return Navigation.pages(newer, older);
    }

    /** Links as tabs; counts below zero are not shown. */
    public record Tab(String key, String label, String href, int count) {
        public Tab(String key, String label, String href) {
            this(key, label, href, -1);
        }
    }

    public static Content tabs(String label, List<Tab> tabs, String current) {
        return Navigation.tabs(label, tabs, current);
    }

    /** The way here; the last is the page itself. */
    public static Content breadcrumb(List<Link> way) {
        return Navigation.breadcrumb(way);
    }

    /** Steps of a way, the current one marked: placed, packed, shipped, delivered. */
    public static Content steps(List<String> steps, int current) {
        return Navigation.steps(steps, current);
    }

    public static DataTable table(String caption, DataTable.Column... columns) {
        return new DataTable(caption, List.of(columns), List.of(), false, nothing());
    }

    /** A name and its value. */
    public record Pair(String name, Content value) {
        public Pair(String name, String value) {
            this(name, Kit.text(value));
        }
    }

    public static Content pairs(List<Pair> pairs) {
        return Records.pairs(pairs);
    }

    /** One thing that happened. */
    public record Event(Instant at, String text, String detail, Tone tone) {}

    public static Content timeline(List<Event> events, Instant now) {
        return Records.timeline(events, now);
    }

    /**
     * A line of a bill: what, how it is counted, how much; and of goods what they are and their
     * picture, or nothing.
     */
    public record BillLine(
            String label, String detail, Money amount, String about, String picture) {
        public BillLine(String label, String detail, Money amount) {
            this(label, detail, amount, "", "");
        }
    }

    /** Lines and the total, as on a receipt. */
    public static Content receipt(List<BillLine> lines, String totalLabel, Money total) {
        return Records.receipt(lines, totalLabel, total);
    }

    /** "Visa •••• 4242, 12/30". */
    public static Content cardOnFile(String brand, String last4, String expiry) {
        return Records.cardOnFile(brand, last4, expiry);
    }

    public static Content address(List<String> lines) {
        return Records.address(lines);
    }

    /** Code or an id in a frame, with a button that copies it. */
    public static Content code(String text) {
        return Records.code(text);
    }

    /** A question and what opens under it. */
    public static Content accordion(String title, Content body, boolean open) {
        return Records.accordion(title, body, open);
    }

    // ——— feedback ———

    /** One line and one thing to do where a list has nothing. */
    public static Content empty(String icon, String line, Optional<Link> action) {
        return Small.empty(icon, line, action);
    }

    /** Something to know on this page. */
    public static Content banner(Tone tone, String title, String text, Optional<Link> action) {
        return Small.banner(tone, title, text, action);
    }

    public static Content progress(String label, long value, long max) {
        return Small.progress(label, value, max);
    }

    /** Grey shapes of the final size: "cards", "lines" or "table". */
    public static Content skeleton(String shape, int pieces) {
        return Small.skeleton(shape, pieces);
    }

    /** A dialog; a button with {@code data-opens} and this name opens it. */
    public static Content dialog(String name, String title, Content body) {
        return Small.dialog(name, title, body);
    }

    /** A menu behind a button: links, with the label of the button. */
    public static Content menu(String name, Button opener, List<Link> items) {
        return Small.menu(name, opener, items);
    }

    // ——— figures ———

    public static StatTile stat(String label, String figure) {
        return StatTile.of(label, figure);
    }

    public static StatTile stat(String label, Money amount) {
        return StatTile.of(label, Price.words(amount));
    }

    /** A bar: its name, its length, its value in words. */
    public record Bar(String label, long value, String text) {}

    public static Content sparkline(List<Long> values, String finding) {
        return Charts.sparkline(values, finding);
    }

    public static Content bars(List<Bar> bars, String finding) {
        return Charts.bars(bars, finding);
    }

    public static Content barList(List<Bar> bars) {
        return Charts.barList(bars);
    }

    /** A time series over a table: first column the time, each further column a line. */
    public static Content chart(String finding, Content table) {
        return Charts.series(finding, table);
    }
}
