package hawker.desk;

import gg.jte.Content;
import hawker.accounts.Account;
import hawker.accounts.Accounts;
import hawker.accounts.Membership;
import hawker.accounts.Role;
import hawker.accounts.Role.Right;
import hawker.accounts.Viewer;
import hawker.kernel.AccountId;
import hawker.look.Assets;
import hawker.look.Console;
import hawker.look.CrossSite;
import hawker.look.Csrf;
import hawker.look.Frame;
import hawker.look.Kit;
import hawker.look.Link;
import hawker.look.Look;
import hawker.look.NavItem;
import hawker.look.PageHead;
import hawker.look.Problem;
import hawker.look.Templates;
import hawker.orders.OrderFilter;
import hawker.orders.Orders;
import hawker.web.Handler;
import hawker.web.Multipart;
import hawker.web.MultipartBody;
import hawker.web.Request;
import hawker.web.Response;
import hawker.web.Routes;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Seats whoever is signed in at the desk of their shop, or at the operator's, and sends everybody
 * else to the sign-in. No page of the dashboard is reached past it.
 */
public final class Desk {

    private static final String STYLE = "dashboard.css";

    /** Pictures that are dropped or chosen are shown before they are sent. */
    private static final String SCRIPT = "dashboard.js";

    private static final Templates TEMPLATES =
            new Templates("hawker.desk.templates", Desk.class.getClassLoader());

    private static final String SHOP_COOKIE = "hk_shop";

    private final Accounts accounts;
    private final Orders orders;
    private final Look look;
    private final Assets assets = Assets.of(Desk.class, STYLE, SCRIPT);

    public Desk(Accounts accounts, Orders orders, Look look) {
        this.accounts = accounts;
        this.orders = orders;
        this.look = look;
    }

    /**
     * Somebody at the desk of a shop.
     *
     * @param shop the account's number in the mode its shop works in
     */
    public record Seat(Request request, Viewer viewer, Account account, AccountId shop) {

        /** What they are for the shop. */
        public Role role() {
            // A seat is only given to somebody who works there.
            return viewer.roleIn(account.id()).orElseThrow();
        }

        public boolean may(Right right) {
            return role().has(right);
        }

        /** In the place of a form that the seat may not send: who may. */
        public Content whoMay(Right right) {
            var who =
                    Arrays.stream(Role.values())
                            .filter(role -> role.has(right))
                            .map(Role::title)
                            .toList();
            var last = who.getLast();
            var words =
                    who.size() == 1
                            ? "role " + last
                            : "roles "
                                    + String.join(", ", who.subList(0, who.size() - 1))
                                    + " and "
                                    + last;
            return TEMPLATES.content("whoMay.jte", Map.of("who", words, "yours", role().title()));
        }

        /** For the forms of the page. */
        public String csrf() {
            return Csrf.token(request, viewer.csrfToken());
        }

        /** Who did it, for order histories. */
        public String actor() {
            return viewer.person().handle();
        }
    }

    /** A page or act of those of a shop's team whose role has a right. */
    public Handler seller(Right right, Function<Seat, Response> page) {
        return guarded((request, viewer) ->
                seat(request, viewer)
                        .map(seat ->
                                seat.may(right) ? inFrame(seat, page.apply(seat)) : notYours(seat))
                        .orElseGet(() -> look.problem(request, Problems.noShop())));
    }

    /** What a page does not find is not there within the dashboard: bar and menu stay. */
    private Response inFrame(Seat seat, Response answer) {
        boolean page = answer.status() == 404 && !seat.request().wantsFragment();
        return page ? problem(seat, Problems.missing()) : answer;
    }

    /** For addresses of the dashboard that no page has; strangers get the market's page. */
    public Response nothing(Request request) {
        return accounts.viewer(request)
                .flatMap(viewer -> seat(request, viewer))
                .map(seat -> problem(seat, Problems.missing()))
                .orElseGet(() -> look.problem(request, 404));
    }

    private Response problem(Seat seat, Problem problem) {
        var params = Map.<String, Object>of("problem", problem, "requestId", seat.request().id());
        var body = TEMPLATES.content("problem.jte", params);
        return page(seat, problem.status(), problem.title(), "", body);
    }

    private Optional<Seat> seat(Request request, Viewer viewer) {
        return shopOf(request, viewer)
                .map(account ->
                        new Seat(request, viewer, account, accounts.shopAccount(account.id())));
    }

    /** Who only keeps the goods begins at them; to all else the answer is no. */
    private Response notYours(Seat seat) {
        if (seat.request().path().equals("/dashboard"))
            return Response.seeOther("/dashboard/products");
        return problem(seat, Problems.notYours(seat));
    }

    /** An act of a shop's team with files in one field of its form. */
    public Handler upload(Right right, String field, BiFunction<Seat, List<byte[]>, Response> act) {
        return request -> {
            var files = Multipart.of(request).files(field);
            return seller(right, seat -> act.apply(seat, files))
                    .handle(Multipart.fieldsOf(request, field));
        };
    }

    /**
     * An act of a shop's team with files in several fields of its form.
     *
     * @param act is given the files by their fields, each the last one of its field
     */
    public Handler uploads(
            Right right,
            List<String> fields,
            BiFunction<Seat, Map<String, MultipartBody.Part>, Response> act) {
        return request -> {
            var files = new HashMap<String, MultipartBody.Part>();
            var type = request.header("content-type").orElse("");
            if (MultipartBody.is(type))
                for (var part : MultipartBody.parse(type, request.body()))
                    if (fields.contains(part.name()) && part.bytes().length > 0)
                        files.put(part.name(), part);
            return seller(right, seat -> act.apply(seat, files))
                    .handle(Multipart.fieldsOf(request, fields.toArray(String[]::new)));
        };
    }

    /** A page or act of whoever runs the installation. */
    public Handler operator(BiFunction<Request, Viewer, Response> page) {
        return guarded((request, viewer) ->
                viewer.person().operator()
                        ? page.apply(request, viewer)
                        : look.problem(request, 403));
    }

    /** A page in the seller's frame. */
    public Response page(Seat seat, String title, String current, Content body) {
        return page(seat, 200, title, current, body);
    }

    public Response page(Seat seat, int status, String title, String current, Content body) {
        var head =
                PageHead.of(seat.request(), title + " · " + seat.account().name())
                        .withCsrf(seat.csrf())
                        .withStyle(assets.url(STYLE))
                        .withScript(assets.url(SCRIPT));
        var console =
                new Console(
                        seat.account().name(),
                        !seat.shop().livemode(),
                        navigation(seat),
                        current,
                        seat.viewer().person().name(),
                        otherShops(seat),
                        Optional.of("/@" + seat.account().handle()));
        return look.page(seat.request(), status, Frame.dashboard(head, console, body));
    }

    /** The parts of the developers' pages. */
    public static Content developerTabs(String current) {
        return Kit.tabs(
                "Developers",
                List.of(
                        new Kit.Tab("keys", "API keys", "/dashboard/keys"),
                        new Kit.Tab("webhooks", "Webhooks", "/dashboard/webhooks"),
                        new Kit.Tab("events", "Events", "/dashboard/events"),
                        new Kit.Tab("logs", "Requests", "/dashboard/logs"),
                        new Kit.Tab("clocks", "Test clocks", "/dashboard/clocks")),
                current);
    }

    /**
     * The form that narrows a list, folded while the list is whole.
     *
     * @param whole the list's address without these filters
     * @param fields of the form, with hidden ones for what else the address keeps
     */
    public static Content filter(Address whole, List<? extends Content> fields, boolean narrowed) {
        return TEMPLATES.content(
                "filter.jte",
                Map.of(
                        "action",
                        whole.path(),
                        "clear",
                        whole.text(),
                        "fields",
                        fields,
                        "narrowed",
                        narrowed));
    }

    /** The style sheet and script of the dashboard's pages. */
    public Routes assets() {
        return assets.routes();
    }

    /** What a role may see; counting is left out for who may not. */
    private List<NavItem> navigation(Seat seat) {
        var items = new ArrayList<NavItem>();
        if (seat.may(Right.SEE_SALES)) {
            int toShip = orders.count(seat.shop(), OrderFilter.toShip());
            items.add(NavItem.of("home", "Home", "house", "/dashboard").alsoOnPhone());
            items.add(
                    NavItem.of("orders", "Orders", "package", "/dashboard/orders")
                            .withCount(toShip)
                            .alsoOnPhone());
        }
        items.add(NavItem.of("products", "Products", "tag", "/dashboard/products").alsoOnPhone());
        if (seat.may(Right.SEE_SALES)) {
            items.add(NavItem.of("payments", "Payments", "credit-card", "/dashboard/payments"));
            items.add(NavItem.of("disputes", "Disputes", "scale", "/dashboard/disputes"));
            items.add(NavItem.of("fraud", "Fraud", "shield-check", "/dashboard/fraud"));
            items.add(NavItem.of("customers", "Customers", "users", "/dashboard/customers"));
            items.add(NavItem.of("billing", "Billing", "calendar", "/dashboard/billing"));
        }
        if (seat.may(Right.SEE_MONEY)) {
            items.add(
                    NavItem.of("balance", "Balance", "wallet", "/dashboard/balance").alsoOnPhone());
            items.add(NavItem.of("payouts", "Payouts", "landmark", "/dashboard/payouts"));
            items.add(NavItem.of("connect", "Connect", "store", "/dashboard/connect"));
        }
        if (seat.may(Right.SEE_PROGRAMS))
            items.add(NavItem.of("developers", "Developers", "code", "/dashboard/keys"));
        items.add(NavItem.of("team", "Team", "user-plus", "/dashboard/team"));
        items.add(NavItem.of("settings", "Settings", "settings", "/dashboard/settings"));
        return items;
    }

    /** A table as a file of its own. */
    public static Response download(Csv csv, String name) {
        return Response.of(
                        200, "text/csv; charset=utf-8", csv.text().getBytes(StandardCharsets.UTF_8))
                .with("Content-Disposition", "attachment; filename=\"" + name + "\"")
                .with("Cache-Control", "private, no-store");
    }

    /** A page in the operator's frame. */
    public Response operatorPage(Request request, Viewer viewer, String title, Content body) {
        var head =
                PageHead.of(request, title)
                        .withCsrf(Csrf.token(request, viewer.csrfToken()))
                        .withStyle(assets.url(STYLE));
        var console =
                new Console(
                        "Operator",
                        !accounts.shopsAreLive(),
                        List.of(
                                NavItem.of("operator", "Health", "activity", "/operator")
                                        .alsoOnPhone()),
                        "operator",
                        viewer.person().name(),
                        List.of(),
                        Optional.empty());
        return look.page(request, 200, Frame.operator(head, console, body));
    }

    /**
     * Works at another of one's shops from now on; {@code to} names the page to begin at, without
     * what all addresses of the dashboard begin with.
     */
    public Response switchShop(Request request) {
        var handle = request.pathParam("handle");
        boolean mine =
                accounts.viewer(request).stream()
                        .flatMap(viewer -> viewer.memberships().stream())
                        .flatMap(member -> accounts.find(member.account()).stream())
                        .anyMatch(account -> account.handle().equals(handle));
        if (!mine) return look.problem(request, 404);
        var to = request.queryParam("to").filter(page -> page.matches("[a-z]{1,20}"));
        return Response.seeOther(to.map(page -> "/dashboard/" + page).orElse("/dashboard"))
                .withCookie(SHOP_COOKIE, handle, java.time.Duration.ofDays(90), false);
    }

    private Handler guarded(BiFunction<Request, Viewer, Response> page) {
        return CrossSite.guard(
                look,
                request -> {
                    var viewer = accounts.viewer(request);
                    if (viewer.isEmpty()) return toSignIn(request);
                    if (!request.method().equals("GET")
                            && !request.method().equals("HEAD")
                            && !Csrf.isValid(request, viewer.get().csrfToken()))
                        return look.problem(request, Problems.expired());
                    return page.apply(request, viewer.get());
                });
    }

    private Optional<Account> shopOf(Request request, Viewer viewer) {
        var shops =
                viewer.memberships().stream()
                        .map(Membership::account)
                        .flatMap(id -> accounts.find(id).stream())
                        .toList();
        var chosen = request.cookie(SHOP_COOKIE).orElse("");
        return shops.stream()
                .filter(shop -> shop.handle().equals(chosen))
                .findFirst()
                .or(() -> shops.stream().findFirst());
    }

    private List<Link> otherShops(Seat seat) {
        return seat.viewer().memberships().stream()
                .flatMap(member -> accounts.find(member.account()).stream())
                .filter(account -> !account.id().equals(seat.account().id()))
                .map(account -> new Link(account.name(), "/dashboard/shop/" + account.handle()))
                .toList();
    }

    private static Response toSignIn(Request request) {
        var here =
                request.query().isEmpty() ? request.path() : request.path() + "?" + request.query();
        var back = request.method().equals("GET") ? here : "/dashboard";
        return Response.seeOther("/login?next=" + URLEncoder.encode(back, StandardCharsets.UTF_8));
    }
}
