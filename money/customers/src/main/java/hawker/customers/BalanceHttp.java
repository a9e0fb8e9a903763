package hawker.customers;

import hawker.api.Answer;
import hawker.api.ApiError;
import hawker.api.Call;
import hawker.api.Lists;
import hawker.api.Operation;
import hawker.api.Param;
import hawker.api.Shape;
import hawker.kernel.Money;
import java.util.List;
import java.util.Map;

/** /v1/customers/{id}/balance_transactions: the credit balance. */
final class BalanceHttp {

    private static final String BASE = CustomersHttp.ONE + "/balance_transactions";

    private static final Shape UPDATE =
            Shape.of(Param.text("description", 350).nullable(), Param.metadata());

    private static final Shape CREATE =
            UPDATE.plus(
                    Param.integer("amount", -Param.MAX_AMOUNT, Param.MAX_AMOUNT).required(),
                    Param.currency("currency").required());

    private final Customers customers;
    private final Balances balances;

    BalanceHttp(Customers customers, Balances balances) {
        this.customers = customers;
        this.balances = balances;
    }

    List<Operation> operations() {
        return List.of(
                Operation.post(BASE, CREATE, this::create),
                Operation.get(
                        BASE,
                        Shape.of(Param.paging(), Param.range("created"), Param.id("invoice")),
                        this::list),
                Operation.get(BASE + "/{entry}", Shape.of(), this::retrieve),
                Operation.post(BASE + "/{entry}", UPDATE, this::update));
    }

    private Answer create(Call call) {
        var params = call.params();
        var amount =
                Money.of(params.requiredInteger("amount"), params.requiredCurrency("currency"));
        if (amount.isZero())
            throw ApiError.parameterInvalid("amount", "An amount of 0 changes no balance.");
        return call.write(tx -> {
            var customer =
                    Customer.Id.parse(call.path("id"))
                            .flatMap(id -> customers.lock(tx, call.account(), id))
                            .orElseThrow(() -> CustomersHttp.missing(call));
            var currency = customer.standing().currency();
            if (!currency.map(amount.currency()::equals).orElse(true))
                throw ApiError.parameterInvalid(
                        "currency",
                        "The customer's currency is "
                                + currency.get().code()
                                + "; their balance has no other.");
            return Answer.ok(
                    Balances.json(
                            balances.add(
                                    tx,
                                    customer,
                                    amount,
                                    BalanceEntry.Kind.ADJUSTMENT,
                                    params.text("description"),
                                    params.metadata().orElse(Map.of()),
                                    Cause.of(call))));
        });
    }

    private Answer list(Call call) {
        var customer = existing(call);
        return Lists.answer(
                CustomersHttp.BASE + "/" + customer + "/balance_transactions",
                balances.list(
                                call.account(),
                                customer,
                                call.page(),
                                call.params().range("created"),
                                call.params().text("invoice"))
                        .map(Balances::json));
    }

    private Answer retrieve(Call call) {
        return Answer.ok(Balances.json(found(call)));
    }

    private Answer update(Call call) {
        var params = call.params();
        var found = found(call);
        return call.write(tx -> {
            var changed =
                    found.with(
                            CustomerParams.changed(params, "description", found.description()),
                            params.mergeMetadata(found.metadata()));
            balances.describe(tx, changed);
            return Answer.ok(Balances.json(changed));
        });
    }

    private Customer.Id existing(Call call) {
        var id = call.path("id");
        if (!call.read(tx -> customers.exists(tx, call.account(), id)))
            throw CustomersHttp.missing(call);
        return new Customer.Id(id);
    }

    private BalanceEntry found(Call call) {
        var customer = existing(call);
        return BalanceEntry.Id.parse(call.path("entry"))
                .flatMap(id -> balances.find(call.account(), customer, id))
                .orElseThrow(
                        () -> ApiError.missing("customer_balance_transaction", call.path("entry")));
    }
}
