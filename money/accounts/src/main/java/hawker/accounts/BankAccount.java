package hawker.accounts;

import hawker.kernel.Currency;

/**
 * Where a seller's payouts go.
 *
 * @param id {@code ba_…}
 * @param country two capital letters
 * @param routing routing number, sort code or BIC
 * @param accountNumber the whole number, for the bank only: everything people or programs see shows
 *     {@link #last4}
 */
public record BankAccount(
        String id,
        String country,
        Currency currency,
        String holder,
        String routing,
        String accountNumber) {

    public String last4() {
        return accountNumber.substring(Math.max(0, accountNumber.length() - 4));
    }

    @Override
    public String toString() {
        return "BankAccount[" + id + " •••• " + last4() + "]";
    }
}
