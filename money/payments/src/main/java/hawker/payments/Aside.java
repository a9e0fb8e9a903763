package hawker.payments;

import hawker.kernel.Money;
import hawker.payments.Confirmation.Cause;
import hawker.platform.Tx;
import hawker.platform.TxRunner;
import hawker.vault.CardDisplay;
import hawker.vault.Instrument;
import hawker.vault.PaymentMethod;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Confirms with what is no card: in one transaction, since nobody outside has to be asked first.
 * What is told at once is that it is under way, or what the buyer has to do.
 */
final class Aside {

    private static final Map<Instrument.Scheme, String> CURRENCY =
            Map.of(
                    Instrument.Scheme.SEPA_DEBIT, "eur",
                    Instrument.Scheme.US_BANK_ACCOUNT, "usd");

    private final TxRunner tx;
    private final Storage storage;
    private final Happenings happenings;
    private final Debiting debiting;
    private final Depositing depositing;
    private final Transferring transferring;

    Aside(
            TxRunner tx,
            Storage storage,
            Happenings happenings,
            Debiting debiting,
            Depositing depositing,
            Transferring transferring) {
        this.tx = tx;
        this.storage = storage;
        this.happenings = happenings;
        this.debiting = debiting;
        this.depositing = depositing;
        this.transferring = transferring;
    }

    /**
     * @param from the version to go on from
     * @param isNew whether it is not written yet
     */
    Confirmation confirm(
            PaymentIntent from,
            boolean isNew,
            Charge.Id attempt,
            PaymentMethod method,
            Cause cause,
            Confirming.Claim claim) {
        var refusal =
                refusal(from, method)
                        .or(() -> debiting.refusal(from, method).flatMap(why -> no(from, why)));
        if (refusal.isPresent()) return refusal.get();
        try {
            return tx.inAccount(
                    from.account(),
                    tx -> {
                        var ended = write(tx, from, isNew, attempt, method, cause, claim);
                        // A refusal leaves nothing behind, not even the claim of a key.
                        if (ended instanceof Confirmation.Refused no) throw new Undone(no);
                        return ended;
                    });
        } catch (Debiting.Overtaken ignored) {
            return new Confirmation.Refused(from, Refusal.IN_PROGRESS, Creating.busy().message());
        } catch (Consents.No no) {
            return no.of(from);
        } catch (Undone undone) {
            return undone.refused;
        }
    }

    private Confirmation write(
            Tx tx,
            PaymentIntent from,
            boolean isNew,
            Charge.Id attempt,
            PaymentMethod method,
            Cause cause,
            Confirming.Claim claim) {
        if (isNew) {
            if (!storage.intents().insert(tx, from)) throw new Debiting.Overtaken();
            if (!from.id().direct())
                happenings.append(
                        tx, happenings.of(from, List.of("payment_intent.created"), cause));
        }
        claim.join(tx, from.id());
        return switch (method.instrument()) {
            case Instrument.BankAccount bank ->
                    bank.verified()
                            ? debiting.order(tx, from, attempt, method, cause)
                            : depositing.begin(tx, from, method, cause);
            case Instrument.CustomerBalance ignored ->
                    transferring.confirm(tx, from, attempt, method, cause);
            case Instrument.Promised ignored -> debiting.order(tx, from, attempt, method, cause);
            case CardDisplay ignored -> throw new IllegalArgumentException("a card");
        };
    }

    /** Rolls back what was written before the refusal. */
    private static final class Undone extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient Confirmation.Refused refused;

        Undone(Confirmation.Refused refused) {
            super("", null, false, false);
            this.refused = refused;
        }
    }

    private static Optional<Confirmation> refusal(PaymentIntent intent, PaymentMethod method) {
        var terms = intent.terms();
        var type = method.type();
        if (intent.id().direct()) {
            if (!direct(method.instrument()))
                return no(intent, "Charges take cards, verified bank accounts and sources only.");
        } else {
            var closed = refusal(terms, type);
            if (closed.isPresent()) return no(intent, closed.get());
        }
        if (terms.manualCapture())
            return no(
                    intent,
                    "The payment method type `" + type + "` does not support manual capture.");
        // What is shared is sent on when a card's charge is captured; a debit may still come back.
        if (terms.share().moves())
            return no(
                    intent,
                    "application_fee_amount and transfer_data are taken with card payments only, not"
                            + " with `"
                            + type
                            + "`. Pay without them and send the money on with a transfer.");
        return currency(method.instrument(), terms.amount())
                .flatMap(currency ->
                        no(
                                intent,
                                "The currency provided ("
                                        + terms.amount().currency()
                                        + ") is invalid for the payment method type "
                                        + type
                                        + ": it is "
                                        + currency
                                        + "."));
    }

    /** What a charge without an intent takes; the types of an intent are its seller's choice. */
    private static boolean direct(Instrument instrument) {
        return switch (instrument) {
            case CardDisplay ignored -> true;
            case Instrument.BankAccount bank -> bank.verified();
            case Instrument.Promised ignored -> true;
            case Instrument.CustomerBalance ignored -> false;
        };
    }

    /** Why a payment does not take this card, typed or read; empty if it does. */
    static Optional<String> cardRefusal(Terms terms, PaymentMethod card) {
        return refusal(terms, card.type())
                .or(() -> IntentOptions.refusal(terms.notes(), card.card()))
                .or(() -> interacRefusal(terms, card));
    }

    /** Interac pays at once, in Canada's money. */
    private static Optional<String> interacRefusal(Terms terms, PaymentMethod card) {
        if (!card.card().isInterac()) return Optional.empty();
        if (!terms.amount().currency().code().equals("cad"))
            return Optional.of("Interac cards pay in cad only.");
        return terms.manualCapture()
                ? Optional.of(
                        "The payment method type `interac_present` does not support manual"
                                + " capture.")
                : Optional.empty();
    }

    private static Optional<String> refusal(Terms terms, String type) {
        // Also where the choice of types is ours: a page that asks for a card gets no debit.
        if (terms.methods().types().contains(type)) return Optional.empty();
        return Optional.of(
                "The PaymentMethod provided ("
                        + type
                        + ") is not allowed for this PaymentIntent. Please attach a"
                        + " PaymentMethod of one of the following types: "
                        + String.join(", ", terms.methods().types())
                        + ".");
    }

    /** The only currency of a scheme, if it is another one than the payment's. */
    private static Optional<String> currency(Instrument instrument, Money amount) {
        return instrument instanceof Instrument.BankAccount bank
                ? Optional.ofNullable(CURRENCY.get(bank.scheme()))
                        .filter(only -> !only.equals(amount.currency().code()))
                : Optional.empty();
    }

    private static Optional<Confirmation> no(PaymentIntent intent, String message) {
        return Optional.of(new Confirmation.Refused(intent, Refusal.METHOD_NOT_ALLOWED, message));
    }
}
