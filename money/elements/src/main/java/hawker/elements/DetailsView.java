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

    private static final List<Field> CONTACT =
            List.of(new Field("email", "Email", "email", "email", "wide"));

    private static final List<Field> TAX_NUMBER =
            List.of(
                    new Field("tax_country", "Country of the business", "select", "off", "half"),
                    new Field("tax_kind", "Kind of number", "select", "off", "half"),
                    new Field("tax_id", "Tax number", "text", "off", "wide"),
                    new Field("business_name", "Business name", "text", "organization", "wide"));

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
        EMAIL("linkAuthentication", "E-mail address", DetailsView.CONTACT),
        CONTACT("contactDetails", "Contact details", DetailsView.CONTACT),
        TAX("taxId", "Tax number", DetailsView.TAX_NUMBER),
        CURRENCY("currencySelector", "Currency", List.of());

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
     * @param type of an input, or "select"
     * @param width wide or half of a line
     */
    public record Field(String name, String label, String type, String autocomplete, String width) {

        /** One of the countries is chosen, not typed. */
        public boolean isCountry() {
            return name.equals("country") || name.equals("tax_country");
        }

        /** What can be chosen is known to the frame's script. */
        public boolean isChosen() {
            return type.equals("select");
        }
    }

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

    public boolean isCurrency() {
        return kind == Kind.CURRENCY;
    }

    public List<Country> countries() {
        return COUNTRIES;
    }

    private static Country country(String code) {
        return new Country(code, Locale.of("", code).getDisplayCountry(Locale.ENGLISH));
    }
}
