package hawker.network;

import hawker.kernel.AccountId;
import hawker.kernel.Money;

/**
 * Something already decided that the network has to know: no answer of it is a question.
 *
 * @param id the caller's id of this advice; telling it again gets the first answer again
 * @param attemptId the attempt whose money it is about
 * @param amount captured, refunded or taken back
 * @param last capture only: what is left of the hold is released
 */
public record Advice(
        AccountId account, String id, Kind kind, String attemptId, Money amount, boolean last) {

    /** What is told. */
    public enum Kind {
        /** Takes held money. */
        CAPTURE,
        /** Gives captured money back. */
        REFUND,
        /**
         * Undoes an attempt, known or unknown to the network: a time-out, a void. One that arrives
         * before its attempt kills the attempt.
         */
        REVERSAL
    }

    public static Advice capture(
            AccountId account, String id, String attemptId, Money amount, boolean last) {
        return new Advice(account, id, Kind.CAPTURE, attemptId, amount, last);
    }

    public static Advice refund(AccountId account, String id, String attemptId, Money amount) {
        return new Advice(account, id, Kind.REFUND, attemptId, amount, true);
    }

    /** Undoes the whole attempt; the amount is that of the attempt. */
    public static Advice reversal(AccountId account, String id, String attemptId, Money amount) {
        return new Advice(account, id, Kind.REVERSAL, attemptId, amount, true);
    }
}
