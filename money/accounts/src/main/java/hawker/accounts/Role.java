package hawker.accounts;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What somebody may do for a seller (shop.md, the table of sellers' roles). */
public enum Role {
    /** Everything, the bank account and the team included. */
    OWNER("Everything, the bank account and the owners included", EnumSet.allOf(Right.class)),
    /** Everything but the bank account and closing. */
    MANAGER(
            "Everything but the bank account and the owners",
            EnumSet.complementOf(EnumSet.of(Right.CHANGE_BANK, Right.APPOINT_OWNERS))),
    /** Products, stock, imports. */
    CATALOGUE("Products, stock and pictures", EnumSet.of(Right.SEE_GOODS, Right.EDIT_GOODS)),
    /** Orders, fulfilment, refunds. */
    ORDERS(
            "Orders, shipping, refunds, customers and disputes",
            EnumSet.of(
                    Right.SEE_GOODS,
                    Right.SEE_SALES,
                    Right.SHIP,
                    Right.REFUND,
                    Right.ANSWER_DISPUTES,
                    Right.EDIT_CUSTOMERS)),
    /** Balance, payouts, exports. */
    FINANCE(
            "Balance, payouts and exports",
            EnumSet.of(Right.SEE_GOODS, Right.SEE_SALES, Right.SEE_MONEY)),
    /** Reads. */
    ANALYST(
            "Looks, and changes nothing",
            EnumSet.of(Right.SEE_GOODS, Right.SEE_SALES, Right.SEE_MONEY, Right.SEE_PROGRAMS));

    /** What a page or form of the dashboard needs. */
    public enum Right {
        /** Products and stock, and who else works here. */
        SEE_GOODS,
        EDIT_GOODS,
        /** Orders, payments, customers, disputes, fraud rules. */
        SEE_SALES,
        /** Orders on their way: ship, deliver, cancel, note. */
        SHIP,
        /** Give money back; capture or release what is held; let a reviewed payment pass. */
        REFUND,
        ANSWER_DISPUTES,
        /** Add, change and forget customers. */
        EDIT_CUSTOMERS,
        /** Balance, payouts, transfers, exports. */
        SEE_MONEY,
        /** How the shop presents itself, delivers and takes back. */
        RUN_SHOP,
        /** Rules and lists against fraud. */
        GUARD,
        /** What becomes of subscriptions that nobody pays. */
        RUN_BILLING,
        /** Keys by name, requests, events, webhooks, test clocks. */
        SEE_PROGRAMS,
        /** Make and end keys, webhooks and test clocks. */
        DEVELOP,
        /** Links by which connected accounts tell what they owe. */
        CONNECT,
        CHANGE_BANK,
        /** Invite, change and remove members. */
        RUN_TEAM,
        /** Make somebody an owner, or an owner something else. */
        APPOINT_OWNERS
    }

    private final String says;
    private final Set<Right> rights;

    Role(String says, EnumSet<Right> rights) {
        this.says = says;
        this.rights = Set.copyOf(rights);
    }

    public boolean has(Right right) {
        return rights.contains(right);
    }

    /** "Manager". */
    public String title() {
        return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
    }

    /** What it is for, in a few words. */
    public String says() {
        return says;
    }

    /** Who may hand out keys may let a platform act as well. */
    public boolean mayManageKeys() {
        return has(Right.DEVELOP);
    }
}
