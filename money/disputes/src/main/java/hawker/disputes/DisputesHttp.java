package hawker.disputes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Answer;
import hawker.api.ApiError;
import hawker.api.Call;
import hawker.api.Json;
import hawker.api.Lists;
import hawker.api.Operation;
import hawker.api.Param;
import hawker.api.Shape;
import hawker.api.TimeRange;
import hawker.kernel.AccountId;
import hawker.payments.Charge;
import hawker.platform.Event;
import hawker.platform.Tx;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/** /v1/disputes, and the older paths below a charge. */
final class DisputesHttp {

    private static final String BASE = "/v1/disputes";
    private static final String ONE = BASE + "/{id}";
    private static final String OF_CHARGE = "/v1/charges/{charge}/dispute";

    private static final Instant EVER = Instant.EPOCH;
    private static final Instant NEVER = Instant.parse("9999-01-01T00:00:00Z");

    private static final Shape UPDATE =
            Shape.of(EvidenceParams.evidence(), Param.metadata(), Param.flag("submit"));

    private static final Shape LIST =
            Shape.of(
                    Param.paging(),
                    Param.range("created"),
                    Param.id("charge"),
                    Param.id("payment_intent"));

    private final Disputes disputes;
    private final DisputesSql sql;
    private final Answering answering;
    private final DisputeJson json;

    DisputesHttp(Disputes disputes, DisputesSql sql, Answering answering, DisputeJson json) {
        this.disputes = disputes;
        this.sql = sql;
        this.answering = answering;
        this.json = json;
    }

    List<Operation> operations() {
        return List.of(
                Operation.get(BASE, LIST, this::list),
                Operation.get(ONE, Shape.of(), this::retrieve),
                Operation.post(ONE, UPDATE, call -> change(call, this::byId, this::update)),
                Operation.post(
                        ONE + "/close", Shape.of(), call -> change(call, this::byId, this::close)),
                Operation.get(OF_CHARGE, Shape.of(), this::retrieveOfCharge),
                Operation.post(
                        OF_CHARGE, UPDATE, call -> change(call, this::byCharge, this::update)),
                Operation.post(
                        OF_CHARGE + "/close",
                        Shape.of(),
                        call -> change(call, this::byCharge, this::close)));
    }

    /** Whoever asks for disputes right after a payment gets those that the network knows of. */
    private Answer list(Call call) {
        disputes.hear();
        var params = call.params();
        var created = params.range("created");
        var filter =
                new DisputesSql.Filter(
                        params.text("charge"),
                        params.text("payment_intent"),
                        created.flatMap(TimeRange::from).orElse(EVER),
                        created.flatMap(TimeRange::before).orElse(NEVER));
        return Lists.answer(
                BASE, disputes.list(call.account(), filter, call.page()).map(json::render));
    }

    private Answer retrieve(Call call) {
        return Answer.ok(json.render(call.read(tx -> byId(tx, call))));
    }

    private Answer retrieveOfCharge(Call call) {
        disputes.hear();
        return Answer.ok(json.render(call.read(tx -> byCharge(tx, call))));
    }

    private Dispute byId(Tx tx, Call call) {
        return Dispute.Id.parse(call.path("id"))
                .flatMap(id -> sql.newest(tx, call.account(), id))
                .orElseThrow(() -> ApiError.missing("dispute", call.path("id")));
    }

    private Dispute byCharge(Tx tx, Call call) {
        return sql.ofCharge(tx, call.account(), call.path("charge")).stream()
                .findFirst()
                .orElseThrow(() -> ApiError.missing("dispute for charge", call.path("charge")));
    }

    private interface Change {
        Outcome of(Tx tx, Call call, Dispute now);
    }

    private Answer change(Call call, BiFunction<Tx, Call, Dispute> find, Change change) {
        try {
            return call.write(tx ->
                    switch (change.of(tx, call, find.apply(tx, call))) {
                        case Outcome.Done(var dispute) -> Answer.ok(json.render(dispute));
                        case Outcome.Refused(var reason, var message) ->
                                throw refusal(reason, message);
                    });
        } catch (Telling.Taken busy) {
            throw ApiError.lockTimeout();
        }
    }

    private Outcome update(Tx tx, Call call, Dispute now) {
        var params = call.params();
        var given = params.hash("evidence");
        var before = now.standing().evidence();
        var evidence =
                given.isEmpty()
                        ? before
                        : before.with(
                                EvidenceParams.fields(given.get()),
                                EvidenceParams.programmes(given.get()));
        // Evidence is handed in unless told otherwise; metadata alone hands nothing in.
        boolean submit = params.flag("submit").orElse(given.isPresent());
        return answering.update(
                tx,
                now,
                evidence,
                params.mergeMetadata(now.standing().metadata()),
                submit,
                call.cause());
    }

    private Outcome close(Tx tx, Call call, Dispute now) {
        return answering.close(tx, now, call.cause());
    }

    private static ApiError refusal(Outcome.Refusal reason, String message) {
        return switch (reason) {
            case NOT_OPEN, TOO_LATE -> ApiError.invalid(message);
            case TOO_MUCH_TEXT, TOO_LARGE_FILES -> ApiError.parameterInvalid("evidence", message);
            case NO_SUCH_FILE -> ApiError.invalid("resource_missing", "evidence", message);
            case BUSY -> ApiError.lockTimeout();
        };
    }

    Map<String, ObjectNode> fetch(AccountId account, Collection<String> ids) {
        var rendered = new HashMap<String, ObjectNode>();
        disputes.all(account, ids).forEach((id, d) -> rendered.put(id, json.render(d)));
        return rendered;
    }

    /**
     * A refund was told; one of all the money ends inquiries about it. One that waits for funds may
     * still be called back, and its cardholder has nothing yet.
     *
     * @param hasLeft whether all of a charge's money has gone back
     */
    void refunded(Event event, Predicate<Charge.Id> hasLeft) {
        event.payload()
                .map(Json::parse)
                .filter(objects -> objects.path("charge").path("refunded").asBoolean())
                .map(objects -> objects.path("refund").path("charge").asText())
                .flatMap(Charge.Id::parse)
                .filter(hasLeft)
                .ifPresent(charge -> disputes.refunded(event.account(), charge.text()));
    }
}
