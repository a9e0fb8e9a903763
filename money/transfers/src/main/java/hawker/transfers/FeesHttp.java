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
import hawker.kernel.Page;
import hawker.platform.Platform;
import hawker.platform.Tx;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code /v1/application_fees} and what is given back of them. */
final class FeesHttp {

    static final String URL = "/v1/application_fees";
    private static final String REFUNDS = URL + "/{fee}/refunds";

    private final Platform platform;
    private final FeesSql sql;
    private final Earning earning;
    private final Movements movements;

    FeesHttp(Platform platform, FeesSql sql, Earning earning, Movements movements) {
        this.platform = platform;
        this.sql = sql;
        this.earning = earning;
        this.movements = movements;
    }

    List<Operation> operations() {
        var list = Shape.of(Param.id("charge"), Param.range("created"), Param.paging());
        var refund = Shape.of(Param.amount("amount"), Param.metadata());
        return List.of(
                Operation.get(URL, list, this::list),
                Operation.get(URL + "/{fee}", Shape.of(), this::retrieve),
                Operation.post(URL + "/{fee}/refund", refund, this::refundInOlderForm),
                Operation.post(REFUNDS, refund, this::refund),
                Operation.get(REFUNDS, Shape.of(Param.paging()), this::refunds),
                Operation.get(REFUNDS + "/{id}", Shape.of(), this::retrieveRefund),
                Operation.post(REFUNDS + "/{id}", Shape.of(Param.metadata()), this::updateRefund));
    }

    private Answer list(Call call) {
        var params = call.params();
        var account = call.account();
        var page = call.page();
        page.after().ifPresent(id -> known(call, id, "starting_after"));
        page.before().ifPresent(id -> known(call, id, "ending_before"));
        var wanted =
                new FeesSql.Wanted(
                        params.text("charge"),
                        params.range("created").flatMap(range -> range.from()),
                        params.range("created").flatMap(range -> range.before()));
        var found = Page.of(call.read(tx -> sql.list(account, tx, wanted, page)), page.limit());
        var items = new ArrayList<>(found.items());
        if (page.before().isPresent()) Collections.reverse(items);
        return Lists.answer(
                URL,
                new Page<>(items, found.hasMore()).map(fee -> call.read(tx -> rendered(tx, fee))));
    }

    private void known(Call call, String id, String param) {
        if (call.read(tx -> sql.find(call.account(), tx, id)).isEmpty())
            throw ApiError.missingReference("application_fee", id, param);
    }

    private ObjectNode rendered(Tx tx, ApplicationFee fee) {
        var refunds =
                fee.refunded().isZero()
                        ? List.<ApplicationFee.Refund>of()
                        : sql.refunds(fee.account(), tx, fee.id());
        return FeeJson.render(fee, refunds);
    }

    private Answer retrieve(Call call) {
        return call.read(tx -> Answer.ok(rendered(tx, found(tx, call))));
    }

    private ApplicationFee found(Tx tx, Call call) {
        return sql.find(call.account(), tx, call.path("fee")).orElseThrow(() -> missing(call));
    }

    private static ApiError missing(Call call) {
        return ApiError.missing("application_fee", call.path("fee"));
    }

    private Answer refund(Call call) {
        arrive(call);
        return call.write(tx -> Answer.ok(FeeJson.render(refund(tx, call))));
    }

    /** As programs of long ago ask: the fee is answered. */
    private Answer refundInOlderForm(Call call) {
        arrive(call);
        return call.write(tx -> {
            refund(tx, call);
            return Answer.ok(rendered(tx, found(tx, call)));
        });
    }

    /** Only a fee that has come can be given back. */
    private void arrive(Call call) {
        var fee = call.read(tx -> found(tx, call));
        movements.arrive(fee.payer(), fee.id());
    }

    private ApplicationFee.Refund refund(Tx tx, Call call) {
        var params = call.params();
        var fee =
                earning.lock(tx, call.account(), call.path("fee")).orElseThrow(() -> missing(call));
        if (fee.left().isZero())
            throw ApiError.invalid("Application fee " + fee.id() + " has already been refunded.");
        var amount =
                params.integer("amount")
                        .map(minor -> Money.of(minor, fee.amount().currency()))
                        .orElse(fee.left());
        if (amount.compareTo(fee.left()) > 0)
            throw ApiError.parameterInvalid(
                    "amount",
                    "Refund amount ("
                            + amount.text()
                            + ") is greater than unrefunded amount on fee ("
                            + fee.left().text()
                            + ")");
        var metadata = params.metadata().orElse(Map.of());
        return earning.giveBack(tx, call.cause(), movements, fee, amount, metadata);
    }

    private List<ApplicationFee.Refund> all(Call call) {
        return call.read(tx -> sql.refunds(call.account(), tx, found(tx, call).id()));
    }

    private ApplicationFee.Refund one(Call call) {
        var id = call.path("id");
        return all(call).stream()
                .filter(refund -> refund.id().equals(id))
                .findFirst()
                .orElseThrow(() -> ApiError.missing("fee_refund", id));
    }

    private Answer refunds(Call call) {
        var url = URL + "/" + call.path("fee") + "/refunds";
        var page = Paging.page(all(call), ApplicationFee.Refund::id, call.page(), "fee_refund");
        return Lists.answer(url, page.map(FeeJson::render));
    }

    private Answer retrieveRefund(Call call) {
        return Answer.ok(FeeJson.render(one(call)));
    }

    private Answer updateRefund(Call call) {
        return call.write(tx -> {
            // The fee's row is the lock of all that was given back of it.
            if (earning.lock(tx, call.account(), call.path("fee")).isEmpty()) throw missing(call);
            var was = one(call);
            var metadata = call.params().mergeMetadata(was.metadata());
            return Answer.ok(FeeJson.render(earning.note(tx, call.cause(), was, metadata)));
        });
    }

    /** By id, for expansions. */
    Map<String, ObjectNode> fetch(AccountId account, Collection<String> ids) {
        return platform.tx()
                .readAccount(
                        account,
                        tx -> {
                            var found = new HashMap<String, ObjectNode>();
                            for (var fee : sql.all(account, tx, List.copyOf(ids)))
                                found.put(fee.id(), rendered(tx, fee));
                            return found;
                        });
    }

    Map<String, ObjectNode> fetchRefunds(AccountId account, Collection<String> ids) {
        return platform.tx()
                .readAccount(
                        account,
                        tx -> {
                            var found = new HashMap<String, ObjectNode>();
                            for (var refund : sql.refunds(account, tx, List.copyOf(ids)))
                                found.put(refund.id(), FeeJson.render(refund));
                            return found;
                        });
    }
}
