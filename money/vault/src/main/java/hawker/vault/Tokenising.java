package hawker.vault;

import hawker.kernel.AccountId;
import hawker.kernel.Clock;
import hawker.kernel.Ids;
import hawker.vault.CardRules.Looked;
import hawker.vault.PaymentMethod.Source;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Card data in, a payment method out: look at the form, seal the number, keep the CVC in memory.
 * The sealed card is committed before the payment method is written (another role, another
 * transaction); a crash between leaves a card that nothing names, which a chore deletes, and a
 * caller who tries again.
 */
final class Tokenising {

    private final CardsSql cards;
    private final Sealing sealing;
    private final Fingerprints fingerprints;
    private final Cvcs cvcs;
    private final Velocity velocity;
    private final Clock clock;
    private final Ids ids;

    Tokenising(
            CardsSql cards,
            Sealing sealing,
            Fingerprints fingerprints,
            Cvcs cvcs,
            Velocity velocity,
            Clock clock,
            Ids ids) {
        this.cards = cards;
        this.sealing = sealing;
        this.fingerprints = fingerprints;
        this.cvcs = cvcs;
        this.velocity = velocity;
        this.clock = clock;
        this.ids = ids;
    }

    /** What became of the data; {@code Sealed} is not yet written as a payment method. */
    sealed interface Step {
        record Sealed(PaymentMethod method) implements Step {}

        record Invalid(Tokenised.InvalidCard why) implements Step {}

        /** Too many tries from this source. */
        record TooMany() implements Step {}
    }

    /**
     * @param sources address and session of a browser; none: the seller's own server, not counted
     */
    Step seal(AccountId account, CardInput input, Billing billing, List<String> sources) {
        return switch (CardRules.look(input, clock.today())) {
            case Looked.Bad(var why) -> new Step.Invalid(why);
            case Looked.Good good -> seal(account, good, billing, sources);
        };
    }

    private Step seal(AccountId account, Looked.Good card, Billing billing, List<String> sources) {
        var fingerprint = fingerprints.of(account, card.number());
        boolean published = TestCards.byNumber(card.number()).isPresent();
        if (!published && !velocity.allows(sources, CardNumber.bin(card.number()), fingerprint))
            return new Step.TooMany();
        var now = clock.now();
        var cardId = ids.ordinary("card", account);
        var sealed = sealing.seal(account, cardId, card.number());
        cards.insert(account, cardId, sealed, now);
        card.cvc().ifPresent(cvc -> cvcs.put(cardId, cvc));
        if (!published) velocity.cameFrom(cardId, sources);
        return new Step.Sealed(method(account, cardId, card, fingerprint, billing, now));
    }

    private PaymentMethod method(
            AccountId account,
            String cardId,
            Looked.Good card,
            String fingerprint,
            Billing billing,
            Instant now) {
        var checks =
                Checks.unchecked(
                        billing.address().line1().isPresent(),
                        billing.address().postalCode().isPresent(),
                        card.cvc().isPresent());
        return new PaymentMethod(
                new PaymentMethod.Id(ids.ordinary("pm", account)),
                account,
                display(card, fingerprint).withChecks(checks),
                new Source.Sealed(cardId),
                billing,
                PaymentMethod.State.UNATTACHED,
                Optional.empty(),
                "unspecified",
                Map.of(),
                now);
    }

    /** Funding and country are known of published numbers only; there is no table of issuers. */
    private static CardDisplay display(Looked.Good card, String fingerprint) {
        var known = TestCards.byNumber(card.number());
        var brand = known.map(TestCard::brand).orElse(card.brand());
        var networks = known.map(TestCard::networks).orElse(List.of(brand));
        return new CardDisplay(
                brand,
                card.number().substring(card.number().length() - 4),
                card.expMonth(),
                card.expYear(),
                known.map(TestCard::funding).orElse("unknown"),
                known.map(TestCard::country),
                fingerprint,
                networks,
                card.preferredNetwork().filter(networks::contains),
                FixedCards.authenticates(brand),
                Checks.none());
    }
}
