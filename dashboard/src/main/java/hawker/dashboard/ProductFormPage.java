package hawker.dashboard;

import gg.jte.Content;
import hawker.catalog.Catalog;
import hawker.catalog.Product;
import hawker.catalog.Saved;
import hawker.desk.Desk;
import hawker.desk.Typed;
import hawker.look.Choices;
import hawker.look.Field;
import hawker.look.Kit;
import hawker.look.Link;
import hawker.look.Look;
import hawker.look.Templates;
import hawker.web.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes products and changes them. A form that is refused comes back with all that was typed. */
final class ProductFormPage {

    /** Where prices are told without the tax that is added at the till. */
    private static final Set<String> TAX_ON_TOP = Set.of("US", "CA");

    private static final List<String> FIELDS =
            List.of(
                    "title",
                    "description",
                    "price",
                    "stock",
                    "options",
                    ProductPictures.FIELD,
                    "type",
                    "brand");

    private final Desk desk;
    private final Look look;
    private final Templates templates;
    private final Catalog catalog;
    private final ProductPictures pictures;

    ProductFormPage(Desk desk, Look look, Templates templates, Catalog catalog) {
        this.desk = desk;
        this.look = look;
        this.templates = templates;
        this.catalog = catalog;
        this.pictures = new ProductPictures(catalog);
    }

    Response blank(Desk.Seat seat) {
        return page(seat, 200, Optional.empty(), Sent.nothing(), Map.of());
    }

    Response edit(Desk.Seat seat) {
        return find(seat)
                .map(product -> page(seat, 200, Optional.of(product), Sent.of(product), Map.of()))
                .orElseGet(() -> look.problem(seat.request(), 404));
    }

    Response create(Desk.Seat seat, List<byte[]> files) {
        return save(seat, Optional.empty(), files);
    }

    Response change(Desk.Seat seat, List<byte[]> files) {
        return find(seat)
                .map(product -> save(seat, Optional.of(product), files))
                .orElseGet(() -> look.problem(seat.request(), 404));
    }

    /** What stands in the fields, right or wrong, and the pictures. */
    private record Sent(TypedProduct typed, ProductPictures.Read pictures) {

        static Sent nothing() {
            return new Sent(TypedProduct.nothing(), ProductPictures.of(Optional.empty()));
        }

        static Sent of(Product product) {
            return new Sent(TypedProduct.of(product), ProductPictures.of(Optional.of(product)));
        }
    }

    private Response save(Desk.Seat seat, Optional<Product> before, List<byte[]> files) {
        var sent = new Sent(TypedProduct.of(seat.request()), pictures.read(seat, before, files));
        var read =
                new ProductRead(
                        sent.typed,
                        before,
                        seat.account().currency(),
                        !TAX_ON_TOP.contains(seat.account().country()));
        var wanted = read.product();
        sent.pictures.problem().ifPresent(says -> read.errors().put(ProductPictures.FIELD, says));
        if (wanted.isEmpty() || sent.pictures.problem().isPresent())
            return page(seat, 422, before, sent, read.errors());
        var product = wanted.get().withImages(pictures.images(seat, sent.pictures));
        var saved =
                before.isPresent()
                        ? catalog.update(seat.shop(), before.get().id(), product)
                        : catalog.create(seat.shop(), product);
        return switch (saved) {
            case Saved.Stored(var stored) -> saved(stored, before.isPresent(), sent);
            case Saved.Refused(var problems) -> {
                read.say(problems);
                yield page(seat, 422, before, sent, read.errors());
            }
            case Saved.Missing() -> look.problem(seat.request(), 404);
        };
    }

    /** On to the product, or back to the pictures that still want words. */
    private Response saved(Product stored, boolean before, Sent sent) {
        var path = ProductsPage.PATH + "/" + stored.id();
        var done = before ? "Saved" : "Product added";
        return sent.pictures.wantsWords()
                ? look.seeOther(path + "/edit#pictures", done + ". Say what the pictures show")
                : look.seeOther(path, done);
    }

    private Response page(
            Desk.Seat seat,
            int status,
            Optional<Product> before,
            Sent sent,
            Map<String, String> errors) {
        var title = before.map(product -> "Edit " + product.title()).orElse("Add product");
        var path = before.map(p -> ProductsPage.PATH + "/" + p.id()).orElse(ProductsPage.PATH);
        var view =
                new ProductFormView(
                        title,
                        way(before),
                        before.isPresent() ? path + "/edit" : ProductsPage.PATH + "/new",
                        path,
                        FIELDS.stream()
                                .filter(errors::containsKey)
                                .map(name -> new Link(errors.getOrDefault(name, ""), "#f-" + name))
                                .toList(),
                        fields(seat, before, sent.typed, errors),
                        pictures.rows(sent.pictures),
                        ProductPictures.field(errors),
                        before.isPresent() ? "Save" : "Add product",
                        seat);
        var body = templates.content("productForm.jte", Map.of("view", view));
        return desk.page(seat, status, title, "products", body);
    }

    private static Content way(Optional<Product> before) {
        return before.map(product ->
                        Kit.breadcrumb(
                                List.of(
                                        new Link("Products", ProductsPage.PATH),
                                        new Link(
                                                product.title(),
                                                ProductsPage.PATH + "/" + product.id()),
                                        new Link("Edit", ""))))
                .orElseGet(() -> ProductsPage.way("Add product"));
    }

    private static ProductFormView.Fields fields(
            Desk.Seat seat,
            Optional<Product> before,
            TypedProduct typed,
            Map<String, String> errors) {
        boolean several = before.map(Product::hasSeveralPrices).orElse(false);
        var sign = Typed.sign(seat.account().currency());
        var price =
                Kit.moneyField("price", several ? "Price of new variants" : "Price", sign)
                        .value(typed.price());
        var stock =
                Kit.field("stock", before.isPresent() ? "Stock of new variants" : "In stock")
                        .inputmode("numeric")
                        .autocomplete("off")
                        .value(typed.stock());
        return new ProductFormView.Fields(
                with(errors, plain("title", "Title").value(typed.title())),
                with(
                        errors,
                        Kit.area("description", "Description")
                                .optional()
                                .attr("rows", "8")
                                .hint(
                                        "An empty line begins a paragraph, a hyphen an entry of a list.")
                                .value(typed.description())),
                with(
                        errors,
                        price.hint(
                                several
                                        ? "Other prices stand on the product's page."
                                        : TAX_ON_TOP.contains(seat.account().country())
                                                ? "Before tax, which is added at checkout."
                                                : "With tax.")),
                with(
                        errors,
                        before.isPresent()
                                ? stock.optional().hint("Of each new variant.")
                                : stock.hint("Of each variant, if there are several.")),
                with(
                        errors,
                        Kit.area("options", "Options")
                                .optional()
                                .attr("rows", "3")
                                .hint("One a line, at most three: “Size: S, M, L”.")
                                .value(typed.options())),
                with(errors, plain("type", "Type").optional().value(typed.type())),
                with(errors, plain("brand", "Brand").optional().value(typed.brand())),
                Kit.cards(
                        "status",
                        "Sale",
                        List.of(
                                new Choices.Choice("active", "On sale", "Buyers see it", ""),
                                new Choices.Choice("draft", "Not yet", "Only you see it", "")),
                        typed.active() ? "active" : "draft"));
    }

    private static Field plain(String name, String label) {
        return Kit.field(name, label).autocomplete("off");
    }

    private static Field with(Map<String, String> errors, Field field) {
        return field.error(Optional.ofNullable(errors.get(field.name())));
    }

    private Optional<Product> find(Desk.Seat seat) {
        return Product.Id.parse(seat.request().pathParam("id"))
                .flatMap(id -> catalog.find(seat.shop(), id));
    }
}
