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
import hawker.kernel.Money;
import hawker.payments.Fees;
import hawker.platform.Platform;
import hawker.platform.Tx;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code /v1/transfers/{id}/reversals}. */
final class ReversalsHttp {

    private static final String URL = TransfersHttp.URL + "/{transfer}/reversals";

    private final Platform platform;
    private final Reversing reversing;
    private final Movements movements;
    private final Earning earning;
    private final TransfersSql sql;

    ReversalsHttp(
            Platform platform,
            Reversing reversing,
            Movements movements,
            Earning earning,
            TransfersSql sql) {
        this.platform = platform;
        this.reversing = reversing;
        this.movements = movements;
        this.earning = earning;
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
        var wanted =
                new Reversing.Wanted(
                        call.cause(),
                        call.path("transfer"),
                        params.integer("amount"),
                        params.text("description"),
                        params.metadata().orElse(Map.of()),
                        Optional.empty());
        // What is still under way arrives first: only what is there can be taken back.
        movements.arrive(call.account(), wanted.transfer());
        return call.write(tx -> {
            var fee =
                    params.isTrue("refund_application_fee")
                            ? Optional.of(feeBack(tx, wanted))
                            : Optional.<Money>empty();
            return Answer.ok(TransferJson.render(reversing.reverse(tx, movements, wanted, fee)));
        });
    }

    /** The fee of what is taken back, in proportion. */
    private Money feeBack(Tx tx, Reversing.Wanted wanted) {
        var account = wanted.account();
        var sent =
                sql.lock(account, tx, wanted.transfer())
                        .orElseThrow(() -> ApiError.missing("transfer", wanted.transfer()));
        var fee =
                earning.ofCharge(tx, account, sent.payment())
                        .flatMap(found -> earning.lock(tx, account, found.id()))
                        .orElseThrow(() ->
                                ApiError.parameterInvalid(
                                        "refund_application_fee",
                                        "The charge of this transfer has no application fee to"
                                                + " refund."));
        var now = wanted.amount().map(a -> Money.of(a, sent.amount().currency()));
        var part =
                Fees.givenBack(
                                fee.amount(),
                                sent.amount(),
                                sent.reversed(),
                                now.orElse(sent.left()).min(sent.left()))
                        .min(fee.left());
        if (part.isPositive()) earning.giveBack(tx, wanted.why(), movements, fee, part, Map.of());
        return part;
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
        var url = TransfersHttp.URL + "/" + call.path("transfer") + "/reversals";
        var page = Paging.page(all(call), TakenBack::id, call.page(), "transfer_reversal");
        return Lists.answer(url, page.map(TransferJson::render));
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
                            was.sourceRefund(),
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
