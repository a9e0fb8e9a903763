package hawker.dashboard;

import gg.jte.Content;
import hawker.accounts.Role.Right;
import hawker.catalog.Catalog;
import hawker.catalog.Product;
import hawker.catalog.ProductFilter;
import hawker.catalog.Variant;
import hawker.desk.Address;
import hawker.desk.Desk;
import hawker.kernel.PageRequest;
import hawker.look.Badge;
import hawker.look.DataTable;
import hawker.look.Kit;
import hawker.look.Link;
import hawker.look.Look;
import hawker.look.Templates;
import hawker.look.Tone;
import hawker.web.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The goods of a shop with their prices and stock. */
final class ProductsPage {

    static final String PATH = "/dashboard/products";
    private static final int ROWS = 25;

    private final Desk desk;
    private final Look look;
    private final Templates templates;
    private final Catalog catalog;
    private final VariantForm variants;

    ProductsPage(Desk desk, Look look, Templates templates, Catalog catalog) {
        this.desk = desk;
        this.look = look;
        this.templates = templates;
        this.catalog = catalog;
        this.variants = new VariantForm(catalog);
    }

    Response list(Desk.Seat seat) {
        var show = seat.request().queryParam("show").orElse("all");
        var words = seat.request().queryParam("q").orElse("").strip();
        var after =
                seat.request().queryParam("after").filter(id -> Product.Id.parse(id).isPresent());
        var found =
                catalog.list(
                        seat.shop(),
                        filter(show).matching(words),
                        new PageRequest(ROWS, after, Optional.empty()));
        var next =
                found.hasMore()
                        ? Optional.of(found.items().getLast().id().text())
                        : Optional.<String>empty();
        var here = new Address(PATH).with("show", show, "all").with("q", words, "");
        var body =
                templates.content(
                        "products.jte",
                        Map.of(
                                "tabs", tabs(show),
                                "search", Kit.search(PATH, words, "Title, type or SKU"),
                                "table", table(found.items()).orElse(empty(seat, words)),
                                "seat", seat,
                                "pages", here.pages(after, next)));
        return desk.page(seat, "Products", "products", body);
    }

    private static Content tabs(String show) {
        return Kit.tabs(
                "Products by state",
                List.of(
                        new Kit.Tab("all", "All", PATH),
                        new Kit.Tab("active", "On sale", PATH + "?show=active"),
                        new Kit.Tab("draft", "Drafts", PATH + "?show=draft"),
                        new Kit.Tab("archived", "Off sale", PATH + "?show=archived")),
                show);
    }

    private DataTable table(List<Product> products) {
        var table =
                Kit.table(
                        "Products",
                        DataTable.Column.text("Product"),
                        DataTable.Column.text("State"),
                        DataTable.Column.text("Type"),
                        DataTable.Column.number("Variants"),
                        DataTable.Column.number("In stock"),
                        DataTable.Column.number("Price"));
        for (var product : products)
            table =
                    table.linkedRow(
                            PATH + "/" + product.id(),
                            templates.content("productCell.jte", Map.of("product", product)),
                            state(product),
                            Kit.text(product.type().isEmpty() ? "–" : product.type()),
                            Kit.text(String.valueOf(product.variants().size())),
                            Kit.text(String.valueOf(stock(product))),
                            Kit.all(
                                    List.of(
                                            Kit.text(product.hasSeveralPrices() ? "from " : ""),
                                            Kit.money(product.lowestPrice()))));
        return table;
    }

    private static Content empty(Desk.Seat seat, String words) {
        if (words.isEmpty())
            return Kit.empty(
                    "tag",
                    "No products here.",
                    Optional.of(new Link("Add product", PATH + "/new"))
                            .filter(link -> seat.may(Right.EDIT_GOODS)));
        return Kit.empty(
                "search",
                "No product fits “" + words + "”.",
                Optional.of(new Link("All products", PATH)));
    }

    Response show(Desk.Seat seat) {
        return find(seat)
                .map(product -> page(seat, 200, product, VariantForm.Outcome.FRESH))
                .orElseGet(() -> look.problem(seat.request(), 404));
    }

    /** Prices and counts of the shelf. */
    Response count(Desk.Seat seat) {
        var found = find(seat);
        if (found.isEmpty()) return look.problem(seat.request(), 404);
        var outcome = variants.save(seat, found.get());
        if (!outcome.errors().isEmpty()) return page(seat, 422, found.get(), outcome);
        return look.seeOther(
                PATH + "/" + found.get().id(),
                outcome.changed() == 0 ? "Nothing was changed" : "Saved");
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
                                PATH + "/" + product.id(),
                                status == Product.Status.ACTIVE ? "On sale" : "Taken off sale"))
                .orElseGet(() -> look.problem(seat.request(), 404));
    }

    private Response page(
            Desk.Seat seat, int status, Product product, VariantForm.Outcome outcome) {
        var body =
                templates.content(
                        "product.jte",
                        Map.of(
                                "product",
                                product,
                                "rows",
                                variants.rows(seat.shop(), product, outcome),
                                "state",
                                state(product),
                                "way",
                                way(product.title()),
                                "shop",
                                "/@" + seat.account().handle() + "/" + product.slug(),
                                "seat",
                                seat));
        return desk.page(seat, status, product.title(), "products", body);
    }

    private Optional<Product> find(Desk.Seat seat) {
        return Product.Id.parse(seat.request().pathParam("id"))
                .flatMap(id -> catalog.find(seat.shop(), id));
    }

    /** The way to a page under the products. */
    static Content way(String title) {
        return Kit.breadcrumb(List.of(new Link("Products", PATH), new Link(title, "")));
    }

    private static ProductFilter filter(String show) {
        return switch (show) {
            case "active" -> ProductFilter.active();
            case "draft" -> ProductFilter.all().in(Product.Status.DRAFT);
            case "archived" -> ProductFilter.all().in(Product.Status.ARCHIVED);
            default -> ProductFilter.all();
        };
    }

    private static int stock(Product product) {
        return product.variants().stream().mapToInt(Variant::available).sum();
    }

    private static Badge state(Product product) {
        return switch (product.status()) {
            case ACTIVE ->
                    product.isSoldOut()
                            ? Kit.badge("Sold out", Tone.WARN)
                            : Kit.badge("On sale", Tone.GOOD);
            case DRAFT -> Kit.badge("Draft", Tone.NOTE);
            case ARCHIVED -> Kit.badge("Off sale", Tone.PLAIN);
        };
    }
}
