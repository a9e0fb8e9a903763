package hawker.methods;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Answer;
import hawker.api.ApiError;
import hawker.api.Call;
import hawker.api.Json;
import hawker.api.Lists;
import hawker.api.Operation;
import hawker.api.Param;
import hawker.api.Shape;
import hawker.kernel.AccountId;
import hawker.kernel.Page;
import hawker.platform.Platform;
import hawker.platform.Tx;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code /v1/payment_method_configurations}. */
final class ConfigurationsHttp {

    private static final String BASE = "/v1/payment_method_configurations";
    private static final String ONE = BASE + "/{id}";

    /** What this program can take. */
    private static final List<String> TAKEN =
            List.of("card", "customer_balance", "sepa_debit", "us_bank_account");

    /** What the test network has stand-ins for; they are shown where a seller wishes so. */
    private static final List<String> WALLETS = List.of("apple_pay", "google_pay", "link");

    /** What may be wished for. */
    private static final List<String> KNOWN =
            List.of(
                    "apple_pay",
                    "card",
                    "cartes_bancaires",
                    "customer_balance",
                    "google_pay",
                    "link",
                    "sepa_debit",
                    "us_bank_account");

    private final Platform platform;
    private final MethodsSql sql;

    ConfigurationsHttp(Platform platform, MethodsSql sql) {
        this.platform = platform;
        this.sql = sql;
    }

    List<Operation> operations() {
        return List.of(
                Operation.post(
                        BASE, shape(Param.id("parent"), Param.text("name", 100)), this::create),
                Operation.get(
                        BASE,
                        Shape.of(Param.paging(), Param.flag("active"), Param.id("application")),
                        this::list),
                Operation.get(ONE, Shape.of(), this::retrieve),
                Operation.post(
                        ONE, shape(Param.flag("active"), Param.text("name", 100)), this::update));
    }

    private static Shape shape(Param... own) {
        var params = new ArrayList<>(List.of(own));
        for (var method : KNOWN)
            params.add(
                    Param.hash(
                            method,
                            Param.hash(
                                    "display_preference",
                                    Param.oneOf("preference", "none", "off", "on"))));
        return Shape.of(params.toArray(Param[]::new));
    }

    private Answer create(Call call) {
        var parent = call.params().text("parent");
        return call.write(tx -> {
            if (parent.isPresent() && find(tx, call.account(), parent.get()).isEmpty())
                throw ApiError.missingReference(
                        "payment_method_configuration", parent.get(), "parent");
            var id = platform.ids().ordinary("pmc", call.account());
            var body = fresh(id, call.account(), false);
            parent.ifPresent(of -> body.put("parent", of));
            change(body, call);
            sql.save(tx, call.account(), id, Json.text(body));
            return Answer.ok(body);
        });
    }

    private Answer list(Call call) {
        var account = call.account();
        var page = call.page();
        var active = call.params().flag("active");
        // No application but the seller's own programs makes any.
        var application = call.params().text("application");
        if (application.filter(id -> !id.equals("null")).isPresent())
            return Lists.answer(BASE, new Page<>(List.of(), false));
        var rows = new ArrayList<ObjectNode>();
        call.read(tx -> sql.configurations(tx, account, active, page))
                .forEach(body -> rows.add(Json.parse(body)));
        if (page.before().isPresent()) {
            var newer = Page.of(rows, page.limit());
            return Lists.answer(BASE, new Page<>(newer.items().reversed(), newer.hasMore()));
        }
        // The end of the list is the default one, which has no row before it is changed.
        boolean ends = rows.size() <= page.limit();
        boolean reached =
                page.after().equals(Optional.of(defaultId(account)))
                        || rows.stream().anyMatch(row -> row.path("is_default").asBoolean());
        boolean wanted = active.orElse(true);
        if (ends && !reached && wanted) rows.add(fresh(defaultId(account), account, true));
        return Lists.answer(BASE, Page.of(rows, page.limit()));
    }

    private Answer retrieve(Call call) {
        return call.read(tx -> find(tx, call.account(), call.path("id")))
                .map(Answer::ok)
                .orElseThrow(() -> missing(call));
    }

    private Answer update(Call call) {
        return call.write(tx -> {
            var body = find(tx, call.account(), call.path("id")).orElseThrow(() -> missing(call));
            if (body.path("is_default").asBoolean() && call.params().flag("active").isPresent())
                throw ApiError.parameterInvalid(
                        "active", "The default configuration is always active.");
            change(body, call);
            call.params().flag("active").ifPresent(active -> body.put("active", active));
            sql.save(tx, call.account(), call.path("id"), Json.text(body));
            return Answer.ok(body);
        });
    }

    private Optional<ObjectNode> find(Tx tx, AccountId account, String id) {
        return sql.configuration(tx, account, id)
                .map(Json::parse)
                .or(() ->
                        id.equals(defaultId(account))
                                ? Optional.of(fresh(id, account, true))
                                : Optional.empty());
    }

    /** One that is in use. */
    Optional<ObjectNode> configuration(AccountId account, String id) {
        return platform.tx()
                .readAccount(account, tx -> find(tx, account, id))
                .filter(body -> body.path("active").asBoolean());
    }

    /** The wallets that an account's default configuration shows, and that can be taken. */
    List<String> wallets(AccountId account) {
        if (account.livemode()) return List.of();
        var body = platform.tx().readAccount(account, tx -> find(tx, account, defaultId(account)));
        return WALLETS.stream()
                .filter(wallet ->
                        body.orElseThrow()
                                .at("/" + wallet + "/display_preference/value")
                                .asText()
                                .equals("on"))
                .toList();
    }

    /**
     * Every account has it, also before it changed it. As old as the account: a body that begins
     * with 0 sorts below all that are made by time, which begin with 1.
     */
    private static String defaultId(AccountId account) {
        return "pmc_0" + account.text().substring("acct_1".length());
    }

    private static ObjectNode fresh(String id, AccountId account, boolean isDefault) {
        var body = Json.object().put("id", id).put("object", "payment_method_configuration");
        body.put("active", true).putNull("application");
        body.put("is_default", isDefault).put("livemode", account.livemode());
        body.put("name", isDefault ? "Default" : "").putNull("parent");
        for (var method : KNOWN)
            prefer(body.putObject(method), account, method, TAKEN.contains(method) ? "on" : "off");
        return body;
    }

    private static void change(ObjectNode body, Call call) {
        var params = call.params();
        params.text("name").ifPresent(name -> body.put("name", name));
        for (var method : KNOWN)
            params.hash(method)
                    .flatMap(sent -> sent.hash("display_preference"))
                    .flatMap(sent -> sent.text("preference"))
                    .ifPresent(
                            wish -> prefer(body.putObject(method), call.account(), method, wish));
    }

    private static void prefer(ObjectNode node, AccountId account, String method, String wish) {
        boolean usual = TAKEN.contains(method);
        boolean taken = usual || (WALLETS.contains(method) && !account.livemode());
        // "none" leaves it to us: what is usually taken is shown.
        boolean shown = wish.equals("on") || (wish.equals("none") && usual);
        node.put("available", taken && shown);
        node.putObject("display_preference")
                .putNull("overridable")
                .put("preference", wish)
                .put("value", shown ? "on" : "off");
    }

    private static ApiError missing(Call call) {
        return ApiError.missing("payment_method_configuration", call.path("id"));
    }
}
