package hawker.payments;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.StripeClient;
import com.stripe.param.PaymentIntentCreateParams;
import hawker.api.StripeSchema;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** A story that a seller's program tells by the API; after it the seller's books are right. */
abstract class ApiStory {

    static final String INTENTS = "/v1/payment_intents";

    static final StripeSchema SCHEMA = new StripeSchema();

    @SuppressWarnings("NullAway.Init")
    static Stage stage;

    @SuppressWarnings("NullAway.Init")
    static Api api;

    /** The official SDK with the seller's secret key. */
    @SuppressWarnings("NullAway.Init")
    StripeClient stripe;

    @BeforeAll
    static void open() {
        stage = new Stage();
        api = new Api(stage);
    }

    @AfterAll
    static void close() {
        api.close();
        stage.close();
    }

    @BeforeEach
    void begin() {
        stage.another();
        stripe = api.client();
    }

    @AfterEach
    void the_books_are_right() {
        stage.settle();
        assertThat(stage.findings()).isEmpty();
    }

    /** An answer that is right, with every field that the official clients read. */
    static Api.Got fits(Api.Got got) {
        assertThat(got.status()).as(got.body().toString()).isEqualTo(200);
        assertThat(SCHEMA.findings(got.body())).as(got.body().toString()).isEmpty();
        return got;
    }

    /** Twenty dollars, paid at once with a card. */
    static PaymentIntentCreateParams.Builder paying(String card) {
        return PaymentIntentCreateParams.builder()
                .setAmount(2000L)
                .setCurrency("usd")
                .setConfirm(true)
                .setPaymentMethod(card);
    }
}
