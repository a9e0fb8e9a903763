package hawker.vault;

import hawker.kernel.AccountId;
import hawker.platform.Event;
import hawker.platform.Tx;
import hawker.vault.CardVerifier.Verification;
import java.util.Optional;

/**
 * Keeping a card for a customer. The issuer is asked first, with an amount of zero and outside any
 * transaction, so that a card which would decline is not kept (docs: the decline cards cannot be
 * attached).
 */
public final class Attaching {

    private final Vault vault;
    private final CustomerCheck customers;
    private final CardVerifier verifier;

    Attaching(Vault vault, CustomerCheck customers, CardVerifier verifier) {
        this.vault = vault;
        this.customers = customers;
        this.verifier = verifier;
    }

    /** What stands in the way, or that nothing does. */
    public sealed interface Checked {
        /** The issuer finds the card good; {@link #attach} may follow. */
        record Good(PaymentMethod method, Checks checks) implements Checked {}

        /** It is attached to this customer already. */
        record Already(PaymentMethod method) implements Checked {}

        record NoSuchCustomer() implements Checked {}

        record NoSuchMethod() implements Checked {}

        /** It belongs to another customer, or was detached. */
        record NotAttachable(String message) implements Checked {}

        /** The issuer refuses, with the codes a charge would have. */
        record Refused(String code, Optional<String> declineCode, String message)
                implements Checked {}

        /** The issuer did not answer: try again later. */
        record NoAnswer() implements Checked {}
    }

    /** Looks at everything that can be known before writing; asks the issuer last. */
    public Checked check(AccountId account, PaymentMethod.Id id, String customer) {
        if (!customers.exists(account, customer)) return new Checked.NoSuchCustomer();
        return vault.find(account, id)
                .map(method -> check(account, method, customer))
                .orElseGet(Checked.NoSuchMethod::new);
    }

    private Checked check(AccountId account, PaymentMethod method, String customer) {
        return switch (method.state()) {
            case DETACHED ->
                    new Checked.NotAttachable(
                            "This PaymentMethod was detached from a Customer, and may not be used"
                                    + " again.");
            case ATTACHED ->
                    method.customer().equals(Optional.of(customer))
                            ? new Checked.Already(method)
                            : new Checked.NotAttachable(
                                    "The payment method you provided has already been attached to"
                                            + " a customer.");
            case UNATTACHED -> verified(account, method);
        };
    }

    private Checked verified(AccountId account, PaymentMethod method) {
        if (method.instrument() instanceof Instrument.CustomerBalance)
            return new Checked.NotAttachable(
                    "A PaymentMethod of type `customer_balance` cannot be attached to a Customer.");
        if (method.instrument() instanceof Instrument.Promised) return new Checked.NoSuchMethod();
        if (method.instrument() instanceof CardDisplay card && card.presence().isPresent())
            return new Checked.NotAttachable(
                    "A PaymentMethod of type `card_present` cannot be attached to a Customer: use"
                            + " the card generated from it.");
        if (method.instrument() instanceof Instrument.BankAccount bank && !bank.verified())
            return new Checked.NotAttachable(
                    "The bank account must be verified before it can be attached: use a"
                            + " SetupIntent or a PaymentIntent.");
        return switch (verifier.verify(account, method)) {
            case Verification.Verified(var checks) -> new Checked.Good(method, checks);
            case Verification.Refused(var code, var declineCode, var message) ->
                    new Checked.Refused(code, declineCode, message);
            case Verification.NoAnswer() -> new Checked.NoAnswer();
        };
    }

    /** Attaches what was found good; empty if somebody else was faster. */
    public Optional<PaymentMethod> attach(
            Tx tx, Event.Cause why, Checked.Good good, String customer) {
        return vault.attach(tx, why, good.method().id(), customer, good.checks());
    }
}
