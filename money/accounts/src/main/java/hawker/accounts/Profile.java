package hawker.accounts;

import java.util.Optional;

/**
 * What a seller can change about how the shop presents itself; the fields are those of {@link
 * Account}.
 */
public record Profile(
        String name,
        String about,
        Optional<String> logo,
        Optional<String> banner,
        Optional<String> accent,
        Optional<String> supportEmail,
        String returns,
        Optional<String> closed) {

    public static final int MAX_NAME = 60;
    public static final int MAX_ABOUT = 1_000;
    public static final int MAX_RETURNS = 5_000;
    public static final int MAX_CLOSED = 300;

    public Profile {
        if (name.isBlank() || name.length() > MAX_NAME)
            throw new IllegalArgumentException(
                    "a shop's name has 1 to " + MAX_NAME + " characters");
        if (about.length() > MAX_ABOUT)
            throw new IllegalArgumentException("at most " + MAX_ABOUT + " characters about a shop");
        if (returns.length() > MAX_RETURNS)
            throw new IllegalArgumentException("at most " + MAX_RETURNS + " about returns");
        if (closed.orElse("").length() > MAX_CLOSED)
            throw new IllegalArgumentException("at most " + MAX_CLOSED + " about being closed");
        if (accent.isPresent() && !isColour(accent.get()))
            throw new IllegalArgumentException("not a colour #rrggbb: " + accent.get());
        if (supportEmail.isPresent() && !isEmail(supportEmail.get()))
            throw new IllegalArgumentException("not an e-mail address: " + supportEmail.get());
    }

    /** {@code #rrggbb}. */
    public static boolean isColour(String text) {
        return text.length() == 7
                && text.charAt(0) == '#'
                && text.substring(1).chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 128);
    }

    /** Whether mail could reach the address. */
    public static boolean isEmail(String text) {
        return Emails.parse(text).isPresent();
    }

    public Profile withWords(
            String newName,
            String newAbout,
            Optional<String> newAccent,
            Optional<String> newSupportEmail) {
        return new Profile(
                newName, newAbout, logo, banner, newAccent, newSupportEmail, returns, closed);
    }

    public Profile withPictures(Optional<String> newLogo, Optional<String> newBanner) {
        return new Profile(name, about, newLogo, newBanner, accent, supportEmail, returns, closed);
    }

    public Profile withReturns(String newReturns) {
        return new Profile(name, about, logo, banner, accent, supportEmail, newReturns, closed);
    }

    /** Closed with a message for buyers, or open. */
    public Profile withClosed(Optional<String> message) {
        return new Profile(name, about, logo, banner, accent, supportEmail, returns, message);
    }
}
