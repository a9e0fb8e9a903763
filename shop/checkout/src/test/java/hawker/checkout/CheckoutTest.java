package hawker.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.catalog.NewProduct;
import hawker.catalog.NewVariant;
import hawker.catalog.Price;
import hawker.catalog.StockLevel;
import hawker.checkout.CheckoutSession.State;
import hawker.kernel.Money;
import hawker.kernel.UserId;
import hawker.network.sim.FaultScript.Fault;
import hawker.network.sim.FaultScript.When;
import hawker.orders.ShipTo;
import hawker.orders.Source;
import hawker.payments.Charge;
import hawker.payments.PaymentIntent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CheckoutTest extends Story {

    @Test
    void a_buyer_pays_goods_delivery_and_tax_and_gets_an_order_and_a_receipt() {
        var order = stage.placed(stage.ready());
        assertThat(order.number()).isEqualTo("JUNIPE-1001");
        assertThat(order.totals().items()).isEqualTo(Money.usd(2_400));
        assertThat(order.totals().shipping()).isEqualTo(Money.usd(590));
        assertThat(order.totals().tax()).isEqualTo(Money.usd(174));
        assertThat(order.totals().total()).isEqualTo(Money.usd(3_164));
        assertThat(order.shipping()).isEqualTo("Standard, 3 to 5 business days");
        assertThat(order.source()).isEqualTo(Source.post("post_1"));
        var charge = stage.charges().getFirst();
        assertThat(charge.captured()).isEqualTo(order.totals().total());
        assertThat(charge.intent().map(PaymentIntent.Id::text)).contains(order.payment());
        assertThat(stage.level()).isEqualTo(new StockLevel(stage.variant(), 5, 2, 0));
        assertThat(stage.mailTo("anna@example.com"))
                .containsExactly("Your order JUNIPE-1001 at Juniper");
        assertThat(stage.mailTo(stage.handle + "@example.com")).hasSize(1);
        stage.settleAll();
        assertThat(stage.orders()).hasSize(1);
    }

    @Test
    void a_shop_that_closes_sells_nothing_more_and_keeps_what_it_sold() {
        var begun = stage.ready(1);
        var sold = stage.ready(1);
        var order = stage.placed(sold);
        stage.close("Back on Monday.");
        var says = "Juniper is closed at the moment. Back on Monday.";
        assertThat(stage.pay(begun, Stage.GOOD)).isEqualTo(new PayResult.Closed(says));
        assertThat(stage.now(begun).state()).isEqualTo(State.OPEN);
        assertThat(stage.start(1)).isEqualTo(new Started.Closed(says));
        assertThat(stage.pay(sold, Stage.GOOD)).isEqualTo(new PayResult.Placed(order));
        assertThat(stage.charges()).hasSize(1);
        stage.reopen();
        stage.placed(stage.now(begun));
        assertThat(stage.charges()).hasSize(2);
    }

    @Test
    void whoever_presses_pay_as_the_shop_closes_is_served_or_told_and_never_both()
            throws Exception {
        var sessions = IntStream.range(0, 5).mapToObj(i -> stage.ready(1)).toList();
        var pool = Executors.newVirtualThreadPerTaskExecutor();
        try (pool) {
            var pressed =
                    sessions.stream()
                            .map(session -> pool.submit(() -> stage.pay(session, Stage.GOOD)))
                            .toList();
            stage.close("");
            int placed = 0;
            for (var result : pressed) {
                assertThat(result.get())
                        .isInstanceOfAny(PayResult.Placed.class, PayResult.Closed.class);
                if (result.get() instanceof PayResult.Placed) placed++;
            }
            stage.settleAll();
            assertThat(stage.orders()).hasSize(placed);
            assertThat(stage.charges()).hasSize(placed);
        }
    }

    @Test
    void a23_pay_pressed_again_and_again_pays_once() throws Exception {
        var session = stage.ready();
        var results = at_once(12, () -> stage.pay(session, Stage.GOOD));
        assertThat(results)
                .allMatch(r -> r instanceof PayResult.Placed || r instanceof PayResult.Checking);
        assertThat(stage.pay(session, Stage.GOOD)).isInstanceOf(PayResult.Placed.class);
        stage.settleAll();
        assertThat(stage.charges()).hasSize(1);
        assertThat(stage.orders()).hasSize(1);
        assertThat(stage.level().committed()).isEqualTo(2);
    }

    @Test
    void a_declined_card_loses_nothing_and_the_next_one_pays() {
        var session = stage.ready();
        assertThat(stage.pay(session, Stage.BAD))
                .isEqualTo(new PayResult.Declined("Your card was declined."));
        var after = stage.now(session);
        assertThat(after.state()).isEqualTo(State.OPEN);
        assertThat(after.details()).isEqualTo(Stage.anna());
        assertThat(after.failure()).isEqualTo("Your card was declined.");
        assertThat(stage.level().held()).isEqualTo(2);
        var order = stage.placed(after);
        assertThat(Optional.of(order.payment())).isEqualTo(after.payment());
        stage.settleAll();
        assertThat(stage.charges()).hasSize(2).filteredOn(Charge::paid).hasSize(1);
    }

    @Test
    void a_declined_card_keeps_the_goods_for_fifteen_minutes_only() {
        var session = stage.ready(5);
        stage.pay(session, Stage.BAD);
        stage.test.clock().advance(Duration.ofMinutes(16));
        var other = stage.ready(5);
        assertThat(stage.pay(stage.now(session), Stage.GOOD))
                .isEqualTo(new PayResult.SoldOut("Mug is sold out."));
        assertThat(stage.placed(other).units()).isEqualTo(5);
        assertThat(stage.charges()).filteredOn(Charge::paid).hasSize(1);
    }

    @Test
    void another_price_than_the_buyer_saw_charges_nothing() {
        var session = stage.ready();
        var seen = stage.checkout.bill(session).orElseThrow();
        reprice(1_500);
        var asked = new Pay(session.details(), Optional.of(Stage.GOOD), seen.version());
        var changed = (PayResult.Changed) stage.checkout.pay(session.id(), asked);
        assertThat(changed.bill().total()).isEqualTo(Money.usd(3_000 + 590 + 218));
        assertThat(stage.charges()).isEmpty();
        assertThat(stage.placed(stage.now(session)).totals().items()).isEqualTo(Money.usd(3_000));
    }

    @Test
    void the_amount_follows_the_buyer_from_a_declined_try_to_the_next() {
        var session = stage.ready();
        stage.pay(session, Stage.BAD);
        var to = new ShipTo("Anna Berg", "1 Main St", "", "Portland", "OR", "97035", "US");
        var moved = new Details("anna@example.com", to, "express");
        var saved = stage.checkout.save(session.id(), moved).orElseThrow();
        var order = stage.placed(saved);
        assertThat(order.totals().total()).isEqualTo(Money.usd(2_400 + 1_490));
        assertThat(stage.charges().getFirst().captured()).isEqualTo(order.totals().total());
    }

    @Test
    void what_is_missing_is_said_at_its_field() {
        var started =
                stage.checkout.start(
                        stage.shop, Stage.lines(stage.mug, 1), Source.shop(), Optional.empty());
        var session = ((Started.Open) started).session();
        var asked = new Pay(session.details(), Optional.empty(), "");
        var invalid = (PayResult.Invalid) stage.checkout.pay(session.id(), asked);
        assertThat(invalid.problems())
                .extracting(FormProblem::field)
                .containsExactly(
                        "email", "name", "line1", "city", "state", "postal_code", "payment_method");
        assertThat(stage.charges()).isEmpty();
    }

    @Test
    void picked_up_goods_need_no_address() {
        var session = stage.ready();
        var nowhere = new ShipTo("", "", "", "", "", "", "US");
        var saved =
                stage.checkout
                        .save(session.id(), new Details("anna@example.com", nowhere, "pick-up"))
                        .orElseThrow();
        var order = stage.placed(saved);
        assertThat(order.shipTo()).isEmpty();
        assertThat(order.totals().total()).isEqualTo(Money.usd(2_400));
    }

    @Test
    void a_buyer_who_comes_back_is_not_asked_again() {
        var anna = new UserId(77);
        var first =
                stage.checkout.start(
                        stage.shop, Stage.lines(stage.mug, 1), Source.shop(), Optional.of(anna));
        var session =
                stage.checkout
                        .save(((Started.Open) first).session().id(), Stage.anna())
                        .orElseThrow();
        var order = stage.placed(session);
        stage.platform.events().drain();
        var next =
                stage.checkout.start(
                        stage.shop, Stage.lines(stage.mug, 1), Source.shop(), Optional.of(anna));
        assertThat(Optional.of(((Started.Open) next).session().details().to()))
                .isEqualTo(order.shipTo());
    }

    @Test
    void a27_many_buyers_of_the_last_units_are_charged_only_for_what_is_there() throws Exception {
        // Wide: the goods are paid long after everybody has looked whether there are any.
        stage.network.faults().add(When.mti("0200"), new Fault.Delay(Duration.ofMillis(50)));
        var results =
                at_once(
                        500,
                        () -> {
                            var started =
                                    stage.checkout.start(
                                            stage.shop,
                                            Stage.lines(stage.mug, 1),
                                            Source.shop(),
                                            Optional.empty());
                            if (!(started instanceof Started.Open open)) return false;
                            var session = stage.checkout.save(open.session().id(), Stage.anna());
                            return stage.pay(session.orElseThrow(), Stage.GOOD)
                                    instanceof PayResult.Placed;
                        });
        assertThat(results.stream().filter(bought -> bought)).hasSize(5);
        assertThat(stage.charges()).hasSize(5).allMatch(Charge::paid);
        assertThat(stage.orders()).hasSize(5);
        assertThat(stage.level()).isEqualTo(new StockLevel(stage.variant(), 5, 5, 0));
    }

    @Test
    void a_bank_that_wants_to_see_the_buyer_holds_the_goods_until_they_give_up() {
        var session = stage.ready(5);
        var action = (PayResult.NeedsAction) stage.pay(session, "pm_card_threeDSecure2Required");
        assertThat(action.url()).contains("/3ds/");
        assertThat(stage.now(session).state()).isEqualTo(State.ACTION);
        stage.test.clock().advance(Duration.ofMinutes(9));
        stage.platform.jobs().runDue();
        assertThat(stage.level().held()).isEqualTo(5);
        assertThat(stage.checkout.returned(session.id())).isInstanceOf(PayResult.NeedsAction.class);
        for (int i = 0; i < 20; i++) {
            stage.test.clock().advance(Duration.ofMinutes(1));
            stage.platform.jobs().runDue();
        }
        assertThat(stage.now(session).state()).isEqualTo(State.OPEN);
        assertThat(stage.charges()).noneMatch(Charge::paid);
        var order = stage.placed(stage.now(session));
        assertThat(order.units()).isEqualTo(5);
    }

    @Test
    void another_card_instead_of_the_banks_page_pays_once() {
        var session = stage.ready();
        stage.pay(session, "pm_card_threeDSecure2Required");
        var order = stage.placed(stage.now(session));
        assertThat(order.units()).isEqualTo(2);
        stage.settleAll();
        assertThat(stage.charges()).filteredOn(Charge::paid).hasSize(1);
    }

    @Test
    void a_bank_without_an_answer_charges_nothing_and_the_next_try_pays() {
        stage.network.faults().add(When.mti("0200").nth(1), new Fault.DropAnswer());
        var session = stage.ready();
        assertThat(stage.pay(session, Stage.GOOD))
                .isEqualTo(
                        new PayResult.Declined(
                                "The bank gave no answer. Nothing was charged. You can try again."));
        assertThat(stage.orders()).isEmpty();
        stage.placed(stage.now(session));
        stage.settleAll();
        assertThat(stage.orders()).hasSize(1);
        assertThat(stage.charges()).filteredOn(Charge::paid).hasSize(1);
    }

    @Test
    void a_cancelled_checkout_frees_the_goods_and_cannot_be_paid() {
        var session = stage.ready(5);
        stage.checkout.cancel(session.id());
        assertThat(stage.level().held()).isZero();
        assertThat(stage.pay(session, Stage.GOOD)).isInstanceOf(PayResult.Over.class);
    }

    @Test
    void a_checkout_left_for_an_hour_is_over() {
        var session = stage.ready();
        stage.test.clock().advance(Duration.ofMinutes(61));
        assertThat(stage.pay(session, Stage.GOOD)).isInstanceOf(PayResult.Over.class);
        assertThat(stage.charges()).isEmpty();
    }

    @Test
    void a3_a_card_is_not_tried_without_end() {
        var session = stage.ready();
        for (int i = 0; i < 12; i++)
            assertThat(stage.pay(stage.now(session), Stage.BAD))
                    .isInstanceOf(PayResult.Declined.class);
        int tried = stage.charges().size();
        assertThat(stage.pay(stage.now(session), Stage.GOOD))
                .isInstanceOf(PayResult.Declined.class);
        assertThat(stage.charges()).hasSize(tried);
    }

    @Test
    void a3_less_than_the_least_amount_is_refused_before_any_card() {
        var penny = stage.product(stage.shop, "Pin", "PIN", Price.of(Money.usd(20)), 5);
        var started =
                stage.checkout.start(
                        stage.shop, Stage.lines(penny, 1), Source.shop(), Optional.empty());
        var nowhere = new ShipTo("", "", "", "", "", "", "US");
        var details = new Details("anna@example.com", nowhere, "pick-up");
        var session =
                stage.checkout.save(((Started.Open) started).session().id(), details).orElseThrow();
        assertThat(stage.pay(session, Stage.GOOD)).isInstanceOf(PayResult.Declined.class);
        assertThat(stage.charges()).isEmpty();
        assertThat(stage.now(session).state()).isEqualTo(State.OPEN);
    }

    private void reprice(long cents) {
        var variant =
                NewVariant.from(stage.mug.variants().getFirst())
                        .withPrices(List.of(Price.of(Money.usd(cents))));
        stage.catalog.update(
                stage.shop,
                stage.mug.id(),
                NewProduct.from(stage.mug).withVariants(List.of(), List.of(variant)));
    }

    private static <T> List<T> at_once(int times, Callable<T> work) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var futures = IntStream.range(0, times).mapToObj(n -> threads.submit(work)).toList();
            var results = new java.util.ArrayList<T>();
            for (var future : futures) results.add(future.get());
            return results;
        }
    }
}
