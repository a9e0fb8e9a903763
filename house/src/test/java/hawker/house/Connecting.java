package hawker.house;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A shop that has just been opened lets the demo seller's platform act for it, on our page, and
 * ends it; then somebody new comes through the platform. Browsers' part by hand, the platform's
 * with its key.
 */
final class Connecting {

    private static final String BACK = "http://localhost:9999/back";
    private static final Pattern CODE = Pattern.compile("[?&]code=([^&]+)");
    private static final String EMAIL = "connecting@example.com";

    private final House house;
    private final String base;
    private final Api platform;
    private final Web owner;
    private final Web seller;

    /**
     * @param base where the house is asked: a recorder's
     */
    Connecting(House house, String base) {
        this.house = house;
        this.base = base;
        this.platform = new Api(base, house.secretKey());
        this.owner = new Web(base);
        this.seller = new Web(base);
    }

    /** What went wrong, or nothing. */
    String go() {
        owner.signIn(house.seller("email"), house.seller("password"));
        var application = registered();
        openShop();
        var link = "/oauth/authorize?response_type=code&scope=read_write&client_id=" + application;
        var consent = seller.get(link).form("/oauth/authorize");
        var granted = exchange(seller.post("/oauth/authorize", consent).header("Location"));
        var account = granted.json().path("stripe_user_id").asText();
        var token = new Api(base, granted.json().path("access_token").asText());
        if (!token.get("/v1/account").id().equals(account)) return "the token is not " + account;
        var form = Map.of("client_id", application, "stripe_user_id", account);
        var ended = platform.post("/oauth/deauthorize", form);
        if (ended.status() != 200) return "not ended: " + ended.text();
        return newcomer(application);
    }

    /** The platform's client id, after it said where browsers may come back to. */
    private String registered() {
        var account = platform.get("/v1/account").id();
        var add = "/connect/applications/test/" + account + "/add";
        var page = owner.get("/connect/applications");
        var form = new HashMap<>(page.form(add));
        form.put("uri", BACK);
        owner.post(add, form);
        return first(page.body(), Pattern.compile("(ca_T\\w+)"));
    }

    private void openShop() {
        var form = new HashMap<String, String>();
        form.putAll(Map.of("as", "seller", "name", "Connie", "email", EMAIL));
        form.putAll(Map.of("password", "a long password", "shop_name", "Connie's"));
        form.putAll(Map.of("shop_handle", "connies", "shop_country", "US", "shop_currency", "usd"));
        seller.post("/signup", form);
        for (var row : seller.get("/mailbox").body().split("<tr")) {
            if (!row.contains(EMAIL)) continue;
            var mail = seller.get(first(row, Pattern.compile("href=\"(/mailbox/[^\"]+)\"")));
            var token = first(mail.body(), Pattern.compile("confirm\\?token=([^\"&<]+)"));
            seller.post("/signup/confirm", Map.of("token", token));
            return;
        }
        throw new AssertionError("no mail to " + EMAIL);
    }

    private String newcomer(String application) {
        var visitor = new Web(base);
        var path = "/express/oauth/authorize";
        var page = visitor.get(path + "?response_type=code&client_id=" + application);
        var form = new HashMap<>(page.form(path));
        form.putAll(Map.of("email", "new@example.com", "country", "US"));
        var granted = exchange(visitor.post(path, form).header("Location"));
        var account = granted.json().path("stripe_user_id").asText();
        var type = platform.get("/v1/accounts/" + account).json().path("type").asText();
        return type.equals("express") ? "" : "not an express account: " + granted.text();
    }

    private Api.Answer exchange(String location) {
        if (!location.startsWith(BACK)) throw new AssertionError("sent to " + location);
        return platform.post(
                "/oauth/token",
                Map.of("grant_type", "authorization_code", "code", first(location, CODE)));
    }

    private static String first(String text, Pattern pattern) {
        var found = pattern.matcher(text);
        if (!found.find()) throw new AssertionError("no " + pattern + " in " + text);
        return found.group(1);
    }
}
