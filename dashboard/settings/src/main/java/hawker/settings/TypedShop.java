package hawker.settings;

import hawker.accounts.Profile;
import hawker.web.Request;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a shop presents itself, as it stands in the fields of the form, right or wrong.
 *
 * @param coloured whether the shop's buttons have a colour of its own
 */
record TypedShop(String name, String about, String supportEmail, boolean coloured, String accent) {

    static final List<String> FIELDS = List.of("name", "about", "support_email", "accent");

    /** Shown in the field of a shop that has none. */
    private static final String FIRST_COLOUR = "#2f5fd0";

    static TypedShop of(Profile profile) {
        return new TypedShop(
                profile.name(),
                profile.about(),
                profile.supportEmail().orElse(""),
                profile.accent().isPresent(),
                profile.accent().orElse(FIRST_COLOUR));
    }

    static TypedShop of(Request request) {
        return new TypedShop(
                field(request, "name").replaceAll("\\s+", " "),
                field(request, "about").replace("\r", ""),
                field(request, "support_email"),
                request.formParam("coloured").isPresent(),
                field(request, "accent"));
    }

    private static String field(Request request, String name) {
        return request.formParam(name).orElse("").strip();
    }

    /** What is wrong, by the fields. */
    Map<String, String> problems() {
        var wrong = new HashMap<String, String>();
        if (name.isEmpty()) wrong.put("name", "Enter the shop’s name.");
        else if (name.length() > Profile.MAX_NAME)
            wrong.put("name", "A name has at most " + Profile.MAX_NAME + " characters.");
        if (about.length() > Profile.MAX_ABOUT)
            wrong.put(
                    "about",
                    "Say it in "
                            + Profile.MAX_ABOUT
                            + " characters; these are "
                            + about.length()
                            + ".");
        if (!supportEmail.isEmpty() && !Profile.isEmail(supportEmail))
            wrong.put("support_email", "Enter an e-mail address like help@example.com.");
        if (coloured && !Profile.isColour(accent))
            wrong.put("accent", "Choose a colour, or write it like #1f6f5c.");
        return wrong;
    }

    /** The profile with these words; only without problems. */
    Profile into(Profile before) {
        return before.withWords(
                name,
                about,
                Optional.of(accent).filter(colour -> coloured),
                Optional.of(supportEmail).filter(email -> !email.isEmpty()));
    }
}
