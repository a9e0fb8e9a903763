package hawker.accounts;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.iban4j.BicUtil;
import org.iban4j.CountryCode;
import org.iban4j.Iban;
import org.iban4j.Iban4jException;
import org.iban4j.IbanUtil;
import org.iban4j.bban.BbanStructure;

/**
 * A bank account as somebody types it, spaces and dashes taken out.
 *
 * @param country two capital letters
 * @param routing the bank: nine digits in the United States, six (the sort code) in Great Britain,
 *     empty where the number is an IBAN, else a BIC
 * @param number an IBAN where the country has them, else the account number
 */
public record BankDetails(String country, String holder, String routing, String number) {

    private static final int HOLDER = 100;

    /** How the banks of a country number their accounts. */
    public enum Form {
        US("Routing number", "Account number", "[0-9]{4,17}"),
        GB("Sort code", "Account number", "[0-9]{8}"),
        IBAN("", "IBAN", "[A-Z0-9]{15,34}"),
        OTHER("BIC", "Account number", "[A-Z0-9]{4,34}");

        private final String routing;
        private final String number;
        private final String pattern;

        Form(String routing, String number, String pattern) {
            this.routing = routing;
            this.number = number;
            this.pattern = pattern;
        }

        /** What the bank's own number is called; empty where none is asked for. */
        public String routingName() {
            return routing;
        }

        public String numberName() {
            return number;
        }
    }

    public BankDetails {
        holder = holder.strip();
        routing = bare(routing);
        number = bare(number);
    }

    private static String bare(String typed) {
        return typed.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
    }

    public static Form form(String country) {
        return switch (country) {
            case "US" -> Form.US;
            case "GB" -> Form.GB;
            default -> hasIban(country) ? Form.IBAN : Form.OTHER;
        };
    }

    private static boolean hasIban(String country) {
        var code = CountryCode.getByCode(country);
        return code != null && BbanStructure.forCountry(code) != null;
    }

    /** What is wrong, by the field's name (holder, routing, number); empty: nothing. */
    public Map<String, String> problems() {
        var wrong = new TreeMap<String, String>();
        if (holder.isEmpty() || holder.length() > HOLDER)
            wrong.put("holder", "The name on the account, at most " + HOLDER + " characters.");
        if (holder.chars().anyMatch(Character::isISOControl))
            wrong.put("holder", "The name on the account is one line.");
        var form = form(country);
        if (!isRouting(form))
            wrong.put(
                    "routing",
                    "This is no " + form.routingName() + ": one of its characters is wrong.");
        if (!number.matches(form.pattern) || (form == Form.IBAN && !isIban()))
            wrong.put(
                    "number",
                    "This is no " + form.numberName() + ": one of its characters is wrong.");
        return wrong;
    }

    private boolean isRouting(Form form) {
        return switch (form) {
            case US -> isRoutingNumber(routing);
            case GB -> routing.matches("[0-9]{6}");
            case IBAN -> true;
            case OTHER -> isBic();
        };
    }

    /**
     * Nine digits whose sum, weighted 3, 7, 1, is a multiple of ten (American Bankers Association).
     */
    private static boolean isRoutingNumber(String digits) {
        if (!digits.matches("[0-9]{9}") || digits.equals("000000000")) return false;
        int sum = 0;
        for (int i = 0; i < 9; i++)
            sum += (digits.charAt(i) - '0') * (i % 3 == 0 ? 3 : i % 3 == 1 ? 7 : 1);
        return sum % 10 == 0;
    }

    private boolean isBic() {
        try {
            BicUtil.validate(routing);
            return true;
        } catch (Iban4jException no) {
            return false;
        }
    }

    private boolean isIban() {
        try {
            IbanUtil.validate(number);
            return number.startsWith(country);
        } catch (Iban4jException no) {
            return false;
        }
    }

    /** The bank: as typed, or as it stands in the IBAN. */
    String bank() {
        return form(country) == Form.IBAN ? Iban.valueOf(number).getBankCode() : routing;
    }
}
