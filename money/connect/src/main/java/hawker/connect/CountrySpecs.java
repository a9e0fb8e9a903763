package hawker.connect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import hawker.kernel.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The countries in which accounts can be opened, their currencies, and what they must tell. */
final class CountrySpecs {

    private static final String TABLE =
            """
            AE aed AT eur AU aud BE eur BG eur BR brl CA cad CH chf CY eur CZ czk DE eur DK dkk
            EE eur ES eur FI eur FR eur GB gbp GI gbp GR eur HK hkd HR eur HU huf IE eur IT eur
            JP jpy LI chf LT eur LU eur LV eur MT eur MX mxn NL eur NO nok NZ nzd PL pln PT eur
            RO ron SE sek SG sgd SI eur SK eur TH thb US usd
            """;

    private static final Map<String, Currency> CURRENCIES = read();

    private CountrySpecs() {}

    private static Map<String, Currency> read() {
        var words = TABLE.strip().split("\\s+");
        var map = new TreeMap<String, Currency>();
        for (int i = 0; i < words.length; i += 2) map.put(words[i], Currency.of(words[i + 1]));
        return map;
    }

    static List<String> countries() {
        return List.copyOf(CURRENCIES.keySet());
    }

    /** The currency of a country; empty if accounts cannot be opened there. */
    static Optional<Currency> currency(String country) {
        return Optional.ofNullable(CURRENCIES.get(country));
    }

    static ObjectNode render(String country) {
        var currency = CURRENCIES.get(country);
        if (currency == null) throw new IllegalArgumentException("no country " + country);
        var json =
                Json.object()
                        .put("id", country)
                        .put("object", "country_spec")
                        .put("default_currency", currency.code());
        json.putObject("supported_bank_account_currencies").putArray(currency.code()).add(country);
        var payments = json.putArray("supported_payment_currencies");
        CURRENCIES.values().stream().map(Currency::code).distinct().sorted().forEach(payments::add);
        json.putArray("supported_payment_methods").add("card");
        var transfers = json.putArray("supported_transfer_countries");
        countries().forEach(transfers::add);
        var fields = json.putObject("verification_fields");
        fields(fields.putObject("company"), company());
        fields(fields.putObject("individual"), individual(country));
        return json;
    }

    private static void fields(ObjectNode node, List<String> minimum) {
        node.putArray("additional");
        var list = node.putArray("minimum");
        minimum.forEach(list::add);
    }

    private static List<String> company() {
        return List.of(
                "business_profile.mcc",
                "business_profile.url",
                "business_type",
                "company.address.city",
                "company.address.line1",
                "company.address.postal_code",
                "company.name",
                "company.phone",
                "company.tax_id",
                "external_account",
                "relationship.representative",
                "tos_acceptance.date",
                "tos_acceptance.ip");
    }

    private static List<String> individual(String country) {
        return List.of(
                "business_profile.mcc",
                "business_profile.url",
                "business_type",
                "external_account",
                "individual.address.city",
                "individual.address.line1",
                "individual.address.postal_code",
                "individual.dob.day",
                "individual.dob.month",
                "individual.dob.year",
                "individual.email",
                "individual.first_name",
                "individual.last_name",
                "individual.phone",
                country.equals("US") ? "individual.ssn_last_4" : "individual.id_number",
                "tos_acceptance.date",
                "tos_acceptance.ip");
    }
}
