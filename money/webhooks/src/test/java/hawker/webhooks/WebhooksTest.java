package hawker.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.ApiModule;
import hawker.api.Json;
import hawker.kernel.AccountId;
import hawker.kernel.PageRequest;
import hawker.platform.Event;
import hawker.platform.TestPlatform;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WebhooksTest {

    private static final AccountId SELLER = new AccountId(1001);

    /** An account that the seller's platform acts for. */
    private static final AccountId CONNECTED = new AccountId(3001);

    /** The subject of an event whose object cannot be rendered. */
    private static final String UNREADABLE = "cus_unreadable";

    private final TestPlatform test = TestPlatform.open("webhooks");
    private final Endpoints endpoints =
            new Endpoints(
                    test.platform().tx(),
                    account -> account.equals(CONNECTED) ? List.of(SELLER) : List.of());
    private final ToldEvents told =
            new ToldEvents(
                    test.platform().events(),
                    List.of(
                            new EventSource(
                                    Set.of(
                                            "customer.created",
                                            "charge.succeeded",
                                            "payment_intent.succeeded"),
                                    WebhooksTest::rendered)),
                    ApiModule.open(test.platform(), key -> Optional.empty()).versions(List.of()));
    private final Sender sender = new Sender(new Addresses(true));

    /** Sends in the thread that hears, so that what was heard is sent when hearing returns. */
    private final Delivering delivering = delivering(Runnable::run);

    private final Webhooks webhooks =
            new Webhooks(
                    test.platform().tx(),
                    test.clock(),
                    endpoints,
                    delivering,
                    new Keeping(test.platform(), endpoints, new EndpointRules(new Addresses(true))),
                    told.types());

    @AfterEach
    void close() {
        sender.close();
        test.close();
    }

    @Test
    void an_event_is_told_once_to_each_endpoint_that_wants_it() throws Exception {
        try (var receiver = new Receiver();
                var other = new Receiver()) {
            var wants = endpoint(receiver, "customer.created");
            endpoint(other, "charge.succeeded");
            var event = happened("cus_1", "customer.created");
            delivering.hear(event);
            delivering.hear(event);
            webhooks.deliverDue(SELLER);
            assertThat(receiver.heard()).hasSize(1);
            assertThat(other.heard()).isEmpty();
            var body = receiver.heard().getFirst().body();
            assertThat(receiver.heard().getFirst().signature())
                    .isEqualTo(Signature.header(List.of(wants.secret()), test.clock().now(), body));
            assertThat(
                            Json.parse(new String(body, java.nio.charset.StandardCharsets.UTF_8))
                                    .at("/data/object/id")
                                    .asText())
                    .isEqualTo("cus_1");
            assertThat(webhooks.deliveries(SELLER, Optional.empty(), 10))
                    .singleElement()
                    .satisfies(d -> assertThat(d.state()).isEqualTo(Delivery.State.DELIVERED));
        }
    }

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
            var heard = delivering(work -> {});
            for (var subject : List.of("cus_1", UNREADABLE, "cus_2"))
                heard.hear(happened(subject, "customer.created"));
            webhooks.deliverDue(SELLER);
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
            var lane = new DeliveriesSql.Lane(SELLER, endpoint(receiver, "*").id());
            // Heard where no lane opens by itself.
            var heard = delivering(work -> {});
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
    void a_platform_hears_of_its_accounts_where_it_asked_to_and_learns_whose_event_it_is()
            throws Exception {
        try (var own = new Receiver();
                var connect = new Receiver()) {
            insert(own, false, "customer.created");
            insert(connect, true, "customer.created");
            delivering.hear(happened(CONNECTED, "cus_2", "customer.created"));
            webhooks.deliverDue(SELLER);
            assertThat(own.heard()).isEmpty();
            assertThat(connect.heard()).hasSize(1);
            var told = Json.parse(text(connect.heard().getFirst().body()));
            assertThat(told.path("account").asText()).isEqualTo(CONNECTED.text());
            assertThat(told.at("/data/object/id").asText()).isEqualTo("cus_2");

            delivering.hear(happened("cus_1", "customer.created"));
            delivering.hear(happened(new AccountId(5001), "cus_3", "customer.created"));
            webhooks.deliverDue(SELLER);
            assertThat(connect.heard()).hasSize(1);
            assertThat(own.heard()).hasSize(1);
            assertThat(Json.parse(text(own.heard().getFirst().body())).has("account")).isFalse();
        }
    }

    private static String text(byte[] body) {
        return new String(body, java.nio.charset.StandardCharsets.UTF_8);
    }

    @Test
    void one_row_of_the_log_is_listed_as_the_events_it_is_told_by() {
        happened("cus_1", "customer.created");
        var paid =
                happened("pi_1", "charge.succeeded", "secret.internal", "payment_intent.succeeded");
        var page = told.list(SELLER, any -> true, PageRequest.first(10));
        assertThat(page.items())
                .extracting(Told::type)
                .containsExactly(
                        "payment_intent.succeeded", "charge.succeeded", "customer.created");
        assertThat(page.items()).extracting(Told::id).doesNotHaveDuplicates();
        var first = page.items().getFirst();
        assertThat(told.find(SELLER, first.id())).contains(first);
        assertThat(told.find(new AccountId(2001), first.id())).isEmpty();
        var older = told.list(SELLER, any -> true, PageRequest.after(first.id(), 1));
        assertThat(older.items()).extracting(Told::type).containsExactly("charge.succeeded");
        assertThat(older.hasMore()).isTrue();
        var newer =
                told.list(SELLER, any -> true, PageRequest.before(page.items().getLast().id(), 1));
        assertThat(newer.items()).extracting(Told::type).containsExactly("charge.succeeded");
        assertThat(paid.id()).endsWith("0");
    }

    private Delivering delivering(Executor threads) {
        return new Delivering(
                test.platform().tx(),
                test.clock(),
                test.platform().ids(),
                endpoints,
                told,
                sender,
                threads);
    }

    @Test
    void an_owner_makes_changes_switches_and_deletes_an_endpoint() throws Exception {
        try (var receiver = new Receiver()) {
            var made = done(webhooks.make(SELLER, receiver.url(), List.of("*"), "Warehouse"));
            assertThat(made.secret()).startsWith("whsec_");
            var id = made.id();
            var changed =
                    done(webhooks.change(SELLER, id, made.url(), List.of("customer.created"), ""));
            assertThat(changed.events()).containsExactly("customer.created");
            assertThat(changed.description()).isEmpty();
            webhooks.enable(SELLER, id, false);
            delivering.hear(happened("cus_1", "customer.created"));
            assertThat(receiver.heard()).isEmpty();
            webhooks.enable(SELLER, id, true);
            delivering.hear(happened("cus_2", "customer.created"));
            assertThat(receiver.heard()).hasSize(1);
            assertThat(webhooks.deliveries(SELLER, id, Optional.empty(), 10)).hasSize(1);
            assertThat(webhooks.delete(SELLER, id)).isTrue();
            assertThat(webhooks.delete(SELLER, id)).isFalse();
            assertThat(webhooks.endpoints(SELLER)).isEmpty();
        }
    }

    @Test
    void after_a_roll_both_secrets_sign_for_a_day_or_the_new_one_at_once() throws Exception {
        try (var receiver = new Receiver()) {
            var made = done(webhooks.make(SELLER, receiver.url(), List.of("*"), ""));
            var rolled = done(webhooks.roll(SELLER, made.id(), false));
            assertThat(rolled.secret()).isNotEqualTo(made.secret());
            delivering.hear(happened("cus_1", "customer.created"));
            assertSigned(receiver, rolled.secret(), made.secret());
            test.clock().advance(Duration.ofHours(24));
            delivering.hear(happened("cus_2", "customer.created"));
            assertSigned(receiver, rolled.secret());
            var again = done(webhooks.roll(SELLER, made.id(), true));
            delivering.hear(happened("cus_3", "customer.created"));
            assertSigned(receiver, again.secret());
        }
    }

    @Test
    void a31_an_endpoint_that_may_not_be_called_is_refused_on_the_page_too() {
        for (var url :
                List.of(
                        "http://169.254.169.254/",
                        "http://[::ffff:10.0.0.1]/",
                        "http://0x7f.1/",
                        "gopher://example.com/",
                        "https://user@example.com/",
                        "example.com",
                        "https://exa mple.com/",
                        "https://example.com/" + "x".repeat(3_000)))
            assertThat(webhooks.make(SELLER, url, List.of("*"), ""))
                    .as(url)
                    .isInstanceOf(Kept.Refused.class);
        assertThat(webhooks.make(SELLER, "https://example.com/", List.of(), ""))
                .isInstanceOf(Kept.Refused.class);
        for (int i = 0; i < 16; i++)
            done(webhooks.make(SELLER, "https://example.com/" + i, List.of("*"), ""));
        assertThat(webhooks.make(SELLER, "https://example.com/", List.of("*"), ""))
                .isInstanceOf(Kept.Refused.class);
    }

    @Test
    void a9_another_accounts_endpoint_is_not_there() {
        var made = done(webhooks.make(SELLER, "https://example.com/", List.of("*"), ""));
        var other = new AccountId(1003);
        assertThat(webhooks.endpoint(other, made.id())).isEmpty();
        assertThat(webhooks.roll(other, made.id(), true)).isInstanceOf(Kept.Missing.class);
        assertThat(webhooks.enable(other, made.id(), false)).isInstanceOf(Kept.Missing.class);
        assertThat(webhooks.change(other, made.id(), made.url(), List.of("*"), ""))
                .isInstanceOf(Kept.Missing.class);
        assertThat(webhooks.delete(other, made.id())).isFalse();
        assertThat(webhooks.endpoint(SELLER, made.id())).contains(made);
    }

    private static Optional<ObjectNode> rendered(Event event, String type) {
        if (event.subject().equals(UNREADABLE)) throw new IllegalStateException("no such thing");
        var object = type.substring(0, type.indexOf('.'));
        return Optional.of(Json.object().put("id", event.subject()).put("object", object));
    }

    private static Endpoint done(Kept kept) {
        assertThat(kept).isInstanceOf(Kept.Done.class);
        return ((Kept.Done) kept).endpoint();
    }

    private void assertSigned(Receiver receiver, String... secrets) {
        var last = receiver.heard().getLast();
        assertThat(last.signature())
                .isEqualTo(Signature.header(List.of(secrets), test.clock().now(), last.body()));
    }

    private Endpoint endpoint(Receiver receiver, String... events) {
        return insert(receiver, false, events);
    }

    private Endpoint insert(Receiver receiver, boolean connect, String... events) {
        var made =
                new Endpoint(
                        new Endpoint.Id(test.platform().ids().ordinary("we", SELLER)),
                        SELLER,
                        receiver.url(),
                        List.of(events),
                        true,
                        "whsec_" + test.platform().ids().token(32),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of(),
                        Optional.empty(),
                        connect,
                        Optional.empty(),
                        test.clock().now());
        test.platform().tx().doInAccount(SELLER, tx -> EndpointsSql.insert(SELLER, tx, made));
        endpoints.forget(SELLER);
        return made;
    }

    private Event happened(String subject, String... types) {
        return happened(SELLER, subject, types);
    }

    private Event happened(AccountId account, String subject, String... types) {
        var event =
                new Event(
                        test.platform().events().newId(account),
                        account,
                        List.of(types),
                        subject,
                        1,
                        Optional.empty(),
                        Optional.of("req_1"),
                        Optional.empty(),
                        test.clock().now());
        test.platform().tx().doInAccount(account, tx -> test.platform().events().append(tx, event));
        test.clock().advance(Duration.ofMillis(5));
        return event;
    }

    private static void awaitHeard(Receiver receiver, int times) {
        long deadline = System.nanoTime() + Duration.ofSeconds(15).toNanos();
        while (receiver.heard().size() < times && System.nanoTime() < deadline) Thread.onSpinWait();
        assertThat(receiver.heard()).hasSize(times);
    }
}
