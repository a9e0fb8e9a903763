package hawker.connect;

import hawker.accounts.Accounts;
import hawker.api.Answer;
import hawker.api.ApiError;
import hawker.api.Call;
import hawker.api.Lists;
import hawker.api.Operation;
import hawker.api.Param;
import hawker.api.Shape;
import hawker.kernel.Clock;
import java.util.List;

/** {@code /v1/accounts/{id}/capabilities}. */
final class CapabilitiesHttp {

    private static final String URL = "/v1/accounts/{account}/capabilities";

    private final Accounts accounts;
    private final Targets targets;
    private final Changing changing;
    private final ConnectSql sql;
    private final Clock clock;

    CapabilitiesHttp(ConnectedHttp.Parts parts, Targets targets) {
        this.accounts = parts.accounts();
        this.changing = parts.changing();
        this.sql = parts.sql();
        this.clock = parts.clock();
        this.targets = targets;
    }

    List<Operation> operations() {
        return List.of(
                Operation.get(URL, Shape.of(), this::list),
                Operation.get(URL + "/{capability}", Shape.of(), this::retrieve),
                Operation.post(
                        URL + "/{capability}", Shape.of(Param.flag("requested")), this::update));
    }

    private Answer list(Call call) {
        var whole = targets.whole(call, call.path("account"));
        var verdict = whole.verdict();
        var items =
                verdict.capabilities().keySet().stream()
                        .map(name -> Capabilities.json(whole.account(), verdict, name))
                        .toList();
        var url = "/v1/accounts/" + whole.account().id().text() + "/capabilities";
        return Answer.ok(Lists.of(url, items, false));
    }

    private Answer retrieve(Call call) {
        var name = named(call);
        var whole = targets.whole(call, call.path("account"));
        return Answer.ok(Capabilities.json(whole.account(), whole.verdict(), name));
    }

    private Answer update(Call call) {
        var name = named(call);
        var account = targets.changeable(call, call.path("account"));
        var wanted = call.params().flag("requested");
        var answer =
                call.write(tx -> {
                    var after =
                            changing.change(
                                    tx,
                                    account.id(),
                                    whole ->
                                            wanted.ifPresent(flag -> {
                                                var details = whole.account().details().deepCopy();
                                                Capabilities.set(details, name, flag, clock.now());
                                                var now = whole.account().withDetails(details);
                                                sql.update(now.id(), tx, now);
                                            }));
                    return Answer.ok(Capabilities.json(after.account(), after.verdict(), name));
                });
        accounts.changed(account.id());
        return answer;
    }

    private static String named(Call call) {
        var name = call.path("capability");
        if (!Capabilities.exists(name)) throw ApiError.missing("capability", name);
        return name;
    }
}
