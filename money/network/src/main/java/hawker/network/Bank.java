package hawker.network;

import hawker.kernel.AccountId;
import hawker.kernel.Money;
import java.time.LocalDate;
import java.util.Optional;

/**
 * The bank that pays sellers and collects from them. Instructions are idempotent by the payout's
 * id; the result comes on a later business day and is asked for.
 */
public interface Bank {

    /** Instructs the bank to pay. Never called inside a transaction. */
    Instructed pay(Instruction instruction);

    /**
     * The same within minutes, where the bank can do that; else as usual. Whether an account takes
     * it is the caller's to know.
     */
    default Instructed payAtOnce(Instruction instruction) {
        return pay(instruction);
    }

    /**
     * Instructs the bank to collect from an account that has agreed to it. Never called inside a
     * transaction; what became of it is asked for as with payments.
     */
    Instructed collect(Instruction instruction);

    /** What became of an instruction; empty if the bank does not know it. */
    Optional<Result> result(AccountId account, String payoutId);

    /**
     * A payment to a bank account.
     *
     * @param payoutId the caller's id
     * @param routingNumber nine digits in the United States
     */
    record Instruction(
            AccountId account,
            String payoutId,
            String routingNumber,
            String accountNumber,
            Money amount) {

        /** Never the account number: this may end in a log. */
        @Override
        public String toString() {
            return "Instruction[" + payoutId + ", " + amount + "]";
        }
    }

    /** What the bank said to an instruction. */
    sealed interface Instructed {
        /** Taken; money should arrive on the day. */
        record Taken(String reference, LocalDate arrivesOn) implements Instructed {}

        /** Refused at once with Stripe's payout failure code. */
        record Refused(String failureCode, String message) implements Instructed {}

        /** No answer: instruct again with the same id. */
        record Unknown(String reason) implements Instructed {}
    }

    /** What became of the money. */
    sealed interface Result {
        /** Under way. */
        record Pending(LocalDate arrivesOn) implements Result {}

        record Paid(LocalDate on) implements Result {}

        /** Came back, with Stripe's payout failure code: account_closed, no_account … */
        record Failed(LocalDate on, String failureCode, String message) implements Result {}
    }
}
