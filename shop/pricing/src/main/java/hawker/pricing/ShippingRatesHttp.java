package hawker.pricing;

import hawker.api.Answer;
import hawker.api.Call;
import hawker.api.Lists;
import hawker.api.Operation;
import hawker.api.Param;
import hawker.api.Shape;
import java.util.List;

/** {@code /v1/shipping_rates}. */
final class ShippingRatesHttp {

    private static final String BASE = "/v1/shipping_rates";
    private static final String ONE = BASE + "/{id}";

    private static final Shape UPDATE =
            Shape.of(
                    Param.flag("active"),
                    Param.hash("fixed_amount", ShippingRates.OPTIONS),
                    Param.metadata(),
                    Param.oneOf("tax_behavior", "exclusive", "inclusive", "unspecified"));

    private static final Shape LIST =
            Shape.of(
                    Param.paging(),
                    Param.flag("active"),
                    Param.range("created"),
                    Param.currency("currency"));

    private final Shelf shelf;
    private final ShippingRates rates;

    ShippingRatesHttp(Shelf shelf, ShippingRates rates) {
        this.shelf = shelf;
        this.rates = rates;
    }

    List<Operation> operations() {
        return List.of(
                Operation.post(BASE, ShippingRates.CREATE, this::create),
                Operation.get(BASE, LIST, this::list),
                Operation.get(ONE, Shape.of(), this::retrieve),
                Operation.post(ONE, UPDATE, this::update));
    }

    private Answer create(Call call) {
        return call.write(
                tx -> shown(rates.make(tx, call.account(), call.params(), Cause.of(call))));
    }

    private Answer list(Call call) {
        var params = call.params();
        var like = Fields.like(params, List.of(), List.of("active"));
        params.currency("currency")
                .ifPresent(c -> like.putObject("fixed_amount").put("currency", c.code()));
        var wanted = new ShelfSql.Wanted(like, List.of(), List.of(), params.range("created"));
        var found = shelf.list(call.account(), Kind.SHIPPING_RATE, wanted, call.page());
        return Lists.answer(BASE, found.map(item -> item.shown(shelf.now())));
    }

    private Answer retrieve(Call call) {
        return shown(shelf.named(call, Kind.SHIPPING_RATE));
    }

    private Answer update(Call call) {
        var params = call.params();
        return call.write(tx ->
                shown(
                        shelf.change(
                                tx,
                                shelf.locked(tx, call, Kind.SHIPPING_RATE),
                                body -> {
                                    Fields.flags(body, params, "active");
                                    Fields.texts(body, params, "tax_behavior");
                                    Fields.metadata(body, params);
                                    params.hash("fixed_amount")
                                            .flatMap(f -> f.hash("currency_options"))
                                            .ifPresent(all ->
                                                    ShippingRates.options(
                                                            body.withObject("/fixed_amount"), all));
                                },
                                Cause.of(call))));
    }

    private Answer shown(Item item) {
        return Answer.ok(item.shown(shelf.now()));
    }
}
