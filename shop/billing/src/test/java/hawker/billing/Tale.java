package hawker.billing;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.api.Got;
import hawker.api.StripeSchema;
import hawker.payments.Charge;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * A story on a stage that its class shares, by a seller of its own, and the books are right after
 * it. Who opens the stage is said by whoever extends this.
 */
public abstract class Tale {

    /** 1 January 2026. */
    protected static final long NEW_YEAR = 1767225600L;

    protected static final long DAY = 86_400;

    protected static final StripeSchema SCHEMA = new StripeSchema();

    protected static Stage stage;

    @BeforeEach
    protected void begin() {
        stage.another();
    }

    @AfterEach
    protected void the_books_are_right() {
        stage.settle();
        assertThat(stage.wrong()).isEmpty();
    }

    /** An answer that is right, with every field that the official clients read. */
    protected static Got fits(Got got) {
        assertThat(got.status()).as(got.body().toString()).isEqualTo(200);
        assertThat(SCHEMA.findings(got.body())).isEmpty();
        return got;
    }

    protected static Got invoice(String id) {
        return fits(stage.get("/v1/invoices/" + id));
    }

    /** An open invoice over this amount, in cents of the dollar. */
    protected static String finalized(String customer, long amount) {
        stage.post("/v1/invoiceitems", "currency=usd&customer=" + customer + "&amount=" + amount);
        var id =
                fits(stage.post(
                                "/v1/invoices",
                                "pending_invoice_items_behavior=include&customer=" + customer))
                        .text("id");
        fits(stage.post("/v1/invoices/" + id + "/finalize", ""));
        return id;
    }

    protected static Got subscription(String id) {
        return fits(stage.get("/v1/subscriptions/" + id));
    }

    /** A subscription of one of this price, or why there is none. */
    protected static Got subscribe(String customer, String price, String more) {
        return stage.post(
                "/v1/subscriptions", "customer=" + customer + "&items[0][price]=" + price + more);
    }

    /** The id of a subscription that is made. */
    protected static String subscribed(String customer, String price, String more) {
        return fits(subscribe(customer, price, more)).text("id");
    }

    /** The only item of a subscription. */
    protected static String item(String subscription) {
        return subscription(subscription).body().at("/items/data/0/id").asText();
    }

    /** Below zero it is the customer's. */
    protected static long balance(String customer) {
        return stage.get("/v1/customers/" + customer).body().path("balance").asLong();
    }

    /** A price that is paid once. */
    protected static String once(long amount) {
        return stage.post(
                        "/v1/prices",
                        "currency=usd&product_data[name]=Cabinet&unit_amount=" + amount)
                .text("id");
    }

    /** A test clock at {@link #NEW_YEAR}. */
    protected static String clock() {
        return fits(stage.post("/v1/test_helpers/test_clocks", "frozen_time=" + NEW_YEAR))
                .text("id");
    }

    protected static void advance(String clock, long to) {
        var began =
                stage.post(
                        "/v1/test_helpers/test_clocks/" + clock + "/advance", "frozen_time=" + to);
        assertThat(fits(began).text("status")).isEqualTo("advancing");
        stage.settle();
        assertThat(stage.get("/v1/test_helpers/test_clocks/" + clock).text("status"))
                .isEqualTo("ready");
    }

    /** Charges of the seller that took money. */
    protected static List<Charge> paid() {
        return stage.charges().stream().filter(Charge::paid).toList();
    }
}
