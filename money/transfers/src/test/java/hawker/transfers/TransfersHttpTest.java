package hawker.transfers;

import static hawker.api.StripeSchema.fits;
import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.exception.StripeException;
import com.stripe.param.TransferCreateParams;
import com.stripe.param.TransferReversalCreateParams;
import hawker.api.Got;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** Money between a platform and its accounts; after every story all books are right. */
class TransfersHttpTest extends Story {

    private static Got transfer(long cents, String more) {
        return stage.post(
                "/v1/transfers",
                "amount=" + cents + "&currency=usd&destination=" + stage.account + more);
    }

    @Test
    void a_transfer_moves_available_money_to_the_account() throws StripeException {
        stage.charge(10_000, true);
        long had = stage.available(stage.bazaar);
        var sent =
                stage.client()
                        .v1()
                        .transfers()
                        .create(
                                TransferCreateParams.builder()
                                        .setAmount(2_500L)
                                        .setCurrency("usd")
                                        .setDestination(stage.account)
                                        .setTransferGroup("ORDER_95")
                                        .putMetadata("order", "95")
                                        .build());
        drain();
        assertThat(stage.available(stage.bazaar)).isEqualTo(had - 2_500);
        assertThat(stage.available(stage.number(stage.account))).isEqualTo(2_500);
        assertThat(sent.getDestinationPayment()).startsWith("py_");
        fits(stage.get("/v1/transfers/" + sent.getId()));
        assertThat(fits(stage.get("/v1/transfers?transfer_group=ORDER_95")).body().path("data"))
                .hasSize(1);
        var line = stage.get("/v1/balance_transactions/" + sent.getBalanceTransaction());
        assertThat(fits(line).body().path("type").asText()).isEqualTo("transfer");
        assertThat(line.body().path("amount").asLong()).isEqualTo(-2_500);
        var theirs = stage.get("/v1/balance_transactions", "Stripe-Account", stage.account);
        assertThat(theirs.body().at("/data/0/type").asText()).isEqualTo("payment");
        assertThat(theirs.body().at("/data/0/source").asText())
                .isEqualTo(sent.getDestinationPayment());
    }

    @Test
    void what_is_not_there_cannot_be_sent() {
        stage.charge(10_000, false);
        assertThat(transfer(100, "").error("code")).isEqualTo("balance_insufficient");
    }

    @Test
    void a_charge_s_money_is_sent_while_it_waits_and_waits_with_it() {
        var charge = stage.charge(10_000, false);
        fits(transfer(6_000, "&source_transaction=" + charge));
        drain();
        assertThat(stage.pending(stage.number(stage.account))).isEqualTo(6_000);
        assertThat(transfer(4_001, "&source_transaction=" + charge).error("param"))
                .isEqualTo("amount");
        var rest = fits(transfer(4_000, "&source_transaction=" + charge));
        assertThat(rest.body().path("transfer_group").asText()).startsWith("group_pi_");
        drain();
        // The processing fee stays with the platform.
        assertThat(stage.pending(stage.bazaar)).isEqualTo(-320);
        var day = stage.platform.clock().today().plusDays(9);
        stage.test.clock().advance(java.time.Duration.ofDays(9));
        stage.payouts
                .payouts()
                .setSchedule(stage.number(stage.account), new hawker.payouts.Schedule.Manual());
        stage.payouts.payouts().runDay(stage.bazaar, day);
        stage.payouts.payouts().runDay(stage.number(stage.account), day);
        assertThat(stage.available(stage.number(stage.account))).isEqualTo(10_000);
        assertThat(stage.pending(stage.number(stage.account))).isZero();
    }

    @Test
    void a_transfer_is_taken_back_in_parts_and_never_more_than_it_was() throws StripeException {
        stage.charge(10_000, true);
        long had = stage.available(stage.bazaar);
        var id = fits(transfer(3_000, "")).id();
        var url = "/v1/transfers/" + id + "/reversals";
        var first = fits(stage.post(url, "amount=1000&metadata[why]=late"));
        assertThat(first.body().path("amount").asLong()).isEqualTo(1_000);
        assertThat(stage.post(url, "amount=2001").error("param")).isEqualTo("amount");
        var rest =
                stage.client()
                        .v1()
                        .transfers()
                        .reversals()
                        .create(id, TransferReversalCreateParams.builder().build());
        assertThat(rest.getAmount()).isEqualTo(2_000);
        assertThat(stage.post(url, "").status()).isEqualTo(400);
        drain();
        assertThat(stage.available(stage.bazaar)).isEqualTo(had);
        assertThat(stage.available(stage.number(stage.account))).isZero();
        var shown = fits(stage.get("/v1/transfers/" + id));
        assertThat(shown.body().path("reversed").asBoolean()).isTrue();
        assertThat(shown.body().at("/reversals/data")).hasSize(2);
        assertThat(fits(stage.get(url + "?limit=1")).body().path("has_more").asBoolean()).isTrue();
        fits(stage.get(url + "/" + first.id()));
        var noted = fits(stage.post(url + "/" + first.id(), "metadata[why]="));
        assertThat(noted.body().path("metadata")).isEmpty();
        var line = stage.get("/v1/balance_transactions/" + rest.getBalanceTransaction());
        assertThat(line.body().path("type").asText()).isEqualTo("transfer_refund");
        var types = new ArrayList<String>();
        for (var event : stage.platform.events().newest(stage.bazaar, Optional.empty(), 100))
            types.addAll(event.types());
        assertThat(types).contains("transfer.created", "transfer.reversed");
    }

    @Test
    void what_the_account_has_spent_cannot_be_taken_back() {
        stage.charge(10_000, true);
        var id = fits(transfer(3_000, "")).id();
        drain();
        var paid =
                stage.post(
                        "/v1/payouts", "amount=2000&currency=usd", "Stripe-Account", stage.account);
        assertThat(paid.status()).as(paid.body().toString()).isEqualTo(200);
        assertThat(stage.post("/v1/transfers/" + id + "/reversals", "").error("code"))
                .isEqualTo("balance_insufficient");
        assertThat(stage.get("/v1/transfers/" + id).body().path("amount_reversed").asLong())
                .isZero();
    }

    @Test
    void a42_only_connected_accounts_that_may_get_transfers_and_never_oneself() {
        stage.charge(10_000, true);
        var stranger = stage.platform();
        var theirs = stage.open(stranger.secretKey().secret());
        for (var wrong :
                new String[] {
                    theirs, stage.bazaar.text(), stranger.account().id().text(), "acct_nobody"
                }) {
            var refused =
                    stage.post("/v1/transfers", "amount=100&currency=usd&destination=" + wrong);
            assertThat(refused.status()).as(wrong).isEqualTo(400);
            assertThat(refused.error("param")).isEqualTo("destination");
        }
        var bare = stage.post("/v1/accounts", "type=express&country=US").id();
        assertThat(
                        stage.post("/v1/transfers", "amount=100&currency=usd&destination=" + bare)
                                .error("code"))
                .isEqualTo("insufficient_capabilities_for_transfer");
        var id = fits(transfer(500, "")).id();
        var other = stranger.secretKey().secret();
        assertThat(stage.send(other, "GET", "/v1/transfers/" + id, "").error("code"))
                .isEqualTo("resource_missing");
        assertThat(stage.send(other, "POST", "/v1/transfers/" + id + "/reversals", "").status())
                .isEqualTo(404);
    }

    /** A gives to B what B gives back to A: money in a circle looks like sales. */
    @Test
    void a42_no_account_gives_to_its_platform_or_to_its_neighbour() {
        stage.charge(10_000, true);
        fits(transfer(5_000, ""));
        var neighbour = stage.open(stage.key);
        for (var to : new String[] {stage.bazaar.text(), neighbour, stage.account}) {
            var refused =
                    stage.post(
                            "/v1/transfers",
                            "amount=100&currency=usd&destination=" + to,
                            "Stripe-Account",
                            stage.account);
            assertThat(refused.status()).as(refused.body().toString()).isEqualTo(400);
        }
        drain();
        assertThat(stage.available(stage.number(stage.account))).isEqualTo(5_000);
    }

    @Test
    void a42_the_destination_is_fixed_with_the_authorisation_and_gets_no_less_than_nothing() {
        var neighbour = stage.open(stage.key);
        var paid =
                "amount=1000&currency=usd&confirm=true&payment_method=pm_card_bypassPending"
                        + "&automatic_payment_methods[enabled]=true"
                        + "&automatic_payment_methods[allow_redirects]=never"
                        + "&transfer_data[destination]="
                        + stage.account;
        var held = fits(stage.post("/v1/payment_intents", paid + "&capture_method=manual"));
        var path = "/v1/payment_intents/" + held.id();
        var changed = stage.post(path, "transfer_data[destination]=" + neighbour);
        assertThat(changed.status()).as(changed.body().toString()).isEqualTo(400);
        var above = stage.post(path + "/capture", "application_fee_amount=1001");
        assertThat(above.error("param")).isEqualTo("application_fee_amount");
        fits(stage.post(path + "/capture", ""));
        drain();
        assertThat(stage.available(stage.number(stage.account))).isEqualTo(1_000);
        assertThat(stage.available(stage.number(neighbour))).isZero();
    }

    @Test
    void a_fee_that_is_named_at_the_capture_is_taken() {
        var paid =
                "amount=1000&currency=usd&confirm=true&payment_method=pm_card_bypassPending"
                        + "&automatic_payment_methods[enabled]=true"
                        + "&automatic_payment_methods[allow_redirects]=never&capture_method=manual"
                        + "&transfer_data[destination]="
                        + stage.account;
        var held = fits(stage.post("/v1/payment_intents", paid));
        fits(
                stage.post(
                        "/v1/payment_intents/" + held.id() + "/capture",
                        "application_fee_amount=150"));
        drain();
        assertThat(stage.available(stage.number(stage.account))).isEqualTo(850);
        var plain = fits(stage.post("/v1/payment_intents", paid));
        var taken = fits(stage.post("/v1/payment_intents/" + plain.id() + "/capture", ""));
        var charge = fits(stage.get("/v1/charges/" + taken.body().path("latest_charge").asText()));
        assertThat(charge.body().path("application_fee").isNull()).isTrue();
    }

    @Test
    void two_at_once_never_send_more_than_there_is() throws Exception {
        stage.charge(10_000, true);
        long had = stage.available(stage.bazaar);
        int sent = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var tasks = new ArrayList<Callable<Got>>();
            for (int i = 0; i < 12; i++) tasks.add(() -> transfer(2_000, ""));
            for (var done : threads.invokeAll(tasks)) if (done.get().status() == 200) sent++;
        }
        assertThat(sent).isEqualTo((int) (had / 2_000));
        drain();
        assertThat(stage.available(stage.number(stage.account))).isEqualTo(sent * 2_000L);
    }

    @Test
    void two_at_once_never_take_back_more_than_was_sent() throws Exception {
        stage.charge(10_000, true);
        var id = fits(transfer(3_000, "")).id();
        fits(transfer(3_000, ""));
        drain();
        int done = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var tasks = new ArrayList<Callable<Got>>();
            for (int i = 0; i < 6; i++)
                tasks.add(() -> stage.post("/v1/transfers/" + id + "/reversals", "amount=1000"));
            for (var each : threads.invokeAll(tasks)) if (each.get().status() == 200) done++;
        }
        assertThat(done).isEqualTo(3);
    }

    @Test
    void the_same_key_sends_once_and_a_step_again_does_nothing() {
        stage.charge(10_000, true);
        var form = "amount=700&currency=usd&destination=" + stage.account;
        var first = stage.post("/v1/transfers", form, "Idempotency-Key", "one");
        var again = stage.post("/v1/transfers", form, "Idempotency-Key", "one");
        assertThat(again.id()).isEqualTo(first.id());
        drain();
        drain();
        assertThat(stage.available(stage.number(stage.account))).isEqualTo(700);
    }

    @Test
    void money_for_an_account_that_is_gone_comes_back() {
        stage.charge(10_000, true);
        long had = stage.available(stage.bazaar);
        var id = fits(transfer(900, "")).id();
        assertThat(stage.send(stage.key, "DELETE", "/v1/accounts/" + stage.account, "").status())
                .isEqualTo(200);
        drain();
        var shown = fits(stage.get("/v1/transfers/" + id)).body();
        boolean returned = shown.path("reversed").asBoolean();
        // Heard before the deletion it arrived; after it, it is back.
        long theirs = stage.available(stage.number(stage.account));
        assertThat(stage.available(stage.bazaar)).isEqualTo(returned ? had : had - 900);
        assertThat(theirs).isEqualTo(returned ? 0 : 900);
    }

    /** The node died between the second step and the third, and the account left meanwhile. */
    @Test
    void money_that_has_arrived_does_not_come_back_as_well() {
        stage.charge(10_000, true);
        var theirs = stage.number(stage.account);
        long had = stage.available(stage.bazaar);
        var id = fits(transfer(900, "")).id();
        var sql = new TransfersSql();
        var happenings = new Happenings(stage.platform);
        var reversing = new Reversing(stage.platform, sql, happenings);
        var earning = new Earning(stage.platform, new FeesSql(), happenings);
        var ends = new Arriving(stage.platform, sql, reversing, earning, (from, to) -> true);
        new Movements(stage.platform, stage.ledger, new MovementsSql(), ends)
                .arrive(stage.bazaar, id);
        assertThat(stage.available(theirs)).isEqualTo(900);
        assertThat(stage.send(stage.key, "DELETE", "/v1/accounts/" + stage.account, "").status())
                .isEqualTo(200);
        var back = stage.post("/v1/transfers/" + id + "/reversals", "amount=400");
        assertThat(fits(back).body().path("amount").asLong()).isEqualTo(400);
        drain();
        assertThat(stage.available(theirs)).isEqualTo(500);
        assertThat(stage.available(stage.bazaar)).isEqualTo(had - 500);
        assertThat(stage.inTransit(stage.bazaar)).isZero();
    }

    @Test
    void money_of_another_sort_is_not_there() {
        stage.charge(10_000, true);
        for (var type : new String[] {"bank_account", "fpx"})
            assertThat(transfer(100, "&source_type=" + type).error("param"))
                    .isEqualTo("source_type");
        fits(transfer(100, "&source_type=card"));
    }

    @Test
    void a_share_stays_in_the_currency_of_its_payment() {
        var form = "amount=1000&currency=usd&transfer_data[destination]=" + stage.account;
        for (var share : new String[] {"application_fee_amount", "transfer_data[amount]"}) {
            var made = fits(stage.post("/v1/payment_intents", form + "&" + share + "=150"));
            var path = "/v1/payment_intents/" + made.id();
            var changed = fits(stage.post(path, "currency=eur")).body();
            assertThat(changed.path("currency").asText()).isEqualTo("eur");
            assertThat(
                            changed.at("/application_fee_amount").asLong()
                                    + changed.at("/transfer_data/amount").asLong())
                    .isEqualTo(150);
            assertThat(stage.post(path, "amount=100").status()).isEqualTo(400);
            fits(stage.post(path, "amount=2000"));
        }
    }

    @Test
    void what_a_request_does_is_told_with_the_request() {
        stage.charge(10_000, true);
        var form = "amount=700&currency=usd&destination=" + stage.account;
        var id = fits(stage.post("/v1/transfers", form, "Idempotency-Key", "to-send")).id();
        var path = "/v1/transfers/" + id;
        fits(stage.post(path, "metadata[a]=b", "Idempotency-Key", "to-note"));
        fits(stage.post(path + "/reversals", "amount=100", "Idempotency-Key", "to-take-back"));
        var keys = new ArrayList<String>();
        for (var event : stage.platform.events().newest(stage.bazaar, Optional.empty(), 50))
            if (event.subject().equals(id) && event.types().getFirst().startsWith("transfer.")) {
                assertThat(event.request()).isPresent();
                keys.add(event.idempotencyKey().orElse("none"));
            }
        assertThat(keys).containsExactly("to-take-back", "to-note", "to-send");
    }
}
