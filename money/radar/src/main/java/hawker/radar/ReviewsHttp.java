package hawker.radar;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Answer;
import hawker.api.ApiError;
import hawker.api.Call;
import hawker.api.Operation;
import hawker.api.Param;
import hawker.api.Shape;
import hawker.kernel.AccountId;
import hawker.platform.Tx;
import hawker.platform.TxRunner;
import hawker.radar.RadarSql.Span;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code /v1/reviews}: payments that somebody should look at. The list has those still open. */
final class ReviewsHttp {

    private static final String URL = "/v1/reviews";

    private final TxRunner tx;
    private final RadarSql sql;
    private final Reviews reviews;

    ReviewsHttp(TxRunner tx, RadarSql sql, Reviews reviews) {
        this.tx = tx;
        this.sql = sql;
        this.reviews = reviews;
    }

    List<Operation> operations() {
        return List.of(
                Operation.get(URL, Shape.of(Param.range("created"), Param.paging()), this::list),
                Operation.get(
                        URL + "/{id}",
                        Shape.of(),
                        call -> Answer.ok(call.read(tx -> found(tx, call)).json())),
                Operation.post(URL + "/{id}/approve", Shape.of(), this::approve));
    }

    private Answer list(Call call) {
        var span = Span.of(call.params().range("created"));
        var rows = call.read(tx -> sql.reviews(tx, call.account(), span, call.page()));
        return Paging.answer(URL, rows, call.page(), Review::json);
    }

    private Review found(Tx tx, Call call) {
        return sql.review(tx, call.account(), call.path("id"))
                .orElseThrow(() -> ApiError.missing("review", call.path("id")));
    }

    private Answer approve(Call call) {
        var cause = call.cause();
        return call.write(tx ->
                Answer.ok(
                        reviews.close(tx, found(tx, call), Review.Closed.APPROVED, cause)
                                .orElseThrow(() ->
                                        ApiError.invalid("This review has already been closed."))
                                .json()));
    }

    Map<String, ObjectNode> fetch(AccountId account, Collection<String> ids) {
        var found = new HashMap<String, ObjectNode>();
        for (var review : tx.readAccount(account, tx -> sql.reviews(tx, account, ids)))
            found.put(review.id(), review.json());
        return found;
    }
}
