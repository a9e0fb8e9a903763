package hawker.setups;

import hawker.api.Params;
import hawker.kernel.AccountId;
import hawker.platform.TxRunner;
import hawker.setups.SetupResult.Refusal;
import hawker.setups.SetupResult.Refused;
import hawker.vault.ConfirmationToken;
import hawker.vault.PaymentMethod;
import hawker.vault.Vault;
import java.util.Optional;

/** The card that a request names, and whether it may be kept for the customer. */
final class Methods {

    private final TxRunner tx;
    private final Vault vault;

    Methods(TxRunner tx, Vault vault) {
        this.tx = tx;
        this.vault = vault;
    }

    /** By id, or by fixed name (pm_card_visa), which makes a new one. */
    Optional<PaymentMethod> named(AccountId account, String name) {
        return vault.createFixed(account, name)
                .or(() -> PaymentMethod.Id.parse(name).flatMap(id -> vault.find(account, id)));
    }

    /** An account that a request describes, made now. */
    PaymentMethod described(AccountId account, String type, Params data) {
        return vault.createOther(account, type, data);
    }

    /**
     * Behind a one-time token, which is used up.
     *
     * @param data what is said beside it
     * @param param where the token stands in the request
     * @throws hawker.api.ApiError 400 if it cannot be used
     */
    PaymentMethod ofToken(AccountId account, String token, Params data, String param) {
        return tx.inAccount(account, t -> vault.useToken(t, account, token, data))
                .orElseThrow(() -> vault.tokens().refusal(account, token, param));
    }

    /** What a buyer chose on the page, under a name that serves one confirmation. */
    Optional<ConfirmationToken> confirmation(AccountId account, String id) {
        return vault.confirmationToken(account, id);
    }

    Optional<PaymentMethod> find(AccountId account, PaymentMethod.Id id) {
        return vault.find(account, id);
    }

    /** Why the card or account cannot be kept for this customer; empty if it can. */
    static Optional<Refused> refusal(PaymentMethod method, SetupIntent.Terms terms) {
        var customer = terms.customer();
        boolean fits = method.type().equals("card") || terms.types().contains(method.type());
        if (!fits)
            return no(
                    "The PaymentMethod provided ("
                            + method.type()
                            + ") is not allowed for this SetupIntent. Please attach a PaymentMethod"
                            + " of one of the following types: "
                            + String.join(", ", terms.types())
                            + ".");
        if (method.type().equals("us_bank_account") && SetupOptions.asksForWires(terms.options()))
            return no(
                    "The bank account does not support the requested network `us_domestic_wire`.");
        return switch (method.state()) {
            case UNATTACHED -> Optional.empty();
            case DETACHED ->
                    no(
                            "The provided PaymentMethod was detached from a Customer. It may not be"
                                    + " used again.");
            case ATTACHED ->
                    method.customer().equals(customer)
                            ? Optional.empty()
                            : no(
                                    "The payment method supplied ("
                                            + method.id()
                                            + ") belongs to a Customer. Please include that"
                                            + " Customer in the `customer` parameter on the"
                                            + " SetupIntent.");
        };
    }

    private static Optional<Refused> no(String message) {
        return Optional.of(new Refused(Refusal.METHOD_NOT_ALLOWED, message));
    }
}
