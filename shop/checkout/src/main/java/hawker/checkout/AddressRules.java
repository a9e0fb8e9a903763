package hawker.checkout;

import hawker.accounts.Countries;
import hawker.orders.ShipTo;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What is asked of an address here; how a country writes them is known to {@link Countries}. */
final class AddressRules {

    /** One @ with something on both sides and a dot after it: who mistypes more gets no mail. */
    private static final Pattern EMAIL =
            Pattern.compile("[^\\s@,;<>\"]{1,64}@[^\\s@,;<>\"]+\\.[^\\s@,;<>\".]{2,}");

    private AddressRules() {}

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
        var form = Countries.address(to.country());
        problems.addAll(area(to));
        // Where states are typed, taxes do not ask for them; carriers do.
        if (form.regions().isEmpty())
            form.stateProblem(to.state()).ifPresent(says -> problems.add(problem("state", says)));
        form.postalProblem(to.postalCode())
                .ifPresent(says -> problems.add(problem("postal_code", says)));
        return problems;
    }

    /** What is wrong with country and state, all that tax asks for. */
    static List<FormProblem> area(ShipTo to) {
        if (!Countries.exists(to.country()))
            return List.of(problem("country", "Choose a country."));
        var form = Countries.address(to.country());
        // Taxes and rates look states up by their codes, so no name will do.
        boolean known =
                form.regions().isEmpty()
                        || form.regions().stream().anyMatch(r -> r.code().equals(to.state()));
        if (known) return List.of();
        return List.of(problem("state", form.stateProblem("").orElseThrow()));
    }

    private static FormProblem problem(String field, String says) {
        return new FormProblem(field, says);
    }
}
