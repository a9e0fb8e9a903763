package hawker.demo;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.accounts.SignIn;
import hawker.catalog.ProductFilter;
import hawker.kernel.PageRequest;
import hawker.orders.OrderFilter;
import hawker.platform.Platform;
import hawker.platform.Settings;
import hawker.platform.TestPlatform;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo is loaded once, which takes a while; the stories look at what came of it. */
class DemoMarketTest {

    @TempDir static Path data;

    private static TestPlatform test = TestPlatform.open(rooms());
    private static DemoClock clock = new DemoClock(test.clock());
    private static Platform platform = test.platform();
    private static List<String> said = new ArrayList<>();
    private static Optional<TestRooms> rooms = Optional.empty();
    private static Optional<DemoLogins> logins = Optional.empty();

    private static String[] rooms() {
        return java.util.Arrays.copyOfRange(TestRooms.SCHEMAS, 1, TestRooms.SCHEMAS.length);
    }

    @BeforeAll
    static void load() {
        platform = Platform.open(settings(), clock);
        rooms = Optional.of(TestRooms.open(platform, "http://hawker.test", "http://vault.test"));
        logins = Optional.of(DemoMarket.load(doors(), clock, said::add));
    }

    @AfterAll
    static void close() {
        rooms.ifPresent(TestRooms::close);
        platform.close();
        test.close();
    }

    private static Settings settings() {
        var base = test.platform().settings();
        return new Settings(
                data,
                base.host(),
                0,
                0,
                true,
                Optional.empty(),
                Optional.empty(),
                base.databaseUrl(),
                base.other());
    }

    private static Doors doors() {
        return rooms.orElseThrow().doors();
    }

    @Test
    void all_goods_of_the_catalogue_are_in_eight_shops() {
        var shops = doors().accounts().all(PageRequest.first(20)).items();
        assertThat(shops).hasSize(8);
        int goods = 0;
        for (var shop : shops)
            goods +=
                    doors().catalog()
                            .count(
                                    doors().accounts().shopAccount(shop.id()),
                                    ProductFilter.active());
        assertThat(goods).isEqualTo(101);
    }

    @Test
    void the_feed_reads_like_a_month_of_talk() {
        var page = doors().feed().everybody(Optional.empty());
        assertThat(page.entries()).hasSize(20);
        var newest = page.entries().getFirst().post();
        assertThat(newest.created()).isAfter(test.clock().now().minus(Duration.ofHours(1)));
        var tag = doors().feed().tagged("hutlife", Optional.empty());
        assertThat(tag.entries()).hasSize(3);
    }

    @Test
    void the_shopper_finds_posts_at_home() {
        var noor = doors().accounts().byHandle("noor").orElseThrow();
        assertThat(noor).isInstanceOf(hawker.accounts.Handle.OfPerson.class);
        var id = ((hawker.accounts.Handle.OfPerson) noor).person();
        assertThat(doors().feed().home(id, Optional.empty()).entries()).hasSizeGreaterThan(10);
    }

    @Test
    void everybody_in_the_file_can_sign_in() {
        var all = logins.orElseThrow();
        var accounts = doors().accounts();
        for (var login :
                List.of(
                        new DemoLogins.Login(all.seller().email(), all.seller().password()),
                        all.shopper(),
                        all.operator()))
            assertThat(accounts.signIn(login.email(), login.password(), "127.0.0.1"))
                    .isInstanceOf(SignIn.SignedIn.class);
        assertThat(accounts.authenticate(all.seller().secretKey())).isPresent();
        assertThat(accounts.authenticate(all.seller().publishableKey())).isPresent();
    }

    @Test
    void sales_lie_on_many_days_and_the_latest_wait_to_be_sent() {
        var shop = doors().accounts().accountByHandle("daybird").orElseThrow();
        var number = doors().accounts().shopAccount(shop.id());
        var orders = doors().orders().list(number, OrderFilter.all(), PageRequest.first(100));
        var days = orders.items().stream().map(o -> o.placed().toString().substring(0, 10));
        assertThat(days.distinct().count()).isGreaterThan(20);
        assertThat(doors().orders().count(number, OrderFilter.toShip())).isPositive();
    }

    @Test
    void the_books_agree_after_the_month() {
        var audit = rooms.orElseThrow().audit();
        for (var shop : doors().accounts().all(PageRequest.first(20)).items())
            assertThat(audit.checkFromTheStart(doors().accounts().shopAccount(shop.id())))
                    .isEmpty();
    }

    @Test
    void a_second_start_loads_nothing() {
        int before = said.size();
        var again = DemoMarket.load(doors(), clock, said::add);
        assertThat(again).isEqualTo(logins.orElseThrow());
        assertThat(said).hasSize(before);
    }
}
