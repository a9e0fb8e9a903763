package hawker.network.sim;

import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.kernel.Ids;
import hawker.kernel.Money;
import hawker.network.Authorization;
import hawker.network.CardNetwork;
import hawker.network.NetworkAnswer;
import hawker.vault.CardVerifier;
import hawker.vault.Checks;
import hawker.vault.PaymentMethod;

/** Asks the issuer about a card with an amount of zero, so that only good ones are kept. */
final class Verifying implements CardVerifier {

    private final CardNetwork network;
    private final Ids ids;

    Verifying(CardNetwork network, Ids ids) {
        this.network = network;
        this.ids = ids;
    }

    @Override
    public Verification verify(AccountId account, PaymentMethod method) {
        // A bank account is proven by its holder, not by a question to its bank.
        if (!method.isCard()) return new Verification.Verified(Checks.none());
        var attempt = ids.ordinary("vrf", account);
        var question =
                Authorization.of(
                        account, attempt, attempt, method, Money.zero(Currency.USD), false, "");
        return switch (network.authorize(question)) {
            case NetworkAnswer.Approved approved -> new Verification.Verified(approved.checks());
            case NetworkAnswer.Declined declined ->
                    new Verification.Refused(
                            declined.code(), declined.declineCode(), declined.message());
            case NetworkAnswer.NeedsAuthentication wanted -> new Verification.NoAnswer();
            case NetworkAnswer.NotSent notSent -> new Verification.NoAnswer();
            case NetworkAnswer.Unknown unknown -> new Verification.NoAnswer();
        };
    }
}
