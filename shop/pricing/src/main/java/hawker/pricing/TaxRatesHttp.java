package hawker.pricing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Answer;
import hawker.api.ApiError;
import hawker.api.Call;
import hawker.api.Lists;
import hawker.api.Operation;
import hawker.api.Param;
import hawker.api.Params;
import hawker.api.Shape;
import java.math.BigDecimal;
import java.util.List;

/** {@code /v1/tax_rates}. */
final class TaxRatesHttp {

    private static final String BASE = "/v1/tax_rates";
    private static final String ONE = BASE + "/{id}";
    private static final String LEVEL = "jurisdiction_level";
    private static final Param TAX_TYPE =
            Param.oneOf(
                    "tax_type",
                    "amusement_tax",
                    "communications_tax",
                    "gst",
                    "hst",
                    "igst",
                    "jct",
                    "lease_tax",
                    "pst",
                    "qst",
                    "retail_delivery_fee",
                    "rst",
                    "sales_tax",
                    "service_tax",
                    "vat");

    private static final Shape CREATE =
            Shape.of(
                    Param.text("display_name", 50).required(),
                    Param.flag("inclusive").required(),
                    Param.decimal("percentage").required(),
                    Param.flag("active"),
                    Param.text("country", 2),
                    Param.text("description", 5000),
                    Param.text("jurisdiction", 50),
                    Param.metadata(),
                    Param.text("state", 10),
                    TAX_TYPE);

    private static final Shape UPDATE =
            Shape.of(
                    Param.flag("active"),
                    Param.text("country", 2),
                    Param.text("description", 5000),
                    Param.text("display_name", 50),
                    Param.text("jurisdiction", 50),
                    Param.metadata(),
                    Param.text("state", 10),
                    TAX_TYPE);

    private static final Shape LIST =
            Shape.of(
                    Param.paging(),
                    Param.flag("active"),
                    Param.range("created"),
                    Param.flag("inclusive"));

    private static final String[] TEXTS = {
        "country", "description", "display_name", "jurisdiction", "state", "tax_type"
    };

    private final Shelf shelf;

    TaxRatesHttp(Shelf shelf) {
        this.shelf = shelf;
    }

    List<Operation> operations() {
        return List.of(
                Operation.post(BASE, CREATE, this::create),
                Operation.get(BASE, LIST, this::list),
                Operation.get(ONE, Shape.of(), this::retrieve),
                Operation.post(ONE, UPDATE, this::update));
    }

    /** A tax rate that is made along with an amount of it: {@code tax_rate_data}. */
    static final Param DATA =
            Param.hash(
                    "tax_rate_data",
                    Param.text("country", 2),
                    Param.text("description", 5000),
                    Param.text("display_name", 50).required(),
                    Param.flag("inclusive").required(),
                    Param.text("jurisdiction", 50),
                    Param.oneOf(
                            LEVEL, "city", "country", "county", "district", "multiple", "state"),
                    Param.decimal("percentage").required(),
                    Param.text("state", 10),
                    TAX_TYPE);

    private Answer create(Call call) {
        var params = call.params();
        var body = body(params);
        Fields.flags(body, params, "active");
        Fields.metadata(body, params);
        return call.write(tx -> {
            var id = shelf.newId(call.account(), Kind.TAX_RATE);
            return shown(shelf.put(tx, call.account(), Kind.TAX_RATE, id, body, Cause.of(call)));
        });
    }

    /** A rate that parameters describe, active and without metadata. */
    static ObjectNode body(Params params) {
        var percent = new BigDecimal(params.requiredText("percentage"));
        boolean within =
                percent.signum() >= 0
                        && percent.compareTo(BigDecimal.valueOf(100)) <= 0
                        && percent.stripTrailingZeros().scale() <= 4;
        if (!within)
            throw ApiError.parameterInvalid(
                    params.nameOf("percentage"),
                    "percentage is 0 to 100 with at most four decimals.");
        var body = Fields.nulls(TEXTS);
        body.putNull("effective_percentage");
        body.putNull("flat_amount");
        body.putNull(LEVEL);
        body.put("rate_type", "percentage");
        body.put("active", true);
        body.put("percentage", percent);
        Fields.texts(body, params, TEXTS);
        Fields.texts(body, params, LEVEL);
        Fields.flags(body, params, "inclusive");
        body.putObject("metadata");
        return body;
    }

    private Answer list(Call call) {
        var params = call.params();
        var wanted =
                new ShelfSql.Wanted(
                        Fields.like(params, List.of(), List.of("active", "inclusive")),
                        List.of(),
                        List.of(),
                        params.range("created"));
        var found = shelf.list(call.account(), Kind.TAX_RATE, wanted, call.page());
        return Lists.answer(BASE, found.map(item -> item.shown(shelf.now())));
    }

    private Answer retrieve(Call call) {
        return shown(shelf.named(call, Kind.TAX_RATE));
    }

    private Answer update(Call call) {
        var params = call.params();
        return call.write(tx ->
                shown(
                        shelf.change(
                                tx,
                                shelf.locked(tx, call, Kind.TAX_RATE),
                                body -> {
                                    Fields.texts(body, params, TEXTS);
                                    Fields.flags(body, params, "active");
                                    Fields.metadata(body, params);
                                },
                                Cause.of(call))));
    }

    private Answer shown(Item item) {
        return Answer.ok(item.shown(shelf.now()));
    }
}
