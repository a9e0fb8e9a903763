package hawker.payments;

import hawker.api.ApiError;
import hawker.api.Params;
import hawker.kernel.AccountId;
import hawker.platform.Tx;
import hawker.platform.TxRunner;
import hawker.vault.ConfirmationToken;
import hawker.vault.PaymentMethod;
import hawker.vault.Vault;
import java.util.List;
import java.util.Optional;

/** The payment method that a request names: by id, by fixed name, or by a one-time token. */
final class Tokens {

    static final String CONFIRMATION = "confirmation_token";

    private final TxRunner tx;
    private final Vault vault;

    Tokens(TxRunner tx, Vault vault) {
        this.tx = tx;
        this.vault = vault;
    }

    /** Of {@code payment_method} or {@code payment_method_data[card][token]}; empty if neither. */
    Optional<PaymentMethod.Id> method(AccountId account, Params params) {
        var other = other(account, params);
        if (other.isPresent()) return other;
        var token = token(params);
        if (token.isEmpty()) return named(params);
        return Optional.of(used(account, token.get()));
    }

    /** The same in the caller's transaction. */
    Optional<PaymentMethod.Id> method(Tx tx, AccountId account, Params params) {
        var other = other(account, params);
        if (other.isPresent()) return other;
        var token = token(params);
        if (token.isEmpty()) return named(params);
        return Optional.of(used(tx, account, token.get()));
    }

    /** A method of {@code payment_method_data} that is no card, made now. */
    private Optional<PaymentMethod.Id> other(AccountId account, Params params) {
        var data = params.hash("payment_method_data");
        var type = data.flatMap(d -> d.text("type")).filter(t -> !t.equals("card"));
        if (type.isEmpty()) return Optional.empty();
        if (params.has("payment_method"))
            throw ApiError.parametersExclusive("payment_method", "payment_method_data");
        var billing = Vault.billing(data.orElseThrow().hash("billing_details"));
        return Optional.of(
                vault.createOther(account, type.get(), data.orElseThrow(), billing).id());
    }

    /** A token's method; the token is used up. */
    PaymentMethod.Id used(AccountId account, String token) {
        return tx.inAccount(account, tx -> used(tx, account, token));
    }

    /** The same in the caller's transaction. */
    PaymentMethod.Id used(Tx tx, AccountId account, String token) {
        return vault.createFixed(tx, account, token)
                .or(() -> vault.useToken(tx, account, token))
                .map(PaymentMethod::id)
                .orElseThrow(() -> ApiError.missingReference("token", token, "source"));
    }

    /** The confirmation token that a request names, if it can still be used. */
    Optional<ConfirmationToken> confirmation(AccountId account, Params params) {
        var id = params.text(CONFIRMATION);
        if (id.isEmpty()) return Optional.empty();
        for (var other : List.of("payment_method", "payment_method_data"))
            if (params.has(other)) throw ApiError.parametersExclusive(CONFIRMATION, other);
        var token =
                vault.confirmationToken(account, id.get())
                        .orElseThrow(() ->
                                ApiError.missingReference(
                                        "confirmationtoken", id.get(), CONFIRMATION));
        if (token.usedFor().isPresent()) throw spent(token);
        return Optional.of(token);
    }

    /** Uses a confirmation token up; of two confirmations with it the second one is refused. */
    void use(ConfirmationToken token, PaymentIntent.Id intent) {
        boolean first = tx.inAccount(token.account(), tx -> vault.use(tx, token, intent.text()));
        if (!first) throw spent(token);
    }

    private static ApiError spent(ConfirmationToken token) {
        return ApiError.parameterInvalid(
                CONFIRMATION,
                "The ConfirmationToken "
                        + token.id()
                        + " has expired or has already been used to confirm an intent.");
    }

    private static Optional<PaymentMethod.Id> named(Params params) {
        var name = params.text("payment_method");
        if (name.isEmpty()) return Optional.empty();
        var id = PaymentMethod.Id.parse(name.get());
        if (id.isEmpty())
            throw ApiError.missingReference("PaymentMethod", name.get(), "payment_method");
        return id;
    }

    private static Optional<String> token(Params params) {
        var token =
                params.hash("payment_method_data")
                        .flatMap(data -> data.hash("card"))
                        .flatMap(card -> card.text("token"));
        if (token.isPresent() && params.has("payment_method"))
            throw ApiError.parametersExclusive("payment_method", "payment_method_data");
        return token;
    }
}
