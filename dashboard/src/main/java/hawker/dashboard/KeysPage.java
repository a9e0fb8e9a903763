package hawker.dashboard;

import hawker.accounts.Accounts;
import hawker.api.ApiKeyKind;
import hawker.kernel.Clock;
import hawker.look.DataTable;
import hawker.look.Kit;
import hawker.look.Look;
import hawker.look.Templates;
import hawker.orders.OrderFilter;
import hawker.orders.Orders;
import hawker.platform.Response;
import java.util.Map;
import java.util.Optional;

/** API keys: made, shown once, replaced, ended. */
final class KeysPage {

    private final Desk desk;
    private final Look look;
    private final Templates templates;
    private final Accounts accounts;
    private final Orders orders;
    private final Clock clock;

    KeysPage(
            Desk desk,
            Look look,
            Templates templates,
            Accounts accounts,
            Orders orders,
            Clock clock) {
        this.desk = desk;
        this.look = look;
        this.templates = templates;
        this.accounts = accounts;
        this.orders = orders;
        this.clock = clock;
    }

    Response show(Desk.Seat seat) {
        return page(seat, Optional.empty());
    }

    /** Shows the new key in this answer and never again. */
    Response create(Desk.Seat seat) {
        var name = seat.request().formParam("name").orElse("").strip();
        var cut = name.isEmpty() ? "Key" : name.substring(0, Math.min(60, name.length()));
        var kind =
                seat.request().formParam("kind").orElse("").equals("publishable")
                        ? ApiKeyKind.PUBLISHABLE
                        : ApiKeyKind.SECRET;
        var made = accounts.createKey(seat.shop(), kind, cut);
        return page(seat, Optional.of(made.secret()));
    }

    Response revoke(Desk.Seat seat) {
        boolean ended = accounts.revoke(seat.shop(), seat.request().pathParam("id"));
        return look.seeOther(
                "/dashboard/keys", ended ? "The key no longer works" : "There is no such key");
    }

    private Response page(Desk.Seat seat, Optional<String> fresh) {
        var table =
                Kit.table(
                        "API keys",
                        DataTable.Column.text("Name"),
                        DataTable.Column.text("Key"),
                        DataTable.Column.text("Made"),
                        DataTable.Column.text("End it"));
        for (var key : accounts.keys(seat.shop()))
            table =
                    table.row(
                            Kit.text(key.name()),
                            Kit.text(key.publicKey().orElse(key.hint())),
                            Kit.time(key.created(), clock.now()),
                            templates.content(
                                    "revoke.jte",
                                    Map.of(
                                            "key",
                                            key.id(),
                                            "name",
                                            key.name(),
                                            "csrf",
                                            seat.csrf())));
        var body =
                templates.content(
                        "keys.jte",
                        Map.of(
                                "account",
                                seat.account().id().text(),
                                "fresh",
                                fresh,
                                "table",
                                table,
                                "csrf",
                                seat.csrf()));
        return desk.page(
                seat, "Developers", "keys", orders.count(seat.shop(), OrderFilter.toShip()), body);
    }
}
