package hawker.elements;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The script as one file: its parts one after the other in a function of their own, so that the
 * page gets no name but {@code Stripe}. There is no build step; the parts are what browsers run.
 */
final class Script {

    /** A part uses only those before it when it is loaded. */
    private static final List<String> PARTS =
            List.of(
                    "api.js",
                    "frame.js",
                    "element.js",
                    "group.js",
                    "modal.js",
                    "wallet.js",
                    "request.js",
                    "intents.js",
                    "checkout.js",
                    "form.js",
                    "stripe.js",
                    "banks.js",
                    "page.js");

    private static final String PROGRAM =
            PARTS.stream().map(Script::read).collect(Collectors.joining("\n"));

    private final String origins;

    /** Origins are put into the script's text as they are: they hold no quotes. */
    Script(String api, String vault) {
        if ((api + vault).matches(".*[\"\\\\<\\s].*"))
            throw new IllegalArgumentException("not origins: " + api + " " + vault);
        this.origins = "api: \"" + api + "\", vault: \"" + vault + "\"";
    }

    /**
     * @param train the release that a page asked for in the address: endive, or v3 without one
     */
    byte[] of(String train) {
        var version = train.equals("v3") ? "3" : "\"" + train + "\"";
        var text =
                "// Hawker's script for sellers' pages; it answers to the names of Stripe.js.\n"
                        + "(() => {\n\"use strict\";\nconst CONFIG = { "
                        + origins
                        + ", version: "
                        + version
                        + " };\n"
                        + PROGRAM
                        + "})();\n";
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String read(String part) {
        try (var in = Script.class.getResourceAsStream("script/" + part)) {
            if (in == null) throw new IllegalStateException("there is no part " + part);
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
