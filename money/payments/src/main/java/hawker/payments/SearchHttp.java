package hawker.payments;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Answer;
import hawker.api.Call;
import hawker.api.Operation;
import hawker.api.Search;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** /v1/payment_intents/search and /v1/charges/search. */
final class SearchHttp {

    private static final String INTENTS = "/v1/payment_intents/search";
    private static final String CHARGES = "/v1/charges/search";

    private final SearchSql sql = new SearchSql();
    private final Reading reading;
    private final ChargesHttp charges;

    SearchHttp(Reading reading, ChargesHttp charges) {
        this.reading = reading;
        this.charges = charges;
    }

    List<Operation> operations() {
        return List.of(
                Operation.get(INTENTS, Search.SHAPE, this::intents),
                Operation.get(CHARGES, Search.SHAPE, this::charges));
    }

    private Answer intents(Call call) {
        var search = Search.of(call, SearchSql.INTENTS);
        var ids = call.read(tx -> sql.intents(tx, call.account(), search));
        var byId = new HashMap<String, ObjectNode>();
        for (var intent : reading.intents(call.account(), ids))
            byId.put(intent.id().text(), PaymentsJson.intent(intent));
        return search.answer(
                INTENTS,
                inOrder(ids, byId),
                () -> call.read(tx -> sql.countIntents(tx, call.account(), search)));
    }

    private Answer charges(Call call) {
        var search = Search.of(call, SearchSql.CHARGES);
        var ids = call.read(tx -> sql.charges(tx, call.account(), search));
        return search.answer(
                CHARGES,
                inOrder(ids, charges.fetch(call.account(), ids)),
                () -> call.read(tx -> sql.countCharges(tx, call.account(), search)));
    }

    private static List<ObjectNode> inOrder(List<String> ids, Map<String, ObjectNode> byId) {
        return ids.stream().map(byId::get).filter(Objects::nonNull).toList();
    }
}
