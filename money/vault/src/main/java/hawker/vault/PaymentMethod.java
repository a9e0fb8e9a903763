package hawker.vault;

import hawker.kernel.AccountId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A card or bank account a buyer can pay with, as everybody may see it: display data, never the
 * number.
 *
 * <p>Life: unattached → attached to one customer → detached, which is final. One made from a fixed
 * name (pm_card_visa) has no row with card data: the number behind the name is published.
 *
 * @param source where the number is found
 * @param customer whose it is; present exactly while attached
 * @param allowRedisplay whether a page may show it to the buyer again: always, limited, unspecified
 * @param asSource whether it was made as a source ({@code src_…}) and is shown as one
 */
public record PaymentMethod(
        Id id,
        AccountId account,
        Instrument instrument,
        Source source,
        Billing billing,
        State state,
        Optional<String> customer,
        String allowRedisplay,
        Map<String, String> metadata,
        Instant created,
        boolean asSource) {

    /** One that was not made as a source. */
    public PaymentMethod(
            Id id,
            AccountId account,
            Instrument instrument,
            Source source,
            Billing billing,
            State state,
            Optional<String> customer,
            String allowRedisplay,
            Map<String, String> metadata,
            Instant created) {
        this(
                id,
                account,
                instrument,
                source,
                billing,
                state,
                customer,
                allowRedisplay,
                metadata,
                created,
                false);
    }

    /** {@code pm_} and 24 characters. */
    public record Id(String text) {
        public Id {
            if (!text.startsWith("pm_") || text.length() > 255)
                throw new IllegalArgumentException("not a payment method id: " + text);
        }

        /**
         * The id, or empty if the text cannot be one. {@code card_…}, {@code ba_…} and {@code
         * src_…} are the same method in the older forms of the API ({@link
         * PaymentMethodJson#olderId}).
         */
        public static Optional<Id> parse(String text) {
            if (text.startsWith("card_")) return parse("pm_" + text.substring("card_".length()));
            if (text.startsWith("ba_")) return parse("pm_" + text.substring("ba_".length()));
            if (text.startsWith("src_")) return parse("pm_" + text.substring("src_".length()));
            return text.startsWith("pm_") && text.length() <= 255
                    ? Optional.of(new Id(text))
                    : Optional.empty();
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** Whether it may still be used, and for whom. */
    public enum State {
        UNATTACHED,
        ATTACHED,
        DETACHED
    }

    /** Where the number is: sealed in the vault, or published under a fixed name. */
    public sealed interface Source {
        /** A row of the vault; {@code cardId} is {@code card_…}. */
        record Sealed(String cardId) implements Source {}

        /** A fixed name of the test tables: "pm_card_visa", "pm_usBankAccount_success". */
        record Fixed(String name) implements Source {}

        /** There is no number: customer_balance. */
        record None() implements Source {}
    }

    public PaymentMethod {
        metadata = Map.copyOf(metadata);
        if (customer.isPresent() != (state == State.ATTACHED))
            throw new IllegalArgumentException("a customer exactly while attached: " + id);
    }

    /** Stripe's word for what it is. */
    public String type() {
        return instrument.type();
    }

    public boolean isCard() {
        return instrument instanceof CardDisplay;
    }

    /**
     * The card that it is.
     *
     * @throws IllegalStateException if it is none; ask {@link #isCard} first
     */
    public CardDisplay card() {
        if (instrument instanceof CardDisplay card) return card;
        throw new IllegalStateException(id + " is no card but " + type());
    }

    /** The same with other words of the owner's. */
    PaymentMethod withDetails(
            Billing otherBilling, String otherRedisplay, Map<String, String> otherMetadata) {
        return new PaymentMethod(
                id,
                account,
                instrument,
                source,
                otherBilling,
                state,
                customer,
                otherRedisplay,
                otherMetadata,
                created,
                asSource);
    }

    /** The same, from which a card for later is generated under this id. */
    public PaymentMethod generating(Id later) {
        return with(
                card().present(
                                card().presence()
                                        .map(how ->
                                                new CardDisplay.Presence(
                                                        how.readMethod(),
                                                        how.verification(),
                                                        how.application(),
                                                        how.reader(),
                                                        how.location(),
                                                        Optional.of(later.text())))));
    }

    /** The same number as a method of its own, not bound to a reader. */
    PaymentMethod generating(Id other, String redisplay, Instant now) {
        return new PaymentMethod(
                other,
                account,
                card().present(Optional.empty()),
                source,
                billing,
                State.UNATTACHED,
                Optional.empty(),
                redisplay,
                Map.of(),
                now);
    }

    /**
     * The same bank account in the United States, of which its owner tells otherwise; what is not
     * told stays, and other methods do.
     *
     * @param holder individual or company
     * @param kind checking or savings
     */
    public PaymentMethod told(Optional<String> holder, Optional<String> kind) {
        return instrument instanceof Instrument.BankAccount bank
                        && bank.scheme() == Instrument.Scheme.US_BANK_ACCOUNT
                ? with(bank.told(holder, kind))
                : this;
    }

    PaymentMethod with(Instrument other) {
        return new PaymentMethod(
                id,
                account,
                other,
                source,
                billing,
                state,
                customer,
                allowRedisplay,
                metadata,
                created,
                asSource);
    }

    /** The same, to be shown as a source. */
    PaymentMethod madeSource() {
        return new PaymentMethod(
                id,
                account,
                instrument,
                source,
                billing,
                state,
                customer,
                allowRedisplay,
                metadata,
                created,
                true);
    }
}
