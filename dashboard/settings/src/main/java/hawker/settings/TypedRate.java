package hawker.settings;

import hawker.accounts.Countries;
import hawker.checkout.Delivery;
import hawker.checkout.ShippingRate;
import hawker.checkout.ShippingRate.Kind;
import hawker.checkout.ShippingRate.Reach;
import hawker.desk.Typed;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.web.Request;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A way to deliver as it stands in the fields of its form, right or wrong.
 *
 * @param countries codes that are ticked
 */
record TypedRate(
        String title,
        String detail,
        Optional<Kind> kind,
        Optional<Reach> reach,
        List<String> countries,
        String price,
        String freeFrom) {

    static final List<String> FIELDS =
            List.of("title", "detail", "kind", "price", "free_from", "reach", "countries");

    /** A field a country: {@code to-DE}. */
    static final String TO = "to-";

    /** All members of the European Union at once. */
    static final String UNION = "to-union";

    private static final List<String> MEMBERS =
            List.of(
                    "AT", "BE", "BG", "HR", "CY", "CZ", "DK", "EE", "FI", "FR", "DE", "GR", "HU",
                    "IE", "IT", "LV", "LT", "LU", "MT", "NL", "PL", "PT", "RO", "SK", "SI", "ES",
                    "SE");

    TypedRate {
        countries = List.copyOf(countries);
    }

    static TypedRate nothing() {
        return new TypedRate(
                "", "", Optional.of(Kind.POST), Optional.of(Reach.HOME), List.of(), "", "");
    }

    static TypedRate of(ShippingRate rate) {
        return new TypedRate(
                rate.title(),
                rate.detail(),
                Optional.of(rate.kind()),
                Optional.of(rate.reach()),
                rate.countries(),
                plain(rate.amount()),
                rate.freeFrom().map(TypedRate::plain).orElse(""));
    }

    private static String plain(Money amount) {
        return amount.major().toPlainString();
    }

    static TypedRate of(Request request) {
        return new TypedRate(
                field(request, "title").replaceAll("\\s+", " "),
                field(request, "detail").replaceAll("\\s+", " "),
                Arrays.stream(Kind.values())
                        .filter(kind -> kind.name().equals(field(request, "kind")))
                        .findFirst(),
                Arrays.stream(Reach.values())
                        .filter(reach -> reach.name().equals(field(request, "reach")))
                        .findFirst(),
                countries(request),
                field(request, "price"),
                field(request, "free_from"));
    }

    private static List<String> countries(Request request) {
        var ticked = new TreeSet<String>();
        if (request.formParam(UNION).isPresent()) ticked.addAll(MEMBERS);
        for (var field : request.form())
            if (field.getKey().startsWith(TO))
                Optional.of(field.getKey().substring(TO.length()))
                        .filter(Countries::exists)
                        .ifPresent(ticked::add);
        return List.copyOf(ticked);
    }

    private static String field(Request request, String name) {
        return request.formParam(name).orElse("").strip();
    }

    boolean isPickUp() {
        return kind.equals(Optional.of(Kind.PICK_UP));
    }

    /** What is wrong, by the fields. */
    Map<String, String> problems(Currency currency) {
        var wrong = new HashMap<String, String>();
        if (title.isEmpty()) wrong.put("title", "Enter a name, like “Standard”.");
        if (title.length() > ShippingRate.MAX_TITLE)
            wrong.put("title", "A name has at most " + ShippingRate.MAX_TITLE + " characters.");
        if (detail.length() > ShippingRate.MAX_DETAIL)
            wrong.put("detail", "Say it in " + ShippingRate.MAX_DETAIL + " characters.");
        if (kind.isEmpty()) wrong.put("kind", "Choose how it is handed over.");
        amount(wrong, "price", price, currency);
        if (!freeFrom.isEmpty() && !isPickUp()) {
            amount(wrong, "free_from", freeFrom, currency);
            if (Typed.money(freeFrom, currency).map(Money::isZero).orElse(false))
                wrong.put("free_from", "For delivery that is always free make the price 0.");
        }
        if (isPickUp()) return wrong;
        if (reach.isEmpty()) wrong.put("reach", "Choose where it goes.");
        if (reach.equals(Optional.of(Reach.CHOSEN)) && countries.isEmpty())
            wrong.put("countries", "Tick the countries it goes to.");
        return wrong;
    }

    private static void amount(
            Map<String, String> wrong, String field, String typed, Currency currency) {
        var amount = Typed.money(typed, currency);
        if (amount.isEmpty())
            wrong.put(
                    field,
                    "Enter an amount like "
                            + plain(Money.of(590, currency))
                            + ", with a point before the decimals.");
        else if (amount.get().minor() % currency.step() != 0)
            wrong.put(field, "Amounts in " + currency.upper() + " have no smaller parts.");
    }

    /** The rate; only without problems. */
    ShippingRate rate(String key, Currency currency) {
        boolean chosen = !isPickUp() && reach.equals(Optional.of(Reach.CHOSEN));
        return new ShippingRate(
                key,
                kind.orElseThrow(),
                title,
                detail,
                isPickUp() ? Reach.HOME : reach.orElseThrow(),
                chosen ? countries : List.of(),
                Typed.money(price, currency).orElseThrow(),
                isPickUp() || freeFrom.isEmpty()
                        ? Optional.empty()
                        : Typed.money(freeFrom, currency));
    }

    /** Whether this is what a rate says. */
    boolean isIn(ShippingRate rate) {
        return rate.title().equals(title) && rate.detail().equals(detail);
    }

    /** A key that no other rate has: "standard", "standard-2". */
    String freeKey(Delivery delivery) {
        var letters =
                Normalizer.normalize(title, Normalizer.Form.NFKD)
                        .replaceAll("\\p{M}+", "")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9]+", "-")
                        .replaceAll("^-+|-+$", "");
        var base =
                letters.isEmpty()
                        ? "delivery"
                        : letters.substring(0, Math.min(30, letters.length()));
        var key = base;
        for (int i = 2; delivery.rate(key).isPresent(); i++) key = base + "-" + i;
        return key;
    }
}
