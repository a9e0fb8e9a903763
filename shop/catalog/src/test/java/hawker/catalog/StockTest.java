package hawker.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.kernel.AccountId;
import hawker.platform.TestPlatform;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StockTest {

    private static final AccountId SHOP = new AccountId(1001);

    private TestPlatform test;
    private Catalog catalog;
    private Stock stock;
    private Variant.Id mug;

    @BeforeEach
    void open() {
        test = TestPlatform.open("catalog");
        catalog = CatalogModule.open(test.platform()).catalog();
        stock = catalog.stock();
        mug = variant("MUG");
    }

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void what_is_held_for_one_buyer_is_not_there_for_another() {
        assertThat(hold("cks_a", mug, 4)).isInstanceOf(Taken.Held.class);
        assertThat(hold("cks_b", mug, 2)).isEqualTo(new Taken.OutOfStock(mug, 1));
        assertThat(hold("cks_b", mug, 1)).isInstanceOf(Taken.Held.class);
        assertThat(level()).isEqualTo(new StockLevel(mug, 5, 0, 5));
    }

    @Test
    void all_lines_are_held_or_none() {
        var cup = variant("CUP");
        var lines = List.of(new LineRequest(mug, 2), new LineRequest(cup, 6));
        assertThat(stock.hold(SHOP, "cks_a", lines)).isEqualTo(new Taken.OutOfStock(cup, 5));
        assertThat(level().held()).isZero();
        assertThat(stock.holds(SHOP, "cks_a")).isEmpty();
    }

    @Test
    void asking_again_changes_what_is_held_and_a_refusal_leaves_it() {
        hold("cks_a", mug, 4);
        assertThat(hold("cks_a", mug, 5)).isInstanceOf(Taken.Held.class);
        assertThat(hold("cks_a", mug, 6)).isInstanceOf(Taken.OutOfStock.class);
        assertThat(level().held()).isEqualTo(5);
        assertThat(hold("cks_a", mug, 1)).isInstanceOf(Taken.Held.class);
        assertThat(level().held()).isEqualTo(1);
    }

    @Test
    void a_hold_ends_after_fifteen_minutes_and_a_sale_does_not_wait_for_the_sweeper() {
        hold("cks_a", mug, 5);
        test.clock().advance(Duration.ofMinutes(14));
        assertThat(hold("cks_b", mug, 1)).isInstanceOf(Taken.OutOfStock.class);
        test.clock().advance(Duration.ofMinutes(1));
        assertThat(hold("cks_b", mug, 1)).isInstanceOf(Taken.Held.class);
        assertThat(level().held()).isEqualTo(1);
        assertThat(pin("cks_a")).isFalse();
    }

    @Test
    void the_sweeper_ends_what_nobody_asks_for() {
        hold("cks_a", mug, 5);
        test.clock().advance(Duration.ofMinutes(15));
        test.platform().chores().run("catalog: sweep holds");
        assertThat(level().held()).isZero();
        assertThat(stock.holds(SHOP, "cks_a"))
                .extracting(Hold::state)
                .containsExactly(Hold.State.EXPIRED);
    }

    @Test
    void pinned_units_stay_until_the_payment_is_known() {
        hold("cks_a", mug, 5);
        assertThat(pin("cks_a")).isTrue();
        test.clock().advance(Duration.ofHours(5));
        test.platform().chores().run("catalog: sweep holds");
        assertThat(hold("cks_b", mug, 1)).isInstanceOf(Taken.OutOfStock.class);
        test.platform().tx().doInAccount(SHOP, tx -> stock.unpin(tx, SHOP, "cks_a"));
        assertThat(hold("cks_b", mug, 1)).isInstanceOf(Taken.OutOfStock.class);
        test.clock().advance(Duration.ofMinutes(15));
        assertThat(hold("cks_b", mug, 1)).isInstanceOf(Taken.Held.class);
    }

    @Test
    void a_buyer_who_is_active_keeps_the_units_for_an_hour_at_most() {
        hold("cks_a", mug, 5);
        for (int i = 0; i < 5; i++) {
            test.clock().advance(Duration.ofMinutes(11));
            test.platform().tx().doInAccount(SHOP, tx -> stock.extend(tx, SHOP, "cks_a"));
        }
        assertThat(hold("cks_b", mug, 1)).isInstanceOf(Taken.OutOfStock.class);
        test.clock().advance(Duration.ofMinutes(5));
        assertThat(hold("cks_b", mug, 1)).isInstanceOf(Taken.Held.class);
    }

    @Test
    void sold_units_are_committed_once_and_leave_with_the_parcel() {
        hold("cks_a", mug, 2);
        assertThat(commit("cks_a")).isTrue();
        assertThat(commit("cks_a")).isTrue();
        assertThat(level()).isEqualTo(new StockLevel(mug, 5, 2, 0));
        var lines = List.of(new LineRequest(mug, 2));
        test.clock().advance(Duration.ofSeconds(1));
        test.platform().tx().doInAccount(SHOP, tx -> stock.ship(tx, SHOP, lines, "ord_1"));
        assertThat(level()).isEqualTo(new StockLevel(mug, 3, 0, 0));
        test.clock().advance(Duration.ofSeconds(1));
        test.platform().tx().doInAccount(SHOP, tx -> stock.giveBack(tx, SHOP, lines, "ord_1"));
        assertThat(level()).isEqualTo(new StockLevel(mug, 5, 0, 0));
        assertThat(stock.movements(SHOP, mug, 10))
                .extracting(Movement::delta)
                .containsExactly(2, -2, 5);
    }

    @Test
    void a_released_hold_cannot_be_sold() {
        hold("cks_a", mug, 2);
        test.platform().tx().doInAccount(SHOP, tx -> stock.release(tx, SHOP, "cks_a"));
        assertThat(commit("cks_a")).isFalse();
        assertThat(level()).isEqualTo(new StockLevel(mug, 5, 0, 0));
    }

    @Test
    void backorders_go_below_nothing_and_uncounted_goods_never_end() {
        for (var onEmpty : List.of(Variant.OnEmpty.BACKORDER, Variant.OnEmpty.UNCOUNTED)) {
            var product = product("X" + onEmpty);
            var variant = NewVariant.from(product.variants().getFirst()).withOnEmpty(onEmpty);
            catalog.update(
                    SHOP,
                    product.id(),
                    NewProduct.from(product).withVariants(List.of(), List.of(variant)));
            var id = product.variants().getFirst().id();
            assertThat(hold("cks_" + onEmpty, id, 50)).isInstanceOf(Taken.Held.class);
            assertThat(catalog.find(SHOP, product.id()).orElseThrow().isSoldOut()).isFalse();
        }
    }

    @Test
    void stock_never_falls_below_what_was_there() {
        assertThat(stock.adjust(SHOP, mug, -6, Movement.Reason.DAMAGED, "anna")).isEmpty();
        assertThat(stock.adjust(SHOP, mug, -5, Movement.Reason.DAMAGED, "anna")).isPresent();
        assertThat(stock.low(SHOP, 0, 10)).extracting(StockLevel::variant).containsExactly(mug);
    }

    @Test
    void a_variant_whose_books_disagree_stops_selling() {
        test.platform().chores().run("catalog: audit stock");
        assertThat(hold("cks_a", mug, 1)).isInstanceOf(Taken.Held.class);
        test.platform()
                .tx()
                .doInAccount(
                        SHOP,
                        tx ->
                                tx.update(
                                        "update catalog.stock set on_hand = 100 where account_id = ?"
                                                + " and variant_id = ?",
                                        SHOP,
                                        mug.text()));
        test.platform().chores().run("catalog: audit stock");
        assertThat(hold("cks_b", mug, 1)).isInstanceOf(Taken.OutOfStock.class);
    }

    @Test
    void five_hundred_buyers_of_seven_units_get_seven() throws Exception {
        stock.setOnHand(SHOP, mug, 7, "anna");
        var sold = new AtomicInteger();
        race(
                500,
                n -> {
                    if (hold("cks_" + n, mug, 1) instanceof Taken.Held
                            && pin("cks_" + n)
                            && commit("cks_" + n)) sold.incrementAndGet();
                });
        assertThat(sold).hasValue(7);
        assertThat(level()).isEqualTo(new StockLevel(mug, 7, 7, 0));
    }

    @Test
    void buyers_of_several_things_in_any_order_do_not_block_each_other_for_good() throws Exception {
        var cup = variant("CUP");
        stock.setOnHand(SHOP, mug, 50, "anna");
        stock.setOnHand(SHOP, cup, 50, "anna");
        race(
                60,
                n -> {
                    var random = new Random(n);
                    for (int i = 0; i < 4; i++) {
                        var a =
                                new LineRequest(
                                        random.nextBoolean() ? mug : cup, 1 + random.nextInt(2));
                        var b = new LineRequest(random.nextBoolean() ? mug : cup, 1);
                        stock.hold(SHOP, "cks_" + n, List.of(a, b));
                    }
                    if (n % 2 == 0) commit("cks_" + n);
                });
        test.clock().advance(Duration.ofMinutes(16));
        test.platform().chores().run("catalog: sweep holds");
        test.platform().chores().run("catalog: audit stock");
        for (var id : List.of(mug, cup)) {
            var level = stock.level(SHOP, id).orElseThrow();
            assertThat(level.held()).isZero();
            assertThat(level.committed()).isBetween(1, 50);
        }
        assertThat(hold("cks_after", cup, 1)).isInstanceOf(Taken.Held.class);
    }

    private interface Buyer {
        void buy(int number);
    }

    private static void race(int buyers, Buyer buyer)
            throws InterruptedException, ExecutionException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all =
                    java.util.stream.IntStream.range(0, buyers)
                            .mapToObj(n -> threads.submit(() -> buyer.buy(n)))
                            .toList();
            for (var one : all) one.get();
        }
    }

    private Taken hold(String holder, Variant.Id variant, int quantity) {
        return stock.hold(SHOP, holder, List.of(new LineRequest(variant, quantity)));
    }

    private boolean pin(String holder) {
        return test.platform().tx().inAccount(SHOP, tx -> stock.pin(tx, SHOP, holder));
    }

    private boolean commit(String holder) {
        return test.platform().tx().inAccount(SHOP, tx -> stock.commit(tx, SHOP, holder));
    }

    private StockLevel level() {
        return stock.level(SHOP, mug).orElseThrow();
    }

    private Variant.Id variant(String sku) {
        return product(sku).variants().getFirst().id();
    }

    private Product product(String sku) {
        return ((Saved.Stored) catalog.create(SHOP, CatalogTest.mug(sku))).product();
    }
}
