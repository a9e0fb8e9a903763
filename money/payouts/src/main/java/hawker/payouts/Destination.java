package hawker.payouts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.accounts.BankAccount;
import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.platform.Tx;
import java.util.List;

/**
 * A bank account ({@code ba_…}) or debit card ({@code card_…}) that an account can be paid out to.
 *
 * @param number for the bank only; of a card its last four digits
 * @param instant whether money can be there within minutes
 * @param isDefault whether payouts in its currency go there unless told otherwise
 */
public record Destination(
        String id,
        String country,
        Currency currency,
        String routing,
        String number,
        boolean instant,
        boolean isDefault) {

    /** A higher room knows those of accounts that a platform made. */
    public interface Known {

        /** Nobody has others than the own bank account. */
        Known NONE = account -> List.of();

        /** All that an account told of, newest first; empty: there is only its bank account. */
        List<Destination> of(AccountId account);

        /** Whether its bank is debited when its balance is negative. */
        default boolean debitsNegative(AccountId account) {
            return false;
        }

        /** Whether the account is a platform's, whose settings tell of this too. */
        default boolean keeps(AccountId account) {
            return false;
        }

        /**
         * Keeps what was set about the balance of such an account, in the caller's transaction.
         *
         * @param told as {@code settings[payouts]} of /v1/accounts has it
         */
        default void keep(Tx tx, AccountId account, ObjectNode told) {
            throw new IllegalStateException("nobody keeps settings of " + account);
        }
    }

    private static final String NOT_INSTANT = "000888888883";

    /** The own bank account of a seller. */
    static Destination of(AccountId account, BankAccount bank) {
        return new Destination(
                bank.id(),
                bank.country(),
                bank.currency(),
                bank.routing(),
                bank.accountNumber(),
                !account.livemode()
                        && bank.routing().equals(TestSources.ROUTING)
                        && !bank.accountNumber().equals(NOT_INSTANT),
                true);
    }

    public boolean isCard() {
        return id.startsWith("card_");
    }

    String last4() {
        return number.substring(Math.max(0, number.length() - 4));
    }

    /** Without the number: this may end in a log. */
    @Override
    public String toString() {
        return "Destination[" + id + "]";
    }
}
