package hawker.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.api.Json;
import hawker.kernel.AccountId;
import hawker.kernel.PageRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who is told what, and how endpoints are kept. */
class WebhooksTest extends Receiving {
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
}
