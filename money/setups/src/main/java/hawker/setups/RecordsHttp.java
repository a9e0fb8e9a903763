package hawker.setups;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Answer;
import hawker.api.ApiError;
import hawker.api.Call;
import hawker.api.Lists;
import hawker.api.Operation;
import hawker.api.Param;
import hawker.api.Shape;
import hawker.kernel.AccountId;
import hawker.platform.TxRunner;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What setup intents leave behind: /v1/setup_attempts and /v1/mandates. */
final class RecordsHttp {

    private static final String ATTEMPTS = "/v1/setup_attempts";

    private static final Shape LIST =
            Shape.of(Param.paging(), Param.range("created"), Param.id("setup_intent").required());

    private final TxRunner tx;
    private final SetupsSql sql;

    RecordsHttp(TxRunner tx, SetupsSql sql) {
        this.tx = tx;
        this.sql = sql;
    }

    List<Operation> operations() {
        return List.of(
                Operation.get(ATTEMPTS, LIST, this::attempts),
                Operation.get("/v1/mandates/{id}", Shape.of(), this::mandate));
    }

    private Answer attempts(Call call) {
        var text = call.params().requiredText("setup_intent");
        var intent =
                SetupIntent.Id.parse(text)
                        .flatMap(id -> call.read(tx -> sql.find(tx, call.account(), id)))
                        .orElseThrow(() ->
                                ApiError.missingReference("setupintent", text, "setup_intent"));
        var created = call.params().range("created");
        var page =
                call.read(
                        tx -> sql.attempts(tx, call.account(), intent.id(), created, call.page()));
        return Lists.answer(ATTEMPTS, page.map(SetupJson::attempt));
    }

    private Answer mandate(Call call) {
        var id = call.path("id");
        var found = mandates(call.account(), List.of(id)).get(id);
        if (found == null) throw ApiError.missing("mandate", id);
        return Answer.ok(found);
    }

    Map<String, ObjectNode> intents(AccountId account, Collection<String> ids) {
        var rendered = new HashMap<String, ObjectNode>();
        for (var intent : tx.readAccount(account, t -> sql.intents(t, account, ids)))
            rendered.put(intent.id().text(), SetupJson.intent(intent));
        return rendered;
    }

    Map<String, ObjectNode> attempts(AccountId account, Collection<String> ids) {
        var rendered = new HashMap<String, ObjectNode>();
        for (var attempt : tx.readAccount(account, t -> sql.attempts(t, account, ids)))
            rendered.put(attempt.id().text(), SetupJson.attempt(attempt));
        return rendered;
    }

    Map<String, ObjectNode> mandates(AccountId account, Collection<String> ids) {
        var rendered = new HashMap<String, ObjectNode>();
        for (var mandate : tx.readAccount(account, t -> sql.mandates(t, account, ids)))
            rendered.put(mandate.id().text(), SetupJson.mandate(mandate));
        return rendered;
    }
}
