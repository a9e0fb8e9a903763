package hawker.accounts;

import java.util.Optional;

/** What a seller can change about how the shop looks; the fields are those of {@link Account}. */
public record Profile(
        String name,
        String about,
        Optional<String> logo,
        Optional<String> banner,
        Optional<String> accent) {

    public static final int MAX_NAME = 60;
    public static final int MAX_ABOUT = 1_000;

    public Profile {
        if (name.isBlank() || name.length() > MAX_NAME)
            throw new IllegalArgumentException(
                    "a shop's name has 1 to " + MAX_NAME + " characters");
        if (about.length() > MAX_ABOUT)
            throw new IllegalArgumentException("at most " + MAX_ABOUT + " characters about a shop");
        if (accent.isPresent() && !isColour(accent.get()))
            throw new IllegalArgumentException("not a colour #rrggbb: " + accent.get());
    }

    private static boolean isColour(String text) {
        return text.length() == 7
                && text.charAt(0) == '#'
                && text.substring(1).chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 128);
    }
}
