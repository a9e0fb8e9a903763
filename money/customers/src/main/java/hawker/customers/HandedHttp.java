package hawker.customers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Answer;
import hawker.api.ApiError;
import hawker.api.Call;
import hawker.api.Json;
import hawker.api.Operation;
import hawker.api.Param;
import hawker.api.Shape;
import hawker.platform.Tx;
import java.util.List;

/** /v1/customer_sessions and /v1/ephemeral_keys: rights handed out for a while. */
final class HandedHttp {

    private static final String SESSIONS = "/v1/customer_sessions";
    private static final String KEYS = "/v1/ephemeral_keys";

    private static final Shape CREATE_SESSION =
            Shape.of(Param.id("customer").required(), SessionParams.COMPONENTS);
    private static final Shape CREATE_KEY = Shape.of(Param.id("customer").required());

    private final Customers customers;
    private final Sessions sessions;
    private final Keys keys;

    HandedHttp(Customers customers, Sessions sessions, Keys keys) {
        this.customers = customers;
        this.sessions = sessions;
        this.keys = keys;
    }

    List<Operation> operations() {
        return List.of(
                Operation.post(SESSIONS, CREATE_SESSION, this::createSession),
                Operation.post(KEYS, CREATE_KEY, this::createKey),
                Operation.delete(KEYS + "/{id}", this::deleteKey));
    }

    private Answer createSession(Call call) {
        var components = SessionParams.components(call.params().hash("components").orElseThrow());
        return call.write(tx -> {
            var made = sessions.create(tx, call.account(), customer(tx, call), components);
            return Answer.ok(json(made.session()).put("client_secret", made.secret()));
        });
    }

    private Answer createKey(Call call) {
        return call.write(tx ->
                Answer.ok(keys.create(tx, call.account(), customer(tx, call), call.version())));
    }

    private Answer deleteKey(Call call) {
        return call.write(tx ->
                keys.delete(tx, call.account(), call.path("id"))
                        .map(key -> Answer.ok(Keys.json(key)))
                        .orElseThrow(() -> ApiError.missing("ephemeral key", call.path("id"))));
    }

    private Customer.Id customer(Tx tx, Call call) {
        var id = call.params().requiredText("customer");
        if (!customers.exists(tx, call.account(), id))
            throw ApiError.missingReference("customer", id, "customer");
        return new Customer.Id(id);
    }

    private static ObjectNode json(CustomerSession session) {
        var node = Json.object().put("object", "customer_session");
        node.set("components", session.components());
        return node.put("created", Json.seconds(session.created()))
                .put("customer", session.customer().text())
                .putNull("customer_account")
                .put("expires_at", Json.seconds(session.expires()))
                .put("livemode", session.account().livemode());
    }
}
