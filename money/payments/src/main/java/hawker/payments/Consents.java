package hawker.payments;

import hawker.kernel.Money;
import hawker.payments.Charge.Agreed;
import hawker.platform.Tx;
import hawker.vault.PaymentMethod;
import java.util.Optional;

/**
 * What buyers have agreed to before they are charged: sources ({@code src_…}) and mandates. Both
 * are kept by other rooms, which say so here; set once, before the first request. All calls join
 * the transaction of the charge.
 */
public final class Consents {

    private Optional<Sources> sources = Optional.empty();
    private Optional<Mandates> mandates = Optional.empty();

    Consents() {}

    /** What was promised under the name of a source. */
    public interface Sources {

        /**
         * Uses a card that was made as a source for an attempt: one that serves once is used up, as
         * a token is, also by an attempt that is declined.
         *
         * @return why it may not be charged; empty: it may
         */
        Optional<String> use(Tx tx, PaymentMethod card, Use use);

        /**
         * Why so much may not be taken of what a method stands for as a source; changes nothing.
         */
        Optional<String> refusal(Tx tx, PaymentMethod method, Money amount);

        /**
         * Takes money from what the source of a method stands for.
         *
         * @param charge that is ordered in this transaction
         */
        Taken take(Tx tx, PaymentMethod method, Charge.Id charge, Money amount);
    }

    /**
     * What a card that was made as a source is used for.
     *
     * @param again the attempt goes on from one of the same payment that has used it
     * @param kept its customer keeps it if the payment succeeds
     */
    public record Use(Money amount, boolean again, boolean kept) {}

    /** What came of taking from a source. */
    public sealed interface Taken {

        /** The method was not made as a source. */
        record Nothing() implements Taken {}

        /**
         * It may be charged.
         *
         * @param source as it was then, JSON
         * @param details what a charge's payment_method_details say of its type, JSON
         */
        record Agreed(String source, String details) implements Taken {}

        record Refused(String message) implements Taken {}
    }

    /** What holders of bank accounts allow. */
    public interface Mandates {

        /**
         * The mandate under which an account is debited: the one named, one made of what the holder
         * has just accepted, or the newest that is in force and serves more than once.
         *
         * @param given what the request says of it
         * @param amount of the debit; one that serves once is for this and no other, and is used up
         * @param once whether what is accepted just now is for this payment only
         */
        Mandated of(Tx tx, PaymentMethod method, Terms.Agreement given, Money amount, boolean once);

        /** Why the mandate named would not serve for so much; changes nothing. */
        Optional<String> refusal(Tx tx, PaymentMethod method, Terms.Agreement given, Money amount);
    }

    /** Under which mandate. */
    public sealed interface Mandated {

        /** Nobody has told of any. */
        record Untold() implements Mandated {}

        /**
         * Under this one.
         *
         * @param id {@code mandate_…}
         */
        record Under(String id) implements Mandated {}

        /** The one named is another account's, or not in force. */
        record Refused(String message) implements Mandated {}
    }

    void with(Sources kept) {
        sources = Optional.of(kept);
    }

    void with(Mandates kept) {
        mandates = Optional.of(kept);
    }

    /**
     * Uses a card that was made as a source; refusals undo the caller's transaction.
     *
     * @param again the attempt goes on from one that has used it
     */
    void use(Tx tx, PaymentIntent intent, PaymentMethod card, boolean again) {
        var terms = intent.terms();
        boolean keeps = terms.futureUsage().isPresent() && terms.customer().isPresent();
        var use = new Use(intent.amount(), again, keeps);
        sources.flatMap(kept -> kept.use(tx, card, use))
                .ifPresent(message -> {
                    throw new No(Refusal.SOURCE_NOT_CHARGEABLE, message);
                });
    }

    /** That nothing stands against a debit now, before its account is proven; uses nothing up. */
    void check(Tx tx, PaymentIntent intent, PaymentMethod method) {
        sources.flatMap(kept -> kept.refusal(tx, method, intent.amount()))
                .ifPresent(message -> {
                    throw new No(Refusal.SOURCE_NOT_CHARGEABLE, message);
                });
        var agreement = intent.terms().agreement();
        mandates.flatMap(kept -> kept.refusal(tx, method, agreement, intent.amount()))
                .ifPresent(message -> {
                    throw new No(Refusal.MANDATE_INVALID, message);
                });
    }

    /** What stands behind a debit; refusals undo the caller's transaction. */
    Agreed of(Tx tx, PaymentIntent intent, Charge.Id charge, PaymentMethod method) {
        var taken =
                sources.map(kept -> kept.take(tx, method, charge, intent.amount()))
                        .orElseGet(Taken.Nothing::new);
        var mandate = mandate(tx, intent.terms(), method);
        return switch (taken) {
            case Taken.Nothing() -> new Agreed(mandate, Optional.empty(), Optional.empty());
            case Taken.Agreed(var source, var details) ->
                    new Agreed(mandate, Optional.of(source), Optional.of(details));
            case Taken.Refused(var message) -> throw new No(Refusal.SOURCE_NOT_CHARGEABLE, message);
        };
    }

    private Optional<String> mandate(Tx tx, Terms terms, PaymentMethod method) {
        if (mandates.isEmpty() || method.instrument().last4().isEmpty()) return Optional.empty();
        boolean once = terms.futureUsage().isEmpty();
        return switch (mandates.get().of(tx, method, terms.agreement(), terms.amount(), once)) {
            case Mandated.Untold() -> Optional.empty();
            case Mandated.Under(var id) -> Optional.of(id);
            case Mandated.Refused(var message) -> throw new No(Refusal.MANDATE_INVALID, message);
        };
    }

    /** Nobody agreed to this: everything is undone. */
    static final class No extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient Refusal reason;

        No(Refusal reason, String message) {
            super(message, null, false, false);
            this.reason = reason;
        }

        Confirmation.Refused of(PaymentIntent intent) {
            return new Confirmation.Refused(intent, reason, String.valueOf(getMessage()));
        }
    }
}
