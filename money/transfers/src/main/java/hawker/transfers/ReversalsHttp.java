package hawker.transfers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Answer;
import hawker.api.ApiError;
import hawker.api.Call;
import hawker.api.Lists;
import hawker.api.Operation;
import hawker.api.Param;
import hawker.api.Shape;
import hawker.kernel.AccountId;
import hawker.kernel.Page;
import hawker.platform.Platform;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code /v1/transfers/{id}/reversals}. */
final class ReversalsHttp {

    private static final String URL = TransfersHttp.URL + "/{transfer}/reversals";

    private final Platform platform;
    private final Reversing reversing;
    private final Movements movements;
    private final MovementsSql movementsSql;
    private final TransfersSql sql;

    ReversalsHttp(
            Platform platform,
            Reversing reversing,
            Movements movements,
            MovementsSql movementsSql,
            TransfersSql sql) {
        this.platform = platform;
        this.reversing = reversing;
        this.movements = movements;
        this.movementsSql = movementsSql;
        this.sql = sql;
    }

    List<Operation> operations() {
        var create =
                Shape.of(
                        Param.amount("amount"),
                        Param.text("description", 1_000),
                        Param.metadata(),
                        Param.flag("refund_application_fee"));
        return List.of(
                Operation.post(URL, create, this::create),
                Operation.get(URL, Shape.of(Param.paging()), this::list),
                Operation.get(URL + "/{id}", Shape.of(), this::retrieve),
                Operation.post(URL + "/{id}", Shape.of(Param.metadata()), this::update));
    }

    private Answer create(Call call) {
        var params = call.params();
        if (params.isTrue("refund_application_fee"))
            throw ApiError.parameterInvalid(
                    "refund_application_fee",
                    "The charge of this transfer has no application fee to refund.");
        var wanted =
                new Reversing.Wanted(
                        call.account(),
                        call.path("transfer"),
                        params.integer("amount"),
                        params.text("description"),
                        params.metadata().orElse(Map.of()));
        // What is still under way arrives first: only what is there can be taken back.
        call.read(tx -> movementsSql.find(call.account(), tx, wanted.transfer()))
                .ifPresent(movements::carry);
        return call.write(
                tx -> Answer.ok(TransferJson.render(reversing.reverse(tx, movements, wanted))));
    }

    private List<TakenBack> all(Call call) {
        var transfer = call.path("transfer");
        var account = call.account();
        if (call.read(tx -> sql.find(account, tx, transfer)).isEmpty())
            throw ApiError.missing("transfer", transfer);
        return call.read(tx -> sql.reversals(account, tx, transfer));
    }

    private TakenBack one(Call call) {
        var id = call.path("id");
        return all(call).stream()
                .filter(reversal -> reversal.id().equals(id))
                .findFirst()
                .orElseThrow(() -> ApiError.missing("transfer_reversal", id));
    }

    private Answer list(Call call) {
        var page = call.page();
        var all = all(call);
        int from = page.after().map(id -> 1 + place(all, id, "starting_after")).orElse(0);
        int to = page.before().map(id -> place(all, id, "ending_before")).orElse(all.size());
        var wanted = all.subList(from, to);
        boolean more = wanted.size() > page.limit();
        var shown =
                page.before().isPresent()
                        ? wanted.subList(Math.max(0, wanted.size() - page.limit()), wanted.size())
                        : wanted.subList(0, Math.min(page.limit(), wanted.size()));
        var url = TransfersHttp.URL + "/" + call.path("transfer") + "/reversals";
        return Lists.answer(url, new Page<>(shown, more).map(TransferJson::render));
    }

    private static int place(List<TakenBack> all, String id, String param) {
        for (int i = 0; i < all.size(); i++) if (all.get(i).id().equals(id)) return i;
        throw ApiError.missingReference("transfer_reversal", id, param);
    }

    private Answer retrieve(Call call) {
        return Answer.ok(TransferJson.render(one(call)));
    }

    private Answer update(Call call) {
        return call.write(tx -> {
            // The transfer's row is the lock of all that was taken back of it.
            if (sql.lock(call.account(), tx, call.path("transfer")).isEmpty())
                throw ApiError.missing("transfer", call.path("transfer"));
            var was = one(call);
            var now =
                    new TakenBack(
                            was.id(),
                            was.account(),
                            was.transfer(),
                            was.amount(),
                            was.refund(),
                            was.description(),
                            call.params().mergeMetadata(was.metadata()),
                            was.journal(),
                            was.created());
            sql.note(call.account(), tx, now);
            return Answer.ok(TransferJson.render(now));
        });
    }

    /** By id, for expansions. */
    Map<String, ObjectNode> fetch(AccountId account, Collection<String> ids) {
        return platform.tx()
                .readAccount(
                        account,
                        tx -> {
                            var found = new HashMap<String, ObjectNode>();
                            for (var each : sql.reversals(account, tx, List.copyOf(ids)))
                                found.put(each.id(), TransferJson.render(each));
                            return found;
                        });
    }
}
