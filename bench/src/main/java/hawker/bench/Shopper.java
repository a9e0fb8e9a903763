package hawker.bench;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One buyer after the other on one pair of connections, each a guest with an address of their own:
 * from the product page to the page of the paid order, by the requests a browser makes once it has
 * the assets. The card goes to the vault's origin, as the frame of the card fields sends it.
 */
final class Shopper implements Load.Step {

    /**
     * The requests of one checkout, two of them to the vault's origin: the card fields and the
     * card.
     */
    static final int REQUESTS = 9;

    private static final String SHEET = "HX-Request: true\r\n";
    private static final AtomicInteger BUYERS = new AtomicInteger();

    private final Program program;
    private final List<Goods.Product> goods;
    private final Connection vault;

    Shopper(Program program, List<Goods.Product> goods, Connection vault) {
        this.program = program;
        this.goods = goods;
        this.vault = vault;
    }

    @Override
    public boolean run(Connection connection) throws IOException {
        int number = BUYERS.incrementAndGet();
        var address =
                "10." + (number >> 16 & 127) + "." + (number >> 8 & 255) + "." + (number & 255);
        var buyer = new Visit(connection, address);
        var product = goods.get(number % goods.size());
        if (buyer.get(product.path(), "").status() != 200) return false;
        var checkout = start(buyer, product);
        var page = buyer.get(checkout, SHEET).text();
        var typed = typed(page, number);
        // The browser asks for tax and total as soon as the address is there.
        var total = buyer.post(checkout, typed, SHEET).text();
        typed.put("quote_version", Visit.field(total, "quote_version"));
        typed.put("payment_method", card(address, typed));
        var paid = buyer.post(checkout + "/pay", typed, SHEET);
        var order = buyer.get(paid.header("HX-Redirect").orElse("/"), "");
        return order.status() == 200 && order.text().contains("Paid");
    }

    private static String start(Visit buyer, Goods.Product product) throws IOException {
        var sheet = buyer.get("/buy/" + product.id(), SHEET).text();
        var form =
                Map.of(
                        "csrf", Visit.field(sheet, "csrf"),
                        "variant", Visit.field(sheet, "variant"),
                        "quantity", "1");
        return buyer.post("/buy/" + product.id(), form, SHEET)
                .header("Location")
                .orElseThrow(() -> new IOException("no checkout was begun"));
    }

    private static Map<String, String> typed(String page, int number) throws IOException {
        var typed = new LinkedHashMap<String, String>();
        typed.put("csrf", Visit.field(page, "csrf"));
        typed.put("email", "buyer" + number + "@example.com");
        typed.put("country", "US");
        typed.put("name", "Ada Lovelace");
        typed.put("line1", "1 Infinite Loop");
        typed.put("city", "Cupertino");
        typed.put("state", "CA");
        typed.put("postal_code", "95014");
        typed.put("shipping", Visit.field(page, "shipping"));
        return typed;
    }

    /** Loads the frame of the card fields and hands a card in; gives its name. */
    private String card(String address, Map<String, String> typed) throws IOException {
        var frame = new Visit(vault, address);
        var key = program.publishableKey();
        var base = "http://127.0.0.1:" + program.port();
        var parent = URLEncoder.encode(base, StandardCharsets.US_ASCII);
        frame.get("/fields/card?key=" + key + "&channel=load&scheme=light&parent=" + parent, "");
        var card = new LinkedHashMap<String, String>();
        card.put("type", "card");
        card.put("card[number]", "4242424242424242");
        card.put("card[exp_month]", "4");
        card.put("card[exp_year]", "2034");
        card.put("card[cvc]", "123");
        for (var part : List.of("name", "email"))
            card.put("billing_details[" + part + "]", typed.getOrDefault(part, ""));
        for (var part : List.of("line1", "city", "state", "postal_code", "country"))
            card.put("billing_details[address][" + part + "]", typed.getOrDefault(part, ""));
        var made = frame.post("/v1/payment_methods", card, "Authorization: Bearer " + key + "\r\n");
        var text = made.text();
        int from = text.indexOf("\"pm_");
        if (made.status() != 200 || from < 0) throw new IOException("the vault took no card");
        return text.substring(from + 1, text.indexOf('"', from + 1));
    }
}
