package hawker.payments;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.api.Json;
import hawker.api.StripeSchema;
import hawker.customers.Cause;
import hawker.customers.Customer;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.kernel.PageRequest;
import hawker.ledger.Purpose;
import hawker.network.sim.FaultScript.Fault;
import hawker.network.sim.FaultScript.When;
import hawker.payments.PaymentIntent.State;
import hawker.platform.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Stories through the door: real PostgreSQL, the simulated network, a clock that tests set. */
class PaymentsTest {

    private static Stage stage;

    @BeforeAll
    static void open() {
        stage = new Stage();
    }

    @AfterAll
    static void close() {
        stage.close();
    }

    @BeforeEach
    void begin() {
        stage.another();
    }

    @AfterEach
    void the_books_are_right() {
        stage.settle();
        assertThat(stage.findings()).isEmpty();
    }

    private List<String> toldTypes() {
        var types = new ArrayList<String>();
        for (Event event : stage.platform.events().newest(stage.seller, Optional.empty(), 100))
            if (!event.subject().startsWith("acct_")) types.addAll(event.types());
        return types;
    }

    @Test
    void a_card_that_is_good_pays_and_the_seller_gets_the_amount_less_the_fee() {
        var intent = stage.intent(10000);
        assertThat(intent.status()).isEqualTo("requires_payment_method");
        var ended = (Confirmation.Succeeded) stage.confirm(intent, "pm_card_visa");
        assertThat(ended.intent().status()).isEqualTo("succeeded");
        assertThat(ended.charge().captured()).isEqualTo(Money.usd(10000));
        assertThat(ended.charge().facts().instrument().last4()).isEqualTo("4242");
        assertThat(stage.balance(Purpose.MERCHANT_PENDING)).isEqualTo(Money.usd(9680));
        assertThat(stage.balance(Purpose.FEE_PROCESSING)).isEqualTo(Money.usd(320));
        assertThat(stage.balance(Purpose.NETWORK_RECEIVABLE)).isEqualTo(Money.usd(10000));
        assertThat(stage.payments.find(stage.seller, intent.id())).contains(ended.intent());
        assertThat(stage.payments.charge(stage.seller, ended.charge().id()))
                .contains(ended.charge());
        assertThat(toldTypes())
                .containsExactly(
                        "charge.succeeded", "payment_intent.succeeded", "payment_intent.created");
    }

    @Test
    void a_card_that_pays_at_once_is_available_at_once() {
        stage.paid(1000, "pm_card_bypassPending");
        assertThat(stage.balance(Purpose.MERCHANT_AVAILABLE)).isEqualTo(Money.usd(941));
        assertThat(stage.balance(Purpose.MERCHANT_PENDING)).isEqualTo(Money.usd(0));
    }

    @Test
    void a_declined_card_moves_no_money_and_another_card_may_pay() {
        var intent = stage.intent(2000);
        var declined =
                (Confirmation.Declined)
                        stage.confirm(intent, "pm_card_visa_chargeDeclinedInsufficientFunds");
        assertThat(declined.failure().code()).isEqualTo("card_declined");
        assertThat(declined.failure().declineCode()).contains("insufficient_funds");
        assertThat(declined.intent().status()).isEqualTo("requires_payment_method");
        var failed = stage.payments.charge(stage.seller, declined.failure().charge().orElseThrow());
        assertThat(failed).get().extracting(Charge::paid).isEqualTo(false);
        assertThat(stage.balance(Purpose.MERCHANT_PENDING)).isEqualTo(Money.usd(0));
        assertThat(stage.confirm(declined.intent(), "pm_card_visa"))
                .isInstanceOf(Confirmation.Succeeded.class);
        assertThat(stage.payments.charges(stage.seller, intent.id())).hasSize(2);
    }

    @Test
    void a_paid_intent_cannot_be_paid_again() {
        var charge = stage.paid(2000);
        var intent = stage.payments.find(stage.seller, charge.intent().orElseThrow()).orElseThrow();
        assertThat(stage.confirm(intent, "pm_card_visa"))
                .isInstanceOfSatisfying(
                        Confirmation.Refused.class,
                        no -> assertThat(no.reason()).isEqualTo(Refusal.UNEXPECTED_STATE));
    }

    @Test
    void an_intent_without_a_method_asks_for_one() {
        var intent = stage.intent(2000);
        var nothing =
                new Confirmation.Request(Optional.empty(), false, false, Optional.empty(), false);
        assertThat(stage.payments.confirm(stage.seller, intent.id(), nothing))
                .isInstanceOfSatisfying(
                        Confirmation.Refused.class,
                        no -> assertThat(no.reason()).isEqualTo(Refusal.NO_METHOD));
    }

    @Test
    void a19_authorised_money_is_captured_once_in_whole_or_in_part() {
        var manual = Terms.of(Money.usd(5000)).withCapture(Terms.Capture.MANUAL);
        var intent = stage.intent(manual);
        var held = (Confirmation.Capturable) stage.confirm(intent, "pm_card_visa");
        assertThat(held.intent().capturable()).isEqualTo(Money.usd(5000));
        assertThat(stage.balance(Purpose.MERCHANT_PENDING)).isEqualTo(Money.usd(0));
        var tooMuch =
                stage.payments.capture(stage.seller, intent.id(), Optional.of(Money.usd(5001)));
        assertThat(Stage.refusal(tooMuch)).isEqualTo(Refusal.CAPTURE_TOO_LARGE);
        var part =
                Stage.done(
                        stage.payments.capture(
                                stage.seller, intent.id(), Optional.of(Money.usd(2000))));
        assertThat(part.status()).isEqualTo("succeeded");
        assertThat(part.received()).isEqualTo(Money.usd(2000));
        assertThat(stage.balance(Purpose.MERCHANT_PENDING)).isEqualTo(Money.usd(2000 - 88));
        var again = stage.payments.capture(stage.seller, intent.id(), Optional.empty());
        assertThat(Stage.refusal(again)).isEqualTo(Refusal.ALREADY_CAPTURED);
        var charge = stage.payments.charge(stage.seller, held.charge().id()).orElseThrow();
        assertThat(charge.captured()).isEqualTo(Money.usd(2000));
    }

    @Test
    void an_authorisation_that_is_canceled_is_released() {
        var intent = stage.intent(Terms.of(Money.usd(5000)).withCapture(Terms.Capture.MANUAL));
        var held = (Confirmation.Capturable) stage.confirm(intent, "pm_card_visa");
        var canceled =
                Stage.done(
                        stage.payments.cancel(
                                stage.seller,
                                intent.id(),
                                PaymentIntent.Reason.REQUESTED_BY_CUSTOMER));
        assertThat(canceled.status()).isEqualTo("canceled");
        var charge = stage.payments.charge(stage.seller, held.charge().id()).orElseThrow();
        assertThat(charge.state()).isEqualTo(new Charge.State.Released(false));
        assertThat(toldTypes())
                .contains("payment_intent.canceled")
                .doesNotContain("charge.refunded");
        assertThat(charge.fullyRefunded()).isTrue();
        assertThat(
                        Stage.refusal(
                                stage.payments.capture(
                                        stage.seller, intent.id(), Optional.empty())))
                .isEqualTo(Refusal.UNEXPECTED_STATE);
        assertThat(stage.balance(Purpose.MERCHANT_PENDING)).isEqualTo(Money.usd(0));
    }

    @Test
    void an_authorisation_runs_out_after_seven_days() {
        var intent = stage.intent(Terms.of(Money.usd(5000)).withCapture(Terms.Capture.MANUAL));
        stage.confirm(intent, "pm_card_visa");
        stage.clock.advance(Duration.ofDays(7).plusMinutes(1));
        assertThat(
                        Stage.refusal(
                                stage.payments.capture(
                                        stage.seller, intent.id(), Optional.empty())))
                .isEqualTo(Refusal.AUTHORIZATION_EXPIRED);
        stage.platform.chores().run(Resolving.DEEP_CHORE);
        var canceled = stage.payments.find(stage.seller, intent.id()).orElseThrow();
        assertThat(canceled.state())
                .isInstanceOfSatisfying(
                        State.Canceled.class,
                        s -> assertThat(s.reason()).isEqualTo(PaymentIntent.Reason.AUTOMATIC));
        assertThat(toldTypes()).contains("charge.expired", "payment_intent.canceled");
    }

    @Test
    void amount_and_currency_are_pinned_once_paid_but_notes_may_change() {
        var charge = stage.paid(2000);
        var id = charge.intent().orElseThrow();
        var more = stage.payments.update(stage.seller, id, t -> t.withAmount(Money.usd(3000)));
        assertThat(Stage.refusal(more)).isEqualTo(Refusal.UNEXPECTED_STATE);
        var noted =
                stage.payments.update(
                        stage.seller,
                        id,
                        t -> t.withNotes(t.notes().withDescription(Optional.of("Order 7"))));
        assertThat(Stage.done(noted).terms().notes().description()).contains("Order 7");
    }

    @Test
    void a_currency_without_a_price_and_an_amount_too_small_are_refused() {
        var ars = Terms.of(Money.of(500000, Currency.of("ars")));
        assertThat(Stage.refusal(stage.payments.create(stage.seller, ars)))
                .isEqualTo(Refusal.CURRENCY_CLOSED);
        assertThat(Stage.refusal(stage.payments.create(stage.seller, Terms.of(Money.usd(49)))))
                .isEqualTo(Refusal.AMOUNT_TOO_SMALL);
    }

    @Test
    void an_answer_that_never_comes_is_a_failed_payment_and_a_reversal() {
        stage.faults().add(When.mti("0200").nth(1), new Fault.DropAnswer());
        var intent = stage.intent(2000);
        var unknown = (Confirmation.Unknown) stage.confirm(intent, "pm_card_visa");
        assertThat(unknown.failure().code()).isEqualTo("processing_error");
        assertThat(unknown.intent().status()).isEqualTo("requires_payment_method");
        assertThat(stage.balance(Purpose.MERCHANT_PENDING)).isEqualTo(Money.usd(0));
        stage.settle();
        assertThat(stage.confirm(unknown.intent(), "pm_card_visa"))
                .isInstanceOf(Confirmation.Succeeded.class);
    }

    @Test
    void a_request_that_never_left_is_a_failed_payment_without_reversal() {
        stage.faults().add(When.mti("0200").nth(1), new Fault.RefuseConnect());
        assertThat(stage.confirm(stage.intent(2000), "pm_card_visa"))
                .isInstanceOfSatisfying(
                        Confirmation.Declined.class,
                        no -> assertThat(no.failure().code()).isEqualTo("processing_error"));
    }

    @Test
    void a_refund_is_paid_out_of_the_available_balance() {
        var charge = stage.paid(5000);
        var refund = stage.refunded(stage.refund(charge, 2000));
        assertThat(refund.status()).isEqualTo(Refund.Status.SUCCEEDED);
        assertThat(stage.balance(Purpose.MERCHANT_AVAILABLE)).isEqualTo(Money.usd(-2000));
        assertThat(stage.balance(Purpose.NETWORK_PAYABLE)).isEqualTo(Money.usd(2000));
        var now = stage.payments.charge(stage.seller, charge.id()).orElseThrow();
        assertThat(now.refunded()).isEqualTo(Money.usd(2000));
        assertThat(now.fullyRefunded()).isFalse();
        assertThat(toldTypes()).contains("charge.refunded", "refund.created");
        var told = stage.platform.events().newest(stage.seller, Optional.empty(), 100).stream();
        var before =
                told.filter(event -> event.isOf("charge.refunded"))
                        .map(event -> Json.parse(event.payload().orElseThrow()))
                        .map(payload -> payload.path("previous_attributes").toString());
        assertThat(before).first().isEqualTo("{\"amount_refunded\":0}");
        assertThat(stage.refund(charge, 3001))
                .isInstanceOfSatisfying(
                        Refund.Outcome.Refused.class,
                        no -> assertThat(no.reason()).isEqualTo(Refusal.REFUND_TOO_LARGE));
        stage.refunded(stage.refund(charge, 3000));
        assertThat(stage.refund(charge, 1))
                .isInstanceOfSatisfying(
                        Refund.Outcome.Refused.class,
                        no -> assertThat(no.reason()).isEqualTo(Refusal.ALREADY_REFUNDED));
    }

    @Test
    void a_refund_asked_for_twice_with_one_key_is_one_refund() {
        var charge = stage.paid(5000);
        var asked =
                NewRefund.of(
                        charge.intent().orElseThrow(), Optional.of(Money.usd(1000)), "return 7");
        var first = stage.refunded(stage.payments.refund(stage.seller, asked));
        var second = stage.refunded(stage.payments.refund(stage.seller, asked));
        assertThat(second.id()).isEqualTo(first.id());
        assertThat(stage.payments.charge(stage.seller, charge.id()).orElseThrow().refunded())
                .isEqualTo(Money.usd(1000));
    }

    @Test
    void a_refund_that_the_network_is_slow_with_is_pending_and_then_done() {
        var charge = stage.paid(5000, "pm_card_pendingRefund");
        var refund = stage.refunded(stage.refund(charge, 5000));
        stage.settle();
        assertThat(status(refund)).isEqualTo(Refund.Status.PENDING);
        stage.clock.advance(Duration.ofDays(2));
        stage.settle();
        assertThat(status(refund)).isEqualTo(Refund.Status.SUCCEEDED);
        assertThat(toldTypes()).contains("refund.updated");
    }

    @Test
    void a_refund_that_the_bank_sends_back_is_failed_and_the_seller_has_the_money_again() {
        var charge = stage.paid(5000, "pm_card_refundFail");
        var refund = stage.refunded(stage.refund(charge, 5000));
        stage.settle();
        stage.clock.advance(Duration.ofDays(2));
        stage.settle();
        assertThat(status(refund)).isEqualTo(Refund.Status.FAILED);
        assertThat(stage.balance(Purpose.MERCHANT_AVAILABLE)).isEqualTo(Money.usd(0));
        assertThat(toldTypes()).contains("refund.failed");
        var now = stage.payments.charge(stage.seller, charge.id()).orElseThrow();
        assertThat(now.refundable()).isEqualTo(Money.usd(5000));
    }

    private Refund.Status status(Refund refund) {
        return stage.payments.refund(stage.seller, refund.id()).orElseThrow().status();
    }

    @Test
    void a_customers_method_is_kept_when_it_has_paid_for_later() {
        var customer =
                stage.platform
                        .tx()
                        .inAccount(
                                stage.seller,
                                tx ->
                                        stage.customers.create(
                                                tx,
                                                Customer.Profile.EMPTY,
                                                Cause.none(stage.seller)));
        var terms =
                Terms.of(Money.usd(2000))
                        .withCustomer(Optional.of(customer.id().text()))
                        .withFutureUsage(Optional.of(Terms.FutureUsage.OFF_SESSION));
        var paid = (Confirmation.Succeeded) stage.confirm(stage.intent(terms), "pm_card_visa");
        var kept =
                stage.vault.list(stage.seller, customer.id().text(), PageRequest.first(10)).items();
        assertThat(kept).hasSize(1);
        assertThat(kept.getFirst().id()).isEqualTo(paid.charge().method());
        var later = stage.intent(Terms.of(Money.usd(700)).withCustomer(terms.customer()));
        assertThat(stage.confirm(later, kept.getFirst().id().text()))
                .isInstanceOf(Confirmation.Succeeded.class);
        var others = stage.intent(700);
        assertThat(stage.confirm(others, kept.getFirst().id().text()))
                .isInstanceOfSatisfying(
                        Confirmation.Refused.class,
                        no -> assertThat(no.reason()).isEqualTo(Refusal.METHOD_OF_ANOTHER));
    }

    @Test
    void a7_a_browser_finds_an_intent_by_its_whole_secret_only() {
        var intent = stage.intent(2000);
        assertThat(stage.payments.bySecret(intent.clientSecret())).contains(intent);
        assertThat(stage.payments.bySecret(intent.clientSecret() + "x")).isEmpty();
        assertThat(stage.payments.bySecret(intent.id() + "_secret_")).isEmpty();
        assertThat(stage.payments.bySecret("pi_nothing")).isEmpty();
    }

    @Test
    void lists_are_newest_first_and_pages_meet() {
        var ids = new ArrayList<String>();
        for (int n = 0; n < 5; n++) {
            ids.addFirst(stage.intent(1000 + n).id().text());
            stage.clock.advance(Duration.ofSeconds(1));
        }
        var first = stage.payments.intents(stage.seller, PageRequest.first(2));
        assertThat(first.items()).extracting(i -> i.id().text()).isEqualTo(ids.subList(0, 2));
        assertThat(first.hasMore()).isTrue();
        var rest = stage.payments.intents(stage.seller, PageRequest.after(ids.get(1), 10));
        assertThat(rest.items()).extracting(i -> i.id().text()).isEqualTo(ids.subList(2, 5));
        assertThat(rest.hasMore()).isFalse();
        var back = stage.payments.intents(stage.seller, PageRequest.before(ids.get(3), 2));
        assertThat(back.items()).extracting(i -> i.id().text()).isEqualTo(ids.subList(1, 3));
        assertThat(back.hasMore()).isTrue();
    }

    @Test
    void events_are_rendered_as_things_were_when_they_happened() {
        var charge = stage.paid(5000);
        stage.clock.advance(Duration.ofSeconds(1));
        stage.refunded(stage.refund(charge, 2000));
        var events = stage.platform.events().newest(stage.seller, Optional.empty(), 10);
        var schema = new StripeSchema();
        var renderer = stage.module.renderer();
        var seen = new ArrayList<String>();
        for (var event : events)
            for (var type : event.types()) {
                if (type.startsWith("account.")) continue;
                var object = renderer.render(event, type).orElseThrow();
                assertThat(schema.findings(object)).as(type).isEmpty();
                seen.add(type + " " + object.path("status").asText());
                if (type.equals("charge.succeeded"))
                    assertThat(object.path("amount_refunded").asLong()).isZero();
                if (type.equals("charge.refunded"))
                    assertThat(object.path("amount_refunded").asLong()).isEqualTo(2000);
            }
        assertThat(seen)
                .containsExactly(
                        "charge.refunded succeeded",
                        "refund.created succeeded",
                        "charge.succeeded succeeded",
                        "payment_intent.succeeded succeeded",
                        "payment_intent.created requires_payment_method");
    }
}
