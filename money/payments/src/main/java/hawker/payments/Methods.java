package hawker.payments;

import hawker.kernel.AccountId;
import hawker.platform.GroupCommit;
import hawker.platform.Tx;
import hawker.vault.PaymentMethod;
import hawker.vault.Vault;
import java.util.Optional;

/** Which payment method an intent is charged with, and whether it may be. */
final class Methods {

    private static final String FIXED = "pm_card_";
    private static final String FIXED_BANK = "pm_usBankAccount";

    /** A method that can be charged, or why not. */
    sealed interface Chosen {
        record Method(PaymentMethod method) implements Chosen {}

        record No(Refusal reason, String message) implements Chosen {}
    }

    private final Vault vault;

    Methods(Vault vault) {
        this.vault = vault;
    }

    /**
     * Finds the method. A fixed name (pm_card_visa) makes a new one, whose row joins the unit of
     * the attempt.
     */
    Chosen choose(
            GroupCommit.Unit unit,
            AccountId account,
            PaymentMethod.Id id,
            Optional<String> customer) {
        if (id.text().startsWith(FIXED)) {
            var made = vault.addFixed(unit, account, id.text());
            if (made.isPresent()) return new Chosen.Method(made.get());
        }
        if (id.text().startsWith(FIXED_BANK)) {
            var made = vault.createFixed(account, id.text());
            if (made.isPresent()) return new Chosen.Method(made.get());
        }
        return vault.find(account, id)
                .map(method -> check(method, customer))
                .orElseGet(() -> unknown(id));
    }

    /** The same for an intent that is not confirmed yet. */
    Chosen choose(Tx tx, AccountId account, PaymentMethod.Id id, Optional<String> customer) {
        if (id.text().startsWith(FIXED) || id.text().startsWith(FIXED_BANK)) {
            var made = vault.createFixed(tx, account, id.text());
            if (made.isPresent()) return new Chosen.Method(made.get());
        }
        return vault.find(tx, account, id)
                .map(method -> check(method, customer))
                .orElseGet(() -> unknown(id));
    }

    private static Chosen unknown(PaymentMethod.Id id) {
        return new Chosen.No(Refusal.NO_SUCH_METHOD, "No such PaymentMethod: '" + id.text() + "'");
    }

    /** A method of another customer is not told apart from one that does not exist. */
    private static Chosen check(PaymentMethod method, Optional<String> customer) {
        return switch (method.state()) {
            case UNATTACHED -> new Chosen.Method(method);
            case DETACHED ->
                    new Chosen.No(
                            Refusal.METHOD_DETACHED,
                            "The provided PaymentMethod was detached from a Customer. It may not be"
                                    + " used again.");
            case ATTACHED -> {
                if (customer.isPresent() && customer.equals(method.customer()))
                    yield new Chosen.Method(method);
                yield new Chosen.No(
                        Refusal.METHOD_OF_ANOTHER,
                        customer.isPresent()
                                ? "The customer does not have a payment method with the ID "
                                        + method.id()
                                        + ". The payment method must be attached to the customer."
                                : "The PaymentMethod "
                                        + method.id()
                                        + " belongs to a Customer. Please include the Customer in"
                                        + " the `customer` parameter on the PaymentIntent.");
            }
        };
    }
}
