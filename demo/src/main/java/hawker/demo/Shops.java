package hawker.demo;

import com.fasterxml.jackson.databind.JsonNode;
import hawker.accounts.Accounts;
import hawker.accounts.NewAccount;
import hawker.accounts.OpenedAccount;
import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Opens the shops: name, colours, logo, banner, bank account. */
final class Shops {

    /** A shop of the demo, with the keys that were shown when it was opened. */
    record Shop(
            String handle,
            String owner,
            String email,
            AccountId live,
            AccountId account,
            List<String> brands,
            String secretKey,
            String publishableKey) {}

    private final Accounts accounts;
    private final Pictures pictures;
    private final People people;
    private final Map<String, Shop> shops = new LinkedHashMap<>();

    Shops(Accounts accounts, Pictures pictures, People people) {
        this.accounts = accounts;
        this.pictures = pictures;
        this.people = people;
    }

    void open() {
        for (var seller : Resources.json("sellers.json")) open(seller);
    }

    private void open(JsonNode seller) {
        var handle = seller.get("handle").asText();
        var owner = seller.get("owner");
        var wanted =
                new NewAccount(
                        handle,
                        seller.get("name").asText(),
                        "US",
                        Currency.USD,
                        owner.get("email").asText(),
                        seller.get("about").asText(),
                        Optional.of(pictures.logo(handle).path(320)),
                        Optional.of(pictures.banner(handle).path(1280)),
                        Optional.of(seller.get("accent").asText()));
        var opened = accounts.openAccount(wanted, people.of(owner.get("handle").asText()));
        if (!(opened instanceof OpenedAccount.Opened shop))
            throw new IllegalStateException("cannot open @" + handle + ": " + opened);
        var live = shop.account().id();
        accounts.setBankAccount(
                live, "US", Currency.USD, shop.account().name(), "110000000", "000123456789");
        shops.put(
                handle,
                new Shop(
                        handle,
                        owner.get("handle").asText(),
                        owner.get("email").asText(),
                        live,
                        accounts.shopAccount(live),
                        texts(seller.get("brands")),
                        shop.secretKey().secret(),
                        shop.publishableKey().secret()));
    }

    private static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        array.forEach(node -> texts.add(node.asText()));
        return List.copyOf(texts);
    }

    List<Shop> all() {
        return List.copyOf(shops.values());
    }

    Shop of(String handle) {
        var shop = shops.get(handle);
        if (shop == null) throw new IllegalArgumentException("no shop is called @" + handle);
        return shop;
    }
}
