package hawker.dashboard;

import gg.jte.Content;
import hawker.accounts.Accounts;
import hawker.accounts.ApiKey;
import hawker.api.ApiKeyKind;
import hawker.kernel.Clock;
import hawker.look.DataTable;
import hawker.look.Kit;
import hawker.look.Look;
import hawker.look.Templates;
import hawker.web.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** API keys: made, shown once, replaced, ended. */
final class KeysPage {

    private final Desk desk;
    private final Look look;
    private final Templates templates;
    private final Accounts accounts;
    private final Clock clock;

    KeysPage(Desk desk, Look look, Templates templates, Accounts accounts, Clock clock) {
        this.desk = desk;
        this.look = look;
        this.templates = templates;
        this.accounts = accounts;
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

    /** The parts of the developers' pages. */
    static Content tabs(String current) {
        return Kit.tabs(
                "Developers",
                List.of(
                        new Kit.Tab("keys", "API keys", "/dashboard/keys"),
                        new Kit.Tab("webhooks", "Webhooks", "/dashboard/webhooks")),
                current);
    }

    private Response page(Desk.Seat seat, Optional<String> fresh) {
        var table =
                Kit.table(
                        "API keys",
                        DataTable.Column.text("Name"),
                        DataTable.Column.text("Kind"),
                        DataTable.Column.text("Key"),
                        DataTable.Column.text("Made"),
                        DataTable.Column.number("End it"));
        for (var key : accounts.keys(seat.shop()))
            table =
                    table.row(
                            Kit.text(key.name()),
                            Kit.text(kind(key.kind())),
                            code(key.publicKey().orElse(key.hint())),
                            Kit.time(key.created(), clock.now()),
                            revokeForm(seat, key));
        var body =
                templates.content(
                        "keys.jte",
                        Map.of(
                                "tabs", tabs("keys"),
                                "account", seat.account().id().text(),
                                "fresh", fresh,
                                "table", table,
                                "csrf", seat.csrf()));
        return desk.page(seat, "Developers", "developers", body);
    }

    private Content revokeForm(Desk.Seat seat, ApiKey key) {
        return templates.content(
                "revoke.jte", Map.of("key", key.id(), "name", key.name(), "csrf", seat.csrf()));
    }

    private Content code(String text) {
        return templates.content("code.jte", Map.of("text", text));
    }

    private static String kind(ApiKeyKind kind) {
        return switch (kind) {
            case SECRET -> "Secret";
            case PUBLISHABLE -> "Publishable";
            case RESTRICTED -> "Restricted";
            case EPHEMERAL -> "Ephemeral";
        };
    }
}
