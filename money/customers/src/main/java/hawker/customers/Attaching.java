package hawker.customers;

import hawker.api.ApiError;
import hawker.api.Params;
import hawker.kernel.AccountId;
import hawker.platform.Event;
import hawker.platform.Tx;
import hawker.platform.TxRunner;
import hawker.vault.CardDisplay;
import hawker.vault.CardVerifier;
import hawker.vault.CardVerifier.Verification;
import hawker.vault.Instrument;
import hawker.vault.PaymentMethod;
import hawker.vault.PaymentMethodJson;
import hawker.vault.Vault;
import java.util.Optional;

/**
 * The payment methods that customers bring. Their issuer is asked before a customer keeps one, as
 * the network does when a card is put on file: a card that declines cannot be attached.
 */
final class Attaching {

    private final TxRunner tx;
    private final Vault vault;
    private final CardVerifier verifier;
    private AttachedSources sources = AttachedSources.NONE;

    Attaching(TxRunner tx, Vault vault, CardVerifier verifier) {
        this.tx = tx;
        this.vault = vault;
        this.verifier = verifier;
    }

    void with(AttachedSources kept) {
        sources = kept;
    }

    /** Those that were made as sources ({@code src_…}). */
    AttachedSources sources() {
        return sources;
    }

    /**
     * The method of {@code source} (a payment method or a one-time token) or of {@code
     * payment_method}, once its issuer has agreed, unless {@code validate} says not to ask; it is
     * attached later. Asks the network, so it is called outside any transaction.
     */
    Optional<PaymentMethod.Id> offered(AccountId account, Params params) {
        var source = params.text("source");
        boolean validates = params.flag("validate").orElse(true);
        if (source.isPresent())
            return Optional.of(
                    checked(account, ofSource(account, source.get()), "source", validates));
        var name = params.text("payment_method");
        if (name.isEmpty()) return Optional.empty();
        var id =
                PaymentMethod.Id.parse(name.get())
                        .orElseThrow(() -> missing(name.get(), "payment_method"));
        return Optional.of(checked(account, id, "payment_method", validates));
    }

    /** A token's method; the token is used up. */
    private PaymentMethod.Id ofSource(AccountId account, String source) {
        var method = PaymentMethod.Id.parse(source);
        if (method.isPresent()) return method.get();
        return tx.inAccount(account, tx -> vault.useToken(tx, account, source))
                .map(PaymentMethod::id)
                .orElseThrow(() -> vault.tokens().refusal(account, source, "source"));
    }

    /** A fixed name (pm_card_visa) makes a new method. */
    private PaymentMethod.Id checked(
            AccountId account, PaymentMethod.Id id, String param, boolean validates) {
        var method =
                vault.createFixed(account, id.text())
                        .or(() -> vault.find(account, id))
                        .orElseThrow(() -> missing(id.text(), param));
        if (method.asSource()) checkSource(method, param);
        if (param.equals("source") && !method.isCard()) return olderBank(method);
        if (!isProven(method))
            throw ApiError.parameterInvalid(
                    param, "The bank account must be verified before it can be attached.");
        // Whoever will not wait for the issuer may hear of a bad card with its first payment.
        if (!validates) return method.id();
        return switch (verifier.verify(account, method)) {
            case Verification.Verified ignored -> method.id();
            case Verification.Refused no ->
                    throw ApiError.card(no.code(), no.declineCode(), no.message());
            case Verification.NoAnswer ignored ->
                    throw ApiError.card(
                            "processing_error",
                            Optional.empty(),
                            "An error occurred while processing your card. Try again in a little"
                                    + " bit.");
        };
    }

    private void checkSource(PaymentMethod method, String param) {
        tx.readAccount(method.account(), tx -> sources.refusal(tx, method))
                .ifPresent(message -> {
                    throw ApiError.parameterInvalid(param, message);
                });
    }

    /** How a customer's row names its usual source: what is no card in the older form. */
    static String asSource(PaymentMethod method) {
        if (method.asSource()) return PaymentMethodJson.sourceId(method.id());
        return method.isCard() ? method.id().text() : PaymentMethodJson.olderBankId(method.id());
    }

    /** The same by its id. */
    String asSource(AccountId account, PaymentMethod.Id id) {
        return vault.find(account, id).map(Attaching::asSource).orElse(id.text());
    }

    /** A bank account in the older form is kept before its holder has shown that it is theirs. */
    private static PaymentMethod.Id olderBank(PaymentMethod method) {
        if (!method.asSource() && !method.type().equals(Instrument.Scheme.US_BANK_ACCOUNT.text()))
            throw ApiError.parameterInvalid(
                    "source",
                    "The source must be a card or a bank account; this is a "
                            + method.type()
                            + ".");
        return method.id();
    }

    private static boolean isProven(PaymentMethod method) {
        return switch (method.instrument()) {
            case CardDisplay ignored -> true;
            case Instrument.BankAccount bank -> bank.verified();
            case Instrument.CustomerBalance ignored -> false;
            case Instrument.Promised ignored -> true;
        };
    }

    private static ApiError missing(String method, String param) {
        return ApiError.missingReference("PaymentMethod", method, param);
    }

    /** Gives the method to the customer; 400 if another has it or it was detached. */
    void attach(Tx tx, Event.Cause why, Customer.Id customer, PaymentMethod.Id method) {
        if (vault.attach(tx, why, method, customer.text()).isEmpty())
            throw ApiError.parameterInvalid(
                    "payment_method",
                    "This PaymentMethod is already attached to a Customer or was detached.");
    }

    /** Refuses a method that is not this customer's. */
    void checkOwn(Tx tx, Customer customer, String method, String param) {
        boolean own =
                PaymentMethod.Id.parse(method)
                        .flatMap(id -> vault.find(tx, customer.account(), id))
                        .filter(m -> m.customer().equals(Optional.of(customer.id().text())))
                        .isPresent();
        if (!own) throw notAttached(method, param);
    }

    static ApiError notAttached(String method, String param) {
        return ApiError.parameterInvalid(
                param,
                "The customer does not have a payment method with the ID "
                        + method
                        + ". The payment method must be attached to the customer.");
    }
}
