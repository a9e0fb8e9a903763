package hawker.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stripe.StripeClient;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.StripeObject;
import com.stripe.param.ProductCreateParams;
import com.stripe.param.ProductFeatureCreateParams;
import com.stripe.param.entitlements.FeatureCreateParams;
import com.stripe.param.entitlements.FeatureListParams;
import com.stripe.param.entitlements.FeatureUpdateParams;
import hawker.api.Json;
import hawker.api.StripeSchema;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a product lets its buyers do: the official SDK as client. */
class FeaturesHttpTest {

    private static final StripeSchema SCHEMA = new StripeSchema();
    private static Stage stage;
    private StripeClient stripe;

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

    private String product() throws StripeException {
        var named = ProductCreateParams.builder().setName("Club").build();
        return stripe.v1().products().create(named).getId();
    }

    private String feature(String key) throws StripeException {
        var params = FeatureCreateParams.builder().setLookupKey(key).setName("Tasting").build();
        var made = stripe.v1().entitlements().features().create(params);
        fits(made);
        return made.getId();
    }

    private String attach(String product, String feature) throws StripeException {
        var params = ProductFeatureCreateParams.builder().setEntitlementFeature(feature).build();
        var made = stripe.v1().products().features().create(product, params);
        fits(made);
        return made.getId();
    }

    private static void fits(StripeObject object) {
        assertThat(SCHEMA.findings(Json.parse(object.getLastResponse().body()))).isEmpty();
    }

    @Test
    void a_product_gets_features_and_loses_them() throws StripeException {
        var product = product();
        var feature = feature("tasting");
        var id = attach(product, feature);
        var features = stripe.v1().products().features();
        var found = features.retrieve(product, id);
        fits(found);
        assertThat(found.getEntitlementFeature().getLookupKey()).isEqualTo("tasting");
        assertThat(features.list(product).getData()).hasSize(1);
        assertThatThrownBy(() -> attach(product, feature))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("There is one");
        assertThat(features.delete(product, id).getDeleted()).isTrue();
        assertThat(features.list(product).getData()).isEmpty();
        assertThat(attach(product, feature)).isNotEqualTo(id);
    }

    @Test
    void a_feature_is_renamed_and_archived_and_its_key_names_no_other() throws StripeException {
        var id = feature("gallery");
        assertThatThrownBy(() -> feature("gallery")).isInstanceOf(InvalidRequestException.class);
        var all = stripe.v1().entitlements().features();
        var renamed =
                all.update(
                        id,
                        FeatureUpdateParams.builder()
                                .setName("Gallery")
                                .setActive(false)
                                .putMetadata("floor", "2")
                                .build());
        fits(renamed);
        assertThat(renamed.getName()).isEqualTo("Gallery");
        assertThat(all.retrieve(id).getMetadata()).containsEntry("floor", "2");
        assertThat(all.list().getData()).isEmpty();
        assertThat(all.list(FeatureListParams.builder().setArchived(true).build()).getData())
                .hasSize(1);
        var product = product();
        assertThatThrownBy(() -> attach(product, id)).isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void what_is_anothers_or_of_another_product_is_not_there() throws StripeException {
        var product = product();
        var feature = feature("late");
        var id = attach(product, feature);
        var other = product();
        assertThatThrownBy(() -> stripe.v1().products().features().retrieve(other, id))
                .hasMessageContaining("No such product_feature");
        stage.another();
        stripe = stage.client();
        assertThatThrownBy(() -> stripe.v1().entitlements().features().retrieve(feature))
                .hasMessageContaining("No such");
        assertThatThrownBy(() -> attach(product(), feature))
                .isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> stripe.v1().products().features().list(product))
                .hasMessageContaining("No such product");
    }

    @Test
    void two_who_give_a_feature_at_once_give_it_once() throws Exception {
        var product = product();
        var feature = feature("race");
        var start = new CyclicBarrier(4);
        int given = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = new ArrayList<Future<String>>();
            Callable<String> one =
                    () -> {
                        start.await();
                        try {
                            return attach(product, feature);
                        } catch (InvalidRequestException taken) {
                            return "";
                        }
                    };
            for (int i = 0; i < 4; i++) all.add(threads.submit(one));
            for (var each : all) if (!each.get().isEmpty()) given++;
        }
        assertThat(given).isOne();
        assertThat(stripe.v1().products().features().list(product).getData()).hasSize(1);
    }
}
