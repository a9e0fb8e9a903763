package hawker.dashboard;

import gg.jte.Content;
import hawker.desk.Address;
import hawker.kernel.Currency;
import hawker.look.Kit;
import hawker.web.Request;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a list of payments is narrowed to, as it was typed. What is no day, amount or number narrows
 * nothing and is told beside its field.
 *
 * @param from the first day, {@code to} the last, in UTC
 * @param least amount in major units, {@code most} the largest
 * @param last4 of the card
 * @param customer {@code cus_…}
 */
record ChargeFilter(
        String from, String to, String least, String most, String last4, String customer) {

    private static final Pattern AMOUNT = Pattern.compile("[0-9]{1,12}(\\.[0-9]{1,3})?");
    private static final Pattern LAST4 = Pattern.compile("[0-9]{4}");
    private static final Pattern CUSTOMER = Pattern.compile("cus_[A-Za-z0-9_]{1,200}");

    static ChargeFilter of(Request request) {
        return new ChargeFilter(
                typed(request, "from"),
                typed(request, "to"),
                typed(request, "least"),
                typed(request, "most"),
                typed(request, "last4"),
                typed(request, "customer"));
    }

    private static String typed(Request request, String name) {
        return request.queryParam(name).orElse("").strip();
    }

    /** As a query of the API's search; empty if nothing is narrowed. */
    String query(Currency currency) {
        var clauses = new ArrayList<String>();
        day(from).ifPresent(day -> clauses.add("created>=" + seconds(day)));
        day(to).ifPresent(day -> clauses.add("created<" + seconds(day.plusDays(1))));
        minor(least, currency).ifPresent(minor -> clauses.add("amount>=" + minor));
        minor(most, currency).ifPresent(minor -> clauses.add("amount<=" + minor));
        if (LAST4.matcher(last4).matches())
            clauses.add("payment_method_details.card.last4:\"" + last4 + "\"");
        if (CUSTOMER.matcher(customer).matches()) clauses.add("customer:\"" + customer + "\"");
        return String.join(" AND ", clauses);
    }

    Address kept(Address address) {
        return address.with("from", from, "")
                .with("to", to, "")
                .with("least", least, "")
                .with("most", most, "")
                .with("last4", last4, "")
                .with("customer", customer, "");
    }

    /** Whether anything was typed. */
    boolean isUsed() {
        return !(from + to + least + most + last4 + customer).isEmpty();
    }

    List<Content> fields(Currency currency) {
        return List.of(
                Kit.field("from", "From")
                        .type("date")
                        .optional()
                        .value(from)
                        .error(wrong(from.isEmpty() || day(from).isPresent(), "This is no day")),
                Kit.field("to", "To")
                        .type("date")
                        .optional()
                        .value(to)
                        .error(wrong(to.isEmpty() || day(to).isPresent(), "This is no day")),
                amount("least", "At least", least, currency),
                amount("most", "At most", most, currency),
                Kit.field("last4", "Last 4 digits")
                        .optional()
                        .value(last4)
                        .inputmode("numeric")
                        .attr("maxlength", "4")
                        .autocomplete("off")
                        .error(
                                wrong(
                                        last4.isEmpty() || LAST4.matcher(last4).matches(),
                                        "Four digits, as 4242")),
                Kit.field("customer", "Customer’s id")
                        .optional()
                        .value(customer)
                        .autocomplete("off")
                        .error(
                                wrong(
                                        customer.isEmpty() || CUSTOMER.matcher(customer).matches(),
                                        "It begins with cus_")));
    }

    private static Content amount(String name, String label, String typed, Currency currency) {
        return Kit.field(name, label + ", " + currency.upper())
                .optional()
                .value(typed)
                .inputmode("decimal")
                .autocomplete("off")
                .error(
                        wrong(
                                typed.isEmpty() || minor(typed, currency).isPresent(),
                                "An amount, as 12.50"));
    }

    private static Optional<String> wrong(boolean right, String says) {
        return right ? Optional.empty() : Optional.of(says);
    }

    private static long seconds(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toEpochSecond();
    }

    private static Optional<LocalDate> day(String text) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(text));
        } catch (DateTimeParseException none) {
            return Optional.empty();
        }
    }

    private static Optional<Long> minor(String text, Currency currency) {
        if (!AMOUNT.matcher(text).matches()) return Optional.empty();
        var minor = new BigDecimal(text).movePointRight(currency.decimals()).stripTrailingZeros();
        return minor.scale() > 0 ? Optional.empty() : Optional.of(minor.longValueExact());
    }
}
