package hawker.radar;

import hawker.api.Answer;
import hawker.api.ApiError;
import hawker.api.Call;
import hawker.api.Operation;
import hawker.api.Param;
import hawker.api.Shape;
import hawker.radar.RadarSql.Span;
import java.util.List;

/** {@code /v1/radar/early_fraud_warnings}. */
final class WarningsHttp {

    private static final String URL = "/v1/radar/early_fraud_warnings";

    private final Warnings warnings;
    private final WarningsSql sql;

    WarningsHttp(Warnings warnings, WarningsSql sql) {
        this.warnings = warnings;
        this.sql = sql;
    }

    List<Operation> operations() {
        return List.of(
                Operation.get(
                        URL,
                        Shape.of(
                                Param.id("charge"),
                                Param.id("payment_intent"),
                                Param.range("created"),
                                Param.paging()),
                        this::list),
                Operation.get(URL + "/{id}", Shape.of(), this::retrieve));
    }

    /** Whoever asks right after a payment gets what the network knows. */
    private Answer list(Call call) {
        warnings.hear();
        var params = call.params();
        var filter =
                new WarningsSql.Filter(
                        params.text("charge"),
                        params.text("payment_intent"),
                        Span.of(params.range("created")));
        var rows = call.read(tx -> sql.all(tx, call.account(), filter, call.page()));
        return Paging.answer(URL, rows, call.page(), Warning::json);
    }

    private Answer retrieve(Call call) {
        return Answer.ok(
                warnings.find(call.account(), call.path("id"))
                        .orElseThrow(() ->
                                ApiError.missing("radar.early_fraud_warning", call.path("id")))
                        .json());
    }
}
