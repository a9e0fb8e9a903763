package hawker.checkout;

import hawker.accounts.Countries;
import hawker.orders.ShipTo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * How addresses of countries are written, from addresses.tsv. Countries not in it ask for little.
 */
final class AddressRules {

    /** A state or province. */
    record Region(String code, String name) {}

    private record Postal(Pattern pattern, String example) {}

    /** One @ with something on both sides and a dot after it: who mistypes more gets no mail. */
    private static final Pattern EMAIL =
            Pattern.compile("[^\\s@,;<>\"]{1,64}@[^\\s@,;<>\"]+\\.[^\\s@,;<>\".]{2,}");

    private static final Map<String, Postal> POSTAL = new HashMap<>();
    private static final Map<String, List<Region>> REGIONS = new HashMap<>();

    static {
        for (var row : Tables.rows("addresses.tsv"))
            if (row.getFirst().equals("postal"))
                POSTAL.put(row.get(1), new Postal(Pattern.compile(row.get(2)), row.get(3)));
            else
                REGIONS.computeIfAbsent(row.get(1), country -> new ArrayList<>())
                        .add(new Region(row.get(2), row.get(3)));
    }

    private AddressRules() {}

    /** The states that an address there must name one of; empty: it names none. */
    static List<Region> regions(String country) {
        return List.copyOf(REGIONS.getOrDefault(country, List.of()));
    }

    /** Whether addresses there need a postal code. */
    static boolean hasPostalRule(String country) {
        return POSTAL.containsKey(country);
    }

    static List<FormProblem> email(String email) {
        if (email.isEmpty())
            return List.of(problem("email", "Enter an e-mail address for the receipt."));
        if (email.length() > 254 || !EMAIL.matcher(email).matches())
            return List.of(problem("email", "Enter an e-mail address like name@example.com."));
        return List.of();
    }

    /** What is wrong with an address that goods are to be sent to. */
    static List<FormProblem> postal(ShipTo to) {
        var problems = new ArrayList<FormProblem>();
        if (to.name().isEmpty()) problems.add(problem("name", "Enter the name for the parcel."));
        if (to.line1().isEmpty()) problems.add(problem("line1", "Enter the street and number."));
        if (to.city().isEmpty()) problems.add(problem("city", "Enter the city."));
        problems.addAll(area(to));
        var rule = POSTAL.get(to.country());
        if (rule != null && !rule.pattern().matcher(to.postalCode()).matches())
            problems.add(
                    problem("postal_code", "Enter a postal code like " + rule.example() + "."));
        return problems;
    }

    /** What is wrong with country and state, all that tax asks for. */
    static List<FormProblem> area(ShipTo to) {
        if (!Countries.exists(to.country()))
            return List.of(problem("country", "Choose a country."));
        var regions = regions(to.country());
        if (!regions.isEmpty() && regions.stream().noneMatch(r -> r.code().equals(to.state())))
            return List.of(
                    problem(
                            "state",
                            "Choose " + (to.country().equals("CA") ? "a province." : "a state.")));
        return List.of();
    }

    private static FormProblem problem(String field, String says) {
        return new FormProblem(field, says);
    }
}
