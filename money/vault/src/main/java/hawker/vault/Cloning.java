package hawker.vault;

import hawker.api.ApiError;
import hawker.api.Call;
import hawker.kernel.AccountId;
import java.util.List;
import java.util.Optional;

/**
 * A card that a platform's customer has, made anew for an account that is connected to it (docs:
 * share payment methods). The number is opened and sealed again for the account; nobody sees it.
 */
final class Cloning {

    private final Vault vault;
    private final Tokenising tokenising;
    private final CustomerCheck customers;

    Cloning(Vault vault, Tokenising tokenising, CustomerCheck customers) {
        this.vault = vault;
        this.tokenising = tokenising;
        this.customers = customers;
    }

    /**
     * The copy, not yet written.
     *
     * @param customer of the platform
     * @param named which of the customer's cards; empty: the usual one
     * @param param that names it
     * @throws ApiError 400 if there is none, 400 without a platform that acts for the account
     */
    PaymentMethod copy(Call call, String customer, Optional<String> named, String param) {
        if (call.isPublic()) throw ApiError.parameterUnknown(List.of("customer"));
        var platform =
                call.platform()
                        .orElseThrow(() ->
                                ApiError.parameterInvalid(
                                        "customer",
                                        "The parameter `customer` shares a platform's customer with"
                                                + " a connected account: name the account in the"
                                                + " `Stripe-Account` header."));
        if (!customers.exists(platform, customer))
            throw ApiError.missingReference("customer", customer, "customer");
        var original =
                named.or(() -> customers.usual(platform, customer))
                        .flatMap(PaymentMethod.Id::parse)
                        .flatMap(id -> vault.find(platform, id))
                        .filter(method -> method.customer().equals(Optional.of(customer)))
                        .orElseThrow(() ->
                                ApiError.missingReference(
                                        "PaymentMethod", named.orElse(""), param));
        if (!original.isCard())
            throw ApiError.parameterInvalid(param, "Only cards can be shared in this way.");
        return copied(original, call.account(), param);
    }

    private PaymentMethod copied(PaymentMethod original, AccountId account, String param) {
        return vault.use(original.account(), original, card -> sealed(original, card, account))
                .orElseThrow(() ->
                        ApiError.missingReference("PaymentMethod", original.id().text(), param));
    }

    /** Without the CVC: it was given to the platform. */
    private PaymentMethod sealed(PaymentMethod original, OpenCard card, AccountId account) {
        var input =
                new CardInput(
                        card.number(),
                        card.expMonth(),
                        card.expYear(),
                        Optional.empty(),
                        original.card().preferredNetwork());
        return switch (tokenising.seal(account, input, original.billing(), List.of())) {
            case Tokenising.Step.Sealed(var method) -> method;
            case Tokenising.Step.Invalid(var why) -> throw CardEntry.refused(why);
            case Tokenising.Step.TooMany() ->
                    throw new IllegalStateException("no source, no count");
        };
    }
}
