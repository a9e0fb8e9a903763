package hawker.checkout;

import hawker.kernel.AccountId;
import hawker.kernel.Money;
import hawker.orders.Changed;
import hawker.orders.Order;
import hawker.orders.Orders;
import hawker.payments.Charge;
import hawker.payments.NewRefund;
import hawker.payments.PaymentIntent;
import hawker.payments.Payments;
import hawker.payments.Refund;
import hawker.payments.Refusal;
import hawker.platform.Event;
import hawker.platform.Platform;
import hawker.platform.Tx;
import java.util.Optional;

/** What follows a sale where goods and money meet: refunds, cancelling, mail on the way. */
final class Following {

    private static final String SHIPPED = "checkout.shipped";
    private static final String REFUNDED = "checkout.refunded";

    private final Platform platform;
    private final Orders orders;
    private final Payments payments;
    private final Mails mails;

    Following(Platform platform, Orders orders, Payments payments, Mails mails) {
        this.platform = platform;
        this.orders = orders;
        this.payments = payments;
        this.mails = mails;
    }

    /** Hears every change of a refund and tells the order how much was given back by now. */
    void refunded(Event event) {
        var account = event.account();
        var refund = Refund.Id.parse(event.subject()).flatMap(id -> payments.refund(account, id));
        var intent = refund.flatMap(Refund::intent);
        if (intent.isEmpty()) return;
        var order = orders.byPayment(account, intent.get().text());
        if (order.isEmpty()) return;
        var inAll = refundedInAll(account, intent.get(), order.get().totals().total());
        platform.tx()
                .doInAccount(
                        account,
                        tx -> {
                            if (!platform.events().firstTime(tx, REFUNDED, event)) return;
                            orders.refunded(tx, account, intent.get().text(), inAll);
                            if (event.isOf("refund.created"))
                                mails.refunded(
                                        tx,
                                        order.get(),
                                        refund.get().amount(),
                                        refund.get().id().text());
                        });
    }

    private Money refundedInAll(AccountId account, PaymentIntent.Id intent, Money total) {
        var sum = Money.zero(total.currency());
        for (Charge charge : payments.charges(account, intent))
            if (charge.isCaptured()) sum = sum.plus(charge.refunded());
        return sum.min(total);
    }

    /** Hears fulfillment.created. */
    void shipped(Event event) {
        var order = orders.find(event.account(), new Order.Id(event.subject()));
        if (order.isEmpty() || !order.get().needsShipping()) return;
        platform.tx()
                .doInAccount(
                        event.account(),
                        tx -> {
                            if (platform.events().firstTime(tx, SHIPPED, event))
                                mails.shipped(tx, order.get());
                        });
    }

    /** Nothing is sent and all money that is left goes back, in one transaction. */
    Changed cancel(AccountId account, Order.Id id, String reason, String actor) {
        return platform.tx().inAccount(account, tx -> cancel(tx, account, id, reason, actor));
    }

    private Changed cancel(Tx tx, AccountId account, Order.Id id, String reason, String actor) {
        var changed = orders.cancel(tx, account, id, reason, actor);
        if (!(changed instanceof Changed.Done done)) return changed;
        var intent = new PaymentIntent.Id(done.order().payment());
        var wanted = NewRefund.of(intent, Optional.empty(), "cancel-" + id);
        if (payments.refund(tx, account, wanted) instanceof Refund.Outcome.Refused refused
                && refused.reason() != Refusal.ALREADY_REFUNDED)
            // Rolls the cancelling back: an order must not be cancelled and kept paid.
            throw new IllegalStateException("no refund of " + intent + ": " + refused.message());
        return changed;
    }
}
