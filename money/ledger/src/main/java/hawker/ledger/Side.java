package hawker.ledger;

/** The side on which a pocket's balance normally stands. */
public enum Side {
    /** Assets and costs: what others owe the account's book, what it spent. */
    DEBIT,
    /** Liabilities and income: what the book owes others, what it earned. */
    CREDIT
}
