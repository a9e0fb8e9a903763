package hawker.dashboard;

/**
 * The state of one invariant of the books.
 *
 * @param id "I2"
 * @param name in a few words
 * @param says what must hold
 * @param broken in how many places it does not
 * @param looked how much was looked at, and when
 */
public record CheckTile(String id, String name, String says, int broken, String looked) {

    public boolean holds() {
        return broken == 0;
    }
}
