package hawker.look;

/**
 * One line of a dashboard's navigation.
 *
 * @param key names the item in {@link Console#current}
 * @param icon a name of {@link Kit#icon}
 * @param count how many wait there; 0 shows nothing
 * @param onPhone whether it has a place in the bar of phones (at most 5 have)
 */
public record NavItem(
        String key, String label, String icon, String href, int count, boolean onPhone) {

    public static NavItem of(String key, String label, String icon, String href) {
        return new NavItem(key, label, icon, href, 0, false);
    }

    public NavItem withCount(int waiting) {
        return new NavItem(key, label, icon, href, waiting, onPhone);
    }

    public NavItem alsoOnPhone() {
        return new NavItem(key, label, icon, href, count, true);
    }
}
