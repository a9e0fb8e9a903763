package hawker.network;

import hawker.kernel.AccountId;
import hawker.kernel.Money;
import hawker.vault.PaymentMethod;
import java.time.Instant;
import java.util.Optional;

/**
 * The rail that collects money from buyers' bank accounts (SEPA Direct Debit, ACH). An order is
 * answered at once only in so far as it was taken; what became of the money shows days later and is
 * asked for. Orders are idempotent by the caller's id, so one without an answer is given again. No
 * call is made inside a transaction.
 */
public interface DebitRail {

    /** Orders a debit. */
    Ordered debit(Order order);

    /** Orders that money goes back to the account that it came from. */
    Ordered giveBack(Order order);

    /** What became of an order; empty if the rail does not know it. */
    Optional<Result> result(AccountId account, String id);

    /** Whether two deposits of cents, or the code in their description, were told right. */
    Proof prove(AccountId account, PaymentMethod method, Told told);

    /**
     * An order.
     *
     * @param id the caller's: the attempt of a debit, the refund of what goes back
     * @param method the bank account
     */
    record Order(AccountId account, String id, PaymentMethod method, Money amount) {}

    /** Whether an order was taken. */
    sealed interface Ordered {
        /**
         * Taken.
         *
         * @param askAt when to ask for the result
         */
        record Taken(String reference, Instant askAt) implements Ordered {}

        /** Refused for good, with Stripe's error code. */
        record Refused(String code, String message) implements Ordered {}

        /** No answer: order again under the same id. */
        record Unknown(String reason) implements Ordered {}
    }

    /** What became of the money. */
    sealed interface Result {
        /** Under way. */
        record Pending(Instant askAgainAt) implements Result {}

        record Done(Instant at) implements Result {}

        /** The bank sent it back, with Stripe's error code: insufficient_funds, account_closed … */
        record Failed(Instant at, String code, String message) implements Result {}
    }

    /**
     * What a buyer read on the statement: two amounts in cents, or the code.
     *
     * @param first 0 where the code was told
     */
    record Told(long first, long second, Optional<String> code) {}

    /** What the deposits prove. */
    enum Proof {
        PROVEN,
        WRONG,
        /** Too many wrong answers: this account is not asked any more. */
        EXHAUSTED,
        /** The deposits are too long ago. */
        TIMED_OUT
    }
}
