package hawker.ledger;

import hawker.kernel.AccountId;
import java.util.List;

/**
 * Something that must hold of every account's money at all times. Rooms above bring their own (fees
 * are what the plan says; payouts are the sum of their lines); {@link Audit} looks at all of them.
 */
public interface Invariant {

    /** "I11"; the same in every run. A failure of I1 to I4 stops the account's payouts. */
    String id();

    /** What must hold, in one sentence. */
    String says();

    /** Where it does not; empty if it holds. Reads one moment: a single statement, or a seal. */
    List<Finding> check(AccountId account);

    /**
     * One that is looked at together with another, because both read the same rows: its findings
     * come from that one's {@link #check} and bear this one's id.
     */
    static Invariant lookedAtWith(String other, String id, String says) {
        if (other.equals(id)) throw new IllegalArgumentException(id + " with itself");
        return new Invariant() {
            @Override
            public String id() {
                return id;
            }

            @Override
            public String says() {
                return says;
            }

            @Override
            public List<Finding> check(AccountId account) {
                return List.of();
            }
        };
    }
}
