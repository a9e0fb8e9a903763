package hawker.dashboard;

import gg.jte.Content;
import hawker.catalog.Catalog;
import hawker.catalog.Image;
import hawker.catalog.Product;
import hawker.catalog.Saved;
import hawker.look.Choices;
import hawker.look.Field;
import hawker.look.Kit;
import hawker.look.Link;
import hawker.look.Look;
import hawker.look.Templates;
import hawker.web.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes products and changes them. A form that is refused comes back with all that was typed. */
final class ProductFormPage {

    /** Where prices are told without the tax that is added at the till. */
    private static final Set<String> TAX_ON_TOP = Set.of("US", "CA");

    private static final List<String> FIELDS =
            List.of("title", "description", "price", "stock", "options", "type", "brand");

    private final Desk desk;
    private final Look look;
    private final Templates templates;
    private final Catalog catalog;

    ProductFormPage(Desk desk, Look look, Templates templates, Catalog catalog) {
        this.desk = desk;
        this.look = look;
        this.templates = templates;
        this.catalog = catalog;
    }

    Response blank(Desk.Seat seat) {
        return page(seat, 200, Optional.empty(), TypedProduct.nothing(), Map.of());
    }

    Response edit(Desk.Seat seat) {
        return find(seat)
                .map(product ->
                        page(seat, 200, Optional.of(product), TypedProduct.of(product), Map.of()))
                .orElseGet(() -> look.problem(seat.request(), 404));
    }

    Response create(Desk.Seat seat) {
        return save(seat, Optional.empty());
    }

    Response change(Desk.Seat seat) {
        return find(seat)
                .map(product -> save(seat, Optional.of(product)))
                .orElseGet(() -> look.problem(seat.request(), 404));
    }

    private Response save(Desk.Seat seat, Optional<Product> before) {
        var typed = TypedProduct.of(seat.request());
        var read =
                new ProductRead(
                        typed,
                        before,
                        seat.account().currency(),
                        !TAX_ON_TOP.contains(seat.account().country()));
        var wanted = read.product();
        if (wanted.isEmpty()) return page(seat, 422, before, typed, read.errors());
        var product =
                before.map(b -> wanted.get().withImages(images(seat, b))).orElse(wanted.get());
        var saved =
                before.isPresent()
                        ? catalog.update(seat.shop(), before.get().id(), product)
                        : catalog.create(seat.shop(), product);
        return switch (saved) {
            case Saved.Stored(var stored) ->
                    look.seeOther(
                            ProductsPage.PATH + "/" + stored.id(),
                            before.isPresent() ? "Saved" : "Product added");
            case Saved.Refused(var problems) -> {
                read.say(problems);
                yield page(seat, 422, before, typed, read.errors());
            }
            case Saved.Missing() -> look.problem(seat.request(), 404);
        };
    }

    /** The pictures that stay; one whose words were changed becomes another of the same file. */
    private List<Image.Id> images(Desk.Seat seat, Product before) {
        var images = new ArrayList<Image.Id>();
        for (var image : before.images()) {
            var request = seat.request();
            if (request.formParam(drop(image)).isPresent()) continue;
            var alt = request.formParam(alt(image)).orElse(image.alt()).strip();
            images.add(
                    alt.equals(image.alt())
                            ? image.id()
                            : catalog.addImage(seat.shop(), image.picture(), alt).id());
        }
        return images;
    }

    private Response page(
            Desk.Seat seat,
            int status,
            Optional<Product> before,
            TypedProduct typed,
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
                        fields(seat, before, typed, errors),
                        before.map(product -> pictures(seat, product)).orElse(List.of()),
                        before.isPresent() ? "Save" : "Add product",
                        seat.csrf());
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
                        several ? price.hint("Other prices stand on the product's page.") : price),
                with(
                        errors,
                        before.isPresent()
                                ? stock.optional()
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

    private static List<ProductFormView.PictureRow> pictures(Desk.Seat seat, Product product) {
        var rows = new ArrayList<ProductFormView.PictureRow>();
        int number = 0;
        for (var image : product.images()) {
            number++;
            var request = seat.request();
            rows.add(
                    new ProductFormView.PictureRow(
                            image.path(160),
                            image.width(),
                            image.height(),
                            plain(alt(image), "What picture " + number + " shows")
                                    .optional()
                                    .value(request.formParam(alt(image)).orElse(image.alt())),
                            Kit.checkbox(
                                    drop(image),
                                    "Remove picture " + number,
                                    request.formParam(drop(image)).isPresent())));
        }
        return rows;
    }

    private Optional<Product> find(Desk.Seat seat) {
        return Product.Id.parse(seat.request().pathParam("id"))
                .flatMap(id -> catalog.find(seat.shop(), id));
    }

    private static String alt(Image image) {
        return "alt-" + image.id();
    }

    private static String drop(Image image) {
        return "drop-" + image.id();
    }
}
