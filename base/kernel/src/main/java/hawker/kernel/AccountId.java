package hawker.kernel;

import java.util.Optional;

/**
 * The owner number of a seller's (or platform's) rows: the first column of every key.
 *
 * <p>One account has two numbers, 2k for its live rows and 2k+1 for its test rows, so that a row of
 * one mode can never be reached with a key of the other: the mode is part of the owner and of every
 * key (decision 0003). Both numbers print as the same {@code acct_…} id, which is a pure function
 * of k.
 */
public record AccountId(long number) implements Comparable<AccountId> {

    /** Numbers fit into six base62 digits: 1 … 62⁶−1. */
    public static final long LIMIT = 56_800_235_584L;

    public AccountId {
        if (number < 2 || number >= LIMIT)
            throw new IllegalArgumentException("not an account number: " + number);
    }

    public boolean livemode() {
        return (number & 1) == 0;
    }

    public AccountId live() {
        return livemode() ? this : new AccountId(number - 1);
    }

    public AccountId test() {
        return livemode() ? new AccountId(number + 1) : this;
    }

    public AccountId inMode(boolean livemode) {
        return livemode ? live() : test();
    }

    /** The public id, {@code acct_} and 24 characters, the same in both modes. */
    public String text() {
        return IdCodec.accountText(this);
    }

    /** The id of the application that a platform's account stands for: one for each mode. */
    public String applicationText() {
        return "ca_" + (livemode() ? "L" : "T") + text().substring(5);
    }

    /** The platform behind an application's id, in the application's mode. */
    public static Optional<AccountId> ofApplication(String text) {
        if (!text.startsWith("ca_L") && !text.startsWith("ca_T")) return Optional.empty();
        return parse("acct_" + text.substring(4)).map(id -> id.inMode(text.charAt(3) == 'L'));
    }

    /** The live number behind a public id; empty if it is not one of ours. */
    public static Optional<AccountId> parse(String text) {
        return IdCodec.accountOf(text);
    }

    @Override
    public int compareTo(AccountId other) {
        return Long.compare(number, other.number);
    }

    @Override
    public String toString() {
        return Long.toString(number);
    }
}
