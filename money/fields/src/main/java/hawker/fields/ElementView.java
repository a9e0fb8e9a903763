package hawker.fields;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What the template of an element's frame shows.
 *
 * @param nonce allows the page's own style sheets and scripts
 * @param sheet URL of the look's style sheet
 * @param scripts URLs, in their order
 * @param key publishable key in whose name cards are taken
 * @param channel name of the conversation with the page around
 * @param group name by which the parts of one card in several frames find each other
 * @param parent origin of the page around
 */
public record ElementView(
        Kind kind,
        String nonce,
        String sheet,
        String style,
        List<String> scripts,
        String key,
        String channel,
        String group,
        String parent) {

    private static final Field NUMBER =
            new Field("number", "Card number", "numeric", "cc-number", 23, "1234 1234 1234 1234");
    private static final Field EXPIRY =
            new Field("expiry", "Expiry date", "numeric", "cc-exp", 7, "MM / YY");
    private static final Field CVC =
            new Field("cvc", "Security code", "numeric", "cc-csc", 4, "CVC");
    private static final Field POSTAL =
            new Field("postal", "ZIP or postal code", "text", "billing postal-code", 12, "ZIP");
    private static final Field COUNTRY =
            new Field("country", "Country or region", "text", "billing country", 2, "");

    private static final List<Country> COUNTRIES =
            Stream.of(Locale.getISOCountries())
                    .map(code ->
                            new Country(
                                    code, Locale.of("", code).getDisplayCountry(Locale.ENGLISH)))
                    .sorted(Comparator.comparing(Country::name))
                    .toList();

    /** The elements that hold a card, by the script's names. */
    public enum Kind {
        CARD("card", "line", List.of(NUMBER, EXPIRY, CVC, POSTAL)),
        NUMBER_ONLY("cardNumber", "single", List.of(NUMBER)),
        EXPIRY_ONLY("cardExpiry", "single", List.of(EXPIRY)),
        CVC_ONLY("cardCvc", "single", List.of(CVC)),
        PAYMENT("payment", "fields", List.of(NUMBER, EXPIRY, CVC, COUNTRY, POSTAL));

        private final String word;
        private final String form;
        private final List<Field> fields;

        Kind(String word, String form, List<Field> fields) {
            this.word = word;
            this.form = form;
            this.fields = fields;
        }

        public String word() {
            return word;
        }

        /** How its fields stand: line, single or fields. */
        public String form() {
            return form;
        }
    }

    /** One thing to type. */
    public record Field(
            String name,
            String label,
            String keyboard,
            String autocomplete,
            int longest,
            String placeholder) {}

    /** A country by its ISO code. */
    public record Country(String code, String name) {}

    public ElementView {
        scripts = List.copyOf(scripts);
    }

    public boolean isPayment() {
        return kind == Kind.PAYMENT;
    }

    public List<Field> fields() {
        return kind.fields;
    }

    public List<Country> countries() {
        return COUNTRIES;
    }

    public String title() {
        return isPayment() ? "Payment details" : "Card details";
    }
}
