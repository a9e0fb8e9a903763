package hawker.payments;

import hawker.api.ApiError;
import hawker.kernel.AccountId;
import hawker.platform.TxRunner;
import hawker.vault.CardVerifier;
import hawker.vault.CardVerifier.Verification;
import hawker.vault.PaymentMethod;
import hawker.vault.Vault;

/**
 * Asks the issuer whether a card is good before a customer keeps it, as the network does when a
 * card is put on file: a card that declines cannot be attached.
 */
final class Attaching {

    private final TxRunner tx;
    private final Vault vault;
    private final CardVerifier verifier;

    Attaching(TxRunner tx, Vault vault, CardVerifier verifier) {
        this.tx = tx;
        this.vault = vault;
        this.verifier = verifier;
    }

    /**
     * The method, once its issuer has agreed; a fixed name (pm_card_visa) makes a new one. Asks the
     * network, so it is called outside any transaction.
     */
    PaymentMethod.Id checked(AccountId account, PaymentMethod.Id id) {
        var method =
                tx.inAccount(account, tx -> vault.createFixed(tx, account, id.text()))
                        .or(() -> vault.find(account, id))
                        .orElseThrow(() ->
                                ApiError.missingReference(
                                        "PaymentMethod", id.text(), "payment_method"));
        return switch (verifier.verify(account, method)) {
            case Verification.Verified ignored -> method.id();
            case Verification.Refused no ->
                    throw ApiError.card(no.code(), no.declineCode(), no.message());
            case Verification.NoAnswer ignored ->
                    throw ApiError.card(
                            "processing_error",
                            java.util.Optional.empty(),
                            Attempt.PROCESSING_ERROR);
        };
    }
}
