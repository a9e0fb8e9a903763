package hawker.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class OlderFormsTest {

    private static final Operation INTENDING = post("/v1/payment_intents");
    private static final Operation SUBSCRIBING = post("/v1/subscriptions");
    private static final Operation PREVIEWING =
            Operation.get("/v1/invoices/upcoming", Shape.of(), call -> Answer.ok(Json.object()));

    @Test
    void before_august_2023_a_payment_is_by_card_where_nothing_is_said() {
        assertThat(renewed("2023-08-15", INTENDING, "amount=5"))
                .isEqualTo(
                        Map.of(
                                "amount", "5",
                                "capture_method", "automatic",
                                "payment_method_types.0", "card"));
        assertThat(renewed("2022-11-15", post("/v1/setup_intents"), ""))
                .isEqualTo(Map.of("payment_method_types.0", "card"));
        assertThat(renewed("2023-08-16", INTENDING, "amount=5"))
                .isEqualTo(Map.of("amount", "5", "capture_method", "automatic"));
        for (var version : List.of("2024-04-10", Versions.NEWEST))
            assertThat(renewed(version, INTENDING, "amount=5")).isEqualTo(Map.of("amount", "5"));
    }

    @Test
    void before_august_2022_a_session_makes_a_customer_and_its_lines_need_no_price() {
        var session = post("/v1/checkout/sessions");
        assertThat(
                        renewed(
                                "2020-08-27",
                                session,
                                "mode=payment&line_items[0][name]=Tea&line_items[0][amount]=500"
                                        + "&line_items[0][currency]=usd&line_items[0][quantity]=2"
                                        + "&line_items[1][price]=price_1&shipping_rates[0]=shr_1"))
                .isEqualTo(
                        Map.of(
                                "mode", "payment",
                                "customer_creation", "always",
                                "line_items.0.price_data.product_data.name", "Tea",
                                "line_items.0.price_data.unit_amount", "500",
                                "line_items.0.price_data.currency", "usd",
                                "line_items.0.quantity", "2",
                                "line_items.1.price", "price_1",
                                "shipping_options.0.shipping_rate", "shr_1"));
        for (var said : List.of("mode=setup", "customer=cus_1", "customer_creation=if_required"))
            assertThat(renewed("2020-08-27", session, said)).hasSize(1);
        assertThat(renewed("2022-08-01", session, "mode=payment")).hasSize(1);
    }

    @Test
    void what_is_said_of_methods_stays() {
        for (var said :
                List.of(
                        "payment_method_types[0]=sepa_debit",
                        "automatic_payment_methods[enabled]=true",
                        "payment_method_configuration=pmc_1"))
            assertThat(renewed("2020-08-27", INTENDING, "capture_method=manual&" + said))
                    .hasSize(2);
        assertThat(renewed("2020-08-27", post("/v1/payment_intents/{id}"), "amount=5")).hasSize(1);
    }

    @Test
    void one_coupon_becomes_a_list_of_discounts() {
        assertThat(renewed("2024-06-20", SUBSCRIBING, "coupon=TEN"))
                .isEqualTo(Map.of("discounts.0.coupon", "TEN"));
        assertThat(renewed("2024-06-20", SUBSCRIBING, "promotion_code=promo_1"))
                .isEqualTo(Map.of("discounts.0.promotion_code", "promo_1"));
        assertThat(renewed("2024-06-20", SUBSCRIBING, "coupon="))
                .isEqualTo(Map.of("discounts", ""));
        assertThat(renewed("2025-03-31.basil", SUBSCRIBING, "coupon=TEN"))
                .isEqualTo(Map.of("coupon", "TEN"));
        assertThat(
                        renewed(
                                "2024-06-20",
                                post("/v1/subscription_schedules"),
                                "phases[0][coupon]=TEN&phases[1][iterations]=2"))
                .isEqualTo(
                        Map.of(
                                "phases.0.discounts.0.coupon", "TEN",
                                "phases.1.iterations", "2"));
        for (var two :
                List.of("coupon=TEN&promotion_code=promo_1", "coupon=TEN&discounts[0][coupon]=TEN"))
            assertThatThrownBy(() -> renewed("2024-06-20", SUBSCRIBING, two))
                    .isInstanceOf(ApiError.class)
                    .hasMessageContaining("only specify one");
    }

    @Test
    void what_a_preview_is_about_stands_in_a_hash() {
        assertThat(
                        renewed(
                                "2024-06-20",
                                PREVIEWING,
                                "subscription=sub_1&subscription_items[0][id]=si_1"
                                        + "&subscription_proration_date=7"))
                .isEqualTo(
                        Map.of(
                                "subscription", "sub_1",
                                "subscription_details.items.0.id", "si_1",
                                "subscription_details.proration_date", "7"));
    }

    @Test
    void an_error_names_what_was_sent() {
        var sessions =
                "line_items[0][name]=Tea&line_items[1][price_data][currency]=x&line_items[2][price]=p";
        assertThat(inWords("coupon=c", "discounts[0][coupon]")).isEqualTo("coupon");
        assertThat(inWords("discounts[0][coupon]=c", "discounts[0][coupon]"))
                .isEqualTo("discounts[0][coupon]");
        assertThat(inWords("phases[0][coupon]=c", "phases[0][discounts][0][coupon]"))
                .isEqualTo("phases[0][coupon]");
        assertThat(
                        inWords(
                                "subscription_details[cancel_now]=true&subscription_items=x",
                                "subscription_details[items]"))
                .isEqualTo("subscription_items");
        assertThat(inWords(sessions, "line_items[0][price_data][unit_amount]"))
                .isEqualTo("line_items[0][amount]");
        assertThat(inWords(sessions, "line_items[0][price_data][product_data][images]"))
                .isEqualTo("line_items[0][images]");
        assertThat(inWords(sessions, "line_items[0][price_data][currency]"))
                .isEqualTo("line_items[0][currency]");
        assertThat(inWords(sessions, "line_items[1][price_data][currency]"))
                .isEqualTo("line_items[1][price_data][currency]");
        assertThat(inWords("shipping_rates[]=s", "shipping_options[0][shipping_rate]"))
                .isEqualTo("shipping_rates[0]");
    }

    private static String inWords(String form, String param) {
        var refused = ApiError.parameterInvalid(param, "Wrong");
        return OlderForms.inWordsOf(Form.read(form, ""), refused).param().orElseThrow();
    }

    @Test
    void what_is_no_hash_is_not_replaced() {
        var said = "subscription_details=x&subscription_cancel_now=true";
        assertThat(renewed("2023-10-16", PREVIEWING, said))
                .containsEntry("subscription_details", "x");
    }

    private static Operation post(String pattern) {
        return Operation.post(pattern, Shape.of(), call -> Answer.ok(Json.object()));
    }

    /** What the form says afterwards, by path. */
    private static Map<String, String> renewed(String version, Operation operation, String form) {
        var sent = OlderForms.renewed(version, operation, Form.read(form, ""));
        var said = new TreeMap<String, String>();
        tell("", sent, said);
        return said;
    }

    private static void tell(String path, Sent sent, Map<String, String> into) {
        switch (sent) {
            case Sent.Text text -> into.put(path, text.value());
            case Sent.Group group -> {
                if (!path.isEmpty() && group.isArray()) {
                    var elements = group.elements();
                    for (int i = 0; i < elements.size(); i++)
                        tell(path + "." + i, elements.get(i), into);
                } else
                    group.entries()
                            .forEach((name, value) ->
                                    tell(path.isEmpty() ? name : path + "." + name, value, into));
            }
        }
    }
}
