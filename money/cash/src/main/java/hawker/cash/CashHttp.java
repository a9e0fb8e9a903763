package hawker.cash;

import hawker.api.Answer;
import hawker.api.ApiError;
import hawker.api.Call;
import hawker.api.Lists;
import hawker.api.Operation;
import hawker.api.Param;
import hawker.api.Shape;
import hawker.customers.Cause;
import hawker.customers.Customer;
import hawker.customers.Customers;
import hawker.kernel.Money;
import hawker.kernel.Page;
import hawker.payments.Confirmation;
import hawker.payments.Payments;
import hawker.platform.Tx;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Cash balances of customers, their movements, and money that arrives in test mode. */
final class CashHttp {

    private static final String ONE = "/v1/customers/{id}";
    private static final String BALANCE = ONE + "/cash_balance";
    private static final String MOVEMENTS = ONE + "/cash_balance_transactions";
    private static final String FUND = "/v1/test_helpers/customers/{id}/fund_cash_balance";

    private static final Shape SETTINGS =
            Shape.of(
                    Param.hash(
                            "settings",
                            Param.oneOf(
                                    "reconciliation_mode",
                                    "automatic",
                                    "manual",
                                    "merchant_default")));

    private static final Shape INSTRUCTIONS =
            Shape.of(
                    Param.hash(
                                    "bank_transfer",
                                    Param.hash(
                                            "eu_bank_transfer",
                                            Param.oneOf(
                                                            "country", "BE", "DE", "ES", "FR", "IE",
                                                            "NL")
                                                    .required()),
                                    Param.texts("requested_address_types", 20),
                                    Param.oneOf(
                                                    "type",
                                                    "eu_bank_transfer",
                                                    "gb_bank_transfer",
                                                    "jp_bank_transfer",
                                                    "mx_bank_transfer",
                                                    "us_bank_transfer")
                                            .required())
                            .required(),
                    Param.currency("currency").required(),
                    Param.oneOf("funding_type", "bank_transfer").required());

    private static final Shape FUNDED =
            Shape.of(
                    Param.amount("amount").required(),
                    Param.currency("currency").required(),
                    Param.text("reference", 200));

    private final CashSql sql;
    private final Cash cash;
    private final Instructions instructions;
    private final Customers customers;
    private final Payments payments;

    CashHttp(
            CashSql sql,
            Cash cash,
            Instructions instructions,
            Customers customers,
            Payments payments) {
        this.sql = sql;
        this.cash = cash;
        this.instructions = instructions;
        this.customers = customers;
        this.payments = payments;
    }

    List<Operation> operations() {
        return List.of(
                Operation.get(BALANCE, Shape.of(), this::retrieve),
                Operation.post(BALANCE, SETTINGS, this::update),
                Operation.get(MOVEMENTS, Shape.of(Param.paging()), this::list),
                Operation.get(MOVEMENTS + "/{movement}", Shape.of(), this::movement),
                Operation.post(ONE + "/funding_instructions", INSTRUCTIONS, this::funding),
                Operation.post(FUND, FUNDED, this::fund));
    }

    private Customer customer(Call call) {
        return Customer.Id.parse(call.path("id"))
                .flatMap(id -> customers.find(call.account(), id))
                .filter(found -> !found.isDeleted())
                .orElseThrow(() -> missing(call));
    }

    private static ApiError missing(Call call) {
        return ApiError.missing("customer", call.path("id"));
    }

    private Answer retrieve(Call call) {
        var customer = customer(call);
        return Answer.ok(
                CashJson.balance(
                        customer,
                        call.read(tx -> sql.balances(tx, call.account(), call.path("id")))));
    }

    private Answer update(Call call) {
        customer(call);
        var mode =
                call.params()
                        .hash("settings")
                        .flatMap(settings -> settings.text("reconciliation_mode"))
                        .map(CashHttp::mode);
        return call.write(tx -> {
            var id = new Customer.Id(call.path("id"));
            var now = customers.lock(tx, call.account(), id).orElseThrow(() -> missing(call));
            var changed =
                    mode.isEmpty()
                            ? now
                            : customers.reconcile(
                                    tx,
                                    now,
                                    mode.get(),
                                    new Cause(
                                            call.account(),
                                            Optional.of(call.requestId()),
                                            call.idempotencyKey()));
            return Answer.ok(
                    CashJson.balance(changed, sql.balances(tx, call.account(), id.text())));
        });
    }

    private static Customer.Reconciling mode(String word) {
        return word.equals("merchant_default")
                ? Customer.Reconciling.USUAL
                : Customer.Reconciling.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private Answer list(Call call) {
        customer(call);
        var page = call.page();
        var rows = call.read(tx -> sql.list(tx, call.account(), call.path("id"), page));
        var cut = Page.of(rows, page.limit());
        var newest =
                page.before().isPresent() ? new Page<>(cut.items().reversed(), cut.hasMore()) : cut;
        return Lists.answer(
                "/v1/customers/" + call.path("id") + "/cash_balance_transactions",
                newest.map(CashJson::movement));
    }

    private Answer movement(Call call) {
        customer(call);
        var id = call.path("movement");
        return call.read(tx -> sql.find(tx, call.account(), call.path("id"), id))
                .map(found -> Answer.ok(CashJson.movement(found)))
                .orElseThrow(() -> ApiError.missing("customer_cash_balance_transaction", id));
    }

    private Answer funding(Call call) {
        var customer = customer(call);
        var params = call.params();
        var currency = params.requiredCurrency("currency");
        var transfer = params.hash("bank_transfer").orElseThrow();
        var type = transfer.requiredText("type");
        if (!Instructions.type(currency).equals(Optional.of(type)))
            throw ApiError.parameterInvalid(
                    "currency", "The currency " + currency + " does not go with " + type + ".");
        var country = transfer.hash("eu_bank_transfer").flatMap(eu -> eu.text("country"));
        if (type.equals("eu_bank_transfer") && country.isEmpty())
            throw ApiError.parameterMissing("bank_transfer[eu_bank_transfer]");
        return instructions
                .funding(call.account(), customer.id().text(), currency, country)
                .map(Answer::ok)
                .orElseThrow(
                        () -> ApiError.invalid("Bank transfers are not available in live mode."));
    }

    /** Money arrives, as a real bank would tell; live accounts have no such route. */
    private Answer fund(Call call) {
        if (call.account().livemode()) throw ApiError.unknownRoute("POST", FUND);
        customer(call);
        var params = call.params();
        var amount =
                Money.of(params.requiredInteger("amount"), params.requiredCurrency("currency"));
        if (Instructions.type(amount.currency()).isEmpty())
            throw ApiError.parameterInvalid(
                    "currency", "Bank transfers are not available in " + amount.currency() + ".");
        return call.write(tx -> {
            var id = new Customer.Id(call.path("id"));
            var customer = customers.lock(tx, call.account(), id).orElseThrow(() -> missing(call));
            var movement =
                    cash.funded(tx, call.account(), id.text(), amount, params.text("reference"));
            reconcile(tx, customer, amount, call);
            return Answer.ok(CashJson.movement(movement));
        });
    }

    /** The oldest waiting payments take what they need; what is left is told. */
    private void reconcile(Tx tx, Customer customer, Money amount, Call call) {
        var account = customer.account();
        var cause =
                new Confirmation.Cause(
                        account, Optional.of(call.requestId()), call.idempotencyKey());
        boolean manual = customer.standing().reconciling() == Customer.Reconciling.MANUAL;
        if (!manual)
            for (var intent :
                    payments.waiting(tx, account, customer.id().text(), amount.currency()))
                payments.arrived(tx, account, intent.id(), Optional.empty(), cause);
        if (sql.lock(tx, account, customer.id().text(), amount.currency()).isPositive())
            cash.tellAvailable(tx, customer);
    }
}
