package hawker.settings;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.checkout.Delivery;
import hawker.checkout.ShippingRate;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The ways in which a shop delivers are those its seller has set. */
class DeliveryPagesTest extends SettingsStory {

    private static Map<String, String> rate(String... more) {
        var form =
                new HashMap<>(
                        Map.of(
                                "title", "Overnight",
                                "detail", "By ten",
                                "kind", "POST",
                                "price", "24.50",
                                "free_from", "1,200",
                                "reach", "HOME"));
        for (int i = 0; i < more.length; i += 2) form.put(more[i], more[i + 1]);
        return form;
    }

    @Test
    void a_way_to_deliver_is_added_changed_moved_and_removed() {
        assertThat(send(DeliveryPages.NEW, rate()).status()).isEqualTo(303);
        var added = delivery().rates().getLast();
        assertThat(added.key()).isEqualTo("overnight");
        assertThat(added.amount()).isEqualTo(Money.usd(2_450));
        assertThat(added.freeFrom()).contains(Money.usd(120_000));
        assertThat(stage.browser.get(owner, DELIVERY).text())
                .contains(
                        "Overnight, By ten", "Within United States", "$24.50, free from $1,200.00");

        var path = DELIVERY + "/overnight";
        var more = rate("reach", "CHOSEN", "to-CA", "true", "to-MX", "true", "free_from", "");
        assertThat(send(path, more).status()).isEqualTo(303);
        assertThat(delivery().rate("overnight").orElseThrow().countries())
                .containsExactly("CA", "MX");
        assertThat(stage.browser.get(owner, DELIVERY).text()).contains("Canada, Mexico");

        int last = delivery().rates().size() - 1;
        send(path + "/move", Map.of("by", "up"));
        assertThat(delivery().rates().get(last - 1).key()).isEqualTo("overnight");
        send(path + "/move", Map.of("by", "down"));
        send(path + "/move", Map.of("by", "down"));
        assertThat(delivery().rates().get(last).key()).isEqualTo("overnight");

        assertThat(send(path + "/delete", Map.of()).status()).isEqualTo(303);
        assertThat(delivery().rate("overnight")).isEmpty();
        assertThat(delivery().rates()).hasSize(last);
        assertThat(send(path, rate()).status()).isEqualTo(404);
    }

    @Test
    void a_union_of_countries_is_ticked_at_once_and_two_of_one_name_have_two_keys() {
        var europe = rate("reach", "CHOSEN", "to-union", "true", "to-CH", "true");
        send(DeliveryPages.NEW, europe);
        send(DeliveryPages.NEW, europe);
        var keys = delivery().rates().stream().map(ShippingRate::key).toList();
        assertThat(keys).contains("overnight", "overnight-2");
        send(DeliveryPages.NEW, rate("title", "Exprés, 24 h"));
        assertThat(delivery().rates().getLast().key()).isEqualTo("expres-24-h");
        assertThat(delivery().rate("overnight-2").orElseThrow().countries())
                .hasSize(28)
                .contains("CH", "DE", "FR");
        assertThat(stage.browser.get(owner, DELIVERY).text()).contains("28 countries");
    }

    @Test
    void what_is_picked_up_goes_nowhere_and_is_never_free_by_value() {
        send(DeliveryPages.NEW, rate("title", "Fetch it", "kind", "PICK_UP", "price", "0"));
        var rate = delivery().rate("fetch-it").orElseThrow();
        assertThat(rate.isPickUp()).isTrue();
        assertThat(rate.freeFrom()).isEmpty();
        assertThat(rate.price()).isEqualTo("Free");
    }

    @Test
    void a_wrong_way_to_deliver_is_refused_with_all_that_was_typed() {
        var wrong =
                Map.of(
                        rate("title", ""), "Enter a name",
                        rate("price", "12,50"), "with a point before the decimals",
                        rate("price", "-1"), "Enter an amount",
                        rate("free_from", "0"), "make the price 0",
                        rate("kind", "DRONE"), "Choose how",
                        rate("reach", "MARS"), "Choose where",
                        rate("reach", "CHOSEN"), "Tick the countries",
                        rate("reach", "CHOSEN", "to-ZZ", "true"), "Tick the countries");
        var before = delivery();
        wrong.forEach((form, says) -> {
            var page = send(DeliveryPages.NEW, form);
            assertThat(page.status()).as(says).isEqualTo(422);
            assertThat(page.text()).contains(says);
            assertThat(page.body()).contains("value=\"By ten\"");
        });
        assertThat(delivery()).isEqualTo(before);
    }

    @Test
    void there_are_twenty_ways_at_most() {
        for (int i = 0; i < 25; i++) send(DeliveryPages.NEW, rate("title", "Way " + i));
        assertThat(delivery().rates()).hasSize(Delivery.MAX_RATES);
        assertThat(stage.browser.get(owner, DELIVERY).body()).doesNotContain(DeliveryPages.NEW);
    }

    @Test
    void where_the_shop_stands_decides_the_tax_of_what_is_picked_up() {
        assertThat(send(DELIVERY, Map.of("state", "NY")).status()).isEqualTo(303);
        assertThat(delivery().state()).isEqualTo("NY");
        assertThat(stage.browser.get(owner, DELIVERY).text()).contains("Sales tax, New York (4 %)");
        assertThat(send(DELIVERY, Map.of("state", "XX")).status()).isEqualTo(422);
        assertThat(delivery().state()).isEqualTo("NY");
    }

    @Test
    void a_shop_that_never_said_anything_delivers_as_usual() {
        assertThat(delivery()).isEqualTo(Delivery.usual(Currency.USD));
        send(DELIVERY + "/standard/move", Map.of("by", "down"));
        assertThat(delivery().rates().get(1).key()).isEqualTo("standard");
        assertThat(delivery().rates()).hasSameSizeAs(Delivery.usual(Currency.USD).rates());
        assertThat(Optional.of(delivery().state())).contains("");
    }
}
