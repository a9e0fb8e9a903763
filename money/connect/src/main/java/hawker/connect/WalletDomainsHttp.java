package hawker.connect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Answer;
import hawker.api.ApiError;
import hawker.api.Call;
import hawker.api.Json;
import hawker.api.Lists;
import hawker.api.Operation;
import hawker.api.Param;
import hawker.api.Shape;
import hawker.connect.WalletDomainsSql.Domain;
import hawker.kernel.Clock;
import hawker.kernel.Ids;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** {@code /v1/apple_pay/domains}. */
final class WalletDomainsHttp {

    private static final String URL = "/v1/apple_pay/domains";
    private static final Pattern HOST =
            Pattern.compile("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,63}");

    private final WalletDomainsSql sql = new WalletDomainsSql();
    private final Ids ids;
    private final Clock clock;

    WalletDomainsHttp(Ids ids, Clock clock) {
        this.ids = ids;
        this.clock = clock;
    }

    List<Operation> operations() {
        return List.of(
                Operation.post(
                        URL, Shape.of(Param.text("domain_name", 253).required()), this::create),
                Operation.get(
                        URL, Shape.of(Param.text("domain_name", 253), Param.paging()), this::list),
                Operation.get(URL + "/{id}", Shape.of(), this::retrieve),
                Operation.delete(URL + "/{id}", this::delete));
    }

    /** A name that is there already is answered as it is. */
    private Answer create(Call call) {
        var name = call.params().requiredText("domain_name").toLowerCase(Locale.ROOT);
        if (!HOST.matcher(name).matches())
            throw ApiError.parameterInvalid("domain_name", "This is not the name of a host.");
        var account = call.account();
        var wanted = new Domain(ids.ordinary("apwc", account), account, name, clock.now());
        return call.write(tx -> {
            sql.insert(account, tx, wanted);
            return sql.all(account, tx).stream()
                    .filter(domain -> domain.name().equals(name))
                    .findFirst()
                    .map(domain -> Answer.ok(render(domain)))
                    .orElseThrow();
        });
    }

    private List<Domain> all(Call call) {
        return call.read(tx -> sql.all(call.account(), tx));
    }

    private Answer list(Call call) {
        var name = call.params().text("domain_name").map(text -> text.toLowerCase(Locale.ROOT));
        var wanted =
                all(call).stream()
                        .filter(domain -> name.map(domain.name()::equals).orElse(true))
                        .toList();
        var page = Few.page(wanted, Domain::id, call.page(), "apple_pay_domain");
        return Lists.answer(URL, page.map(WalletDomainsHttp::render));
    }

    private Answer retrieve(Call call) {
        var id = call.path("id");
        return all(call).stream()
                .filter(domain -> domain.id().equals(id))
                .findFirst()
                .map(domain -> Answer.ok(render(domain)))
                .orElseThrow(() -> ApiError.missing("apple_pay_domain", id));
    }

    private Answer delete(Call call) {
        var id = call.path("id");
        return call.write(tx -> {
            if (!sql.delete(call.account(), tx, id)) throw ApiError.missing("apple_pay_domain", id);
            return Answer.deleted("apple_pay_domain", id);
        });
    }

    private static ObjectNode render(Domain domain) {
        return Json.object()
                .put("id", domain.id())
                .put("object", "apple_pay_domain")
                .put("created", Json.seconds(domain.created()))
                .put("domain_name", domain.name())
                .put("livemode", domain.account().livemode());
    }
}
