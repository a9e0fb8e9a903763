package hawker.elements;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the template of a frame without a card shows.
 *
 * @param nonce allows the page's own style sheets and scripts
 * @param key the page's publishable key, for what the frame itself sends; empty where it sends
 *     nothing
 * @param channel name of the conversation with the page around
 * @param parent origin of the page around
 */
public record DetailsView(
        Kind kind,
        String nonce,
        List<String> sheets,
        List<String> scripts,
        String key,
        String channel,
        String parent) {

    private static final List<Field> ADDRESS =
            List.of(
                    new Field("name", "Full name", "text", "name", "wide"),
                    new Field("country", "Country or region", "text", "country", "wide"),
                    new Field("line1", "Address", "text", "address-line1", "wide"),
                    new Field(
                            "line2",
                            "Apartment, suite (optional)",
                            "text",
                            "address-line2",
                            "wide"),
                    new Field("city", "City", "text", "address-level2", "half"),
                    new Field("state", "State", "text", "address-level1", "half"),
                    new Field("postal_code", "Postal code", "text", "postal-code", "half"),
                    new Field("phone", "Phone number", "tel", "tel", "wide"));

    private static final List<Country> COUNTRIES =
            Stream.of(Locale.getISOCountries())
                    .map(DetailsView::country)
                    .sorted(Comparator.comparing(Country::name))
                    .toList();

    /** The elements of this room, by the script's names. */
    public enum Kind {
        ADDRESS("address", "Address", DetailsView.ADDRESS),
        SHIPPING("shippingAddress", "Shipping address", DetailsView.ADDRESS),
        IBAN("iban", "IBAN", List.of(new Field("iban", "IBAN", "text", "off", "wide"))),
        EMAIL(
                "linkAuthentication",
                "E-mail address",
                List.of(new Field("email", "Email", "email", "email", "wide")));

        private final String word;
        private final String title;
        private final List<Field> fields;

        Kind(String word, String title, List<Field> fields) {
            this.word = word;
            this.title = title;
            this.fields = fields;
        }

        static Optional<Kind> of(String word) {
            for (var kind : values()) if (kind.word.equals(word)) return Optional.of(kind);
            return Optional.empty();
        }

        public String word() {
            return word;
        }

        public String title() {
            return title;
        }

        public List<Field> fields() {
            return fields;
        }
    }

    /**
     * One thing to type.
     *
     * @param width wide or half of a line
     */
    public record Field(
            String name, String label, String type, String autocomplete, String width) {}

    /** A country by its ISO code. */
    public record Country(String code, String name) {}

    public DetailsView {
        sheets = List.copyOf(sheets);
        scripts = List.copyOf(scripts);
    }

    /** One bare field in a box that the page around draws. */
    public boolean isLine() {
        return kind == Kind.IBAN;
    }

    public List<Country> countries() {
        return COUNTRIES;
    }

    private static Country country(String code) {
        return new Country(code, Locale.of("", code).getDisplayCountry(Locale.ENGLISH));
    }
}
