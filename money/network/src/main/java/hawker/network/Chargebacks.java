package hawker.network;

import hawker.kernel.AccountId;
import hawker.kernel.Money;
import java.util.List;
import java.util.Set;

/**
 * What cardholders and their banks say about payments afterwards. The network repeats a notice
 * until it is acknowledged; whoever hears one twice knows it by its id. Never called inside a
 * transaction.
 */
public interface Chargebacks {

    /** What has not been acknowledged, oldest first. */
    List<Notice> notices(Set<Notice.Kind> kinds, int limit);

    /**
     * The notice is in the books and need not be repeated.
     *
     * @param taken how much of a chargeback was taken: what had been refunded already is not taken
     *     again; zero ends the case
     */
    void acknowledge(Notice notice, Money taken);

    /**
     * Defends a payment, once for each case.
     *
     * @param evidence what the seller says, in the words that the simulated banks look at
     */
    AdviceAnswer contest(AccountId account, String caseId, Money amount, String evidence);

    /** Gives a case up, once for each case. */
    AdviceAnswer accept(AccountId account, String caseId, Money amount);
}
