package hawker.look;

import gg.jte.Content;
import hawker.kernel.Clock;
import hawker.kernel.Money;
import hawker.web.Request;
import hawker.web.Response;
import hawker.web.Routes;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * {@code /styleguide}: every component in every state, rendered from what the pages use, with
 * sample data; {@code /styleguide/frames/NAME}: each frame whole. Switches in the query: {@code
 * dir=rtl}, {@code zoom=200}, {@code accent=%23ff6600}. For demo and test only.
 */
public final class Styleguide {

    private final Look look;
    private final Clock clock;

    public Styleguide(Look look, Clock clock) {
        this.look = look;
        this.clock = clock;
    }

    public Routes routes() {
        return new Routes()
                .get("/styleguide", this::guide)
                .get("/styleguide/sheet", request -> sheet())
                .get("/styleguide/frames/{name}", this::frame);
    }

    private Response guide(Request request) {
        var accent = request.queryParam("accent").filter(Accent::isHex);
        var head = head(request, "Styleguide", accent).withStyle(LookAssets.GUIDE_CSS);
        var now = clock.now();
        var body =
                Templates.LOOK.content(
                        "styleguide.jte",
                        Map.ofEntries(
                                Map.entry("rtl", is(request, "dir", "rtl")),
                                Map.entry("large", is(request, "zoom", "200")),
                                Map.entry("colours", Samples.colours()),
                                Map.entry("contrasts", Samples.contrasts()),
                                Map.entry("icons", Icons.NAMES),
                                Map.entry("accents", Samples.ACCENTS),
                                Map.entry("now", now),
                                Map.entry("products", Samples.products()),
                                Map.entry("picture", Samples.picture(0, 800, 1000)),
                                Map.entry("pictures", Samples.pictures()),
                                Map.entry("avatar", Samples.drawing(3, 96, 96)),
                                Map.entry("orders", Samples.orders(now)),
                                Map.entry("series", Samples.series())));
        var visitor = Visitor.of("Ada Lovelace", "ada", true).withCart(2);
        return look.page(request, Frame.publicPage(head, visitor, Place.NONE, body));
    }

    private Response sheet() {
        return look.fragment(200, Templates.LOOK.content("sampleSheet.jte", Map.of()));
    }

    private Response frame(Request request) {
        var head = head(request, "Frame", Optional.empty());
        var visitor = Visitor.of("Ada Lovelace", "ada", true).withCart(2);
        return switch (request.pathParam("name")) {
            case "feed" ->
                    look.page(request, Frame.publicPage(head, visitor, Place.FEED, sample("Feed")));
            case "product" ->
                    look.page(
                            request,
                            Frame.publicPage(head, visitor, Place.SHOPS, sample("Product")));
            case "checkout" ->
                    look.page(
                            request,
                            Frame.bare(
                                    head,
                                    Optional.of(new Link("Back to cart", "/cart")),
                                    sample("Checkout")));
            case "login" -> look.page(request, Frame.card(head, sample("Login")));
            case "dashboard" ->
                    look.page(
                            request,
                            Frame.dashboard(head, Samples.console(false), sample("Dashboard")));
            case "operator" ->
                    look.page(
                            request,
                            Frame.operator(head, Samples.console(true), sample("Operator")));
            case "404", "410", "403", "422", "429", "500", "503" ->
                    look.problem(request, Integer.parseInt(request.pathParam("name")));
            default -> look.problem(request, 404);
        };
    }

    private Content sample(String name) {
        return Templates.LOOK.content(
                "sample" + name + ".jte",
                switch (name) {
                    case "Feed", "Dashboard", "Operator" ->
                            Map.of(
                                    "now",
                                    clock.now(),
                                    "products",
                                    Samples.products(),
                                    "orders",
                                    Samples.orders(clock.now()),
                                    "series",
                                    Samples.series());
                    case "Product" ->
                            Map.of("pictures", Samples.pictures(), "products", Samples.products());
                    case "Checkout" ->
                            Map.of(
                                    "vault",
                                    look.vaultOrigin(),
                                    "picture",
                                    Samples.picture(1, 160, 160));
                    default -> Map.of();
                });
    }

    private static PageHead head(Request request, String title, Optional<String> accent) {
        var head = PageHead.of(request, title);
        return accent.map(hex -> head.withTheme(Accent.of(hex).css())).orElse(head);
    }

    private static boolean is(Request request, String param, String value) {
        return request.queryParam(param).filter(Predicate.isEqual(value)).isPresent();
    }

    /** A colour with its name and its two values. */
    public record Swatch(String name, String light, String dark) {}

    /** A pair of colours and its contrast in both schemes. */
    public record Measured(String text, String ground, String light, String dark, boolean good) {}

    /** A row of the sample table. */
    public record Order(
            String number, String customer, Badge state, Instant at, Money total, String href) {}
}
