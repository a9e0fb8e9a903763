package hawker.accounts;

import hawker.kernel.Currency;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The countries of ISO 3166, as the JDK knows them, and how addresses there are written. */
public final class Countries {

    /** A country by its two capital letters, with its English name. */
    public record Country(String code, String name) {}

    /** A state or province, by the code of ISO 3166-2 without its country. */
    public record Region(String code, String name) {

        private boolean isCalled(String typed) {
            return typed.equalsIgnoreCase(code) || typed.equalsIgnoreCase(name);
        }
    }

    /**
     * How an address in a country is written.
     *
     * @param city what the city is called
     * @param state what the state is called; empty where addresses name none
     * @param regions the states to choose from; empty: it is typed
     * @param postal what the postal code is called; empty where there is none
     * @param example a postal code as it is written there; empty: it may be left out
     * @param postalPattern what a postal code looks like
     */
    public record AddressForm(
            String city,
            Optional<String> state,
            List<Region> regions,
            Optional<String> postal,
            Optional<String> example,
            Pattern postalPattern) {

        public AddressForm {
            regions = List.copyOf(regions);
        }

        public boolean needsPostalCode() {
            return example.isPresent();
        }

        /** What to do about a state, given by code or name; empty: nothing. */
        public Optional<String> stateProblem(String typed) {
            if (state.isEmpty()) return Optional.empty();
            var name = state.get().toLowerCase(Locale.ROOT);
            if (regions.isEmpty())
                return typed.isBlank() ? Optional.of("Enter the " + name + ".") : Optional.empty();
            return regions.stream().anyMatch(region -> region.isCalled(typed))
                    ? Optional.empty()
                    : Optional.of("Choose a " + name + ".");
        }

        /** What to do about a postal code; empty: nothing. */
        public Optional<String> postalProblem(String typed) {
            if (example.isEmpty() || postalPattern.matcher(typed).matches())
                return Optional.empty();
            var name = postal.filter(said -> said.startsWith("ZIP")).orElse("postal code");
            return Optional.of("Enter a " + name + " like " + example.get() + ".");
        }
    }

    private static final Set<String> CODES = Set.of(Locale.getISOCountries());
    private static final List<Country> ALL =
            Arrays.stream(Locale.getISOCountries())
                    .map(code -> new Country(code, locale(code).getDisplayCountry(Locale.ENGLISH)))
                    .sorted(Comparator.comparing(Country::name))
                    .toList();
    private static final AddressForm USUAL =
            new AddressForm(
                    "City",
                    Optional.empty(),
                    List.of(),
                    Optional.of("Postal code"),
                    Optional.empty(),
                    Pattern.compile(".*"));
    private static final Map<String, AddressForm> FORMS = forms();

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

    /** How addresses there are written, from addresses.tsv. */
    public static AddressForm address(String code) {
        return FORMS.getOrDefault(code, USUAL);
    }

    /** The money of a country. */
    public static Optional<Currency> currency(String code) {
        if (!exists(code)) return Optional.empty();
        return Optional.ofNullable(java.util.Currency.getInstance(locale(code)))
                .flatMap(c -> Currency.parse(c.getCurrencyCode()));
    }

    private static Map<String, AddressForm> forms() {
        var names = new HashMap<String, List<String>>();
        var postal = new HashMap<String, List<String>>();
        var regions = new HashMap<String, List<Region>>();
        for (var row : rows())
            switch (row.getFirst()) {
                case "names" -> names.put(row.get(1), row);
                case "postal" -> postal.put(row.get(1), row);
                case "region" ->
                        regions.computeIfAbsent(row.get(1), country -> new ArrayList<>())
                                .add(new Region(row.get(2), row.get(3)));
                default -> throw new IllegalStateException("no such row: " + row);
            }
        var forms = new HashMap<String, AddressForm>();
        for (var code : CODES) {
            var called =
                    names.getOrDefault(code, List.of("names", code, "City", "-", "Postal code"));
            var rule = Optional.ofNullable(postal.get(code));
            forms.put(
                    code,
                    new AddressForm(
                            called.get(2),
                            called(called.get(3)),
                            regions.getOrDefault(code, List.of()),
                            called(called.get(4)),
                            rule.map(row -> row.get(3)),
                            rule.map(row -> Pattern.compile(row.get(2)))
                                    .orElse(USUAL.postalPattern())));
        }
        return Map.copyOf(forms);
    }

    private static Optional<String> called(String name) {
        return name.equals("-") ? Optional.empty() : Optional.of(name);
    }

    private static List<List<String>> rows() {
        try (var in = Countries.class.getResourceAsStream("/hawker/accounts/addresses.tsv")) {
            if (in == null) throw new IllegalStateException("no table of addresses");
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> List.of(line.split("\t")))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Locale locale(String code) {
        return new Locale.Builder().setRegion(code).build();
    }
}
