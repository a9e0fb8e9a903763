package hawker.accounts;

import hawker.kernel.Currency;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The countries of ISO 3166, as the JDK knows them. */
public final class Countries {

    /** A country by its two capital letters, with its English name. */
    public record Country(String code, String name) {}

    private static final Set<String> CODES = Set.of(Locale.getISOCountries());
    private static final List<Country> ALL =
            Arrays.stream(Locale.getISOCountries())
                    .map(code -> new Country(code, locale(code).getDisplayCountry(Locale.ENGLISH)))
                    .sorted(Comparator.comparing(Country::name))
                    .toList();

    private Countries() {}

    public static boolean exists(String code) {
        return CODES.contains(code);
    }

    /** All of them, by name. */
    public static List<Country> all() {
        return ALL;
    }

    public static String name(String code) {
        return locale(code).getDisplayCountry(Locale.ENGLISH);
    }

    /** The money of a country. */
    public static Optional<Currency> currency(String code) {
        if (!exists(code)) return Optional.empty();
        return Optional.ofNullable(java.util.Currency.getInstance(locale(code)))
                .flatMap(c -> Currency.parse(c.getCurrencyCode()));
    }

    private static Locale locale(String code) {
        return new Locale.Builder().setRegion(code).build();
    }
}
