package hawker.express;

import gg.jte.Content;
import hawker.accounts.Account;
import hawker.accounts.Accounts;
import hawker.connect.Connect;
import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.kernel.IdCodec;
import hawker.kernel.PageRequest;
import hawker.ledger.Ledger;
import hawker.ledger.Purpose;
import hawker.look.Accent;
import hawker.look.CrossSite;
import hawker.look.Csrf;
import hawker.look.DataTable;
import hawker.look.Frame;
import hawker.look.Kit;
import hawker.look.Look;
import hawker.look.PageHead;
import hawker.look.Problem;
import hawker.look.Templates;
import hawker.look.Tone;
import hawker.payouts.Payout;
import hawker.payouts.Payouts;
import hawker.platform.Platform;
import hawker.platform.Secrets;
import hawker.web.Request;
import hawker.web.Response;
import hawker.web.Routes;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The small dashboard of accounts that a platform made: what there is and what is paid out when. A
 * link opens it once, for an hour; who has a platform's account session sees of it what the
 * platform allows.
 */
final class AccountPages {

    static final String LINK = "/express/login/";
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMM yyyy", Locale.US);

    private static final String HOME = "/express";
    private static final String EMBEDDED = "/connect/embedded/";
    private static final Duration VISIT = Duration.ofHours(1);
    private static final int PAYOUTS = 20;
    private static final int BODY = 24;

    private static final Templates TEMPLATES =
            new Templates("hawker.express.templates", AccountPages.class.getClassLoader());

    private final Platform platform;
    private final Accounts accounts;
    private final Connect connect;
    private final Ledger ledger;
    private final Payouts payouts;
    private final ExpressSql sql;
    private final Look look;
    private final boolean secure;

    AccountPages(
            Platform platform,
            Accounts accounts,
            Connect connect,
            Ledger ledger,
            Payouts payouts,
            ExpressSql sql,
            Look look) {
        this.platform = platform;
        this.accounts = accounts;
        this.connect = connect;
        this.ledger = ledger;
        this.payouts = payouts;
        this.sql = sql;
        this.look = look;
        this.secure =
                platform.settings().publicUrl().map(url -> url.startsWith("https:")).orElse(false);
    }

    Routes routes() {
        return new Routes()
                .get(LINK + "{secret}", this::open)
                .get(HOME, this::home)
                .post(HOME + "/logout", CrossSite.guard(look, this::leave))
                .get(EMBEDDED + "{secret}", this::embedded);
    }

    /** The account inside a secret, which only leads to the row that proves it. */
    private static Optional<AccountId> owner(String secret, String prefix) {
        if (!secret.startsWith(prefix) || secret.length() < prefix.length() + BODY)
            return Optional.empty();
        return IdCodec.account(secret.substring(0, prefix.length() + BODY));
    }

    private Response open(Request request) {
        var secret = request.pathParam("secret");
        var now = platform.clock().now();
        var opened =
                owner(secret, "lnk_")
                        .flatMap(account -> {
                            var visit =
                                    platform.ids().secret("visit", account)
                                            + platform.ids().token(BODY);
                            boolean good =
                                    platform.tx()
                                            .inAccount(
                                                    account,
                                                    tx ->
                                                            sql.open(
                                                                    account,
                                                                    tx,
                                                                    Secrets.sha256(secret),
                                                                    Secrets.sha256(visit),
                                                                    now,
                                                                    now.plus(VISIT)));
                            return good ? Optional.of(visit) : Optional.<String>empty();
                        });
        if (opened.isEmpty()) return over(request);
        return Response.seeOther(HOME).withCookie(cookie(), opened.get(), VISIT, secure);
    }

    private String cookie() {
        return secure ? "__Host-hk_express" : "hk_express";
    }

    private Response over(Request request) {
        return look.problem(
                request,
                new Problem(
                        410,
                        "This link is used up",
                        "It works once and for a few minutes. Ask for another one where you got"
                                + " it.",
                        Optional.empty()));
    }

    /** The secret of the visit, if it lasts. */
    private Optional<String> visit(Request request) {
        var now = platform.clock().now();
        return request.cookie(cookie())
                .filter(secret ->
                        owner(secret, "visit_")
                                .map(account ->
                                        platform.tx()
                                                .readAccount(
                                                        account,
                                                        tx ->
                                                                sql.isVisit(
                                                                        account,
                                                                        tx,
                                                                        Secrets.sha256(secret),
                                                                        now)))
                                .orElse(false));
    }

    private Response home(Request request) {
        var visit = visit(request);
        if (visit.isEmpty()) return over(request);
        var account = owner(visit.get(), "visit_").orElseThrow();
        var leave =
                TEMPLATES.content(
                        "leave.jte",
                        Map.of(
                                "csrf",
                                Csrf.token(request, visit.get()),
                                "action",
                                HOME + "/logout"));
        return page(request, account, List.of(balances(account), paid(account)), leave);
    }

    private Response leave(Request request) {
        var visit = visit(request);
        if (visit.isEmpty() || !Csrf.isValid(request, visit.get()))
            return look.problem(request, 403);
        var account = owner(visit.get(), "visit_").orElseThrow();
        var digest = Secrets.sha256(visit.get());
        platform.tx().doInAccount(account, tx -> sql.endVisit(account, tx, digest));
        return Response.seeOther("/").withCookie(cookie(), "", Duration.ZERO, secure);
    }

    private Response embedded(Request request) {
        var secret = request.pathParam("secret");
        var now = platform.clock().now();
        var account = owner(secret, "accs_secret_");
        var components =
                account.flatMap(id ->
                        platform.tx()
                                .readAccount(
                                        id,
                                        tx -> sql.session(id, tx, Secrets.sha256(secret), now)));
        if (components.isEmpty()) return over(request);
        boolean money = components.get().at("/balances/enabled").asBoolean();
        boolean list =
                components.get().at("/payouts/enabled").asBoolean()
                        || components.get().at("/payouts_list/enabled").asBoolean();
        if (!money && !list) return look.problem(request, 404);
        var id = account.orElseThrow();
        return page(
                request,
                id,
                List.of(money ? balances(id) : Kit.nothing(), list ? paid(id) : Kit.nothing()),
                Kit.nothing());
    }

    /** The page bears the sign and colour of the account, or of the platform it sells through. */
    private Response page(Request request, AccountId id, List<Content> parts, Content leave) {
        var name = accounts.find(id).map(Account::name).orElse("Your account");
        var params = Map.of("name", name, "live", id.livemode(), "parts", parts, "leave", leave);
        var body = TEMPLATES.content("account.jte", params);
        var brand = connect.brand(id);
        var head = PageHead.of(request, name);
        var coloured = brand.accent().map(hex -> head.withTheme(Accent.of(hex).css())).orElse(head);
        var sign =
                brand.logo()
                        .<Content>map(path -> Kit.avatar(name, Optional.of(path), 40))
                        .orElseGet(() -> Kit.text(name));
        return look.page(request, 200, Frame.branded(coloured, Optional.empty(), sign, body));
    }

    private Content balances(AccountId account) {
        var all = ledger.balances(account);
        var currencies = new LinkedHashSet<Currency>();
        accounts.find(account).map(Account::currency).ifPresent(currencies::add);
        currencies.addAll(all.currencies());
        var table =
                Kit.table(
                        "Balance",
                        DataTable.Column.text("Currency"),
                        DataTable.Column.number("Available"),
                        DataTable.Column.number("On the way"),
                        DataTable.Column.number("Next payout"));
        for (var currency : currencies) {
            var next =
                    payouts.next(account, currency)
                            .map(soon -> soon.amount().text() + ", " + day(soon.arrivesOn()))
                            .orElse("None in sight");
            table =
                    table.row(
                            Kit.text(currency.code().toUpperCase(Locale.ROOT)),
                            Kit.money(all.of(Purpose.MERCHANT_AVAILABLE, currency)),
                            Kit.money(all.of(Purpose.MERCHANT_PENDING, currency)),
                            Kit.text(next));
        }
        return part("Balance", table);
    }

    private static Content part(String title, Content content) {
        return TEMPLATES.content("part.jte", Map.of("title", title, "content", content));
    }

    private Content paid(AccountId account) {
        var table =
                Kit.table(
                                "Payouts",
                                DataTable.Column.text("Arrives"),
                                DataTable.Column.text("To"),
                                DataTable.Column.text("Status"),
                                DataTable.Column.number("Amount"))
                        .orElse(
                                Kit.empty(
                                        "landmark",
                                        "Nothing has been paid out yet.",
                                        Optional.empty()));
        for (var payout : payouts.list(account, PageRequest.first(PAYOUTS)).items())
            table =
                    table.row(
                            Kit.text(day(payout.arrivesOn())),
                            Kit.text("•••• " + payout.bankLast4()),
                            Kit.badge(words(payout.status()), tone(payout.status())),
                            Kit.money(payout.amount()));
        return part("Payouts", table);
    }

    private static String day(LocalDate day) {
        return DAY.format(day);
    }

    private static String words(Payout.Status status) {
        return switch (status) {
            case PENDING -> "To be sent";
            case IN_TRANSIT -> "On the way";
            case PAID -> "Paid";
            case FAILED -> "Came back";
            case CANCELED -> "Cancelled";
        };
    }

    private static Tone tone(Payout.Status status) {
        return switch (status) {
            case PENDING, IN_TRANSIT -> Tone.NOTE;
            case PAID -> Tone.GOOD;
            case FAILED -> Tone.BAD;
            case CANCELED -> Tone.PLAIN;
        };
    }
}
