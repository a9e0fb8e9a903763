package hawker.accounts;

/** What somebody may do for a seller. */
public enum Role {
    /** Everything, the bank account and the team included. */
    OWNER,
    /** Everything but the bank account and closing. */
    MANAGER,
    /** Products, stock, imports. */
    CATALOGUE,
    /** Orders, fulfilment, refunds. */
    ORDERS,
    /** Balance, payouts, exports. */
    FINANCE,
    /** Reads. */
    ANALYST;

    public boolean mayEditCatalogue() {
        return this == OWNER || this == MANAGER || this == CATALOGUE;
    }

    public boolean mayRefund() {
        return this == OWNER || this == MANAGER || this == ORDERS;
    }

    public boolean maySeeMoney() {
        return this == OWNER || this == MANAGER || this == FINANCE || this == ANALYST;
    }

    public boolean mayManageKeys() {
        return this == OWNER || this == MANAGER;
    }
}
