package hawker.network.sim;

import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.network.Advice;
import hawker.network.Authorization.Authenticate;
import hawker.network.Notice;
import java.util.Optional;

/**
 * What travels to the network: the fields of an ISO 8583 message, as a record. The key stands for
 * terminal, STAN and RRN together: one key, one decision.
 */
sealed interface CardMessage {

    /**
     * The bank's own message types: money to a bank account, the same within minutes, and money
     * from one.
     */
    String PAYS = "bank";

    String PAYS_AT_ONCE = "bank-instant";

    String COLLECTS = "bank-collect";

    /** Message type: 0100, 0200 and so on; 3-D Secure and bank messages by their own names. */
    String mti();

    String key();

    AccountId account();

    Money amount();

    /**
     * A question about money.
     *
     * @param capture 0200 instead of 0100
     * @param authentication result of a challenge that this request brings along
     * @param forced the fault script's answer in place of the issuer's
     * @param raises the attempt whose hold is to grow by the amount
     */
    record Request(
            String key,
            AccountId account,
            Money amount,
            boolean capture,
            Card card,
            String intentId,
            boolean offSession,
            boolean setUp,
            Authenticate authenticate,
            Optional<Proof> authentication,
            Optional<String> forced,
            Optional<String> raises)
            implements CardMessage {

        @Override
        public String mti() {
            return capture ? "0200" : "0100";
        }

        Request forcedTo(String code) {
            return new Request(
                    key,
                    account,
                    amount,
                    capture,
                    card,
                    intentId,
                    offSession,
                    setUp,
                    authenticate,
                    authentication,
                    Optional.of(code),
                    raises);
        }

        Request raising(String attempt) {
            return new Request(
                    key,
                    account,
                    amount,
                    capture,
                    card,
                    intentId,
                    offSession,
                    setUp,
                    authenticate,
                    authentication,
                    forced,
                    Optional.of(attempt));
        }
    }

    /** Something that is decided already. */
    record Told(Advice advice) implements CardMessage {
        @Override
        public String mti() {
            return switch (advice.kind()) {
                case CAPTURE, REFUND -> "0220";
                case REVERSAL -> "0420";
            };
        }

        @Override
        public String key() {
            return advice.id();
        }

        @Override
        public AccountId account() {
            return advice.account();
        }

        @Override
        public Money amount() {
            return advice.amount();
        }
    }

    /** What the buyer did on the issuer's page. */
    record ChallengeResult(
            String key, AccountId account, Money amount, String challenge, char result)
            implements CardMessage {
        @Override
        public String mti() {
            return "RReq";
        }
    }

    /**
     * An instruction to the bank.
     *
     * @param mti {@link #PAYS}, {@link #PAYS_AT_ONCE} or {@link #COLLECTS}
     * @param last4 of the bank account
     * @param outcome "00", or the failure code the account stands for
     */
    record BankOrder(
            String mti, String key, AccountId account, Money amount, String last4, String outcome)
            implements CardMessage {}

    /** The network says something of its own accord. */
    record Said(Cases.Planned planned) implements CardMessage {
        @Override
        public String mti() {
            return "0422";
        }

        @Override
        public String key() {
            return planned.key();
        }

        @Override
        public AccountId account() {
            return new AccountId(planned.account());
        }

        @Override
        public Money amount() {
            return Money.of(planned.amount(), Currency.of(planned.currency()));
        }
    }

    /** What the network said is in our books. */
    record Heard(String key, AccountId account, Money amount, Notice notice)
            implements CardMessage {
        @Override
        public String mti() {
            return "0432";
        }
    }

    /**
     * The seller's answer in a case.
     *
     * @param says what the bank reads of it, or that the seller gives up
     */
    record Defended(String key, AccountId account, Money amount, String caseId, String says)
            implements CardMessage {
        @Override
        public String mti() {
            return "0222";
        }
    }

    /**
     * The card of a request.
     *
     * @param method the payment method's id: what was set up is remembered by it
     * @param checkAll the address counts as given: a fixed name stands for a whole buyer
     */
    record Card(
            String number,
            int expMonth,
            int expYear,
            boolean hasCvc,
            boolean hasPostalCode,
            boolean hasLine1,
            String method,
            boolean checkAll) {

        String last4() {
            return number.substring(number.length() - 4);
        }

        /** Never the number: this may end in a log. */
        @Override
        public String toString() {
            return "Card[…" + last4() + "]";
        }
    }

    /** An authentication as a request brings it: its id and its cryptogram (CAVV, 20 bytes hex). */
    record Proof(String id, String cavv) {}
}
