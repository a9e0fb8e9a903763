package hawker.vault;

import hawker.web.Request;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The card form as it is sent without scripts.
 *
 * @param errors by field, for what cannot even be handed on
 */
record FieldsForm(CardInput card, Billing billing, Map<String, String> errors) {

    private static final int LONGEST_POSTAL = 12;

    static FieldsForm of(Request request) {
        var errors = new HashMap<String, String>();
        var number = text(request, "number");
        var cvc = text(request, "cvc");
        var expiry = text(request, "expiry").replaceAll("[^0-9]", "");
        var postal = text(request, "postal");
        if (number.isEmpty()) errors.put("number", "Enter the card number.");
        if (expiry.length() != 4 && expiry.length() != 6)
            errors.put("expiry", "Enter month and year, like 04 / 29.");
        if (cvc.isEmpty()) errors.put("cvc", "Enter the security code.");
        boolean needed = text(request, "postal_mode").equals("required");
        if (needed && postal.isEmpty()) errors.put("postal", "Enter the ZIP or postal code.");
        if (postal.length() > LONGEST_POSTAL) errors.put("postal", "This code is too long.");
        var known = errors.containsKey("expiry") ? "0000" : expiry;
        return new FieldsForm(
                new CardInput(
                        number,
                        Long.parseLong(known.substring(0, 2)),
                        Long.parseLong(known.substring(2)),
                        Optional.of(cvc)),
                postal.isEmpty() ? Billing.none() : Billing.ofPostalCode(postal),
                Map.copyOf(errors));
    }

    /** The field in which a parameter of the API is typed. */
    static String field(String param) {
        return switch (param) {
            case "exp_month", "exp_year" -> "expiry";
            case "cvc" -> "cvc";
            default -> "number";
        };
    }

    private static String text(Request request, String name) {
        return request.secretParam(name).orElse("").trim();
    }
}
