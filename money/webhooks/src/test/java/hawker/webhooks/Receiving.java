package hawker.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.ApiModule;
import hawker.api.Json;
import hawker.kernel.AccountId;
import hawker.platform.Event;
import hawker.platform.TestPlatform;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.AfterEach;

/** A seller with endpoints on this machine, and what happens to them. */
abstract class Receiving {

    static final AccountId SELLER = new AccountId(1001);

    /** An account that the seller's platform acts for. */
    static final AccountId CONNECTED = new AccountId(3001);

    /** The subject of an event whose object cannot be rendered. */
    static final String UNREADABLE = "cus_unreadable";

    final TestPlatform test = TestPlatform.open("webhooks");
    final Endpoints endpoints =
            new Endpoints(
                    test.platform().tx(),
                    account -> account.equals(CONNECTED) ? List.of(SELLER) : List.of());
    final ToldEvents told =
            new ToldEvents(
                    test.platform().events(),
                    List.of(
                            new EventSource(
                                    Set.of(
                                            "customer.created",
                                            "charge.succeeded",
                                            "payment_intent.succeeded"),
                                    Receiving::rendered)),
                    ApiModule.open(test.platform(), key -> Optional.empty()).versions(List.of()));
    final Sender sender = new Sender(new Addresses(true));

    /** Sends in the thread that hears, so that what was heard is sent when hearing returns. */
    final Delivering delivering = delivering(Runnable::run);

    final Webhooks webhooks =
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

    static String text(byte[] body) {
        return new String(body, java.nio.charset.StandardCharsets.UTF_8);
    }

    Delivering delivering(Executor threads) {
        return new Delivering(
                test.platform().tx(),
                test.clock(),
                test.platform().ids(),
                endpoints,
                told,
                sender,
                threads);
    }

    static Optional<ObjectNode> rendered(Event event, String type) {
        if (event.subject().equals(UNREADABLE)) throw new IllegalStateException("no such thing");
        var object = type.substring(0, type.indexOf('.'));
        return Optional.of(Json.object().put("id", event.subject()).put("object", object));
    }

    static Endpoint done(Kept kept) {
        assertThat(kept).isInstanceOf(Kept.Done.class);
        return ((Kept.Done) kept).endpoint();
    }

    void assertSigned(Receiver receiver, String... secrets) {
        var last = receiver.heard().getLast();
        assertThat(last.signature())
                .isEqualTo(Signature.header(List.of(secrets), test.clock().now(), last.body()));
    }

    Endpoint endpoint(Receiver receiver, String... events) {
        return insert(receiver, false, events);
    }

    Endpoint insert(Receiver receiver, boolean connect, String... events) {
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

    Event happened(String subject, String... types) {
        return happened(SELLER, subject, types);
    }

    Event happened(AccountId account, String subject, String... types) {
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

    static void awaitHeard(Receiver receiver, int times) {
        long deadline = System.nanoTime() + Duration.ofSeconds(15).toNanos();
        while (receiver.heard().size() < times && System.nanoTime() < deadline) Thread.onSpinWait();
        assertThat(receiver.heard()).hasSize(times);
    }
}
