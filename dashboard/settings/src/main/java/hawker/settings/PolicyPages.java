package hawker.settings;

import hawker.accounts.Accounts;
import hawker.accounts.Profile;
import hawker.desk.Desk;
import hawker.look.Kit;
import hawker.look.Look;
import hawker.web.Response;
import java.util.Map;

/** What the shop takes back and how, in its own words: buyers read it before they pay. */
final class PolicyPages {

    static final String PATH = "/dashboard/settings/returns";

    private final Frames frames;
    private final Look look;
    private final Accounts accounts;

    PolicyPages(Frames frames, Look look, Accounts accounts) {
        this.frames = frames;
        this.look = look;
        this.accounts = accounts;
    }

    Response show(Desk.Seat seat) {
        return page(seat, 200, seat.account().returns(), "");
    }

    Response change(Desk.Seat seat) {
        var typed = seat.request().formParam("returns").orElse("").replace("\r", "").strip();
        if (typed.length() > Profile.MAX_RETURNS)
            return page(
                    seat,
                    422,
                    typed,
                    "Say it in "
                            + Profile.MAX_RETURNS
                            + " characters; these are "
                            + typed.length()
                            + ".");
        accounts.changeProfile(seat.account().id(), profile -> profile.withReturns(typed));
        return look.seeOther(PATH, "Saved");
    }

    private Response page(Desk.Seat seat, int status, String typed, String error) {
        var field =
                Kit.area("returns", "What you take back, and how")
                        .optional()
                        .hint(
                                "How long buyers have, in which state things must come back, who"
                                        + " pays for the parcel. An empty line begins a paragraph.")
                        .value(typed)
                        .attr("rows", "10")
                        .error(error);
        return frames.page(
                seat, status, "policies", "policies.jte", Map.of("field", field, "words", typed));
    }
}
