package hawker.vault;

import hawker.kernel.AccountId;
import hawker.kernel.Page;
import hawker.kernel.PageRequest;
import hawker.platform.GroupCommit;
import hawker.platform.Tx;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The door: cards become payment methods, payment methods are found, attached and used. No call
 * gives a number back; only {@link #use} shows one, to the network room, for one message.
 */
public final class Vault {

    /**
     * Seals card data and makes a payment method of it. Any number of a known length that passes
     * its check digit succeeds; nobody is asked, so it tells nothing about the card.
     */
    public Tokenised create(
            AccountId account, CardInput card, Billing billing, Map<String, String> metadata) {
        throw new UnsupportedOperationException();
    }

    /**
     * A new payment method of a fixed name (pm_card_visa, tok_visa), written now. Empty: there is
     * no such name, or the account is a live one.
     */
    public Optional<PaymentMethod> createFixed(AccountId account, String name) {
        throw new UnsupportedOperationException();
    }

    /** The same in the transaction of the caller. */
    public Optional<PaymentMethod> createFixed(Tx tx, AccountId account, String name) {
        throw new UnsupportedOperationException();
    }

    /** The same, its row joining a unit of the group-commit writer. */
    public Optional<PaymentMethod> addFixed(GroupCommit.Unit unit, AccountId account, String name) {
        throw new UnsupportedOperationException();
    }

    /**
     * The payment method that a one-time token (tok_…) stands for; the token is used up in this
     * transaction. Empty: no such token of this account, or used before.
     */
    public Optional<PaymentMethod> useToken(Tx tx, AccountId account, String token) {
        throw new UnsupportedOperationException();
    }

    public Optional<PaymentMethod> find(AccountId account, PaymentMethod.Id id) {
        throw new UnsupportedOperationException();
    }

    public Optional<PaymentMethod> find(Tx tx, AccountId account, PaymentMethod.Id id) {
        throw new UnsupportedOperationException();
    }

    /** The attached methods of a customer, newest first. */
    public Page<PaymentMethod> list(AccountId account, String customer, PageRequest page) {
        throw new UnsupportedOperationException();
    }

    /**
     * Attaches without asking the issuer: for a card that has just paid. Empty: no such method, or
     * it is attached to another customer or detached.
     */
    public Optional<PaymentMethod> attach(
            Tx tx, AccountId account, PaymentMethod.Id id, String customer) {
        throw new UnsupportedOperationException();
    }

    /** Detaches for good. Empty: no such method, or it is not attached. */
    public Optional<PaymentMethod> detach(Tx tx, AccountId account, PaymentMethod.Id id) {
        throw new UnsupportedOperationException();
    }

    /** Detaches all methods of a customer that is being deleted; how many there were. */
    public int detachAll(Tx tx, AccountId account, String customer) {
        throw new UnsupportedOperationException();
    }

    /**
     * Opens a card for one message. The CVC, where one is in memory, is wiped when the function
     * returns, whatever it returns. Empty, and audited: the method is not this account's, or its
     * card data is gone.
     */
    public <T> Optional<T> use(
            AccountId account, PaymentMethod method, Function<OpenCard, T> message) {
        throw new UnsupportedOperationException();
    }
}
