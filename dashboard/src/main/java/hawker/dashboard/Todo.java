package hawker.dashboard;

import hawker.accounts.Accounts;
import hawker.accounts.Role.Right;
import hawker.catalog.Catalog;
import hawker.catalog.Product;
import hawker.catalog.ProductFilter;
import hawker.catalog.StockLevel;
import hawker.desk.Desk;
import hawker.disputes.Disputes;
import hawker.kernel.PageRequest;
import hawker.ledger.Ledger;
import hawker.orders.OrderFilter;
import hawker.orders.Orders;
import hawker.payouts.Payout;
import hawker.payouts.Payouts;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What waits for the seller, most urgent first. */
final class Todo {

    private static final int LOW = 2;
    private static final int LOW_SHOWN = 3;
    private static final int PAYOUTS_LOOKED_AT = 5;
    private static final int DISPUTES_LOOKED_AT = 100;

    private static final TodoItem FIRST_PRODUCT =
            new TodoItem(
                    "tag",
                    "Nothing to sell yet: your shop opens with its first product",
                    "Add product",
                    "/dashboard/products/new");

    private static final TodoItem CLOSED =
            new TodoItem(
                    "store",
                    "The shop is closed: nothing can be bought in it",
                    "Open it",
                    "/dashboard/settings#open");

    private final Accounts accounts;
    private final Orders orders;
    private final Catalog catalog;
    private final Ledger ledger;
    private final Payouts payouts;
    private final Disputes disputes;

    Todo(
            Accounts accounts,
            Orders orders,
            Catalog catalog,
            Ledger ledger,
            Payouts payouts,
            Disputes disputes) {
        this.accounts = accounts;
        this.orders = orders;
        this.catalog = catalog;
        this.ledger = ledger;
        this.payouts = payouts;
        this.disputes = disputes;
    }

    List<TodoItem> items(Desk.Seat seat) {
        var items = new ArrayList<TodoItem>();
        // What somebody may not do is not theirs to do.
        if (seat.may(Right.ANSWER_DISPUTES)) toAnswer(seat).ifPresent(items::add);
        if (seat.may(Right.SHIP)) toShip(seat).ifPresent(items::add);
        if (seat.may(Right.SEE_MONEY)) money(seat).forEach(items::add);
        if (seat.account().closed().isPresent()) items.addFirst(CLOSED);
        if (!seat.may(Right.EDIT_GOODS)) return items;
        if (catalog.count(seat.shop(), ProductFilter.all()) == 0) items.addFirst(FIRST_PRODUCT);
        catalog.stock().low(seat.shop(), LOW, LOW_SHOWN).stream()
                .flatMap(level -> restock(seat, level).stream())
                .forEach(items::add);
        return items;
    }

    /**
     * Of the newest disputes those that are lost unless the seller answers, the first due first.
     */
    private Optional<TodoItem> toAnswer(Desk.Seat seat) {
        var open =
                disputes.list(seat.shop(), PageRequest.first(DISPUTES_LOOKED_AT)).items().stream()
                        .filter(dispute -> dispute.status().awaitsSeller())
                        .sorted(Comparator.comparing(dispute -> dispute.standing().dueBy()))
                        .toList();
        if (open.isEmpty()) return Optional.empty();
        var until = Statement.DAY.format(open.getFirst().standing().dueBy().atZone(ZoneOffset.UTC));
        var says =
                open.size() == 1
                        ? "A dispute to answer by " + until
                        : open.size() + " disputes to answer, the first by " + until;
        return Optional.of(
                new TodoItem("scale", says, "Answer", "/dashboard/disputes?show=needs_response"));
    }

    private Optional<TodoItem> toShip(Desk.Seat seat) {
        int waiting = orders.count(seat.shop(), OrderFilter.toShip());
        if (waiting == 0) return Optional.empty();
        var says = waiting == 1 ? "1 order to ship" : waiting + " orders to ship";
        return Optional.of(new TodoItem("package", says, "Ship", "/dashboard/orders?show=to-ship"));
    }

    private List<TodoItem> money(Desk.Seat seat) {
        var items = new ArrayList<TodoItem>();
        if (ledger.payoutsStoppedBy(seat.shop()).isPresent())
            items.add(
                    new TodoItem(
                            "triangle-alert",
                            "Payouts are stopped while a check of the books is looked into",
                            "See balance",
                            "/dashboard/balance"));
        if (seat.may(Right.CHANGE_BANK) && accounts.bankAccount(seat.account().id()).isEmpty())
            items.add(
                    new TodoItem(
                            "landmark",
                            "No bank account yet: sales stay in your balance",
                            "Add one",
                            BankPage.PATH));
        payouts.list(seat.shop(), PageRequest.first(PAYOUTS_LOOKED_AT)).items().stream()
                .findFirst()
                .filter(payout -> payout.status() == Payout.Status.FAILED)
                .map(payout ->
                        new TodoItem(
                                "landmark",
                                "The payout of " + payout.amount().text() + " came back",
                                "See payouts",
                                "/dashboard/payouts"))
                .ifPresent(items::add);
        return items;
    }

    private Optional<TodoItem> restock(Desk.Seat seat, StockLevel level) {
        return catalog.ofVariant(seat.shop(), level.variant())
                .map(product ->
                        new TodoItem(
                                "tag",
                                name(product, level) + left(level),
                                "Restock",
                                "/dashboard/products/" + product.id()));
    }

    private static String name(Product product, StockLevel level) {
        var choice = product.variant(level.variant()).map(variant -> variant.title()).orElse("");
        return choice.isEmpty() ? product.title() : product.title() + " in " + choice;
    }

    private static String left(StockLevel level) {
        return level.available() <= 0 ? " is sold out" : " is down to " + level.available();
    }
}
