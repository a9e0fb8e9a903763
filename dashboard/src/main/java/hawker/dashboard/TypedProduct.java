package hawker.dashboard;

import hawker.catalog.Option;
import hawker.catalog.Product;
import hawker.web.Request;
import java.util.stream.Collectors;

/** A product as it stands in the fields of its form, right or wrong. */
record TypedProduct(
        String title,
        String description,
        String type,
        String brand,
        String price,
        String stock,
        String options,
        boolean active) {

    static TypedProduct nothing() {
        return new TypedProduct("", "", "", "", "", "", "", true);
    }

    static TypedProduct of(Request request) {
        return new TypedProduct(
                field(request, "title"),
                field(request, "description"),
                field(request, "type"),
                field(request, "brand"),
                field(request, "price"),
                field(request, "stock"),
                field(request, "options"),
                field(request, "status").equals("active"));
    }

    static TypedProduct of(Product product) {
        return new TypedProduct(
                product.title(),
                Descriptions.toType(product.description()),
                product.type(),
                product.brand(),
                product.lowestPrice().major().toPlainString(),
                "",
                product.options().stream()
                        .map(TypedProduct::line)
                        .collect(Collectors.joining("\n")),
                product.isActive());
    }

    /** "Size: S, M, L". */
    private static String line(Option option) {
        return option.name() + ": " + String.join(", ", option.values());
    }

    private static String field(Request request, String name) {
        return request.formParam(name).orElse("").strip();
    }
}
