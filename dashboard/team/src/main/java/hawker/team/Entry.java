package hawker.team;

import hawker.accounts.Role;
import hawker.desk.Desk;
import java.time.Instant;
import java.util.Optional;

/**
 * A line of a team's history.
 *
 * @param who the handle of who did it, as what, and from where
 * @param what invited, withdrew, joined, changed, removed, left
 * @param whom a handle or an e-mail address
 */
record Entry(
        Instant at,
        String who,
        String whoRole,
        String address,
        String what,
        String whom,
        Optional<Role> was,
        Optional<Role> became) {

    static Entry by(Desk.Seat seat, Instant at, String what, String whom) {
        return new Entry(
                at,
                seat.actor(),
                seat.role().title(),
                seat.request().remoteAddress(),
                what,
                whom,
                Optional.empty(),
                Optional.empty());
    }

    Entry roles(Optional<Role> before, Optional<Role> after) {
        return new Entry(at, who, whoRole, address, what, whom, before, after);
    }

    /** "ann made bob Manager, who was Analyst". */
    String says() {
        var as = became.map(role -> " as " + role.title()).orElse("");
        return switch (what) {
            case "invited" -> who + " invited " + whom + as;
            case "withdrew" -> who + " withdrew the invitation of " + whom;
            case "joined" -> who + " joined" + as;
            case "changed" ->
                    who
                            + " made "
                            + whom
                            + " "
                            + became.map(Role::title).orElse("")
                            + was.map(role -> ", who was " + role.title()).orElse("");
            case "removed" -> who + " removed " + whom;
            default -> who + " left";
        };
    }
}
