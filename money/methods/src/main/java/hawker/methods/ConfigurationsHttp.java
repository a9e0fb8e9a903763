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
                Operation.get(BASE, Shape.of(Param.paging(), Param.id("application")), this::list),
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
        var all = new ArrayList<ObjectNode>();
        call.read(tx -> sql.configurations(tx, account)).forEach(b -> all.add(Json.parse(b)));
        boolean changed = all.stream().anyMatch(c -> c.path("is_default").asBoolean());
        if (!changed) all.add(fresh(defaultId(account), account, true));
        int end = Math.min(call.page().limit(), all.size());
        return Answer.ok(Lists.of(BASE, all.subList(0, end), end < all.size()));
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

    /** Every account has it, also before it changed it. */
    private static String defaultId(AccountId account) {
        return "pmc_" + account.text().substring("acct_".length());
    }

    private static ObjectNode fresh(String id, AccountId account, boolean isDefault) {
        var body = Json.object().put("id", id).put("object", "payment_method_configuration");
        body.put("active", true).putNull("application");
        body.put("is_default", isDefault).put("livemode", account.livemode());
        body.put("name", isDefault ? "Default" : "").putNull("parent");
        for (var method : KNOWN)
            prefer(body.putObject(method), method, TAKEN.contains(method) ? "on" : "off");
        return body;
    }

    private static void change(ObjectNode body, Call call) {
        var params = call.params();
        params.text("name").ifPresent(name -> body.put("name", name));
        for (var method : KNOWN)
            params.hash(method)
                    .flatMap(sent -> sent.hash("display_preference"))
                    .flatMap(sent -> sent.text("preference"))
                    .ifPresent(wish -> prefer(body.putObject(method), method, wish));
    }

    private static void prefer(ObjectNode node, String method, String wish) {
        boolean taken = TAKEN.contains(method);
        // "none" leaves it to us: what can be taken is shown.
        boolean shown = wish.equals("on") || (wish.equals("none") && taken);
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
