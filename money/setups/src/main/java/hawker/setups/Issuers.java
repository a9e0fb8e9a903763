package hawker.setups;

import hawker.accounts.Account;
import hawker.accounts.Accounts;
import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.network.Authentication;
import hawker.network.Authorization;
import hawker.network.Authorization.Authenticate;
import hawker.network.CardNetwork;
import hawker.network.NetworkAnswer;
import hawker.payments.OutsideProof;
import hawker.setups.SetupIntent.Usage;
import hawker.vault.PaymentMethod;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the issuer of a card, with an amount of zero; never inside a transaction. */
final class Issuers {

    private static final Logger log = LoggerFactory.getLogger(Issuers.class);

    private final CardNetwork network;
    private final Accounts accounts;
    private final String origin;

    /**
     * @param origin of our pages, where a challenge sends the buyer back to
     */
    Issuers(CardNetwork network, Accounts accounts, String origin) {
        this.network = network;
        this.accounts = accounts;
        this.origin = origin;
    }

    /**
     * Asks, and never throws: without an answer nothing is known, and nothing is kept.
     *
     * @param wireId of this asking; asked again with it the first answer comes again
     * @param authentication a passed challenge that stands behind it
     */
    NetworkAnswer ask(
            SetupIntent intent,
            PaymentMethod method,
            String wireId,
            Optional<String> authentication) {
        var question =
                new Authorization(
                        intent.account(),
                        wireId,
                        intent.id().text(),
                        method,
                        Money.zero(Currency.USD),
                        false,
                        false,
                        intent.terms().usage() == Usage.OFF_SESSION,
                        OutsideProof.authenticate(intent.terms().options())
                                .orElseGet(() -> authenticate(intent.terms().authenticating())),
                        authentication,
                        Optional.of(origin + ReturnPages.path(intent)),
                        name(intent));
        try {
            return network.authorize(question);
        } catch (RuntimeException e) {
            log.error("setup attempt {} has no answer", wireId, e);
            return new NetworkAnswer.Unknown(e.toString());
        }
    }

    /** Whose business it is, as the buyer knows it. */
    private String name(SetupIntent intent) {
        return SetupOptions.onBehalfOf(intent.terms().options())
                .flatMap(AccountId::parse)
                .map(id -> id.inMode(intent.account().livemode()))
                .or(() -> Optional.of(intent.account()))
                .flatMap(accounts::find)
                .map(Account::name)
                .orElse("");
    }

    /** What became of a challenge, as the network tells it server to server. */
    Optional<Authentication> authentication(AccountId account, String id) {
        return network.authentication(account, id);
    }

    private static Authenticate authenticate(SetupIntent.Authenticating how) {
        return switch (how) {
            case AUTOMATIC -> Authenticate.AUTOMATIC;
            case ANY -> Authenticate.ANY;
            case CHALLENGE -> Authenticate.CHALLENGE;
        };
    }
}
