package hawker.sources;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.kernel.Currency;
import hawker.ledger.Purpose;
import hawker.sources.Stage.Got;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Sources are made, agreed to, charged and kept. */
class SourcesHttpTest {

    @SuppressWarnings("NullAway.Init")
    private static Stage stage;

    @BeforeAll
    static void open() {
        stage = new Stage();
    }

    @AfterAll
    static void close() {
        stage.close();
    }

    @AfterEach
    void the_books_are_right() {
        stage.settle();
        assertThat(stage.findings()).isEmpty();
    }

    private static Got redirected(String type) {
        return stage.post(
                "/sources",
                "type="
                        + type
                        + "&amount=1099&currency=eur&owner[name]=Jenny%20Rosen"
                        + "&redirect[return_url]=https://shop.test/done?cart=7"
                        + (type.equals("sofort") ? "&sofort[country]=DE" : ""));
    }

    private static Got agreed(String type) {
        var source = redirected(type);
        stage.answer(source.text("/redirect/url"), "authorize");
        return source;
    }

    private static Got charged(String source, long amount, String currency) {
        return stage.post(
                "/charges", "amount=" + amount + "&currency=" + currency + "&source=" + source);
    }

    private static Got now(String source) {
        return stage.get("/sources/" + source);
    }

    private static String customer() {
        return stage.post("/customers", "name=Ada").id();
    }

    private static long pending(String currency) {
        return stage.ledger
                .balance(stage.account(), Purpose.MERCHANT_PENDING, Currency.of(currency))
                .minor();
    }

    @Test
    void a_buyer_agrees_on_the_page_of_their_bank_and_is_charged_once() {
        var source = redirected("ideal");
        assertThat(source.text("/status")).isEqualTo("pending");
        assertThat(source.text("/flow")).isEqualTo("redirect");
        stage.refused("/charges", "amount=1099&currency=eur&source=" + source.id());
        assertThat(stage.page(source.text("/redirect/url"))).contains("Ideal", "10.99");
        var back = stage.answer(source.text("/redirect/url"), "authorize").orElseThrow();
        assertThat(back)
                .startsWith("https://shop.test/done?cart=7&source=" + source.id())
                .contains("client_secret=src_client_secret_");
        assertThat(now(source.id()).text("/status")).isEqualTo("chargeable");
        assertThat(stage.told("source.chargeable").path("id").asText()).isEqualTo(source.id());

        var before = pending("eur");
        var charge = charged(source.id(), 1099, "eur");
        assertThat(charge.text("/status")).isEqualTo("pending");
        assertThat(charge.text("/source/id")).isEqualTo(source.id());
        assertThat(charge.text("/payment_method")).isEqualTo(source.id());
        assertThat(charge.text("/payment_method_details/ideal/bic")).isEqualTo("INGBNL2A");
        assertThat(now(source.id()).text("/status")).isEqualTo("consumed");
        stage.settle();
        assertThat(stage.get("/charges/" + charge.id()).text("/status")).isEqualTo("succeeded");
        assertThat(pending("eur")).isGreaterThan(before);
        stage.refused("/charges", "amount=1099&currency=eur&source=" + source.id());
    }

    @Test
    void what_came_this_way_goes_back_this_way() {
        var source = agreed("bancontact");
        var charge = charged(source.id(), 1099, "eur");
        stage.settle();
        var refund = stage.post("/refunds", "charge=" + charge.id() + "&amount=99");
        assertThat(refund.text("/status")).isIn("pending", "succeeded");
        stage.settle();
        assertThat(stage.get("/refunds/" + refund.id()).text("/status")).isEqualTo("succeeded");
    }

    @Test
    void every_bank_page_is_answered() {
        for (var type :
                new String[] {"alipay", "bancontact", "eps", "giropay", "ideal", "p24", "sofort"}) {
            var source = agreed(type);
            assertThat(now(source.id()).text("/status")).as(type).isEqualTo("chargeable");
            var charge = charged(source.id(), 1099, "eur");
            stage.settle();
            assertThat(stage.get("/charges/" + charge.id()).text("/status"))
                    .as(type)
                    .isEqualTo("succeeded");
        }
        var order = "&source_order[items][0][amount]=1099&source_order[items][0][currency]=eur";
        var klarna =
                stage.post(
                        "/sources",
                        "type=klarna&amount=1099&currency=eur&klarna[purchase_country]=DE"
                                + "&klarna[product]=payment&redirect[return_url]=https://shop.test/"
                                + order);
        assertThat(klarna.text("/source_order/items/0/amount")).isEqualTo("1099");
        var wechat = stage.post("/sources", "type=wechat&amount=1099&currency=usd");
        assertThat(wechat.text("/flow")).isEqualTo("none");
        stage.answer(wechat.text("/wechat/qr_code_url"), "authorize");
        charged(wechat.id(), 1099, "usd");
    }

    @Test
    void who_says_no_is_not_charged() {
        var source = redirected("giropay");
        stage.answer(source.text("/redirect/url"), "fail");
        var failed = now(source.id());
        assertThat(failed.text("/status")).isEqualTo("failed");
        assertThat(failed.text("/redirect/failure_reason")).isEqualTo("declined");
        assertThat(stage.told("source.failed").path("id").asText()).isEqualTo(source.id());
        stage.answer(source.text("/redirect/url"), "authorize");
        assertThat(now(source.id()).text("/status")).isEqualTo("failed");
        stage.refused("/charges", "amount=1099&currency=eur&source=" + source.id());
        var gone = redirected("eps");
        stage.answer(gone.text("/redirect/url"), "cancel");
        assertThat(now(gone.id()).text("/redirect/failure_reason")).isEqualTo("user_abort");
    }

    @Test
    void nobody_comes_in_time() {
        var source = redirected("p24");
        stage.clock.advance(Duration.ofHours(7));
        stage.settle();
        assertThat(now(source.id()).text("/status")).isEqualTo("canceled");
        assertThat(stage.told("source.canceled").path("id").asText()).isEqualTo(source.id());
        stage.answer(source.text("/redirect/url"), "authorize");
        assertThat(now(source.id()).text("/status")).isEqualTo("canceled");
    }

    @Test
    void of_two_charges_at_once_one_has_the_source() throws Exception {
        var source = agreed("bancontact").id();
        Callable<Integer> charge =
                () ->
                        stage.ask("POST", "/charges", "amount=1099&currency=eur&source=" + source)
                                .status();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers =
                    pool.invokeAll(IntStream.range(0, 6).mapToObj(i -> charge).toList()).stream()
                            .map(java.util.concurrent.Future::resultNow)
                            .toList();
            assertThat(answers.stream().filter(status -> status == 200)).hasSize(1);
        }
    }

    @Test
    void only_what_was_promised_is_taken() {
        var source = agreed("bancontact").id();
        assertThat(
                        stage.refused("/charges", "amount=1000&currency=eur&source=" + source)
                                .text("/error/param"))
                .isEqualTo("source");
        stage.refused("/charges", "amount=1099&currency=usd&source=" + source);
        stage.refused("/charges", "amount=1099&currency=eur&source=pm_" + source.substring(4, 20));
        // Its other name is no way around: it is the same promise.
        charged("pm_" + source.substring(4), 1099, "eur");
        stage.refused("/charges", "amount=1099&currency=eur&source=pm_" + source.substring(4));
    }

    @Test
    void money_is_sent_to_a_receiver() {
        var source =
                stage.post(
                        "/sources",
                        "type=ach_credit_transfer&currency=usd&owner[email]=amount_4242@example.com");
        assertThat(source.text("/status")).isEqualTo("chargeable");
        assertThat(source.text("/receiver/amount_received")).isEqualTo("4242");
        var arrived = stage.told("source.transaction.created");
        assertThat(arrived.path("amount").asLong()).isEqualTo(4242);
        var list = stage.get("/sources/" + source.id() + "/source_transactions");
        var one = list.text("/data/0/id");
        assertThat(stage.get("/sources/" + source.id() + "/source_transactions/" + one).id())
                .isEqualTo(one);
        stage.refused("/charges", "amount=5000&currency=usd&source=" + source.id());
        charged(source.id(), 4000, "usd");
        var left = now(source.id());
        assertThat(left.text("/status")).isEqualTo("chargeable");
        assertThat(left.text("/receiver/amount_charged")).isEqualTo("4000");
        stage.refused("/charges", "amount=243&currency=usd&source=" + source.id());
        charged(source.id(), 242, "usd");
        assertThat(now(source.id()).text("/status")).isEqualTo("pending");
        stage.post("/sources/" + source.id(), "owner[email]=amount_100@example.com");
        assertThat(now(source.id()).text("/status")).isEqualTo("chargeable");
        assertThat(now(source.id()).text("/receiver/amount_received")).isEqualTo("4342");
        stage.post("/sources", "type=sepa_credit_transfer");
        var once =
                stage.post(
                        "/sources",
                        "type=multibanco&amount=500&currency=eur"
                                + "&owner[email]=amount_500@example.com");
        charged(once.id(), 500, "eur");
        assertThat(now(once.id()).text("/status")).isEqualTo("consumed");
    }

    @Test
    void a_receiver_is_kept_by_a_customer_and_not_shown_as_a_payment_method() {
        var ada = customer();
        var source = stage.post("/sources", "type=ach_credit_transfer&currency=usd").id();
        var kept = stage.post("/customers/" + ada + "/sources", "source=" + source);
        assertThat(kept.id()).isEqualTo(source);
        assertThat(kept.text("/customer")).isEqualTo(ada);
        assertThat(stage.get("/customers/" + ada + "/payment_methods").body().at("/data"))
                .isEmpty();
        assertThat(stage.ask("GET", "/payment_methods/pm_" + source.substring(4), "").status())
                .isEqualTo(404);
        stage.post("/sources/" + source, "owner[email]=amount_700@example.com");
        var charge = stage.post("/charges", "amount=700&currency=usd&customer=" + ada);
        assertThat(charge.text("/source/id")).isEqualTo(source);
    }

    @Test
    void a_card_is_a_source() {
        var source =
                stage.post(
                        "/sources",
                        "type=card&token=tok_visa&owner[name]=Ada&metadata[order]=7&usage=reusable");
        assertThat(source.text("/status")).isEqualTo("chargeable");
        assertThat(source.text("/card/last4")).isEqualTo("4242");
        assertThat(source.text("/owner/name")).isEqualTo("Ada");
        assertThat(source.text("/metadata/order")).isEqualTo("7");
        var other =
                stage.post("/sources/" + source.id(), "metadata[order]=8&owner[email]=a@b.test");
        assertThat(other.text("/metadata/order")).isEqualTo("8");
        assertThat(other.text("/owner/email")).isEqualTo("a@b.test");
        assertThat(charged(source.id(), 900, "usd").text("/status")).isEqualTo("succeeded");
        assertThat(now(source.id()).text("/status")).isEqualTo("consumed");
        stage.refused("/charges", "amount=900&currency=usd&source=" + source.id());
        var typed =
                "type=card&card[number]=4000056655665556&card[exp_month]=12&card[exp_year]=2030"
                        + "&card[cvc]=123";
        assertThat(stage.post("/sources", typed).text("/card/funding")).isEqualTo("debit");
        assertThat(
                        stage.ask(
                                        "POST",
                                        "/sources",
                                        "type=card&card[number]=4111111111111111"
                                                + "&card[exp_month]=12&card[exp_year]=2030")
                                .status())
                .isIn(200, 402);
    }

    private static String card(String token, String more) {
        return stage.post("/sources", "type=card&token=" + token + more).id();
    }

    private static String[] names(String source) {
        return new String[] {source, "card_" + source.substring(4), "pm_" + source.substring(4)};
    }

    private static void charged_in_no_way(String source, String amount) {
        for (var name : names(source)) {
            stage.refused("/charges", amount + "&source=" + name);
            stage.refused("/payment_intents", amount + "&confirm=true&payment_method=" + name);
        }
    }

    @Test
    void of_a_card_too_only_what_was_promised_is_taken_and_once() {
        var once = "&usage=single_use&amount=1000&currency=usd";
        var right = "amount=1000&currency=usd";
        var source = card("tok_visa", once);
        charged_in_no_way(source, "amount=99999&currency=usd");
        charged_in_no_way(source, "amount=1000&currency=eur");
        assertThat(
                        stage.refused("/charges", "amount=99&currency=usd&source=" + source)
                                .text("/error/param"))
                .isEqualTo("source");
        assertThat(now(source).text("/status")).isEqualTo("chargeable");
        assertThat(charged(names(source)[1], 1000, "usd").text("/status")).isEqualTo("succeeded");
        assertThat(now(source).text("/status")).isEqualTo("consumed");
        charged_in_no_way(source, right);

        var other = card("tok_visa", once);
        var paid = right + "&confirm=true&payment_method=";
        assertThat(stage.post("/payment_intents", paid + other).text("/status"))
                .isEqualTo("succeeded");
        charged_in_no_way(other, right);
        var later = stage.post("/payment_intents", right + "&payment_method=" + other);
        stage.refused("/payment_intents/" + later.id() + "/confirm", "");
        var refused = stage.get("/payment_intents/" + later.id());
        assertThat(refused.text("/status")).isEqualTo("requires_confirmation");

        var declined = card("tok_chargeDeclined", once);
        assertThat(stage.ask("POST", "/charges", right + "&source=" + declined).status())
                .isEqualTo(402);
        assertThat(now(declined).text("/status")).isEqualTo("consumed");
        var back = card("tok_visa", once);
        stage.post("/sources/" + back, "mandate[acceptance][status]=revoked");
        charged_in_no_way(back, right);
    }

    @Test
    void a_customers_card_is_not_charged_after_it_was_taken_back() {
        var ada = customer();
        var source = card("tok_visa", "");
        stage.post("/customers/" + ada + "/sources", "source=" + source);
        stage.post("/charges", "amount=500&currency=usd&customer=" + ada);
        stage.post("/sources/" + source, "mandate[acceptance][status]=revoked");
        stage.refused("/charges", "amount=500&currency=usd&customer=" + ada);
        stage.refused(
                "/payment_intents",
                "amount=500&currency=usd&confirm=true&customer="
                        + ada
                        + "&payment_method="
                        + source);
    }

    @Test
    void a_card_that_a_payment_keeps_is_charged_again() {
        var ada = customer();
        var form =
                "amount=500&currency=usd&confirm=true&customer="
                        + ada
                        + "&payment_method="
                        + card("tok_visa", "");
        stage.post("/payment_intents", form + "&setup_future_usage=off_session");
        stage.post("/payment_intents", form);
    }

    @Test
    void a_challenge_goes_on_with_the_card_that_it_is_about() {
        var source =
                card("tok_threeDSecure2Required", "&usage=single_use&amount=1000&currency=usd");
        var form =
                "amount=1000&currency=usd&confirm=true&confirmation_method=manual"
                        + "&return_url=https://shop.test/&payment_method=";
        var asked = stage.post("/payment_intents", form + source);
        assertThat(asked.text("/status")).isEqualTo("requires_action");
        charged_in_no_way(source, "amount=1000&currency=usd");
        stage.challenged(asked.text("/next_action/redirect_to_url/url"));
        var path = "/payment_intents/" + asked.id();
        assertThat(stage.get(path).text("/status")).isEqualTo("requires_confirmation");
        assertThat(stage.post(path + "/confirm", "").text("/status")).isEqualTo("succeeded");
        charged_in_no_way(source, "amount=1000&currency=usd");
    }

    @Test
    void of_two_charges_at_once_one_has_the_card() throws Exception {
        var source = card("tok_visa", "&usage=single_use&amount=1000&currency=usd");
        Callable<Integer> charge =
                () ->
                        stage.ask(
                                        "POST",
                                        "/charges",
                                        "amount=1000&currency=usd&source=" + names(source)[2])
                                .status();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = pool.invokeAll(IntStream.range(0, 6).mapToObj(i -> charge).toList());
            assertThat(answers.stream().filter(answer -> answer.resultNow() == 200)).hasSize(1);
        }
    }

    @Test
    void a_repeated_charge_with_a_card_is_one() {
        var source = card("tok_visa", "&usage=single_use&amount=1000&currency=usd");
        var form = "amount=1000&currency=usd&source=" + source;
        var first = Stage.right(stage.askWithKey("again", "/charges", form));
        var second = Stage.right(stage.askWithKey("again", "/charges", form));
        assertThat(second.id()).isEqualTo(first.id());
    }

    @Test
    void who_takes_a_mandate_back_is_not_debited() {
        var account =
                "type=ach_debit&owner[name]=Jenny&ach_debit[account_number]=000123456789"
                        + "&ach_debit[routing_number]=110000000";
        var open = stage.post("/sources", account);
        stage.refused(
                "/payment_intents",
                "amount=700&currency=usd&confirm=true&payment_method_types[]=us_bank_account"
                        + "&payment_method="
                        + open.id());
        for (var word : new String[] {"refused", "revoked"}) {
            var waiting = stage.post("/sources", account).id();
            var path = "/sources/" + waiting;
            assertThat(stage.post(path, "mandate[acceptance][status]=" + word).text("/status"))
                    .isEqualTo("canceled");
            stage.refused(path + "/verify", "values[]=32&values[]=45");
            assertThat(
                            stage.refused(
                                            "/sources",
                                            account + "&mandate[acceptance][status]=" + word)
                                    .text("/error/param"))
                    .isEqualTo("mandate[acceptance][status]");
        }
    }

    @Test
    void a_customers_source_is_charged_again_and_again_until_it_is_taken_away() {
        var ada = customer();
        var source = stage.post("/sources", "type=card&token=tok_visa").id();
        var kept = stage.post("/customers/" + ada + "/sources", "source=" + source);
        assertThat(kept.text("/object")).isEqualTo("source");
        assertThat(stage.events("customer.source.created").getFirst().payload().orElseThrow())
                .contains(source);
        assertThat(stage.get("/customers/" + ada).text("/default_source")).isEqualTo(source);
        assertThat(stage.get("/customers/" + ada + "/sources").text("/data/0/id"))
                .isEqualTo(source);
        assertThat(stage.get("/customers/" + ada + "?expand[]=sources").text("/sources/data/0/id"))
                .isEqualTo(source);
        for (int i = 0; i < 2; i++)
            stage.post("/charges", "amount=500&currency=usd&customer=" + ada);
        stage.post(
                "/payment_intents",
                "amount=500&currency=usd&confirm=true&customer="
                        + ada
                        + "&payment_method="
                        + source);
        var taken =
                Stage.right(stage.ask("DELETE", "/customers/" + ada + "/sources/" + source, ""));
        assertThat(taken.text("/status")).isEqualTo("consumed");
        assertThat(taken.body().has("customer")).isFalse();
        stage.refused("/charges", "amount=500&currency=usd&source=" + source);
        assertThat(stage.get("/customers/" + ada).text("/default_source")).isIn("", "null");
        var eve = customer();
        var hers = stage.post("/sources", "type=card&token=tok_visa").id();
        stage.post("/customers/" + eve + "/sources", "source=" + hers);
        stage.ask("DELETE", "/customers/" + eve, "");
        assertThat(now(hers).text("/status")).isEqualTo("consumed");
    }

    @Test
    void a_bank_account_in_the_euro_area_is_debited_and_its_holder_told() {
        var source =
                stage.post(
                        "/sources",
                        "type=sepa_debit&currency=eur&owner[name]=Jenny"
                                + "&sepa_debit[iban]=DE89370400440532013000"
                                + "&mandate[acceptance][status]=accepted");
        assertThat(source.text("/status")).isEqualTo("chargeable");
        assertThat(stage.page(source.text("/sepa_debit/mandate_url")))
                .contains(source.text("/sepa_debit/mandate_reference"));
        var charge = charged(source.id(), 1000, "eur");
        assertThat(charge.text("/payment_method_details/sepa_debit/last4")).isEqualTo("3000");
        var notice = stage.told("source.mandate_notification").path("id").asText();
        assertThat(
                        stage.get("/sources/" + source.id() + "/mandate_notifications/" + notice)
                                .text("/sepa_debit/last4"))
                .isEqualTo("3000");
        stage.settle();
        assertThat(stage.get("/charges/" + charge.id()).text("/status")).isEqualTo("succeeded");
        var ada = customer();
        var kept =
                stage.post(
                                "/sources",
                                "type=sepa_debit&owner[name]=Jenny&sepa_debit[iban]=DE89370400440532013000")
                        .id();
        stage.post("/customers/" + ada + "/sources", "source=" + kept);
        stage.post("/charges", "amount=700&currency=eur&customer=" + ada);
        stage.post("/charges", "amount=700&currency=eur&customer=" + ada);
        stage.post("/sources/" + kept, "mandate[acceptance][status]=revoked");
        stage.refused("/charges", "amount=700&currency=eur&customer=" + ada);
    }

    @Test
    void an_account_in_the_united_states_is_proven_by_two_deposits() {
        var source = stage.post("/sources", "type=ach_debit&token=btok_us_verified");
        assertThat(source.text("/status")).isEqualTo("chargeable");
        var account =
                "type=ach_debit&owner[name]=Jenny&ach_debit[account_number]=000123456789"
                        + "&ach_debit[routing_number]=110000000";
        var open = stage.post("/sources", account);
        assertThat(open.text("/code_verification/attempts_remaining")).isEqualTo("3");
        var path = "/sources/" + open.id() + "/verify";
        stage.refused(path, "values[]=1&values[]=2");
        assertThat(now(open.id()).text("/code_verification/attempts_remaining")).isEqualTo("2");
        stage.refused("/charges", "amount=700&currency=usd&source=" + open.id());
        assertThat(stage.post(path, "values[]=32&values[]=45").text("/status"))
                .isEqualTo("chargeable");
        assertThat(charged(open.id(), 700, "usd").text("/status")).isEqualTo("pending");
        var over = "/sources/" + stage.post("/sources", account).id();
        for (int i = 0; i < 3; i++) stage.refused(over + "/verify", "values[]=1&values[]=2");
        assertThat(stage.get(over).text("/status")).isEqualTo("failed");
        stage.refused(over + "/verify", "values[]=32&values[]=45");
        stage.refused("/sources/" + redirected("ideal").id() + "/verify", "values[]=1&values[]=2");
    }

    @Test
    void a_browser_sees_a_source_only_with_its_secret() {
        var made =
                stage.inBrowser(
                        "POST",
                        "/sources",
                        "type=ideal&amount=500&currency=eur&redirect[return_url]=https://shop.test/");
        Stage.right(made);
        var secret = made.text("/client_secret");
        assertThat(secret).startsWith("src_client_secret_");
        Stage.right(
                stage.inBrowser("GET", "/sources/" + made.id() + "?client_secret=" + secret, ""));
        assertThat(
                        stage.inBrowser(
                                        "GET",
                                        "/sources/" + made.id() + "?client_secret=" + secret + "x",
                                        "")
                                .status())
                .isEqualTo(404);
        assertThat(stage.page("http://x/sources/authorize/" + made.id() + "/" + secret + "x"))
                .contains("Nothing here");
    }

    @Test
    void what_cannot_be_a_source_is_refused() {
        var back = "&redirect[return_url]=https://shop.test/";
        for (var form :
                new String[] {
                    "amount=500",
                    "type=ideal&amount=500&currency=eur",
                    "type=ideal&currency=eur" + back,
                    "type=ideal&amount=500&currency=usd" + back,
                    "type=ideal&amount=500&currency=eur&usage=reusable" + back,
                    "type=ideal&amount=500&currency=eur&flow=receiver" + back,
                    "type=ideal&amount=500&currency=eur&redirect[return_url]=javascript:1",
                    "type=sofort&amount=500&currency=eur" + back,
                    "type=klarna&amount=500&currency=eur" + back,
                    "type=sepa_debit&sepa_debit[iban]=DE89370400440532013000",
                    "type=sepa_debit&owner[name]=A&sepa_debit[iban]=DE00370400440532013000",
                    "type=card&token=tok_unknown",
                    "type=three_d_secured",
                    "type=ideal&token=tok_visa&amount=500&currency=eur" + back
                })
            assertThat(stage.refused("/sources", form).body().has("error")).as(form).isTrue();
        var ada = customer();
        stage.refused("/customers/" + ada + "/sources", "source=" + agreed("ideal").id());
        var intent = "amount=1099&currency=eur&confirm=true&payment_method=";
        stage.refused("/payment_intents", intent + agreed("ideal").id());
        assertThat(stage.ask("GET", "/sources/src_1000000000000000000000000", "").status())
                .isEqualTo(404);
    }
}
