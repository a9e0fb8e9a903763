package hawker.demo;

import com.fasterxml.jackson.databind.JsonNode;
import hawker.catalog.LineRequest;
import hawker.catalog.Variant;
import hawker.checkout.CheckoutSession;
import hawker.checkout.Details;
import hawker.checkout.Pay;
import hawker.checkout.PayResult;
import hawker.checkout.Started;
import hawker.kernel.UserId;
import hawker.orders.Order;
import hawker.orders.ShipTo;
import hawker.orders.Source;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A month of sales, each bought, paid, sent and delivered through the same doors as any other, on
 * the days on which it happened.
 */
final class Selling {

    private static final int DAYS = 29;

    /** Units kept on the shelf, so that what posts say of the last ones stays true. */
    private static final int LEFT_ALONE = 6;

    private final Doors doors;
    private final People people;
    private final Shops shops;
    private final Stocking stocking;
    private final Talking talking;
    private final JsonNode buyers = Resources.json("buyers.json");
    private int sold;

    Selling(Doors doors, People people, Shops shops, Stocking stocking, Talking talking) {
        this.doors = doors;
        this.people = people;
        this.shops = shops;
        this.stocking = stocking;
        this.talking = talking;
    }

    /** How many orders were placed. */
    int sold() {
        return sold;
    }

    /** The first shop sells about two orders a day, the others one in two days. */
    void plan(Plan plan) {
        var all = shops.all();
        for (int day = DAYS; day >= 0; day--)
            for (int s = 0; s < all.size(); s++) {
                int orders = s == 0 ? 1 + (day * 7 + 3) % 3 : (day * 5 + s * 3) % 4 == 0 ? 1 : 0;
                for (int n = 0; n < orders; n++) plan(plan, all.get(s), day, s, n);
            }
    }

    private void plan(Plan plan, Shops.Shop shop, int day, int s, int n) {
        int mix = day * 31 + s * 17 + n * 101;
        var time = LocalTime.of(8 + mix % 13, mix * 7 % 60, mix % 60);
        var at = plan.daysAgo(day, time);
        if (at.isAfter(plan.now())) at = plan.now().minus(Duration.ofMinutes(20 + mix % 90));
        var moment = at;
        plan.at(at, () -> buy(plan, shop, mix, moment, day));
    }

    private void buy(Plan plan, Shops.Shop shop, int mix, java.time.Instant at, int day) {
        var lines = lines(shop, mix);
        if (lines.isEmpty()) return;
        var buyer = buyers.get(Math.floorMod(mix * 5, buyers.size()));
        var person =
                buyer.has("person")
                        ? Optional.of(people.of(buyer.get("person").asText()))
                        : Optional.<UserId>empty();
        var source = source(lines.getFirst().item(), mix);
        var requests = lines.stream().map(Line::request).toList();
        var started = doors.checkout().start(shop.account(), requests, source, person);
        if (!(started instanceof Started.Open(var session))) return;
        var result = pay(session, buyer, mix % 23 == 5);
        if (!(result instanceof PayResult.Placed(var order))) return;
        sold++;
        planDelivery(plan, shop, order, at, day, mix);
    }

    private record Line(int item, LineRequest request) {}

    /** One thing, sometimes two, of those there are many of. */
    private List<Line> lines(Shops.Shop shop, int mix) {
        var items = stocking.itemsOf(shop);
        var lines = new ArrayList<Line>();
        for (int tried = 0; tried < items.size() && lines.size() < 1 + mix % 4 / 3; tried++) {
            int item = items.get(Math.floorMod(mix * 3 + tried * 5, items.size()));
            if (!stocking.isListed(item)) continue;
            wellStocked(shop, item, mix)
                    .ifPresent(v -> lines.add(new Line(item, new LineRequest(v, 1))));
        }
        return lines;
    }

    private Optional<Variant.Id> wellStocked(Shops.Shop shop, int item, int mix) {
        var product = doors.catalog().find(shop.account(), stocking.product(item).id());
        var plenty =
                product.stream()
                        .flatMap(p -> p.variants().stream())
                        .filter(variant -> variant.available() > LEFT_ALONE)
                        .map(Variant::id)
                        .toList();
        return plenty.isEmpty()
                ? Optional.empty()
                : Optional.of(plenty.get(Math.floorMod(mix, plenty.size())));
    }

    /** Two of three sales come from a post, if there is one. */
    private Source source(int item, int mix) {
        var posts = talking.about(item);
        return posts.isEmpty() || mix % 3 == 0
                ? Source.shop()
                : Source.post(posts.getLast().text());
    }

    private PayResult pay(CheckoutSession session, JsonNode buyer, boolean declinedFirst) {
        if (declinedFirst) pay(session, buyer, "pm_card_chargeDeclinedInsufficientFunds");
        return pay(session, buyer, buyer.get("card").asText());
    }

    private PayResult pay(CheckoutSession session, JsonNode buyer, String card) {
        var details =
                new Details(
                        buyer.get("email").asText(),
                        new ShipTo(
                                buyer.get("name").asText(),
                                buyer.get("line1").asText(),
                                "",
                                buyer.get("city").asText(),
                                buyer.get("state").asText(),
                                buyer.get("postalCode").asText(),
                                buyer.get("country").asText()),
                        "standard");
        var saved = doors.checkout().save(session.id(), details).orElse(session);
        var bill = doors.checkout().bill(saved);
        if (bill.isEmpty()) return new PayResult.Over();
        return doors.checkout()
                .pay(session.id(), new Pay(details, Optional.of(card), bill.get().version()));
    }

    /** Sent on the next day, delivered three days later; one in fifteen is cancelled instead. */
    private void planDelivery(
            Plan plan, Shops.Shop shop, Order order, java.time.Instant at, int day, int mix) {
        if (mix % 15 == 4 && day > 0) {
            plan.later(
                    at.plus(Duration.ofHours(3)),
                    () ->
                            doors.checkout()
                                    .cancelOrder(
                                            shop.account(),
                                            order.id(),
                                            "The buyer changed their mind",
                                            shop.owner()));
            return;
        }
        if (day < 1 || mix % 11 == 7) return;
        var number = String.format(java.util.Locale.ROOT, "1Z%08d", mix * 7919L % 100_000_000);
        plan.later(
                at.plus(Duration.ofHours(20)),
                () ->
                        doors.orders()
                                .fulfil(shop.account(), order.id(), "UPS", number, shop.owner()));
        if (day > 4)
            plan.later(
                    at.plus(Duration.ofHours(92)),
                    () -> doors.orders().deliver(shop.account(), order.id(), "UPS"));
    }
}
