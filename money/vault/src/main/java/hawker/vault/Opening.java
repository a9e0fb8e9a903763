package hawker.vault;

import hawker.kernel.AccountId;
import hawker.vault.PaymentMethod.Source;
import hawker.vault.PaymentMethod.State;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;

/**
 * Opens cards for messages to the network, one message a time, and writes down who did (PCI DSS
 * 10.2.1.1). What was not meant to open is refused as if it were not there.
 */
final class Opening {

    private final CardsSql cards;
    private final Sealing sealing;
    private final Cvcs cvcs;
    private final Audit audit;
    private final Velocity velocity;

    Opening(CardsSql cards, Sealing sealing, Cvcs cvcs, Audit audit, Velocity velocity) {
        this.cards = cards;
        this.sealing = sealing;
        this.cvcs = cvcs;
        this.audit = audit;
        this.velocity = velocity;
    }

    /**
     * @param payment what the message is about: a CVC that was given for it goes with it, in the
     *     place of one that was given with the card
     */
    <T> Optional<T> use(
            AccountId account,
            PaymentMethod method,
            String payment,
            Function<OpenCard, T> message) {
        if (!method.account().equals(account)) {
            audit.refusal(account, "use", method.id().text(), "not this account's");
            return Optional.empty();
        }
        var card =
                switch (method.source()) {
                    case Source.Fixed(var name) -> fixed(method, name);
                    case Source.Sealed(var cardId) -> sealed(account, method, cardId);
                    case Source.None() -> Optional.<OpenCard>empty();
                };
        return card.map(opened -> sent(withCvc(opened, cvcs.take(payment)), message));
    }

    private static <T> T sent(OpenCard card, Function<OpenCard, T> message) {
        try {
            return message.apply(card);
        } finally {
            card.wipe();
        }
    }

    private static OpenCard withCvc(OpenCard card, byte[] given) {
        if (given.length == 0) return card;
        card.wipe();
        return new OpenCard(card.number(), card.expMonth(), card.expYear(), given);
    }

    /**
     * A published number. As long as the method is kept for nobody its buyer is there and gives a
     * CVC; a stored one is used without, like any stored card.
     */
    private static Optional<OpenCard> fixed(PaymentMethod method, String name) {
        var cvc = method.state() == State.UNATTACHED ? digits(method.card().brand()) : new byte[0];
        return TestCards.byName(name)
                .map(card ->
                        new OpenCard(
                                card.number(),
                                method.card().expMonth(),
                                method.card().expYear(),
                                cvc));
    }

    private static byte[] digits(String brand) {
        var cvc = brand.equals("amex") ? "1234" : "123";
        return cvc.getBytes(StandardCharsets.US_ASCII);
    }

    private Optional<OpenCard> sealed(AccountId account, PaymentMethod method, String cardId) {
        var row = cards.find(account, cardId);
        if (row.isEmpty()) {
            audit.refusal(account, "use", method.id().text(), "no card data");
            return Optional.empty();
        }
        try {
            var number = sealing.open(account, cardId, row.get());
            audit.note(account, "use", method.id().text(), "opened");
            return Optional.of(
                    new OpenCard(
                            number,
                            method.card().expMonth(),
                            method.card().expYear(),
                            cvcs.take(cardId)));
        } catch (Sealing.SealBroken broken) {
            audit.refusal(account, "use", method.id().text(), "seal does not open");
            return Optional.empty();
        }
    }

    /** Opens the number of a bank account for one order to its bank. */
    <T> Optional<T> useBank(AccountId account, PaymentMethod method, Function<String, T> order) {
        if (!method.account().equals(account)) {
            audit.refusal(account, "use", method.id().text(), "not this account's");
            return Optional.empty();
        }
        return switch (method.source()) {
            case Source.Fixed(var name) -> BankNumbers.ofName(name).map(order);
            case Source.Sealed(var id) -> opened(account, method, id).map(order);
            case Source.None() -> Optional.empty();
        };
    }

    private Optional<String> opened(AccountId account, PaymentMethod method, String id) {
        var row = cards.find(account, id);
        if (row.isEmpty()) {
            audit.refusal(account, "use", method.id().text(), "no number");
            return Optional.empty();
        }
        try {
            var number = sealing.open(account, id, row.get());
            audit.note(account, "use", method.id().text(), "opened");
            return Optional.of(number);
        } catch (Sealing.SealBroken broken) {
            audit.refusal(account, "use", method.id().text(), "seal does not open");
            return Optional.empty();
        }
    }

    void declined(PaymentMethod method) {
        if (method.source() instanceof Source.Sealed(var cardId)) velocity.declined(cardId);
    }
}
