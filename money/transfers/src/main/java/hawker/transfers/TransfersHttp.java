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
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code /v1/transfers}. */
final class TransfersHttp {

    static final String URL = "/v1/transfers";

    private final Platform platform;
    private final Sending sending;
    private final TransfersSql sql;
    private final Happenings happenings;

    TransfersHttp(Platform platform, Sending sending, TransfersSql sql, Happenings happenings) {
        this.platform = platform;
        this.sending = sending;
        this.sql = sql;
        this.happenings = happenings;
    }

    List<Operation> operations() {
        var create =
                Shape.of(
                        Param.amount("amount"),
                        Param.currency("currency").required(),
                        Param.id("destination").required(),
                        Param.text("description", 1_000),
                        Param.metadata(),
                        Param.id("source_transaction"),
                        Param.oneOf("source_type", "bank_account", "card", "fpx"),
                        Param.text("transfer_group", 500));
        var list =
                Shape.of(
                        Param.range("created"),
                        Param.id("destination"),
                        Param.text("transfer_group", 500),
                        Param.paging());
        var update = Shape.of(Param.text("description", 1_000).nullable(), Param.metadata());
        return List.of(
                Operation.post(URL, create, this::create),
                Operation.get(URL, list, this::list),
                Operation.get(URL + "/{id}", Shape.of(), this::retrieve),
                Operation.post(URL + "/{id}", update, this::update));
    }

    private Answer create(Call call) {
        if (call.params().text("source_type").filter(type -> !type.equals("card")).isPresent())
            throw ApiError.parameterInvalid(
                    "source_type", "You have no balance of this type: all of it is `card`.");
        var sent = sending.described(call);
        return call.write(tx -> {
            var made = sending.send(tx, sent, call.cause());
            return Answer.ok(TransferJson.render(made, List.of()));
        });
    }

    private Answer list(Call call) {
        var params = call.params();
        var account = call.account();
        var page = call.page();
        page.after().ifPresent(id -> known(call, id, "starting_after"));
        page.before().ifPresent(id -> known(call, id, "ending_before"));
        var destination = params.text("destination").flatMap(AccountId::parse);
        if (params.has("destination") && destination.isEmpty())
            return Lists.answer(URL, new Page<>(List.of(), false));
        var wanted =
                new TransfersSql.Wanted(
                        destination.map(id -> id.inMode(account.livemode())),
                        params.text("transfer_group"),
                        params.range("created").flatMap(range -> range.from()),
                        params.range("created").flatMap(range -> range.before()));
        var rows = call.read(tx -> sql.list(account, tx, wanted, page));
        var found = Page.of(rows, page.limit());
        var items = new ArrayList<>(found.items());
        if (page.before().isPresent()) Collections.reverse(items);
        return Lists.answer(
                URL, new Page<>(items, found.hasMore()).map(sent -> rendered(call, sent)));
    }

    private void known(Call call, String id, String param) {
        if (call.read(tx -> sql.find(call.account(), tx, id)).isEmpty())
            throw ApiError.missingReference("transfer", id, param);
    }

    private ObjectNode rendered(Call call, Sent sent) {
        var reversals =
                sent.reversed().isZero()
                        ? List.<TakenBack>of()
                        : call.read(tx -> sql.reversals(sent.account(), tx, sent.id()));
        return TransferJson.render(sent, reversals);
    }

    private Answer retrieve(Call call) {
        var id = call.path("id");
        return call.read(tx -> sql.find(call.account(), tx, id))
                .map(sent -> Answer.ok(rendered(call, sent)))
                .orElseThrow(() -> ApiError.missing("transfer", id));
    }

    private Answer update(Call call) {
        var id = call.path("id");
        var params = call.params();
        return call.write(tx -> {
            var sent =
                    sql.lock(call.account(), tx, id)
                            .orElseThrow(() -> ApiError.missing("transfer", id));
            var description =
                    params.isUnset("description")
                            ? Optional.<String>empty()
                            : params.text("description").or(sent::description);
            var now = sent.withNotes(description, params.mergeMetadata(sent.metadata()));
            var reversals = sql.reversals(sent.account(), tx, id);
            sql.update(sent.account(), tx, now);
            happenings.tell(tx, call.cause(), now, reversals, "transfer.updated");
            return Answer.ok(TransferJson.render(now, reversals));
        });
    }

    /** What an account received, by id: payments, as charges. */
    Map<String, ObjectNode> received(AccountId account, Collection<String> ids) {
        var found = new HashMap<String, ObjectNode>();
        var payments =
                platform.tx()
                        .readAccount(account, tx -> sql.received(account, tx, List.copyOf(ids)));
        for (var payment : payments) found.put(payment.id(), ReceivedJson.render(payment));
        return found;
    }

    /** By id, for expansions. */
    Map<String, ObjectNode> fetch(AccountId account, Collection<String> ids) {
        return platform.tx()
                .readAccount(
                        account,
                        tx -> {
                            var found = new HashMap<String, ObjectNode>();
                            for (var sent : sql.all(account, tx, List.copyOf(ids)))
                                found.put(
                                        sent.id(),
                                        TransferJson.render(
                                                sent, sql.reversals(account, tx, sent.id())));
                            return found;
                        });
    }
}
