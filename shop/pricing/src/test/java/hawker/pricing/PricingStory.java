package hawker.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.param.ProductCreateParams;
import hawker.api.Got;
import hawker.api.StripeSchema;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** What sellers declare; each story has a seller of its own. */
abstract class PricingStory {

    static Stage stage;
    private static final StripeSchema SCHEMA = new StripeSchema();
    StripeClient stripe;

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
        stripe = stage.client();
    }

    static ProductCreateParams named(String name) {
        return ProductCreateParams.builder().setName(name).build();
    }

    String product() throws StripeException {
        return stripe.v1().products().create(named("Gin")).getId();
    }

    Got fits(Got got) {
        assertThat(got.status()).as(got.body().toString()).isEqualTo(200);
        assertThat(SCHEMA.findings(got.body())).isEmpty();
        return got;
    }
}
