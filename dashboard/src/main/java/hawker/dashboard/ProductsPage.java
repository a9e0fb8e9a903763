package hawker.dashboard;

import hawker.catalog.Catalog;
import hawker.catalog.Product;
import hawker.catalog.ProductFilter;
import hawker.catalog.StockLevel;
import hawker.catalog.Variant;
import hawker.kernel.PageRequest;
import hawker.look.Badge;
import hawker.look.DataTable;
import hawker.look.Kit;
import hawker.look.Link;
import hawker.look.Look;
import hawker.look.Templates;
import hawker.look.Tone;
import hawker.orders.OrderFilter;
import hawker.orders.Orders;
import hawker.platform.Response;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The goods of a shop with their stock. */
final class ProductsPage {

    private static final int ROWS = 25;
    private static final Pattern COUNT = Pattern.compile("[0-9]{1,6}");

    private final Desk desk;
    private final Look look;
    private final Templates templates;
    private final Catalog catalog;
    private final Orders orders;

    ProductsPage(Desk desk, Look look, Templates templates, Catalog catalog, Orders orders) {
        this.desk = desk;
        this.look = look;
        this.templates = templates;
        this.catalog = catalog;
        this.orders = orders;
    }

    Response list(Desk.Seat seat) {
        var after =
                seat.request().queryParam("after").filter(id -> Product.Id.parse(id).isPresent());
        var found =
                catalog.list(
                        seat.shop(),
                        ProductFilter.all(),
                        new PageRequest(ROWS, after, Optional.empty()));
        var table =
                Kit.table(
                        "Products",
                        DataTable.Column.text("Product"),
                        DataTable.Column.text("State"),
                        DataTable.Column.number("Variants"),
                        DataTable.Column.number("In stock"),
                        DataTable.Column.number("From"));
        for (var product : found.items())
            table =
                    table.linkedRow(
                            "/dashboard/products/" + product.id(),
                            Kit.text(product.title()),
                            state(product),
                            Kit.text(String.valueOf(product.variants().size())),
                            Kit.text(String.valueOf(stock(product))),
                            Kit.money(product.lowestPrice()));
        var older =
                found.hasMore()
                        ? Optional.of("/dashboard/products?after=" + found.items().getLast().id())
                        : Optional.<String>empty();
        var body =
                templates.content(
                        "products.jte",
                        Map.of(
                                "table",
                                        table.orElse(
                                                Kit.empty(
                                                        "tag",
                                                        "No products yet.",
                                                        Optional.empty())),
                                "pages", Kit.pages(after.map(a -> "/dashboard/products"), older)));
        return desk.page(seat, "Products", "products", toShip(seat), body);
    }

    Response show(Desk.Seat seat) {
        return Product.Id.parse(seat.request().pathParam("id"))
                .flatMap(id -> catalog.find(seat.shop(), id))
                .map(product -> page(seat, product))
                .orElseGet(() -> look.problem(seat.request(), 404));
    }

    /** Counts of the shelf: what is typed is what is there now. */
    Response count(Desk.Seat seat) {
        var found =
                Product.Id.parse(seat.request().pathParam("id"))
                        .flatMap(id -> catalog.find(seat.shop(), id));
        if (found.isEmpty()) return look.problem(seat.request(), 404);
        int changed = 0;
        for (var variant : found.get().variants()) {
            var typed = seat.request().formParam(StockRow.field(variant)).orElse("");
            if (!COUNT.matcher(typed).matches()) continue;
            int now = Integer.parseInt(typed);
            if (onHand(seat, variant) == now) continue;
            catalog.stock().setOnHand(seat.shop(), variant.id(), now, seat.actor());
            changed++;
        }
        return look.seeOther(
                "/dashboard/products/" + found.get().id(),
                changed == 0 ? "Nothing was changed" : "Stock saved");
    }

    Response publish(Desk.Seat seat) {
        var id = Product.Id.parse(seat.request().pathParam("id"));
        var status =
                seat.request().formParam("status").orElse("").equals("active")
                        ? Product.Status.ACTIVE
                        : Product.Status.ARCHIVED;
        return id.flatMap(known -> catalog.setStatus(seat.shop(), known, status))
                .map(product ->
                        look.seeOther(
                                "/dashboard/products/" + product.id(),
                                status == Product.Status.ACTIVE
                                        ? "On sale again"
                                        : "Taken off sale"))
                .orElseGet(() -> look.problem(seat.request(), 404));
    }

    private int onHand(Desk.Seat seat, Variant variant) {
        return catalog.stock().level(seat.shop(), variant.id()).map(StockLevel::onHand).orElse(0);
    }

    private Response page(Desk.Seat seat, Product product) {
        var rows =
                product.variants().stream()
                        .flatMap(v ->
                                catalog.stock().level(seat.shop(), v.id()).stream()
                                        .map(level -> StockRow.of(v, level)))
                        .toList();
        var body =
                templates.content(
                        "product.jte",
                        Map.of(
                                "product",
                                product,
                                "rows",
                                rows,
                                "state",
                                state(product),
                                "way",
                                Kit.breadcrumb(
                                        java.util.List.of(
                                                new Link("Products", "/dashboard/products"),
                                                new Link(product.title(), ""))),
                                "shop",
                                "/@" + seat.account().handle() + "/" + product.slug(),
                                "csrf",
                                seat.csrf()));
        return desk.page(seat, product.title(), "products", toShip(seat), body);
    }

    private int toShip(Desk.Seat seat) {
        return orders.count(seat.shop(), OrderFilter.toShip());
    }

    private static int stock(Product product) {
        return product.variants().stream().mapToInt(Variant::available).sum();
    }

    private static Badge state(Product product) {
        return switch (product.status()) {
            case ACTIVE ->
                    stock(product) == 0
                            ? Kit.badge("Sold out", Tone.WARN)
                            : Kit.badge("On sale", Tone.GOOD);
            case DRAFT -> Kit.badge("Draft", Tone.PLAIN);
            case ARCHIVED -> Kit.badge("Off sale", Tone.PLAIN);
        };
    }
}
