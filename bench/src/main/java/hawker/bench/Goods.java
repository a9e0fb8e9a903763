package hawker.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts goods with plenty of stock into the demo seller's shop, through the dashboard's own form:
 * those of the demo market would be sold out within a round.
 */
final class Goods {

    /** Where a product is shown, and its id. */
    record Product(String path, String id) {}

    private Goods() {}

    static List<Product> add(Program program, int count) throws IOException {
        try (var connection = new Connection(program.port())) {
            var seller = new Visit(connection, "10.255.255.1");
            var login =
                    Map.of(
                            "login", program.seller("email"),
                            "password", program.seller("password"),
                            "next", "/dashboard");
            expect(303, seller.post("/login", login, ""));
            var products = new ArrayList<Product>();
            for (int i = 1; i <= count; i++) products.add(one(seller, program, i));
            return products;
        }
    }

    private static Product one(Visit seller, Program program, int number) throws IOException {
        var path = "/dashboard/products/new";
        var form = new LinkedHashMap<String, String>();
        form.put("csrf", Visit.field(expect(200, seller.get(path, "")).text(), "csrf"));
        form.put("title", "Load lamp " + number);
        form.put("price", "24.00");
        form.put("stock", "900000");
        form.put("status", "active");
        var made = expect(303, seller.post(path, form, "")).header("Location").orElse("");
        var id = made.substring(made.lastIndexOf('/') + 1);
        return new Product("/@" + program.seller("handle") + "/load-lamp-" + number, id);
    }

    private static Connection.Answer expect(int status, Connection.Answer answer)
            throws IOException {
        if (answer.status() != status)
            throw new IOException("expected " + status + ", got " + answer.status());
        return answer;
    }
}
