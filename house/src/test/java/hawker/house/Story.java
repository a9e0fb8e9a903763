package hawker.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.net.ApiMode;
import com.stripe.net.ApiResource.RequestMethod;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Calls of the API as lines of text, made through stripe-java, which must also be able to read the
 * answer into its own classes:
 *
 * <pre>
 * # a comment
 * pi = POST /v1/payment_intents amount=2000 currency=usd
 *   status requires_payment_method
 * POST /v1/payment_intents/{pi}/cancel
 *   status canceled
 * GET /v1/payment_intents/pi_none
 *   ! 404 resource_missing
 * </pre>
 *
 * A name keeps the answer's id, and {@code {name.field}} one of its other fields. An indented line
 * is what the answer must say: a field (dots go inside) and its value, {@code *} for anything
 * there, or {@code !} with the status and code of an error.
 */
final class Story {

    private static final Pattern CALL =
            Pattern.compile("(?:(\\w+) = )?(GET|POST|DELETE) (\\S+) ?(.*)");
    private static final Pattern NAME = Pattern.compile("\\{(\\w+)((?:\\.\\w+)*)}");
    private static final ObjectMapper JSON = new ObjectMapper();

    private record Said(int status, JsonNode body) {}

    private final StripeClient stripe;
    private final Map<String, JsonNode> named = new HashMap<>();

    Story(StripeClient stripe) {
        this.stripe = stripe;
    }

    /** Tells all of it; what did not go as written, with the line. */
    List<String> tell(List<String> lines) {
        var wrong = new ArrayList<String>();
        var call = "";
        var expected = new ArrayList<String>();
        for (var line : lines) {
            if (line.isBlank() || line.startsWith("#")) continue;
            if (line.startsWith(" ")) {
                expected.add(line.strip());
                continue;
            }
            if (!call.isEmpty()) one(call, expected, wrong);
            call = line.strip();
            expected.clear();
        }
        if (!call.isEmpty()) one(call, expected, wrong);
        return wrong;
    }

    private void one(String line, List<String> expected, List<String> wrong) {
        var call = CALL.matcher(line);
        assertThat(call.matches()).as(line).isTrue();
        try {
            var said = ask(call.group(2), filled(call.group(3)), filled(call.group(4)));
            var refusal = expected.stream().filter(each -> each.startsWith("!")).findFirst();
            if (refusal.isPresent()) refused(said, refusal.get(), line, wrong);
            else accepted(said, expected, line, wrong);
            if (call.group(1) != null) named.put(call.group(1), said.body());
        } catch (StripeException | IOException | IllegalStateException failed) {
            wrong.add(line + ": " + failed.getMessage());
        }
    }

    private Said ask(String method, String path, String form) throws StripeException, IOException {
        var fields = form.isBlank() ? "" : String.join("&", form.strip().split(" +"));
        boolean inBody = method.equals("POST");
        var url = inBody || fields.isEmpty() ? path : path + "?" + fields;
        try {
            var answer =
                    stripe.rawRequest(RequestMethod.valueOf(method), url, inBody ? fields : null);
            stripe.deserialize(answer.body(), ApiMode.V1);
            return new Said(answer.code(), JSON.readTree(answer.body()));
        } catch (StripeException refused) {
            if (refused.getStatusCode() == null) throw refused;
            var body = JSON.createObjectNode();
            body.put("code", String.valueOf(refused.getCode()));
            body.put("message", refused.getMessage());
            return new Said(refused.getStatusCode(), body);
        }
    }

    private static void refused(Said said, String expected, String line, List<String> wrong) {
        var words = expected.split(" +");
        boolean status = said.status() == Integer.parseInt(words[1]);
        boolean code = words.length < 3 || said.body().path("code").asText().equals(words[2]);
        if (!status || !code) wrong.add(line + ": " + said.status() + " " + said.body());
    }

    private void accepted(Said said, List<String> expected, String line, List<String> wrong) {
        if (said.status() != 200) {
            wrong.add(line + ": " + said.status() + " " + said.body().path("message").asText());
            return;
        }
        for (var each : expected) {
            var words = each.split(" +", 2);
            var found = said.body().at("/" + words[0].replace('.', '/'));
            var value = filled(words[1]);
            boolean fits =
                    value.equals("*")
                            ? !found.isMissingNode() && !found.isNull()
                            : found.asText().equals(value);
            if (!fits) wrong.add(line + ": " + words[0] + " is " + found + ", not " + value);
        }
    }

    private String filled(String text) {
        return NAME.matcher(text)
                .replaceAll(match -> {
                    var node = named.get(match.group(1));
                    if (node == null)
                        throw new IllegalStateException("nothing is named " + match.group(1));
                    var field = match.group(2).isEmpty() ? ".id" : match.group(2);
                    return node.at(field.replace('.', '/')).asText();
                });
    }
}
