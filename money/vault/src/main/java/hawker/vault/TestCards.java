package hawker.vault;

import java.util.List;
import java.util.Optional;

/** The published test cards, by number and by fixed name. */
public final class TestCards {

    private TestCards() {}

    /** All rows, in the order of the table. */
    public static List<TestCard> all() {
        throw new UnsupportedOperationException();
    }

    /** The first row with this number. */
    public static Optional<TestCard> byNumber(String number) {
        throw new UnsupportedOperationException();
    }

    /** The row of a fixed name, pm_card_… or tok_…. */
    public static Optional<TestCard> byName(String name) {
        throw new UnsupportedOperationException();
    }
}
