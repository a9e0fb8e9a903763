package hawker.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.net.ApiMode;
import com.stripe.net.ApiResource.RequestMethod;
import com.stripe.net.RawRequestOptions;
import com.stripe.param.FileCreateParams;
import hawker.platform.Eventually;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;

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
 * there, one that ends so for a text that begins so, or {@code !} with the status and code of an
 * error. A word {@code @acct_…} names the account that the platform acts for. What a GET answers
 * may take some seconds to come true. {@code UPLOAD purpose=…} hands in a picture.
 */
final class Story {

    private static final Pattern CALL =
            Pattern.compile("(?:(\\w+) = )?(GET|POST|DELETE|UPLOAD) (\\S+) ?(.*)");
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
            var said = patient(call, expected);
            var refusal = expected.stream().filter(each -> each.startsWith("!")).findFirst();
            if (refusal.isPresent()) refused(said, refusal.get(), line, wrong);
            else accepted(said, expected, line, wrong);
            if (call.group(1) != null) named.put(call.group(1), said.body());
        } catch (StripeException | IOException | IllegalStateException failed) {
            wrong.add(line + ": " + failed.getMessage());
        }
    }

    /** Asks again for some seconds what is read and not yet as expected: jobs may be under way. */
    private Said patient(Matcher call, List<String> expected) throws StripeException, IOException {
        var last = ask(call.group(2), filled(call.group(3)), filled(call.group(4)));
        if (!call.group(2).equals("GET") || expected.stream().anyMatch(e -> e.startsWith("!")))
            return last;
        var said = new ArrayList<>(List.of(last));
        Eventually.within(
                Duration.ofSeconds(12),
                () -> {
                    var wrong = new ArrayList<String>();
                    accepted(said.getLast(), expected, "", wrong);
                    if (wrong.isEmpty()) return true;
                    try {
                        said.add(ask("GET", filled(call.group(3)), filled(call.group(4))));
                    } catch (StripeException | IOException failed) {
                        throw new IllegalStateException(failed);
                    }
                    return false;
                });
        return said.getLast();
    }

    private Said upload(String purpose) throws StripeException, IOException {
        var picture = Files.createTempFile("picture", ".png");
        var image = new BufferedImage(200, 200, BufferedImage.TYPE_INT_RGB);
        ImageIO.write(image, "png", picture.toFile());
        var file =
                stripe.v1()
                        .files()
                        .create(
                                FileCreateParams.builder()
                                        .setPurpose(
                                                FileCreateParams.Purpose.valueOf(
                                                        purpose.toUpperCase(Locale.ROOT)))
                                        .setFile(picture.toFile())
                                        .build());
        Files.delete(picture);
        return new Said(200, JSON.createObjectNode().put("id", file.getId()));
    }

    private Said ask(String method, String path, String form) throws StripeException, IOException {
        if (method.equals("UPLOAD")) return upload(path.substring("purpose=".length()));
        var words = new ArrayList<>(List.of(form.strip().split(" +")));
        var options = RawRequestOptions.builder();
        words.stream()
                .filter(word -> word.startsWith("@"))
                .forEach(word -> options.setStripeAccount(word.substring(1)));
        words.removeIf(word -> word.isEmpty() || word.startsWith("@"));
        var fields = String.join("&", words);
        boolean inBody = method.equals("POST");
        var url = inBody || fields.isEmpty() ? path : path + "?" + fields;
        try {
            var answer =
                    stripe.rawRequest(
                            RequestMethod.valueOf(method),
                            url,
                            inBody ? fields : null,
                            options.build());
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
                            : value.endsWith("*")
                                    ? found.asText()
                                            .startsWith(value.substring(0, value.length() - 1))
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
