package hawker.accounts;

import hawker.kernel.AccountId;
import java.util.List;
import java.util.Optional;

/**
 * Who is signed in.
 *
 * @param csrfToken the session's secret for {@code hawker.look.Csrf}: each form that changes
 *     something carries a token made with it
 * @param sessionId a name for the session that is not its secret, for limits and logs
 */
public record Viewer(
        Person person, List<Membership> memberships, String csrfToken, String sessionId) {

    public Viewer {
        memberships = List.copyOf(memberships);
    }

    /** What the viewer is for an account, in either mode. */
    public Optional<Role> roleIn(AccountId account) {
        return memberships.stream()
                .filter(m -> m.account().equals(account.live()))
                .map(Membership::role)
                .findFirst();
    }

    /** Whether they work for any seller. */
    public boolean sells() {
        return !memberships.isEmpty();
    }
}
