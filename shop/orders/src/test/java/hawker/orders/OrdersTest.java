package hawker.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hawker.catalog.Catalog;
import hawker.catalog.CatalogModule;
import hawker.catalog.LineRequest;
import hawker.catalog.NewProduct;
import hawker.catalog.NewVariant;
import hawker.catalog.Price;
import hawker.catalog.Product;
import hawker.catalog.Saved;
import hawker.catalog.StockLevel;
import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.kernel.PageRequest;
import hawker.kernel.UserId;
import hawker.platform.TestPlatform;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OrdersTest {

    private static final AccountId SHOP = new AccountId(1001);
    private static final UserId ANNA = new UserId(7);

    private TestPlatform test;
    private Catalog catalog;
    private Orders orders;
    private Product mug;

    @BeforeEach
    void open() {
        test = TestPlatform.open("catalog", "orders");
        catalog = CatalogModule.open(test.platform()).catalog();
        orders = OrdersModule.open(test.platform(), catalog).orders();
        var variant = NewVariant.of(List.of(), "MUG", Price.of(Money.usd(1_200)), 100);
        var saved = catalog.create(SHOP, NewProduct.of("Mug", "A mug.", variant));
        mug = ((Saved.Stored) saved).product();
    }

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void an_order_comes_back_as_it_was_placed() {
        var order = place("pi_1", 2);
        assertThat(order.number()).isEqualTo("MUGS-1001");
        assertThat(order.email()).isEqualTo("anna@example.com");
        assertThat(order.totals().total()).isEqualTo(Money.usd(3_164));
        assertThat(orders.find(SHOP, order.id())).contains(order);
        assertThat(orders.byToken(order.token())).contains(order);
        assertThat(orders.byPayment(SHOP, "pi_1")).contains(order);
        assertThat(orders.byToken("ot_nothing")).isEmpty();
        assertThat(orders.byToken(order.token().replaceFirst(".$", "~"))).isEmpty();
        assertThat(orders.timeline(SHOP, order.id()))
                .extracting(TimelineEntry::says)
                .containsExactly("Order placed and paid, $31.64.");
    }

    @Test
    void a_payment_makes_one_order_however_often_it_is_told() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all =
                    IntStream.range(0, 20)
                            .mapToObj(n -> threads.submit(() -> place("pi_" + n % 4, 1)))
                            .toList();
            for (var one : all) one.get();
        }
        var placed = orders.list(SHOP, OrderFilter.all(), PageRequest.first(50)).items();
        assertThat(placed)
                .extracting(Order::number)
                .containsExactlyInAnyOrder("MUGS-1001", "MUGS-1002", "MUGS-1003", "MUGS-1004");
        var today = test.platform().clock().today();
        assertThat(orders.salesPerDay(SHOP, Currency.USD, today, today).getFirst().orders())
                .isEqualTo(4);
    }

    @Test
    void parts_that_do_not_add_up_are_no_order() {
        var dollars = Money.usd(100);
        assertThatThrownBy(() ->
                        new Totals(dollars, dollars, dollars, false, "", dollars, Money.usd(0)))
                .isInstanceOf(IllegalArgumentException.class);
        var totals = Totals.of(dollars, Money.usd(0), Money.usd(0), false, "");
        assertThatThrownBy(() ->
                        new NewOrder(
                                SHOP,
                                "pi_1",
                                "ot_1",
                                "M",
                                Optional.empty(),
                                "a@b.cd",
                                lines(2),
                                Optional.empty(),
                                "",
                                totals,
                                Source.shop()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void an_order_is_sent_and_arrives() {
        var order = place("pi_1", 2);
        var sent = done(orders.fulfil(SHOP, order.id(), "DHL", "JD01", "anna"));
        assertThat(sent.says()).isEqualTo("Shipped");
        assertThat(sent.tracking().orElseThrow().number()).isEqualTo("JD01");
        assertThat(level()).isEqualTo(new StockLevel(variant(), 98, 0, 0));
        assertThat(orders.fulfil(SHOP, order.id(), "", "", "anna"))
                .isInstanceOf(Changed.Refused.class);
        var arrived = done(orders.deliver(SHOP, order.id(), "anna"));
        assertThat(arrived.state()).isEqualTo(Order.State.CLOSED);
        assertThat(orders.timeline(SHOP, order.id())).hasSize(3);
    }

    @Test
    void a_cancelled_order_frees_its_stock_and_is_not_sent() {
        var order = place("pi_1", 2);
        assertThat(level().committed()).isEqualTo(2);
        assertThat(done(orders.cancel(SHOP, order.id(), "Broken", "anna")).says())
                .isEqualTo("Cancelled");
        assertThat(level()).isEqualTo(new StockLevel(variant(), 100, 0, 0));
        assertThat(orders.fulfil(SHOP, order.id(), "", "", "anna"))
                .isEqualTo(new Changed.Refused("It was cancelled; nothing may be sent."));
        assertThat(orders.cancel(SHOP, order.id(), "", "anna")).isInstanceOf(Changed.Refused.class);
    }

    @Test
    void what_was_sent_can_come_back_but_not_be_cancelled() {
        var order = place("pi_1", 2);
        orders.fulfil(SHOP, order.id(), "", "", "anna");
        var refused = (Changed.Refused) orders.cancel(SHOP, order.id(), "", "anna");
        assertThat(refused.says()).contains("sent already");
        assertThat(done(orders.takeBack(SHOP, order.id(), true, "anna")).fulfilment())
                .isEqualTo(Order.Fulfilment.RETURNED);
        assertThat(level().onHand()).isEqualTo(100);
    }

    @Test
    void refunds_are_told_as_a_sum_and_never_pass_the_total() {
        var order = place("pi_1", 2);
        refunded("pi_1", 1_000);
        refunded("pi_1", 1_000);
        var partly = orders.find(SHOP, order.id()).orElseThrow();
        assertThat(partly.totals().refunded()).isEqualTo(Money.usd(1_000));
        assertThat(partly.paid()).isEqualTo(Order.Payment.PARTIALLY_REFUNDED);
        refunded("pi_1", 0);
        assertThat(orders.find(SHOP, order.id()).orElseThrow().paid())
                .isEqualTo(Order.Payment.PAID);
        assertThat(orders.timeline(SHOP, order.id()).getLast().says())
                .isEqualTo("A refund of $10.00 did not go through.");
        refunded("pi_1", 99_999);
        refunded("pi_unknown", 5);
        var wholly = orders.find(SHOP, order.id()).orElseThrow();
        assertThat(wholly.paid()).isEqualTo(Order.Payment.REFUNDED);
        assertThat(orders.fulfil(SHOP, order.id(), "", "", "anna"))
                .isEqualTo(new Changed.Refused("Its money was given back."));
        var today = test.platform().clock().today();
        var day = orders.salesPerDay(SHOP, Currency.USD, today.minusDays(1), today);
        assertThat(day).hasSize(2);
        assertThat(day.getLast().sold()).isEqualTo(day.getLast().refunded());
        var customer = orders.customers(SHOP, PageRequest.first(5)).items().getFirst();
        assertThat(customer.spent()).isEqualTo(Money.usd(0));
        assertThat(customer.orders()).isEqualTo(1);
    }

    @Test
    void orders_are_listed_by_state_and_found_by_their_beginning() {
        for (int i = 1; i <= 5; i++) place("pi_" + i, 1);
        var newest = orders.list(SHOP, OrderFilter.all(), PageRequest.first(2));
        assertThat(newest.items())
                .extracting(Order::number)
                .containsExactly("MUGS-1005", "MUGS-1004");
        var after = PageRequest.after(newest.items().getLast().id().text(), 2);
        var older = orders.list(SHOP, OrderFilter.all(), after);
        assertThat(older.items())
                .extracting(Order::number)
                .containsExactly("MUGS-1003", "MUGS-1002");
        var before = PageRequest.before(older.items().getFirst().id().text(), 2);
        assertThat(orders.list(SHOP, OrderFilter.all(), before).items()).isEqualTo(newest.items());
        orders.fulfil(SHOP, newest.items().getFirst().id(), "", "", "anna");
        assertThat(orders.count(SHOP, OrderFilter.toShip())).isEqualTo(4);
        assertThat(orders.count(SHOP, OrderFilter.all().matching("mugs-1003"))).isEqualTo(1);
        assertThat(orders.count(SHOP, OrderFilter.all().matching("ANNA@"))).isEqualTo(5);
        assertThat(orders.count(SHOP, OrderFilter.all().matching("%"))).isZero();
    }

    @Test
    void customers_come_by_their_latest_order() {
        for (var email : List.of("a@x.org", "b@x.org", "c@x.org", "a@x.org")) {
            test.clock().advance(Duration.ofMinutes(1));
            place("pi_" + test.platform().ids().token(5), 1, email);
        }
        var first = orders.customers(SHOP, PageRequest.first(2));
        assertThat(first.items()).extracting(Customer::email).containsExactly("a@x.org", "c@x.org");
        var rest = orders.customers(SHOP, PageRequest.after("c@x.org", 2));
        assertThat(rest.items()).extracting(Customer::email).containsExactly("b@x.org");
    }

    @Test
    void a_person_sees_what_they_bought_in_all_shops() {
        var order = place("pi_1", 1);
        test.platform().events().drain();
        assertThat(orders.ofBuyer(ANNA, 10)).containsExactly(order);
        assertThat(orders.ofBuyer(new UserId(8), 10)).isEmpty();
    }

    @Test
    void others_hear_of_every_step() {
        var heard = new ArrayList<String>();
        var types =
                List.of("order.created", "order.updated", "order.cancelled", "fulfillment.created");
        test.platform()
                .events()
                .subscribe(
                        "test",
                        types,
                        event -> heard.add(event.types().getFirst() + event.payload().orElse("")));
        var order = place("pi_1", 1);
        orders.fulfil(SHOP, order.id(), "", "", "anna");
        refunded("pi_1", 10);
        test.platform().events().drain();
        assertThat(heard).hasSize(3);
        assertThat(heard.getFirst())
                .contains("order.created")
                .contains("\"source_id\":\"post_1\"")
                .contains(mug.id().text());
    }

    private Order place(String payment, int quantity) {
        return place(payment, quantity, "Anna@Example.com");
    }

    private Order place(String payment, int quantity, String email) {
        test.clock().advance(Duration.ofMillis(1));
        var token = test.platform().ids().secret("ot", SHOP);
        var items = Money.usd(1_200L * quantity);
        var totals = Totals.of(items, Money.usd(590), items.shareHalfUp(725, 10_000), false, "Tax");
        var holder = "cks_" + token;
        catalog.stock().hold(SHOP, holder, List.of(new LineRequest(variant(), quantity)));
        var to = new ShipTo("Anna Berg", "Main St 1", "", "Oakland", "CA", "94601", "US");
        var wanted =
                new NewOrder(
                        SHOP,
                        payment,
                        token,
                        "MUGS",
                        Optional.of(ANNA),
                        email,
                        lines(quantity),
                        Optional.of(to),
                        "Standard",
                        totals,
                        Source.post("post_1"));
        return test.platform()
                .tx()
                .inAccount(
                        SHOP,
                        tx -> {
                            catalog.stock().commit(tx, SHOP, holder);
                            return orders.place(tx, wanted);
                        });
    }

    private List<Order.Line> lines(int quantity) {
        return List.of(
                new Order.Line(
                        1,
                        mug.id(),
                        variant(),
                        "Mug",
                        "",
                        "MUG",
                        "",
                        Money.usd(1_200),
                        quantity,
                        Money.usd(0),
                        true));
    }

    private void refunded(String payment, long inAll) {
        test.clock().advance(Duration.ofSeconds(1));
        test.platform()
                .tx()
                .doInAccount(SHOP, tx -> orders.refunded(tx, SHOP, payment, Money.usd(inAll)));
    }

    private hawker.catalog.Variant.Id variant() {
        return mug.variants().getFirst().id();
    }

    private StockLevel level() {
        return catalog.stock().level(SHOP, variant()).orElseThrow();
    }

    private static Order done(Changed changed) {
        return ((Changed.Done) changed).order();
    }
}
