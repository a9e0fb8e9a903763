package hawker.house;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A shop in which all that somebody can type is taken from a few texts: the names of the shop and
 * its owner, its goods, posts, keys and notes, what a buyer writes, what its program tells the API.
 * Where there is room, all of them stand together.
 */
final class Stall {

    private static final Pattern KEY = Pattern.compile("sk_test_\\w+");
    private static final Pattern LINK = Pattern.compile("/signup/confirm\\?token=([^\"&<]+)");

    private final House house;
    private final String text;
    private final String name;
    private final String title;
    private final String word;
    private final String handle;
    private final byte[] picture;
    private final Web owner;
    private final Web buyer;

    private Stall(House house, List<String> texts, int number, byte[] picture) {
        this.house = house;
        this.text = String.join("\n", texts);
        this.name = texts.get(0);
        this.title = texts.get(1);
        this.word = texts.get(2);
        this.handle = "stall_" + number;
        this.picture = picture;
        this.owner = new Web(house.base());
        this.buyer = new Web(house.base());
    }

    /** Who may see it, and where: paths, or addresses of other origins. */
    record Pages(
            List<String> names, Web owner, List<String> owners, Web buyer, List<String> buyers) {}

    /**
     * Opens the shop, fills it, sells something; gives the pages that show what was typed.
     *
     * @param texts three, of at most 60 characters
     */
    static Pages open(House house, List<String> texts, int number, byte[] picture) {
        return new Stall(house, texts, number, picture).fill();
    }

    private Pages fill() {
        var api = new Api(house.base(), signUp());
        var product = product();
        var post = post(product);
        var order = buy(product);
        var mine = sold();
        var paid = pay(api);
        var endpoint = endpoint(api);
        owner.post("/dashboard/keys", with(owner, "/dashboard/keys", Map.of("name", word)));
        var owners =
                new ArrayList<>(
                        List.of(
                                "/dashboard/products/" + product,
                                "/dashboard/products/" + product + "/edit",
                                mine,
                                "/dashboard/orders",
                                "/dashboard/payments/" + paid,
                                "/dashboard/keys",
                                "/dashboard/webhooks/endpoints/" + endpoint,
                                post + "/edit"));
        var buyers =
                List.of(
                        "/@" + handle,
                        first(buyer.get("/@" + handle), "(/@" + handle + "/[^\"?]+)"),
                        "/buy/" + product,
                        post,
                        order,
                        begun(product),
                        session(api));
        return new Pages(List.of(name, title), owner, owners, buyer, buyers);
    }

    /** Gives the secret key of the new shop. */
    private String signUp() {
        var email = handle + "@example.com";
        var form = new HashMap<String, String>();
        form.putAll(Map.of("as", "seller", "name", name, "email", email));
        form.putAll(Map.of("password", "a long password " + handle, "shop_name", name));
        form.putAll(Map.of("shop_handle", handle, "shop_country", "US", "shop_currency", "usd"));
        expect(owner.post("/signup", form), 200);
        for (var row : owner.get("/mailbox").body().split("<tr")) {
            if (!row.contains(email)) continue;
            var mail = owner.get(first(row, "href=\"(/mailbox/[^\"]+)\""));
            var token = first(mail.body(), LINK.pattern());
            var opened = owner.post("/signup/confirm", Map.of("token", token));
            return first(expect(opened, 200).body(), "(" + KEY.pattern() + ")");
        }
        throw new AssertionError("no mail to " + email);
    }

    private String product() {
        var path = "/dashboard/products/new";
        var form = with(owner, path, Map.of("title", title, "description", text + "\n\n- " + text));
        form.putAll(Map.of("type", word, "brand", word, "price", "12.00", "stock", "9"));
        // A colon ends an option's name, a comma one of its values.
        var option = word.replaceAll("[:,]", "");
        form.putAll(Map.of("options", option + ": " + option, "status", "active"));
        form.put("alt-new", text);
        return last(expect(owner.postFile(path, form, "pictures", picture), 303).location());
    }

    private String post(String product) {
        var form = with(owner, "/compose", "/post", Map.of("text", text, "alt", text));
        form.putAll(Map.of("product", product, "as", handle));
        var post = expect(owner.postFile("/post", form, "pictures", picture), 303).location();
        var reply = with(owner, post, post + "/reply", Map.of("text", text));
        expect(owner.post(post + "/reply", reply), 303);
        return post;
    }

    /** A checkout that is filled in and not paid. */
    private String begun(String product) {
        var path = "/buy/" + product;
        var checkout = buyer.post(path, buyer.get(path).form(path)).location();
        expect(buyer.post(checkout, typed(checkout)), 303);
        return checkout;
    }

    private String buy(String product) {
        var checkout = begun(product);
        var form = typed(checkout);
        form.put("payment_method", "pm_card_visa");
        var paid = expect(buyer.post(checkout + "/pay", form), 303).location();
        if (!buyer.get(paid).text().contains("Paid")) throw new AssertionError("not paid: " + text);
        return paid;
    }

    private Map<String, String> typed(String checkout) {
        var form = with(buyer, checkout, checkout + "/pay", Map.of("name", name, "line1", title));
        form.putAll(Map.of("line2", text, "city", word, "email", handle + "-buyer@example.com"));
        form.putAll(Map.of("state", "OR", "postal_code", "97035", "country", "US"));
        return form;
    }

    /** The seller's page of the order, which has a note and was shipped. */
    private String sold() {
        var order = first(owner.get("/dashboard/orders"), "(/dashboard/orders/ord_[^\"/?]+)");
        var note = with(owner, order, order + "/note", Map.of("note", text));
        expect(owner.post(order + "/note", note), 303);
        var ship = Map.of("carrier", name, "tracking", title);
        expect(owner.post(order + "/ship", with(owner, order, order + "/ship", ship)), 303);
        return order;
    }

    /** A payment through the API; gives its charge. */
    private String pay(Api api) {
        var customer = new HashMap<>(Map.of("name", text, "description", text));
        customer.putAll(Map.of("metadata[note]", text, "shipping[name]", text));
        customer.put("shipping[address][line1]", text);
        var form = new HashMap<>(Map.of("amount", "900", "currency", "usd", "confirm", "true"));
        form.putAll(Map.of("payment_method", "pm_card_visa", "description", text));
        form.putAll(Map.of("customer", made(api, "/v1/customers", customer).at("/id").asText()));
        form.putAll(Map.of("metadata[note]", text, "shipping[name]", text));
        form.putAll(Map.of("shipping[address][line1]", text, "return_url", house.base() + "/help"));
        var intent = made(api, "/v1/payment_intents", form);
        var refund = Map.of("payment_intent", intent.at("/id").asText(), "amount", "100");
        made(api, "/v1/refunds", refund);
        return intent.at("/latest_charge").asText();
    }

    private String session(Api api) {
        var line = "line_items[0]";
        var price = line + "[price_data]";
        var form = new HashMap<>(Map.of("mode", "payment", line + "[quantity]", "1"));
        form.putAll(Map.of(price + "[currency]", "usd", price + "[unit_amount]", "900"));
        form.put(price + "[product_data][name]", title);
        form.put(price + "[product_data][description]", text);
        form.put("success_url", house.base() + "/help");
        return made(api, "/v1/checkout/sessions", form).at("/url").asText();
    }

    private String endpoint(Api api) {
        var form = Map.of("url", "https://example.com/hook", "description", text);
        var all = new HashMap<>(form);
        all.put("enabled_events[]", "*");
        return made(api, "/v1/webhook_endpoints", all).at("/id").asText();
    }

    private static com.fasterxml.jackson.databind.JsonNode made(
            Api api, String path, Map<String, String> form) {
        var answer = api.post(path, form);
        if (answer.status() != 200) throw new AssertionError(path + ": " + answer.text());
        return answer.json();
    }

    private static Map<String, String> with(Web web, String path, Map<String, String> typed) {
        return with(web, path, path, typed);
    }

    /** What a form has already, and what is typed into it. */
    private static Map<String, String> with(
            Web web, String page, String action, Map<String, String> typed) {
        var form = new HashMap<>(web.get(page).form(action));
        form.putAll(typed);
        return form;
    }

    private static Web.Answer expect(Web.Answer answer, int status) {
        if (answer.status() == status) return answer;
        throw new AssertionError(
                answer.response().uri() + " answered " + answer.status() + ": " + answer.text());
    }

    private static String first(Web.Answer page, String pattern) {
        return first(page.body(), pattern);
    }

    private static String first(String body, String pattern) {
        var found = Pattern.compile(pattern).matcher(body);
        if (found.find()) return found.group(1);
        throw new AssertionError("nothing like " + pattern + " in " + body);
    }

    private static String last(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
