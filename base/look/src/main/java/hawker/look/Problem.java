package hawker.look;

import java.util.Optional;

/**
 * Why a page cannot be shown, and what to do instead.
 *
 * @param title what happened, in a few words
 * @param text what it means and what one can do
 * @param action the next step; 404 has a search as well
 */
public record Problem(int status, String title, String text, Optional<Link> action) {

    static Problem of(int status) {
        return switch (status) {
            case 400 ->
                    of(
                            status,
                            "That request could not be read",
                            "Something in the address or the form is broken. Go back and try"
                                    + " again.");
            case 401 ->
                    new Problem(
                            status,
                            "Please sign in",
                            "This page belongs to an account.",
                            Optional.of(new Link("Sign in", "/login")));
            case 403 ->
                    of(
                            status,
                            "Not for this account",
                            "You are signed in, but this page belongs to somebody else. If a form"
                                    + " brought you here, open it again from our own page.");
            case 404 ->
                    of(
                            status,
                            "Nothing here",
                            "The page has moved or never was. Search for what you were after.");
            case 405 -> of(status, "That does not work here", "Go back and try another way.");
            case 410 ->
                    new Problem(
                            status,
                            "This is over",
                            "The drop has ended and its page was taken down. The shop may have"
                                    + " something new.",
                            Optional.of(new Link("See all shops", "/shops")));
            case 413 ->
                    of(
                            status,
                            "That is too large",
                            "The file or text is larger than we take. Make it smaller and send it"
                                    + " again.");
            case 422 ->
                    of(
                            status,
                            "Something is missing",
                            "Go back: the form says what to change. Nothing was lost.");
            case 429 ->
                    of(
                            status,
                            "Too many tries",
                            "Wait a minute, then try again. This keeps accounts and cards safe.");
            case 503 ->
                    of(
                            status,
                            "One moment",
                            "We cannot reach our books right now. Try again in a few seconds; if"
                                    + " you were paying, your order status tells whether it went"
                                    + " through.");
            default ->
                    of(
                            status,
                            "Something broke on our side",
                            "It is in our log with the number below. Trying again may help; if"
                                    + " you were paying, look at your order before you pay again.");
        };
    }

    private static Problem of(int status, String title, String text) {
        var home = status == 404 ? Optional.<Link>empty() : Optional.of(new Link("Go home", "/"));
        return new Problem(status, title, text, home);
    }
}
