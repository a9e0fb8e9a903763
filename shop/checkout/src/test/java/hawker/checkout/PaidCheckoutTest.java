package hawker.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.catalog.StockLevel;
import hawker.checkout.CheckoutSession.State;
import hawker.kernel.Money;
import hawker.orders.Changed;
import hawker.orders.Order;
import hawker.payments.Charge;
import hawker.payments.Confirmation;
import hawker.payments.NewRefund;
import hawker.payments.PaymentIntent;
import hawker.vault.PaymentMethod;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What happens between the payment and the order, and to the order afterwards. */
class PaidCheckoutTest extends Story {

    @Test
    void a_crash_between_payment_and_order_heals_by_the_event() {
        var session = paidButNotPlaced();
        stage.platform.events().drain();
        assertThat(stage.now(session).state()).isEqualTo(State.PLACED);
        assertThat(stage.orders()).hasSize(1);
        assertThat(stage.level().committed()).isEqualTo(2);
        stage.platform.events().drain();
        stage.settleAll();
        assertThat(stage.orders()).hasSize(1);
        assertThat(stage.mailTo("anna@example.com")).hasSize(1);
    }

    @Test
    void a_crash_between_payment_and_order_heals_by_the_job() {
        var session = paidButNotPlaced();
        stage.test.clock().advance(Duration.ofSeconds(31));
        stage.platform.jobs().runDue();
        assertThat(stage.now(session).state()).isEqualTo(State.PLACED);
        assertThat(stage.orders()).hasSize(1);
    }

    @Test
    void a_crash_before_the_card_was_asked_gives_the_session_back() {
        var session = stage.ready();
        stage.pay(session, Stage.BAD);
        pinned(session);
        stage.test.clock().advance(Duration.ofSeconds(31));
        stage.platform.jobs().runDue();
        assertThat(stage.now(session).state()).isEqualTo(State.OPEN);
        assertThat(stage.placed(stage.now(session)).units()).isEqualTo(2);
    }

    @Test
    void a_paid_session_whose_goods_are_gone_gets_its_money_back_after_fifteen_minutes() {
        var session = paidButNotPlaced();
        var shop = stage.shop;
        stage.platform
                .tx()
                .doInAccount(
                        shop, tx -> stage.catalog.stock().release(tx, shop, session.id().text()));
        stage.catalog.stock().setOnHand(shop, stage.variant(), 0, "test");
        stage.platform.events().drain();
        assertThat(stage.orders()).isEmpty();
        for (int i = 0; i < 20; i++) {
            stage.test.clock().advance(Duration.ofMinutes(1));
            stage.platform.jobs().runDue();
        }
        assertThat(stage.now(session).state()).isEqualTo(State.REFUNDED);
        assertThat(stage.charges()).filteredOn(Charge::paid).allMatch(Charge::fullyRefunded);
        assertThat(stage.mailTo("anna@example.com"))
                .containsExactly("Your payment to Juniper goes back to your card");
        assertThat(stage.pay(stage.now(session), Stage.GOOD)).isInstanceOf(PayResult.Over.class);
    }

    @Test
    void goods_that_are_there_again_in_time_make_the_order_after_all() {
        var session = paidButNotPlaced();
        var shop = stage.shop;
        stage.platform
                .tx()
                .doInAccount(
                        shop, tx -> stage.catalog.stock().release(tx, shop, session.id().text()));
        stage.catalog.stock().setOnHand(shop, stage.variant(), 0, "test");
        stage.platform.events().drain();
        stage.catalog.stock().setOnHand(shop, stage.variant(), 3, "test");
        stage.test.clock().advance(Duration.ofMinutes(2));
        stage.platform.jobs().runDue();
        assertThat(stage.orders()).hasSize(1);
        assertThat(stage.level()).isEqualTo(new StockLevel(stage.variant(), 3, 2, 0));
    }

    @Test
    void a_refund_shows_on_the_order_and_is_written_to_the_buyer() {
        var order = stage.placed(stage.ready());
        refund(order, Optional.of(Money.usd(1_000)), "first");
        stage.platform.events().drain();
        assertThat(stage.orders().getFirst().paid()).isEqualTo(Order.Payment.PARTIALLY_REFUNDED);
        refund(order, Optional.empty(), "second");
        stage.platform.events().drain();
        assertThat(stage.orders().getFirst().paid()).isEqualTo(Order.Payment.REFUNDED);
        assertThat(stage.mailTo("anna@example.com")).hasSize(3);
    }

    @Test
    void cancelling_an_order_frees_the_goods_and_returns_the_money() {
        var order = stage.placed(stage.ready());
        var changed = stage.checkout.cancelOrder(stage.shop, order.id(), "Broken", "anna");
        assertThat(changed).isInstanceOf(Changed.Done.class);
        stage.platform.events().drain();
        var after = stage.orders().getFirst();
        assertThat(after.state()).isEqualTo(Order.State.CANCELLED);
        assertThat(after.paid()).isEqualTo(Order.Payment.REFUNDED);
        assertThat(stage.level()).isEqualTo(new StockLevel(stage.variant(), 5, 0, 0));
        assertThat(stage.checkout.cancelOrder(stage.shop, order.id(), "", "anna"))
                .isInstanceOf(Changed.Refused.class);
    }

    @Test
    void a_parcel_on_its_way_is_written_to_the_buyer_once() {
        var order = stage.placed(stage.ready());
        stage.orders.fulfil(stage.shop, order.id(), "DHL", "JD01", "anna");
        stage.platform.events().drain();
        assertThat(stage.mailTo("anna@example.com"))
                .contains("Your order JUNIPE-1001 is on its way");
    }

    /** What a process that died after the card was approved leaves behind. */
    private CheckoutSession paidButNotPlaced() {
        var session = stage.ready();
        stage.pay(session, Stage.BAD);
        pinned(session);
        var intent = new PaymentIntent.Id(stage.now(session).payment().orElseThrow());
        var request =
                Confirmation.Request.onSession(
                        new PaymentMethod.Id(Stage.GOOD), "http://shop.test/back");
        assertThat(stage.payments.confirm(stage.shop, intent, request))
                .isInstanceOf(Confirmation.Succeeded.class);
        return session;
    }

    private void pinned(CheckoutSession session) {
        var shop = stage.shop;
        stage.platform
                .tx()
                .doInAccount(
                        shop,
                        tx -> {
                            stage.catalog.stock().pin(tx, shop, session.id().text());
                            SessionsSql.setState(
                                    shop,
                                    tx,
                                    session.id(),
                                    State.PAYING,
                                    "",
                                    stage.platform.clock().now());
                        });
    }

    private void refund(Order order, Optional<Money> amount, String key) {
        stage.test.clock().advance(Duration.ofSeconds(1));
        stage.payments.refund(
                stage.shop, NewRefund.of(new PaymentIntent.Id(order.payment()), amount, key));
    }
}
