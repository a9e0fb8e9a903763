package hawker.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import hawker.api.Json;
import hawker.platform.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/**
 * Deliveries on their way: in order, once each, again when they fail, and none because of another.
 */
class SendingTest extends Receiving {
    @Test
    void a33_a_failing_endpoint_is_tried_again_with_growing_gaps_and_then_given_up()
            throws Exception {
        try (var receiver = new Receiver().answering(500)) {
            endpoint(receiver, "*");
            delivering.hear(happened("cus_1", "customer.created"));
            webhooks.deliverDue(SELLER);
            assertThat(receiver.heard()).hasSize(1);
            webhooks.deliverDue(SELLER);
            assertThat(receiver.heard()).as("not before its time").hasSize(1);
            for (int tries = 2; tries <= 4; tries++) {
                test.clock().advance(Duration.ofHours(2));
                webhooks.deliverDue(SELLER);
                assertThat(receiver.heard()).hasSize(tries);
            }
            test.clock().advance(Duration.ofDays(2));
            webhooks.deliverDue(SELLER);
            assertThat(receiver.heard()).as("given up after three repetitions").hasSize(4);
            var delivery = webhooks.deliveries(SELLER, Optional.empty(), 10).getFirst();
            assertThat(delivery.state()).isEqualTo(Delivery.State.FAILED);
            assertThat(webhooks.attempts(SELLER, delivery.id()))
                    .extracting(Delivery.Attempt::status)
                    .containsExactly(500, 500, 500, 500);
            receiver.answering(200);
            assertThat(webhooks.redeliver(SELLER, delivery.id())).isTrue();
            webhooks.deliverDue(SELLER);
            awaitHeard(receiver, 5);
        }
    }

    @Test
    void a33_an_endpoint_that_hangs_does_not_slow_the_others() throws Exception {
        try (var hanging = new Receiver().hanging();
                var prompt = new Receiver()) {
            endpoint(hanging, "*");
            endpoint(prompt, "*");
            var lanes = delivering(Executors.newVirtualThreadPerTaskExecutor());
            lanes.hear(happened("cus_1", "customer.created"));
            lanes.hear(happened("cus_2", "customer.created"));
            awaitHeard(prompt, 2);
            assertThat(hanging.heard().size()).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void many_events_are_told_in_order_each_once_and_what_came_of_each_is_kept() throws Exception {
        try (var receiver = new Receiver()) {
            endpoint(receiver, "customer.created");
            var events = new ArrayList<Event>();
            for (int i = 0; i < 120; i++) events.add(happened("cus_" + i, "customer.created"));
            delivering.hear(events);
            delivering.hear(events.subList(50, 120));
            webhooks.deliverDue(SELLER);
            assertThat(receiver.heard())
                    .extracting(
                            heard -> Json.parse(text(heard.body())).at("/data/object/id").asText())
                    .containsExactlyElementsOf(events.stream().map(Event::subject).toList());
            var kept = webhooks.deliveries(SELLER, Optional.empty(), 200);
            assertThat(kept).hasSize(120);
            for (var each : kept)
                assertThat(webhooks.attempts(SELLER, each.id()))
                        .singleElement()
                        .satisfies(a -> assertThat(a.n()).isEqualTo(1))
                        .satisfies(a -> assertThat(a.status()).isEqualTo(200));
        }
    }

    @Test
    void an_event_that_cannot_be_read_holds_up_no_other() throws Exception {
        try (var receiver = new Receiver()) {
            endpoint(receiver, "*");
            var heard = new ArrayList<Event>();
            for (var subject : List.of("cus_1", UNREADABLE, "cus_2"))
                heard.add(happened(subject, "customer.created"));
            delivering.hear(heard);
            assertThat(receiver.heard()).hasSize(2);
            assertThat(webhooks.deliveries(SELLER, Optional.empty(), 10))
                    .extracting(Delivery::state, Delivery::attempts)
                    .containsExactly(
                            tuple(Delivery.State.DELIVERED, 1),
                            tuple(Delivery.State.PENDING, 1),
                            tuple(Delivery.State.DELIVERED, 1));
        }
    }

    @Test
    void two_nodes_take_different_deliveries_and_what_was_not_tried_is_given_back()
            throws Exception {
        try (var receiver = new Receiver()) {
            var lane = new DeliveriesSql.Destination(SELLER, endpoint(receiver, "*").id());
            // Heard where no lane opens by itself.
            var heard = delivering(work -> {});
            // A lane that is behind is handed nothing: all of it stands in the database.
            heard.wake(lane);
            for (int i = 0; i < 6; i++) heard.hear(happened("cus_" + i, "customer.created"));
            var now = test.clock().now();
            var later = now.plusSeconds(30);
            var tx = test.platform().tx();
            var mine = tx.inAccount(SELLER, t -> DeliveriesSql.take(lane, t, now, later, 4));
            var others = tx.inAccount(SELLER, t -> DeliveriesSql.take(lane, t, now, later, 4));
            assertThat(mine).hasSize(4).extracting(Delivery::attempts).containsOnly(1);
            assertThat(others).hasSize(2).doesNotContainAnyElementsOf(mine);
            tx.doInAccount(
                    SELLER, t -> DeliveriesSql.giveBack(SELLER, t, mine.subList(1, mine.size())));
            var again = tx.inAccount(SELLER, t -> DeliveriesSql.take(lane, t, now, later, 9));
            assertThat(again).hasSize(3).extracting(Delivery::attempts).containsOnly(1);
            assertThat(again).extracting(Delivery::id).isSorted();
        }
    }

    @Test
    void an_answer_that_no_database_can_keep_is_kept_as_far_as_it_can_be() throws Exception {
        try (var receiver = new Receiver().saying("fine\0 and more")) {
            endpoint(receiver, "*");
            delivering.hear(happened("cus_1", "customer.created"));
            webhooks.deliverDue(SELLER);
            var delivery = webhooks.deliveries(SELLER, Optional.empty(), 10).getFirst();
            assertThat(delivery.state()).isEqualTo(Delivery.State.DELIVERED);
            assertThat(webhooks.attempts(SELLER, delivery.id()).getFirst().says())
                    .isEqualTo("fine\uFFFD and more");
        }
    }

    @Test
    void an_endpoint_that_fails_for_five_days_is_switched_off() throws Exception {
        try (var receiver = new Receiver().answering(410)) {
            var endpoint = endpoint(receiver, "*");
            for (int day = 0; day <= 6; day++) {
                delivering.hear(happened("cus_" + day, "customer.created"));
                webhooks.deliverDue(SELLER);
                test.clock().advance(Duration.ofDays(1));
            }
            assertThat(endpoints.find(SELLER, endpoint.id()).orElseThrow().enabled()).isFalse();
        }
    }

    @Test
    void more_than_a_lane_holds_waits_in_the_database_and_all_of_it_arrives_in_order()
            throws Exception {
        try (var receiver = new Receiver()) {
            endpoint(receiver, "*");
            var begun = new ArrayList<Runnable>();
            var lanes = delivering(begun::add);
            var events = new ArrayList<Event>();
            for (int some : new int[] {150, 60, 10}) {
                var heard = new ArrayList<Event>();
                for (int i = 0; i < some; i++) heard.add(happened("cus_" + i, "customer.created"));
                lanes.hear(heard);
                events.addAll(heard);
            }
            assertThat(begun).as("one at a time").hasSize(1);
            begun.removeFirst().run();
            assertThat(receiver.heard())
                    .extracting(heard -> Json.parse(text(heard.body())).path("id").asText())
                    .containsExactlyElementsOf(events.stream().map(Event::id).toList());
            lanes.hear(events.getLast());
            assertThat(begun).isEmpty();
            lanes.hear(happened("cus_more", "customer.created"));
            begun.removeFirst().run();
            assertThat(receiver.heard()).hasSize(221);
        }
    }

    @Test
    void what_was_handed_and_waited_too_long_is_given_back_untried() throws Exception {
        try (var receiver = new Receiver()) {
            var to = new DeliveriesSql.Destination(SELLER, endpoint(receiver, "*").id());
            delivering(work -> {}).hear(happened("cus_1", "customer.created"));
            var delivery = webhooks.deliveries(SELLER, Optional.empty(), 10).getFirst();
            assertThat(delivery.attempts()).as("claimed as it was written").isEqualTo(1);
            long longAgo = System.nanoTime() - Duration.ofSeconds(9).toNanos();
            new Sending(test.platform().tx(), test.clock(), endpoints, told, sender)
                    .handed(to, new Handed(List.of(delivery), List.of(), longAgo));
            assertThat(receiver.heard()).isEmpty();
            webhooks.deliverDue(SELLER);
            assertThat(receiver.heard()).hasSize(1);
            assertThat(webhooks.attempts(SELLER, delivery.id())).hasSize(1);
        }
    }
}
