package hawker.demo;

import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.function.Consumer;

/**
 * Loads the demo, once: on the first start of an empty installation, before it serves anybody. The
 * clock is set back by a month and walks forward through everything that happened, so that dates,
 * ids, balances and payouts are those of a market that has been open for a month.
 */
public final class DemoMarket {

    private static final int DAYS = 30;

    /** Chores that would have run on each of the days, and on which the books depend. */
    private static final List<String> DAILY = List.of("payouts-run", "ledger-rollup");

    private final Doors doors;
    private final DemoClock clock;
    private final Consumer<String> says;

    private DemoMarket(Doors doors, DemoClock clock, Consumer<String> says) {
        this.doors = doors;
        this.clock = clock;
        this.says = says;
    }

    /**
     * Loads the demo if it is not there.
     *
     * @param clock the one that the platform and all rooms were opened with
     * @param says told a line now and then
     */
    public static DemoLogins load(Doors doors, DemoClock clock, Consumer<String> says) {
        var data = doors.platform().settings().data();
        var before = DemoLogins.read(data);
        if (before.isPresent()) return before.get();
        if (doors.accounts().byHandle("daybird").isPresent())
            throw new IllegalStateException(
                    "An earlier start was stopped while it loaded the demo. Remove "
                            + data
                            + " and start again.");
        try {
            var logins = new DemoMarket(doors, clock, says).loadAll();
            logins.write(data, "", "");
            return logins;
        } finally {
            clock.release();
        }
    }

    private DemoLogins loadAll() {
        var plan = new Plan(clock.now());
        var people = new People(doors.accounts());
        var eshop = Eshop.read();
        var goods = new Goods();
        var pictures = new Pictures(doors.catalog().media());
        var shops = new Shops(doors.accounts(), pictures, people);
        var stocking = new Stocking(doors.catalog(), eshop, goods, pictures);
        var talking = new Talking(doors.feed(), people, shops, stocking, pictures);
        var selling = new Selling(doors, people, shops, stocking, talking);
        clock.hold(plan.daysAgo(DAYS, LocalTime.of(6, 0)));
        pictures.read(eshop, goods, says);
        says.accept("Signing up the people of the demo and opening its shops");
        people.signUp();
        shops.open();
        live(plan, shops, stocking, talking, selling);
        doors.feed().deliver();
        says.accept("The market is open, with " + selling.sold() + " orders in its first month");
        return logins(shops);
    }

    /** Everything that is said, listed, bought and sent. */
    private void live(Plan plan, Shops shops, Stocking stocking, Talking talking, Selling selling) {
        var opening = plan.daysAgo(DAYS, LocalTime.of(7, 0));
        for (var shop : shops.all()) stocking.plan(plan, shop, opening);
        plan.at(opening.plus(Duration.ofHours(1)), talking::follow);
        talking.plan(plan);
        selling.plan(plan);
        says.accept("Living through a month of posts and sales");
        plan.run(clock, this::endOfDay);
    }

    /** Everything that would have happened by itself in the meantime. */
    private void endOfDay() {
        var platform = doors.platform();
        platform.events().drain();
        platform.jobs().runDue();
        for (var chore : platform.chores().status())
            if (DAILY.contains(chore.name())) platform.chores().run(chore.name());
        platform.events().drain();
    }

    private static DemoLogins logins(Shops shops) {
        var seller = shops.all().getFirst();
        return new DemoLogins(
                new DemoLogins.Seller(
                        seller.handle(),
                        seller.email(),
                        People.PASSWORD,
                        seller.live().text(),
                        seller.secretKey(),
                        seller.publishableKey()),
                new DemoLogins.Login(People.emailOf("shopper"), People.PASSWORD),
                new DemoLogins.Login(People.emailOf("operator"), People.PASSWORD));
    }
}
