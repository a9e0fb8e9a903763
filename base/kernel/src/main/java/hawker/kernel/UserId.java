package hawker.kernel;

/**
 * The owner number of a person's rows (buyer, poster, follower, guest): the first column of every
 * key of theirs.
 */
public record UserId(long number) implements Comparable<UserId> {

    public UserId {
        if (number < 1 || number >= AccountId.LIMIT)
            throw new IllegalArgumentException("not a user number: " + number);
    }

    /** The public id, {@code usr_} and 24 characters. */
    public String text() {
        return IdCodec.userText(this);
    }

    @Override
    public int compareTo(UserId other) {
        return Long.compare(number, other.number);
    }

    @Override
    public String toString() {
        return Long.toString(number);
    }
}
