package hawker.cash;

import hawker.api.ApiModule.Inside;
import hawker.kernel.Currency;
import hawker.look.Field;
import hawker.look.Kit;
import hawker.look.Look;
import hawker.payments.Refund;
import hawker.vault.PaymentMethod;
import hawker.web.Request;
import hawker.web.Response;
import hawker.web.Routes;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The page behind the mail about a refund. What is typed becomes a payment method by the API's own
 * operation, which looks at the numbers and seals them in the vault; a wrong one comes back with
 * the API's words beside its field.
 */
final class AccountPages {

    static final String PATH = "/refund/";

    private static final String METHODS = "/v1/payment_methods";

    private final Asking asking;
    private final Inside api;

    AccountPages(Asking asking, Inside api) {
        this.asking = asking;
        this.api = api;
    }

    /** What was typed, and what is wrong with it, by the names of the API's parameters. */
    private record Typed(Map<String, String> values, Map<String, String> wrong) {
        static final Typed NOTHING = new Typed(Map.of(), Map.of());

        Field into(Field field, String param) {
            return field.value(values.getOrDefault(param, ""))
                    .error(wrong.getOrDefault(param, ""))
                    .autocomplete("off");
        }
    }

    Routes routes() {
        return new Routes().get(PATH + "{secret}", this::show).post(PATH + "{secret}", this::told);
    }

    private Response show(Request request) {
        return asking.of(request.pathParam("secret"))
                .map(refund -> Look.card(request, 200, card(refund, Typed.NOTHING)))
                .orElseGet(() -> Look.unknown(request));
    }

    private Response told(Request request) {
        var secret = request.pathParam("secret");
        var found = asking.of(secret);
        if (found.isEmpty()) return Look.unknown(request);
        var refund = found.get();
        if (refund.status() != Refund.Status.REQUIRES_ACTION) return show(request);
        var values = values(refund, request);
        var left = new HashMap<String, String>();
        for (var asked : asked(refund).entrySet())
            if (values.getOrDefault(asked.getKey(), "").isEmpty())
                left.put(asked.getKey(), "Please enter the " + asked.getValue() + ".");
        if (!left.isEmpty()) return wrong(request, refund, new Typed(values, left));
        var ask = Inside.Ask.post(METHODS, form(refund, values), "");
        var reply = api.ask(refund.account(), request, ask);
        if (!reply.isOk()) {
            var error = reply.body().path("error");
            var param = error.path("param").asText();
            // What is said of no field of the page stands above all of them.
            var field = asked(refund).containsKey(param) ? param : "";
            var wrong = Map.of(field, error.path("message").asText());
            return wrong(request, refund, new Typed(values, wrong));
        }
        asking.answered(refund, new PaymentMethod.Id(reply.body().path("id").asText()));
        return Response.seeOther(PATH + secret).with("Referrer-Policy", "no-referrer");
    }

    private static boolean isEuro(Refund refund) {
        return refund.amount().currency().equals(Currency.EUR);
    }

    private Response wrong(Request request, Refund refund, Typed typed) {
        return Look.card(request, 422, card(refund, typed));
    }

    /** What is asked for, by the names that the API has for it, and what a buyer calls it. */
    private static Map<String, String> asked(Refund refund) {
        return isEuro(refund)
                ? Map.of("billing_details[name]", "name on the account", "sepa_debit[iban]", "IBAN")
                : Map.of(
                        "billing_details[name]",
                        "name on the account",
                        "us_bank_account[routing_number]",
                        "routing number",
                        "us_bank_account[account_number]",
                        "account number");
    }

    /** The numbers of an account may look like a card's, and are sealed like one. */
    private static Map<String, String> values(Refund refund, Request request) {
        var values = new HashMap<String, String>();
        for (var param : asked(refund).keySet())
            values.put(param, request.secretParam(param).orElse("").strip());
        return values;
    }

    private static String form(Refund refund, Map<String, String> values) {
        var form = new StringBuilder("type=");
        form.append(isEuro(refund) ? "sepa_debit" : "us_bank_account");
        var email = refund.asking().map(Refund.Asking::email).orElse("");
        form.append("&billing_details[email]=").append(encoded(email));
        values.forEach(
                (name, value) -> form.append('&').append(name).append('=').append(encoded(value)));
        return form.toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private Look.Card card(Refund refund, Typed typed) {
        var title = "Your refund of " + refund.amount().text();
        var seller = asking.seller(refund.account());
        return switch (refund.status()) {
            case REQUIRES_ACTION -> form(refund, title, seller, typed);
            case PENDING ->
                    Look.Card.of(title, "Thank you. The money is on its way to your bank account.");
            case SUCCEEDED -> Look.Card.of(title, "The money is in your bank account.");
            case FAILED, CANCELED ->
                    Look.Card.of(
                            title,
                            "This refund is not paid any more. Ask " + seller + " what to do.");
        };
    }

    private static Look.Card form(Refund refund, String title, String seller, Typed typed) {
        var name = Kit.field("billing_details[name]", "Name on the account");
        var send = Kit.button("Send it there").primary().wide();
        var says = seller + " gives you money back. Which bank account does it go to?";
        var general = Optional.ofNullable(typed.wrong().get("")).map(w -> w + " " + says);
        var card = Look.Card.of(title, general.orElse(says));
        var holder = typed.into(name, "billing_details[name]");
        if (isEuro(refund)) {
            var iban = Kit.field("sepa_debit[iban]", "IBAN").attr("maxlength", "50");
            return card.asking(List.of(holder, typed.into(iban, "sepa_debit[iban]")), send);
        }
        var routing =
                Kit.field("us_bank_account[routing_number]", "Routing number")
                        .inputmode("numeric")
                        .attr("maxlength", "20");
        var number =
                Kit.field("us_bank_account[account_number]", "Account number")
                        .inputmode("numeric")
                        .attr("maxlength", "40");
        return card.asking(
                List.of(
                        holder,
                        typed.into(routing, "us_bank_account[routing_number]"),
                        typed.into(number, "us_bank_account[account_number]")),
                send);
    }
}
