package hawker.workbench;

import gg.jte.Content;
import hawker.accounts.Countries;
import hawker.desk.Address;
import hawker.desk.Desk;
import hawker.kernel.Clock;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.look.Badge;
import hawker.look.DataTable;
import hawker.look.Kit;
import hawker.look.Link;
import hawker.look.Look;
import hawker.look.Templates;
import hawker.look.Tone;
import hawker.web.Response;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The accounts connected to a platform: what each still owes, may do, has and was paid. */
final class ConnectPages {

    static final String PATH = "/dashboard/connect";
    private static final String ALL = "/v1/accounts";
    private static final int ROWS = 25;
    private static final int FEW = 10;

    private final Desk desk;
    private final Look look;
    private final Templates templates;
    private final Asking api;
    private final String origin;
    private final Clock clock;

    /**
     * @param origin where the pages are reached: an onboarding ends there
     */
    ConnectPages(
            Desk desk, Look look, Templates templates, Asking api, String origin, Clock clock) {
        this.desk = desk;
        this.look = look;
        this.templates = templates;
        this.api = api;
        this.origin = origin;
        this.clock = clock;
    }

    static Content tabs(String current) {
        return Kit.tabs(
                "Connect",
                List.of(
                        new Kit.Tab("accounts", "Accounts", PATH),
                        new Kit.Tab("transfers", "Transfers", TransferPages.PATH),
                        new Kit.Tab("fees", "Fees", TransferPages.FEES)),
                current);
    }

    Response list(Desk.Seat seat) {
        var after = seat.request().queryParam("after").filter(id -> id.startsWith("acct_"));
        var found = api.list(seat, ALL, Query.NONE, after, ROWS);
        var table =
                Kit.table(
                        "Connected accounts",
                        DataTable.Column.text("Account"),
                        DataTable.Column.text("State"),
                        DataTable.Column.number("Still owes"),
                        DataTable.Column.text("Country"),
                        DataTable.Column.text("Since"));
        for (var account : found.all())
            table =
                    table.linkedRow(
                            PATH + "/" + account.id(),
                            Kit.text(name(account)),
                            state(account),
                            Kit.text("" + owes(account).size()),
                            Kit.text(country(account)),
                            Kit.time(account.created(), clock.now()));
        var body =
                templates.content(
                        "logs.jte",
                        Map.of(
                                "title", "Connect",
                                "tabs", tabs("accounts"),
                                "filter", Kit.nothing(),
                                "table",
                                        table.orElse(
                                                Kit.empty(
                                                        "store",
                                                        "No connected accounts. A platform opens"
                                                                + " them for its sellers through the"
                                                                + " API.",
                                                        Optional.of(
                                                                new Link(
                                                                        "API keys",
                                                                        KeyPages.PATH)))),
                                "pages", new Address(PATH).pages(after, found.next())));
        return desk.page(seat, "Connect", "connect", body);
    }

    private static String name(Thing account) {
        return account.maybe("business_profile.name")
                .or(() -> account.maybe("company.name"))
                .or(() -> account.maybe("email"))
                .orElse(account.id());
    }

    private static Badge state(Thing account) {
        var reason = account.text("requirements.disabled_reason");
        if (reason.startsWith("rejected")) return Kit.badge("Rejected", Tone.BAD);
        if (account.is("charges_enabled") && account.is("payouts_enabled"))
            return Kit.badge("Enabled", Tone.GOOD);
        if (!account.is("details_submitted")) return Kit.badge("Onboarding", Tone.NOTE);
        return Kit.badge("Restricted", Tone.WARN);
    }

    /** What is due now, past due included. */
    private static List<String> owes(Thing account) {
        var fields = new LinkedHashSet<>(account.texts("requirements.currently_due"));
        fields.addAll(account.texts("requirements.past_due"));
        return List.copyOf(fields);
    }

    Response show(Desk.Seat seat) {
        return find(seat)
                .map(account -> page(seat, 200, account, "", ""))
                .orElseGet(() -> look.problem(seat.request(), 404));
    }

    /** A connected one; one's own account is none. */
    private Optional<Thing> find(Desk.Seat seat) {
        var id = seat.request().pathParam("id");
        return id.equals(seat.account().id().text())
                ? Optional.empty()
                : api.find(seat, ALL + "/{}", id);
    }

    /** A link on which the account's people tell what is asked of them, shown in this answer. */
    Response onboard(Desk.Seat seat) {
        var found = find(seat);
        if (found.isEmpty()) return look.problem(seat.request(), 404);
        var account = found.get();
        var here = origin + PATH + "/" + account.id();
        var form =
                Query.of("account", account.id())
                        .with("type", "account_onboarding")
                        .with("return_url", here)
                        .with("refresh_url", here);
        return switch (api.post(seat, "/v1/account_links", form, "")) {
            case Asking.Done.Well(var link) -> page(seat, 200, account, link.text("url"), "");
            case Asking.Done.Refused no -> page(seat, 422, account, "", no.says());
        };
    }

    private Response page(Desk.Seat seat, int status, Thing account, String link, String refused) {
        var id = account.id();
        var payouts =
                api.findOf(seat, id, "/v1/payouts", Query.of("limit", "" + FEW))
                        .map(list -> list.all("data"))
                        .orElse(List.of());
        var transfers =
                api.list(seat, "/v1/transfers", Query.of("destination", id), Optional.empty(), FEW);
        var params = new HashMap<String, Object>();
        params.put(
                "way",
                Kit.breadcrumb(List.of(new Link("Connect", PATH), new Link(name(account), ""))));
        params.put("name", name(account));
        params.put("path", PATH + "/" + id);
        params.put("state", state(account));
        params.put("link", link);
        params.put("refused", refused);
        params.put("owes", owes(account).stream().map(Words::requirement).distinct().toList());
        params.put("problems", problems(account));
        params.put("tiles", balance(seat, id));
        params.put("facts", facts(account));
        params.put("capabilities", capabilities(account));
        params.put("banks", banks(account));
        params.put("payouts", payouts(payouts));
        params.put("transfers", TransferPages.table(transfers.all(), clock.now()));
        params.put("seat", seat);
        var body = templates.content("account.jte", params);
        return desk.page(seat, status, name(account), "connect", body)
                .with("Cache-Control", "no-store");
    }

    private static List<String> problems(Thing account) {
        return account.all("requirements.errors").stream()
                .map(error -> error.text("reason"))
                .distinct()
                .toList();
    }

    /** What lies in the account's own book. */
    private List<Content> balance(Desk.Seat seat, String id) {
        var found = api.findOf(seat, id, "/v1/balance", Query.NONE);
        var tiles = new ArrayList<Content>();
        for (var part : List.of("available", "pending"))
            for (var amount : found.map(balance -> balance.all(part)).orElse(List.of()))
                tiles.add(
                        Kit.stat(
                                Words.words(part),
                                Money.of(
                                        amount.number("amount"),
                                        Currency.of(amount.text("currency")))));
        return tiles;
    }

    private static List<Kit.Pair> facts(Thing account) {
        var pairs = new ArrayList<Kit.Pair>();
        pairs.add(new Kit.Pair("Account", account.id()));
        account.maybe("email").ifPresent(email -> pairs.add(new Kit.Pair("E-mail", email)));
        pairs.add(new Kit.Pair("Kind", Words.words(account.text("type"))));
        account.maybe("business_type")
                .ifPresent(type -> pairs.add(new Kit.Pair("Business", Words.words(type))));
        pairs.add(new Kit.Pair("Country", country(account)));
        pairs.add(new Kit.Pair("Payments", account.is("charges_enabled") ? "Yes" : "Not yet"));
        pairs.add(new Kit.Pair("Payouts", account.is("payouts_enabled") ? "Yes" : "Not yet"));
        account.maybe("requirements.disabled_reason")
                .ifPresent(why -> pairs.add(new Kit.Pair("Stopped by", Words.words(why))));
        pairs.add(new Kit.Pair("Since", Kit.moment(account.created())));
        pairs.addAll(Words.metadata(account));
        return pairs;
    }

    private static List<Kit.Pair> capabilities(Thing account) {
        var pairs = new ArrayList<Kit.Pair>();
        account.fields("capabilities")
                .forEach((name, status) ->
                        pairs.add(
                                new Kit.Pair(
                                        Words.words(name),
                                        Kit.badge(
                                                Words.words(status),
                                                status.equals("active")
                                                        ? Tone.GOOD
                                                        : Tone.PLAIN))));
        return pairs;
    }

    private static List<Kit.Pair> banks(Thing account) {
        var pairs = new ArrayList<Kit.Pair>();
        for (var bank : account.all("external_accounts"))
            pairs.add(
                    new Kit.Pair(
                            bank.maybe("bank_name")
                                    .or(() -> bank.maybe("brand"))
                                    .orElse("Bank account"),
                            "•••• "
                                    + bank.text("last4")
                                    + ", "
                                    + bank.text("currency").toUpperCase(java.util.Locale.ROOT)));
        return pairs;
    }

    private static Content payouts(List<Thing> payouts) {
        var table =
                Kit.table(
                        "Payouts",
                        DataTable.Column.text("Arrives"),
                        DataTable.Column.text("State"),
                        DataTable.Column.text("Payout"),
                        DataTable.Column.number("Amount"));
        for (var payout : payouts)
            table =
                    table.row(
                            Kit.text(payout.time("arrival_date").map(Words::day).orElse("–")),
                            Words.payout(payout.text("status")),
                            Kit.text(payout.id()),
                            Kit.money(payout.money("amount")));
        return table.orElse(Kit.empty("landmark", "No payouts yet.", Optional.empty()));
    }

    private static String country(Thing account) {
        var code = account.text("country");
        return Countries.exists(code) ? Countries.name(code) : code;
    }
}
