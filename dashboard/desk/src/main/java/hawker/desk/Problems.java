package hawker.desk;

import hawker.look.Link;
import hawker.look.Problem;
import java.util.Locale;
import java.util.Optional;

/** Why a page of the dashboard is not shown, and the way back. */
final class Problems {

    private static final Optional<Link> BACK =
            Optional.of(new Link("To the dashboard", "/dashboard"));

    private Problems() {}

    static Problem missing() {
        return new Problem(
                404,
                "Nothing here",
                "The page has moved, belongs to another shop, or never was.",
                BACK);
    }

    static Problem notYours(Desk.Seat seat) {
        return new Problem(
                403,
                "Your role does not allow this",
                "At "
                        + seat.account().name()
                        + " you are "
                        + seat.role().title()
                        + ": "
                        + seat.role().says().toLowerCase(Locale.ROOT)
                        + ". An owner or manager can change that.",
                BACK);
    }

    static Problem noShop() {
        return new Problem(
                403,
                "You have no shop yet",
                "The dashboard belongs to shops. Opening one is free and takes a minute.",
                Optional.of(new Link("Open a shop", "/signup?as=seller")));
    }

    static Problem expired() {
        return new Problem(
                403,
                "This form is too old",
                "Nothing was changed. Go back, reload the page and send it again.",
                BACK);
    }
}
