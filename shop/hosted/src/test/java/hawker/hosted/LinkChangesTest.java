package hawker.hosted;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.payments.Charge;
import hawker.web.Browser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What a payment link asks and says, how that is changed, and how often it is paid. */
class LinkChangesTest extends HostedStory {

    private static final String LINKS = "/v1/payment_links";

    private static String price() {
        return stage.post("/v1/prices", "currency=usd&unit_amount=700&product_data[name]=Tonic")
                .text("id");
    }

    private static ObjectNode link(String more) {
        var line = "line_items[0][price]=" + price() + "&line_items[0][quantity]=2";
        return fits(stage.post(LINKS, line + more));
    }

    private static String path(ObjectNode link) {
        return LINKS + "/" + link.path("id").asText();
    }

    private static String visit(ObjectNode link) {
        return browser.get("/b/" + link.path("id").asText()).location();
    }

    private static ObjectNode session(String page) {
        return fits(stage.get("/v1/checkout/sessions/" + page.substring("/c/pay/".length())));
    }

    private static Browser.Answer pay(String page, Map<String, String> more) {
        var form = browser.get(page).fields();
        form.put("email", "ann@example.com");
        form.put("payment_method", stage.card("pm_card_visa"));
        // A box that nobody ticked is not sent.
        form.remove("promotions");
        form.putAll(more);
        return browser.post(page + "/pay", form);
    }

    @Test
    void what_a_link_asks_its_visitors_are_asked() {
        var link =
                link(
                        "&custom_fields[0][key]=size&custom_fields[0][type]=text"
                                + "&custom_fields[0][label][type]=custom"
                                + "&custom_fields[0][label][custom]=Your+size"
                                + "&phone_number_collection[enabled]=true"
                                + "&consent_collection[terms_of_service]=required"
                                + "&consent_collection[promotions]=auto"
                                + "&custom_text[submit][message]=See+[how+we+pack](https://shop.test/pack)."
                                + "&custom_text[terms_of_service_acceptance][message]="
                                + "I+accept+[the+rules](https://shop.test/rules)"
                                + "&payment_method_types[]=card"
                                + "&after_completion[type]=hosted_confirmation"
                                + "&after_completion[hosted_confirmation][custom_message]=Yours+on+Monday");
        assertThat(link.at("/custom_fields/0/text/default_value").isNull()).isTrue();
        var page = visit(link);
        assertThat(browser.get(page).body())
                .contains("Your size", "Phone number", "I accept the rules", "Send me news")
                .contains("href=\"https://shop.test/pack\"", "how we pack");
        assertThat(pay(page, Map.of("terms", "true", "phone", "+1 555 0100")).body())
                .contains("Fill in: Your size");
        var told = Map.of("terms", "true", "phone", "+1 555 0100", "custom_size", "M");
        assertThat(pay(page, told).status()).isEqualTo(303);
        assertThat(browser.get(page).body()).contains("Yours on Monday");
        var paid = session(page);
        assertThat(paid.at("/custom_fields/0/text/value").asText()).isEqualTo("M");
        assertThat(paid.at("/consent/promotions").asText()).isEqualTo("opt_out");
        assertThat(paid.at("/consent/terms_of_service").asText()).isEqualTo("accepted");
    }

    @Test
    void what_is_changed_counts_for_the_next_visit() {
        var link = link("&metadata[a]=1&payment_intent_data[description]=Old");
        var before = visit(link);
        var item = stage.get(path(link) + "/line_items").body().at("/data/0/id").asText();
        var rate =
                stage.post(
                                "/v1/shipping_rates",
                                "display_name=Post&type=fixed_amount&fixed_amount[amount]=500"
                                        + "&fixed_amount[currency]=usd")
                        .text("id");
        var changed =
                fits(
                        stage.post(
                                path(link),
                                "line_items[0][quantity]=3&line_items[0][id]="
                                        + item
                                        + "&line_items[0][adjustable_quantity][enabled]=true"
                                        + "&shipping_address_collection[allowed_countries][]=US"
                                        + "&shipping_options[0][shipping_rate]="
                                        + rate
                                        + "&payment_intent_data[description]=New"
                                        + "&payment_intent_data[metadata][lot]=7"
                                        + "&billing_address_collection=required&submit_type=book"
                                        + "&customer_creation=if_required&metadata[b]=2"
                                        + "&tax_id_collection[enabled]=true"));
        assertThat(changed.at("/payment_intent_data/description").asText()).isEqualTo("New");
        assertThat(changed.at("/metadata/a").asText()).isEqualTo("1");
        assertThat(session(before).path("amount_total").asLong()).isEqualTo(1400);
        var page = visit(link);
        assertThat(session(page).path("amount_total").asLong()).isEqualTo(2600);
        var home =
                Map.of(
                        "name", "Ann",
                        "line1", "1 Main St",
                        "city", "Oakland",
                        "state", "CA",
                        "postal_code", "94601",
                        "country", "US");
        assertThat(pay(page, home).status()).isEqualTo(303);
        var paid = stage.intents().getFirst().terms().notes();
        assertThat(paid.description()).contains("New");
        assertThat(paid.metadata()).containsEntry("lot", "7");
        var plain =
                fits(
                        stage.post(
                                path(link),
                                "shipping_options=&shipping_address_collection="
                                        + "&payment_intent_data[description]="));
        assertThat(plain.path("shipping_options")).isEmpty();
        assertThat(plain.at("/payment_intent_data/description").isNull()).isTrue();
        assertThat(session(visit(link)).path("amount_total").asLong()).isEqualTo(2100);
    }

    @Test
    void what_does_not_go_with_a_link_is_refused() {
        var link = link("");
        for (var wrong :
                Map.of(
                                "line_items[0][id]=li_none&line_items[0][quantity]=1",
                                "line_items[0][id]",
                                "subscription_data[trial_period_days]=3",
                                "subscription_data",
                                "payment_method_types[]=sepa_debit",
                                "payment_method_types",
                                "custom_text[terms_of_service_acceptance][message]=So",
                                "custom_text[terms_of_service_acceptance]",
                                "payment_method_options[card][restrictions][brands_blocked][]=diners",
                                "payment_method_options[card][restrictions][brands_blocked]",
                                "shipping_address_collection[allowed_countries][]=XX",
                                "shipping_address_collection[allowed_countries]")
                        .entrySet()) {
            var got = stage.post(path(link), wrong.getKey());
            assertThat(got.status()).as(wrong.getKey()).isEqualTo(400);
            assertThat(got.error("param")).isEqualTo(wrong.getValue());
        }
        assertThat(fits(stage.get(path(link)))).isEqualTo(link);
    }

    @Test
    void a_limited_link_is_paid_so_often_and_closes() {
        var link = link("&restrictions[completed_sessions][limit]=2");
        var pages = new String[] {visit(link), visit(link), visit(link)};
        assertThat(pay(pages[0], Map.of()).status()).isEqualTo(303);
        var bank = stage.card("pm_card_threeDSecure2Required");
        assertThat(pay(pages[1], Map.of("payment_method", bank)).location()).isNotEqualTo(pages[1]);
        // The buyer at the bank has the last place.
        assertThat(pay(pages[2], Map.of()).body()).contains("sold as often as it may be");
        assertThat(pay(pages[1], Map.of()).status()).isEqualTo(303);
        var closed = fits(stage.get(path(link)));
        assertThat(closed.path("active").asBoolean()).isFalse();
        assertThat(closed.at("/restrictions/completed_sessions/count").asLong()).isEqualTo(2);
        assertThat(browser.get("/b/" + link.path("id").asText()).status()).isEqualTo(410);
        assertThat(pay(pages[2], Map.of()).body()).contains("sold as often as it may be");
        assertThat(stage.told()).contains("payment_link.updated");
        assertThat(stage.post(path(link), "active=true").error("param")).isEqualTo("active");
        var more = "active=true&restrictions[completed_sessions][limit]=3";
        assertThat(fits(stage.post(path(link), more)).path("active").asBoolean()).isTrue();
        assertThat(pay(pages[2], Map.of()).status()).isEqualTo(303);
        assertThat(stage.post(path(link), "restrictions[completed_sessions][limit]=2").status())
                .isEqualTo(400);
        assertThat(stage.charges()).hasSize(3);
    }

    @Test
    void of_many_who_pay_at_once_as_many_get_through_as_there_are_places() throws Exception {
        var link = link("&restrictions[completed_sessions][limit]=2");
        var sessions = new ArrayList<String>();
        for (int i = 0; i < 5; i++) sessions.add(visit(link).substring("/c/pay/".length()));
        for (var id : sessions)
            assertThat(stage.post("/v1/payment_pages/" + id, "email=ann@example.com").status())
                    .isEqualTo(200);
        var start = new CyclicBarrier(sessions.size());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var presses = new ArrayList<Future<Stage.Got>>();
            for (var id : sessions) {
                var card = stage.card("pm_card_visa");
                presses.add(
                        threads.submit(() -> {
                            start.await();
                            return stage.confirm(id, card);
                        }));
            }
            for (var press : presses) assertThat(press.get().status()).isIn(200, 400);
        }
        assertThat(stage.charges()).hasSize(2);
        var closed = fits(stage.get(path(link)));
        assertThat(closed.at("/restrictions/completed_sessions/count").asLong()).isEqualTo(2);
        assertThat(closed.path("active").asBoolean()).isFalse();
    }

    @Test
    void who_fails_at_the_bank_leaves_the_last_place_to_others() {
        var link = link("&restrictions[completed_sessions][limit]=1");
        var pages = new String[] {visit(link), visit(link)};
        var bank = stage.card("pm_card_threeDSecure2Required");
        var challenge = here(pay(pages[0], Map.of("payment_method", bank)).location());
        var answer = browser.get(challenge).fields();
        answer.put("deed", "fail");
        var back = browser.post(challenge.replaceFirst("\\?.*", ""), answer).location();
        for (int i = 0; i < 5 && !here(back).equals(pages[0]); i++) {
            var next = browser.get(here(back));
            if (next.status() != 303) break;
            back = next.location();
        }
        assertThat(pay(pages[1], Map.of()).status()).isEqualTo(303);
        assertThat(pay(pages[0], Map.of()).body()).contains("sold as often as it may be");
        assertThat(session(pages[0]).path("status").asText()).isEqualTo("open");
        assertThat(stage.charges().stream().filter(Charge::paid)).hasSize(1);
    }

    @Test
    void a_limit_is_not_lowered_below_those_who_are_at_the_bank() {
        var link = link("&restrictions[completed_sessions][limit]=5");
        var pages = new String[] {visit(link), visit(link), visit(link), visit(link)};
        assertThat(pay(pages[0], Map.of()).status()).isEqualTo(303);
        for (int i = 1; i < 3; i++) {
            var bank = stage.card("pm_card_threeDSecure2Required");
            assertThat(pay(pages[i], Map.of("payment_method", bank)).status()).isEqualTo(303);
        }
        var limit = "restrictions[completed_sessions][limit]";
        var low = stage.post(path(link), limit + "=2");
        assertThat(low.status()).isEqualTo(400);
        assertThat(low.error("param")).isEqualTo(limit);
        assertThat(low.error("message")).contains("2 more are paying it");
        assertThat(fits(stage.get(path(link))).at("/restrictions/completed_sessions/limit").asInt())
                .isEqualTo(5);
        fits(stage.post(path(link), limit + "=3"));
        assertThat(pay(pages[3], Map.of()).body()).contains("sold as often as it may be");
        for (int i = 1; i < 3; i++) assertThat(pay(pages[i], Map.of()).status()).isEqualTo(303);
        var closed = fits(stage.get(path(link)));
        assertThat(closed.at("/restrictions/completed_sessions/count").asInt()).isEqualTo(3);
        assertThat(closed.path("active").asBoolean()).isFalse();
        assertThat(stage.charges()).hasSize(3);
    }

    @Test
    void a_limit_that_a_link_gets_counts_those_who_are_at_the_bank() {
        var link = link("");
        var bank = stage.card("pm_card_threeDSecure2Required");
        for (var page : new String[] {visit(link), visit(link)})
            assertThat(pay(page, Map.of("payment_method", bank)).status()).isEqualTo(303);
        var limit = "restrictions[completed_sessions][limit]";
        assertThat(stage.post(path(link), limit + "=1").error("param")).isEqualTo(limit);
        assertThat(fits(stage.post(path(link), limit + "=2")).path("active").asBoolean()).isTrue();
    }

    @Test
    void who_leaves_the_bank_alone_leaves_the_last_place_to_others() {
        var link = link("&restrictions[completed_sessions][limit]=1");
        var pages = new String[] {visit(link), visit(link)};
        var bank = stage.card("pm_card_threeDSecure2Required");
        var challenge = here(pay(pages[0], Map.of("payment_method", bank)).location());
        assertThat(pay(pages[1], Map.of()).body()).contains("sold as often as it may be");
        stage.clock.advance(Duration.ofMinutes(12));
        stage.platform.chores().run("payments-resolve");
        stage.platform.events().drain();
        assertThat(pay(pages[1], Map.of()).status()).isEqualTo(303);
        // The bank's page is over as well: who comes back from there pays nothing.
        assertThat(browser.get(challenge).body()).contains("This took too long");
        assertThat(browser.get(pages[0] + "/return").location()).isEqualTo(pages[0]);
        assertThat(pay(pages[0], Map.of()).body()).contains("sold as often as it may be");
        assertThat(session(pages[0]).path("status").asText()).isEqualTo("open");
        assertThat(stage.charges().stream().filter(Charge::paid)).hasSize(1);
        assertThat(fits(stage.get(path(link))).path("active").asBoolean()).isFalse();
    }

    private static String here(String address) {
        return address.replaceFirst("^https?://[^/]+", "");
    }

    @Test
    void cards_of_a_blocked_brand_are_not_taken() {
        var blocked =
                "&payment_method_options[card][restrictions][brands_blocked][]=american_express";
        var link = link(blocked);
        var page = visit(link);
        var amex = Map.of("payment_method", stage.card("pm_card_amex"));
        assertThat(pay(page, amex).body()).contains("not taken here: american express");
        assertThat(stage.charges()).isEmpty();
        assertThat(pay(page, Map.of()).status()).isEqualTo(303);
        fits(stage.post(path(link), "payment_method_options="));
        assertThat(pay(visit(link), amex).status()).isEqualTo(303);
    }
}
