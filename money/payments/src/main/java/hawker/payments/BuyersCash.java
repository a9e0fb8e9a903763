package hawker.payments;

import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.platform.Tx;
import java.util.Optional;

/**
 * What customers have sent by bank transfer and not yet used: kept by a room above, which says so
 * here. All calls join the caller's transaction.
 */
public interface BuyersCash {

    /** Takes up to so much of what the customer has, for an intent; what was taken. */
    Money take(Tx tx, AccountId account, String customer, Money atMost, PaymentIntent.Id intent);

    /** Gives back what an intent had taken and does not need. */
    void putBack(Tx tx, AccountId account, String customer, Money amount, PaymentIntent.Id intent);

    /** An intent is paid in full with what it had taken. */
    void spent(Tx tx, AccountId account, PaymentIntent.Id intent);

    /** A refund reaches the customer's balance; once for each refund. */
    void refunded(Tx tx, Refund refund, String customer);

    /**
     * What a refund of a customer's balance takes out of it; once for each refund.
     *
     * @return the journal that says so; empty if the balance has not so much
     */
    Optional<String> leave(Tx tx, Refund refund, String customer);

    /** Such a refund did not come to pass: the customer's balance has it again. */
    String stay(Tx tx, Refund refund, String customer);

    /**
     * Asks a customer by e-mail for the bank account that a refund goes to; the answer comes by
     * {@link Payments#sendRefundTo}.
     */
    void ask(Tx tx, Refund refund);

    /**
     * Where the customer is to send money, as the API writes next_action; empty where there is no
     * way to send this currency.
     *
     * @param country of the account in the euro area, where the seller names one
     */
    Optional<String> instructions(
            Tx tx, AccountId account, String customer, Currency currency, Optional<String> country);
}
