package hawker.billing;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.api.StripeSchema;
import hawker.payments.Charge;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/**
 * A story of the room: on a stage that its class shares, by a seller of its own, and the books are
 * right after it.
 */
abstract class Story {

    /** 1 January 2026. */
    static final long NEW_YEAR = 1767225600L;

    static final long DAY = 86_400;

    static final StripeSchema SCHEMA = new StripeSchema();

    static Stage stage;

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
        assertThat(stage.wrong()).isEmpty();
    }

    /** An answer that is right, with every field that the official clients read. */
    static Stage.Got fits(Stage.Got got) {
        assertThat(got.status()).as(got.body().toString()).isEqualTo(200);
        assertThat(SCHEMA.findings(got.body())).isEmpty();
        return got;
    }

    static Stage.Got invoice(String id) {
        return fits(stage.get("/v1/invoices/" + id));
    }

    /** An open invoice over this amount, in cents of the dollar. */
    static String finalized(String customer, long amount) {
        stage.post("/v1/invoiceitems", "currency=usd&customer=" + customer + "&amount=" + amount);
        var id =
                fits(stage.post(
                                "/v1/invoices",
                                "pending_invoice_items_behavior=include&customer=" + customer))
                        .text("id");
        fits(stage.post("/v1/invoices/" + id + "/finalize", ""));
        return id;
    }

    static Stage.Got subscription(String id) {
        return fits(stage.get("/v1/subscriptions/" + id));
    }

    /** A subscription of one of this price, or why there is none. */
    static Stage.Got subscribe(String customer, String price, String more) {
        return stage.post(
                "/v1/subscriptions", "customer=" + customer + "&items[0][price]=" + price + more);
    }

    /** The id of a subscription that is made. */
    static String subscribed(String customer, String price, String more) {
        return fits(subscribe(customer, price, more)).text("id");
    }

    /** The only item of a subscription. */
    static String item(String subscription) {
        return subscription(subscription).body().at("/items/data/0/id").asText();
    }

    /** Below zero it is the customer's. */
    static long balance(String customer) {
        return stage.get("/v1/customers/" + customer).body().path("balance").asLong();
    }

    /** A price that is paid once. */
    static String once(long amount) {
        return stage.post(
                        "/v1/prices",
                        "currency=usd&product_data[name]=Cabinet&unit_amount=" + amount)
                .text("id");
    }

    /** A test clock at {@link #NEW_YEAR}. */
    static String clock() {
        return fits(stage.post("/v1/test_helpers/test_clocks", "frozen_time=" + NEW_YEAR))
                .text("id");
    }

    static void advance(String clock, long to) {
        var began =
                stage.post(
                        "/v1/test_helpers/test_clocks/" + clock + "/advance", "frozen_time=" + to);
        assertThat(fits(began).text("status")).isEqualTo("advancing");
        stage.settle();
        assertThat(stage.get("/v1/test_helpers/test_clocks/" + clock).text("status"))
                .isEqualTo("ready");
    }

    /** Charges of the seller that took money. */
    static List<Charge> paid() {
        return stage.charges().stream().filter(Charge::paid).toList();
    }
}
