package hawker.dashboard;

import gg.jte.Content;
import hawker.desk.Desk;
import hawker.desk.Typed;
import hawker.kernel.Ids;
import hawker.kernel.Money;
import hawker.look.Kit;
import hawker.look.Templates;
import hawker.payments.Charge;
import hawker.payments.NewRefund;
import hawker.payments.Payments;
import hawker.payments.Refund;
import java.util.Map;
import java.util.Optional;

/**
 * The form that gives money back. It carries a key of its own, so that a form that is sent twice is
 * one refund.
 */
final class RefundForm {

    private static final int LONGEST_KEY = 64;

    private final Templates templates;
    private final Payments payments;
    private final Ids ids;

    RefundForm(Templates templates, Payments payments, Ids ids) {
        this.templates = templates;
        this.payments = payments;
        this.ids = ids;
    }

    /** How it ended, in words for the seller. */
    sealed interface Result {
        record Done(String says) implements Result {}

        /** Nothing was changed. */
        record Refused(String typed, String says) implements Result {}
    }

    /**
     * The form, or why there is none; nothing when nothing is left to give back.
     *
     * @param typed what was sent, and {@code error} why it was not done; both may be empty
     */
    Content content(Desk.Seat seat, Charge charge, String action, String typed, String error) {
        return view(charge, action, typed, error)
                .map(form -> templates.content("refund.jte", Map.of("form", form, "seat", seat)))
                .or(() ->
                        whyNot(charge, error)
                                .map(says ->
                                        templates.content("noRefund.jte", Map.of("says", says))))
                .orElse(Kit.nothing());
    }

    private static Optional<String> whyNot(Charge charge, String error) {
        if (!error.isEmpty()) return Optional.of(error);
        if (charge.isCaptured() && charge.refundNeedsReader() && !charge.fullyRefunded())
            return Optional.of("Interac payments are given back at a reader, to the card itself.");
        return charge.disputed().taken().isPositive()
                ? Optional.of("The bank has taken the money for a dispute.")
                : Optional.empty();
    }

    private Optional<RefundView> view(Charge charge, String action, String typed, String error) {
        boolean takenBack = charge.disputed().taken().isPositive();
        if (!charge.isCaptured() || takenBack || charge.refundNeedsReader())
            return Optional.empty();
        var left = charge.refundable();
        if (!left.isPositive()) return Optional.empty();
        var amount =
                Kit.moneyField("amount", "Amount to refund", Typed.sign(left.currency()))
                        .value(typed.isEmpty() ? left.major().toPlainString() : typed)
                        .hint("Up to " + left.text() + ". The processing fee is not returned.")
                        .error(error);
        return Optional.of(new RefundView(action, amount, !error.isEmpty(), ids.token(24)));
    }

    /** Gives back what the form says, of a charge of the seat's own shop. */
    Result refund(Desk.Seat seat, Charge charge) {
        var typed = seat.request().formParam("amount").orElse("").strip();
        var amount = Typed.money(typed, charge.amount().currency()).filter(Money::isPositive);
        if (amount.isEmpty()) return new Result.Refused(typed, "Write an amount like 12.50");
        var key =
                seat.request()
                        .formParam("key")
                        .filter(k -> !k.isEmpty() && k.length() <= LONGEST_KEY)
                        .orElseGet(() -> ids.token(24));
        var wanted =
                new NewRefund(
                        new NewRefund.Target.OfCharge(charge.id()),
                        amount,
                        Optional.of(Refund.Reason.REQUESTED_BY_CUSTOMER),
                        Map.of(),
                        Optional.of("dashboard-" + charge.id() + "-" + key));
        return switch (payments.refund(seat.shop(), wanted)) {
            case Refund.Outcome.Refunded(var refund) -> new Result.Done(says(refund));
            case Refund.Outcome.Refused(var reason, var message) ->
                    new Result.Refused(typed, message);
        };
    }

    private static String says(Refund refund) {
        var amount = refund.amount().text();
        return switch (refund.status()) {
            case PENDING -> "The refund of " + amount + " waits until your balance covers it";
            case REQUIRES_ACTION -> "The customer is asked where the " + amount + " go";
            case SUCCEEDED -> amount + " refunded";
            case FAILED, CANCELED -> "The refund of " + amount + " did not go through";
        };
    }
}
