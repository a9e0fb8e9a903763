package hawker.hosted;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.ApiError;
import hawker.api.Param;
import hawker.api.Params;
import hawker.look.Link;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * {@code custom_text}: the seller's own words at four places of the page. They are text; of
 * Markdown only links are known: {@code [our terms](https://shop.test/terms)}.
 */
final class CustomText {

    static final String NAME = "custom_text";

    /** Beneath the button. */
    static final String AFTER = "after_submit";

    /** At the address of delivery. */
    static final String SHIPPING = "shipping_address";

    /** Above the button. */
    static final String SUBMIT = "submit";

    /** In the place of our words about the terms of service. */
    static final String TERMS = "terms_of_service_acceptance";

    private static final int LONGEST = 1200;
    private static final List<String> PLACES = List.of(AFTER, SHIPPING, SUBMIT, TERMS);
    private static final Pattern LINK =
            Pattern.compile("\\[([^\\[\\]]{1,200})\\]\\((https?://[^\\s()]{1,1000})\\)");

    private CustomText() {}

    static Param param() {
        return Param.hash(
                NAME,
                PLACES.stream()
                        .map(place ->
                                Param.hash(place, Param.text("message", LONGEST).required())
                                        .nullable())
                        .toArray(Param[]::new));
    }

    /** Nothing is said of its own. */
    static void none(ObjectNode body) {
        var node = body.putObject(NAME);
        PLACES.forEach(node::putNull);
    }

    /** Writes what is said into a session or a link; what is not said stays. */
    static void write(ObjectNode body, Params params) {
        params.hash(NAME)
                .ifPresent(said -> {
                    var node = body.withObject("/" + NAME);
                    for (var place : PLACES) {
                        if (said.isUnset(place)) node.putNull(place);
                        said.hash(place)
                                .ifPresent(words ->
                                        node.putObject(place)
                                                .put("message", words.requiredText("message")));
                    }
                });
        boolean terms = body.path(NAME).path(TERMS).isObject();
        if (terms && !Consents.wantsTerms(body))
            throw ApiError.parameterInvalid(
                    NAME + "[" + TERMS + "]",
                    "You can only pass `custom_text[terms_of_service_acceptance]` when"
                            + " `consent_collection[terms_of_service]` is `required`.");
    }

    /** What is said at a place; empty: nothing. */
    static String of(JsonNode body, String place) {
        return body.path(NAME).path(place).path("message").asText("");
    }

    /** A message in its parts: words, with an address where they are a link. */
    static List<Link> parts(String message) {
        var parts = new ArrayList<Link>();
        var links = LINK.matcher(message);
        int from = 0;
        while (links.find()) {
            if (links.start() > from)
                parts.add(new Link(message.substring(from, links.start()), ""));
            parts.add(new Link(links.group(1), links.group(2)));
            from = links.end();
        }
        if (from < message.length()) parts.add(new Link(message.substring(from), ""));
        return parts;
    }
}
