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
import hawker.kernel.Page;
import hawker.platform.Platform;
import hawker.platform.Tx;
import java.util.List;
import java.util.Locale;

/** {@code /v1/payment_method_domains}. */
final class DomainsHttp {

    private static final String BASE = "/v1/payment_method_domains";
    private static final String ONE = BASE + "/{id}";

    private static final List<String> WALLETS =
            List.of("amazon_pay", "apple_pay", "google_pay", "klarna", "link", "paypal");

    private final Platform platform;
    private final MethodsSql sql;

    DomainsHttp(Platform platform, MethodsSql sql) {
        this.platform = platform;
        this.sql = sql;
    }

    List<Operation> operations() {
        return List.of(
                Operation.post(
                        BASE,
                        Shape.of(Param.text("domain_name", 253).required(), Param.flag("enabled")),
                        this::create),
                Operation.get(
                        BASE,
                        Shape.of(
                                Param.paging(),
                                Param.text("domain_name", 253),
                                Param.flag("enabled")),
                        this::list),
                Operation.get(ONE, Shape.of(), this::retrieve),
                Operation.post(ONE, Shape.of(Param.flag("enabled")), this::update),
                Operation.post(ONE + "/validate", Shape.of(), this::validate));
    }

    private Answer create(Call call) {
        var name = call.params().requiredText("domain_name").toLowerCase(Locale.ROOT);
        if (!name.matches("(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,63}"))
            throw ApiError.parameterInvalid("domain_name", "Invalid domain name: " + name);
        var domain =
                new Domain(
                        platform.ids().ordinary("pmd", call.account()),
                        call.account(),
                        name,
                        call.params().flag("enabled").orElse(true),
                        platform.clock().now());
        return call.write(tx -> {
            if (!sql.insert(tx, domain))
                throw ApiError.invalid(
                        "resource_already_exists",
                        "domain_name",
                        "The domain " + name + " is registered already.");
            return Answer.ok(render(domain));
        });
    }

    private Answer list(Call call) {
        var params = call.params();
        var page = call.page();
        var rows =
                call.read(tx ->
                        sql.domains(
                                tx,
                                call.account(),
                                params.text("domain_name"),
                                params.flag("enabled"),
                                page));
        var cut = Page.of(rows, page.limit());
        var newest =
                page.before().isPresent() ? new Page<>(cut.items().reversed(), cut.hasMore()) : cut;
        return Lists.answer(BASE, newest.map(DomainsHttp::render));
    }

    private Domain found(Tx tx, Call call) {
        return sql.domain(tx, call.account(), call.path("id"))
                .orElseThrow(() -> ApiError.missing("payment_method_domain", call.path("id")));
    }

    private Answer retrieve(Call call) {
        return Answer.ok(render(call.read(tx -> found(tx, call))));
    }

    private Answer update(Call call) {
        return call.write(tx -> {
            var now = found(tx, call);
            var changed = now.enabled(call.params().flag("enabled").orElse(now.enabled()));
            sql.enable(tx, changed);
            return Answer.ok(render(changed));
        });
    }

    /** Wallets are looked at again; what they say is what every answer says. */
    private Answer validate(Call call) {
        return call.write(tx -> Answer.ok(render(found(tx, call))));
    }

    private static ObjectNode render(Domain domain) {
        var node = Json.object().put("id", domain.id()).put("object", "payment_method_domain");
        node.put("created", Json.seconds(domain.created()));
        node.put("domain_name", domain.name()).put("enabled", domain.enabled());
        node.put("livemode", domain.account().livemode());
        for (var wallet : WALLETS) wallet(node.putObject(wallet), domain);
        return node;
    }

    /** In test mode wallets are simulated, on every enabled domain; no real one is connected. */
    private static void wallet(ObjectNode wallet, Domain domain) {
        boolean live = domain.account().livemode();
        wallet.put("status", !live && domain.enabled() ? "active" : "inactive");
        if (live)
            wallet.putObject("status_details")
                    .put("error_message", "No wallet is connected in live mode.");
    }
}
