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

    private static final String DATA_TOKEN = "payment_method_data[card][token]";

    private static final String CVC = "payment_method_options[card][cvc_token]";

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
        return Optional.of(
                tx.inAccount(account, tx -> described(tx, account, params, token.get())));
    }

    /** The same in the caller's transaction. */
    Optional<PaymentMethod.Id> method(Tx tx, AccountId account, Params params) {
        var other = other(account, params);
        if (other.isPresent()) return other;
        var token = token(params);
        if (token.isEmpty()) return named(params);
        return Optional.of(described(tx, account, params, token.get()));
    }

    /** A method of {@code payment_method_data} that is no card, made now. */
    private Optional<PaymentMethod.Id> other(AccountId account, Params params) {
        var data = params.hash("payment_method_data");
        var type = data.flatMap(d -> d.text("type")).filter(t -> !t.equals("card"));
        if (type.isEmpty()) return Optional.empty();
        if (params.has("payment_method"))
            throw ApiError.parametersExclusive("payment_method", "payment_method_data");
        return Optional.of(vault.createOther(account, type.get(), data.orElseThrow()).id());
    }

    /** The method of a token in {@code payment_method_data}, with what is said beside it. */
    private PaymentMethod.Id described(Tx tx, AccountId account, Params params, String token) {
        var data = params.hash("payment_method_data").orElseThrow();
        return vault.useToken(tx, account, token, data)
                .map(PaymentMethod::id)
                .orElseThrow(() -> vault.tokens().refusal(tx, account, token, DATA_TOKEN));
    }

    /** A token's method; the token is used up. */
    PaymentMethod.Id used(AccountId account, String token) {
        return tx.inAccount(account, tx -> used(tx, account, token));
    }

    private PaymentMethod.Id used(Tx tx, AccountId account, String token) {
        return vault.createFixed(tx, account, token)
                .or(() -> vault.useToken(tx, account, token))
                .map(PaymentMethod::id)
                .orElseThrow(() -> vault.tokens().refusal(tx, account, token, "source"));
    }

    /** A CVC that the buyer typed anew, for a card that is kept; it is good when this returns. */
    Optional<String> cvc(AccountId account, Params params) {
        var token = named(params, "cvc_token");
        token.ifPresent(id -> vault.tokens().checkCvc(account, id, CVC));
        return token;
    }

    /** It goes with the next message about the intent, and with no other. */
    void useCvc(AccountId account, String token, PaymentIntent.Id intent) {
        vault.tokens().useCvc(account, token, intent.text(), CVC);
    }

    /**
     * @throws ApiError 400 if something was sent that only a confirmation uses
     */
    static void unconfirmed(Params params) {
        OutsideProof.checkUnconfirmed(params);
        if (named(params, "cvc_token").isPresent())
            throw ApiError.parameterInvalid(
                    CVC, "The parameter `" + CVC + "` can only be provided during confirmation.");
    }

    private static Optional<String> named(Params params, String option) {
        return params.hash("payment_method_options")
                .flatMap(options -> options.hash("card"))
                .flatMap(card -> card.text(option));
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
        tx.doInAccount(token.account(), tx -> use(tx, token, intent));
    }

    /** The same in the transaction that confirms. */
    void use(Tx tx, ConfirmationToken token, PaymentIntent.Id intent) {
        if (!vault.use(tx, token, intent.text())) throw spent(token);
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
