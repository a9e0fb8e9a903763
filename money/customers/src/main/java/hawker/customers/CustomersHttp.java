package hawker.customers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Access;
import hawker.api.Answer;
import hawker.api.ApiError;
import hawker.api.Call;
import hawker.api.Lists;
import hawker.api.Operation;
import hawker.api.Param;
import hawker.api.Search;
import hawker.api.Shape;
import hawker.api.TimeRange;
import hawker.kernel.AccountId;
import hawker.kernel.Money;
import hawker.kernel.Page;
import hawker.platform.Tx;
import hawker.vault.PaymentMethod;
import hawker.vault.PaymentMethodJson;
import hawker.vault.Vault;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** /v1/customers, the payment methods they left and the discount they have. */
final class CustomersHttp {

    static final String BASE = "/v1/customers";
    static final String ONE = BASE + "/{id}";

    private static final String METHODS = ONE + "/payment_methods";
    private static final String DEFAULT_METHOD = "invoice_settings[default_payment_method]";
    private static final Instant NEVER = Instant.parse("9999-01-01T00:00:00Z");

    private static final Shape LIST =
            Shape.of(
                    Param.paging(),
                    Param.range("created"),
                    Param.text("email", 512),
                    Param.id("test_clock"));

    private static final Shape LIST_METHODS =
            Shape.of(
                    Param.paging(),
                    Param.oneOf("allow_redisplay", "always", "limited", "unspecified"),
                    Param.text("type", 50));

    private final Customers customers;
    private final Vault vault;
    private final Attaching attaching;
    private final Discounts discounts;
    private final TaxIds taxIds;
    private final Balances balances;
    private final Currencies currencies;

    CustomersHttp(
            Customers customers,
            Vault vault,
            Attaching attaching,
            Discounts discounts,
            TaxIds taxIds,
            Balances balances,
            Currencies currencies) {
        this.customers = customers;
        this.vault = vault;
        this.attaching = attaching;
        this.discounts = discounts;
        this.taxIds = taxIds;
        this.balances = balances;
        this.currencies = currencies;
    }

    List<Operation> operations() {
        return List.of(
                Operation.post(BASE, CustomerParams.CREATE, this::create),
                Operation.get(BASE, LIST, this::list),
                Operation.get(BASE + "/search", Search.SHAPE, this::search),
                Operation.get(ONE, Shape.of(), this::retrieve).with(Access.CUSTOMER),
                Operation.post(ONE, CustomerParams.UPDATE, this::update),
                Operation.delete(ONE, this::delete),
                Operation.get(ONE + "/discount", Shape.of(), this::discount),
                Operation.delete(ONE + "/discount", this::deleteDiscount),
                Operation.get(METHODS, LIST_METHODS, this::listMethods).with(Access.CUSTOMER),
                Operation.get(METHODS + "/{method}", Shape.of(), this::retrieveMethod)
                        .with(Access.CUSTOMER));
    }

    private Answer create(Call call) {
        var params = call.params();
        var profile = CustomerParams.profile(params, Customer.Profile.EMPTY);
        var invoicing = CustomerParams.invoicing(params, Customer.Invoicing.USUAL);
        var reconciling = CustomerParams.reconciling(params, Customer.Reconciling.USUAL);
        var brought = attaching.offered(call.account(), params);
        var text = brought.map(PaymentMethod.Id::text);
        var numbers = numbers(call);
        var usual = CustomerParams.usualMethod(params, Optional.empty());
        if (usual.isPresent()
                && !usual.equals(text)
                && !usual.equals(params.text("payment_method")))
            throw Attaching.notAttached(usual.get(), DEFAULT_METHOD);
        var methods =
                new Customer.Methods(
                        usual.isPresent() ? text : usual,
                        params.has("source")
                                ? brought.map(id -> attaching.asSource(call.account(), id))
                                : Optional.empty());
        return call.write(tx -> {
            var made =
                    customers.create(
                            tx,
                            profile,
                            invoicing,
                            methods,
                            reconciling,
                            params.text("test_clock"),
                            Cause.of(call));
            brought.ifPresent(id -> attaching.attach(tx, call.cause(), made.id(), id));
            for (var number : numbers) number.create(tx, made.id(), Cause.of(call));
            discount(tx, call, made);
            var balanced = balanced(tx, call, made, BalanceEntry.Kind.INITIAL);
            return Answer.ok(customers.shown(tx, balanced));
        });
    }

    private Answer update(Call call) {
        var params = call.params();
        var id = id(call);
        var brought = attaching.offered(call.account(), params);
        return call.write(tx -> {
            var current = customers.lock(tx, call.account(), id).orElseThrow(() -> missing(call));
            brought.ifPresent(method -> attaching.attach(tx, call.cause(), id, method));
            var usual = CustomerParams.usualMethod(params, current.methods().method());
            if (usual.isPresent() && !usual.equals(current.methods().method()))
                attaching.checkOwn(tx, current, usual.get(), DEFAULT_METHOD);
            var named = params.text("default_source").map(SourceForms::kept);
            if (brought.isEmpty() && named.isPresent())
                attaching.checkOwn(tx, current, named.get(), "default_source");
            var source =
                    brought.map(method -> attaching.asSource(call.account(), method))
                            .or(() -> named)
                            .or(() -> current.methods().source());
            var changed =
                    current.with(
                                    CustomerParams.profile(params, current.profile()),
                                    CustomerParams.invoicing(params, current.invoicing()))
                            .with(new Customer.Methods(usual, source))
                            .with(
                                    current.standing()
                                            .withReconciling(
                                                    CustomerParams.reconciling(
                                                            params,
                                                            current.standing().reconciling())));
            var updated = customers.update(tx, current, changed, Cause.of(call));
            discount(tx, call, updated);
            var balanced = balanced(tx, call, updated, BalanceEntry.Kind.ADJUSTMENT);
            return Answer.ok(customers.shown(tx, balanced));
        });
    }

    /** The older way to give a customer a discount: {@code coupon}, {@code promotion_code}. */
    private void discount(Tx tx, Call call, Customer customer) {
        var params = call.params();
        var code = params.text("promotion_code");
        if (params.has("coupon") && code.isPresent())
            throw ApiError.parametersExclusive("coupon", "promotion_code");
        if (params.isUnset("coupon") || params.isUnset("promotion_code"))
            discounts.delete(tx, call.account(), customer.id().text());
        code.or(() -> params.text("coupon"))
                .ifPresent(text ->
                        discounts.set(tx, customer, code.isPresent(), text, Cause.of(call)));
    }

    /** A tax number that a new customer brings, checked before anything is written. */
    private record Brought(TaxIds taxIds, String kind, String value) {
        void create(Tx tx, Customer.Id customer, Cause cause) {
            taxIds.create(tx, new TaxId.Owner.OfCustomer(customer), kind, value, cause);
        }
    }

    private List<Brought> numbers(Call call) {
        return call.params().hashes("tax_id_data").stream()
                .map(each ->
                        new Brought(
                                taxIds,
                                each.requiredText("type"),
                                TaxIdParams.value(call.account(), each)))
                .toList();
    }

    /** Brings the credit balance to what the request says it is. */
    private Customer balanced(Tx tx, Call call, Customer customer, BalanceEntry.Kind kind) {
        var wanted = call.params().integer("balance").orElse(customer.standing().balance());
        long change = wanted - customer.standing().balance();
        if (change == 0) return customer;
        var currency =
                customer.standing().currency().orElseGet(() -> currencies.usual(call.account()));
        balances.add(
                tx,
                customer,
                Money.of(change, currency),
                kind,
                Optional.empty(),
                Map.of(),
                Cause.of(call));
        return customers.find(tx, call.account(), customer.id()).orElseThrow();
    }

    private Answer list(Call call) {
        var params = call.params();
        var created = params.range("created");
        var clock = params.text("test_clock");
        if (clock.isPresent()) {
            var found = customers.ofClock(call.account(), clock.get(), call.page());
            return Lists.answer(
                    BASE, new Page<>(render(call.account(), found.items()), found.hasMore()));
        }
        var page =
                customers.list(
                        call.account(),
                        params.text("email"),
                        created.flatMap(TimeRange::from).orElse(Instant.EPOCH),
                        created.flatMap(TimeRange::before).orElse(NEVER),
                        call.page());
        return Lists.answer(BASE, new Page<>(render(call.account(), page.items()), page.hasMore()));
    }

    private Answer search(Call call) {
        var search = Search.of(call, CustomersSql.FIELDS);
        var found = customers.search(call.account(), search);
        return search.answer(
                BASE + "/search",
                render(call.account(), found),
                () -> customers.count(call.account(), search));
    }

    private Answer retrieve(Call call) {
        var found = customers.find(call.account(), id(call)).orElseThrow(() -> missing(call));
        return Answer.ok(render(found));
    }

    private Answer delete(Call call) {
        return call.write(tx -> {
            if (!customers.delete(tx, call.account(), id(call), Cause.of(call)))
                throw missing(call);
            return Answer.deleted("customer", call.path("id"));
        });
    }

    private Answer discount(Call call) {
        var id = existing(call).text();
        var found = customers.discounts(call.account(), List.of(id)).get(id);
        if (found == null) throw ApiError.missing("discount", "customer: " + id).param("customer");
        return Answer.ok(found);
    }

    private Answer deleteDiscount(Call call) {
        return call.write(tx -> {
            var customer =
                    customers.lock(tx, call.account(), id(call)).orElseThrow(() -> missing(call));
            var shown = discounts.of(tx, call.account(), List.of(customer.id().text()));
            var discount = shown.get(customer.id().text());
            if (discount == null || !discounts.delete(tx, call.account(), customer.id().text()))
                throw ApiError.missing("discount", "customer: " + customer.id()).param("customer");
            var ended = discount.deepCopy();
            ended.remove("end");
            return Answer.ok(ended.put("deleted", true));
        });
    }

    private Answer listMethods(Call call) {
        var id = existing(call);
        var type = call.params().text("type");
        var redisplay = call.params().text("allow_redisplay");
        var page = vault.list(call.account(), id.text(), type, redisplay, call.page());
        return Lists.answer(
                BASE + "/" + id + "/payment_methods", page.map(PaymentMethodJson::render));
    }

    private Answer retrieveMethod(Call call) {
        var customer = existing(call);
        var text = call.path("method");
        return PaymentMethod.Id.parse(text)
                .flatMap(id -> vault.find(call.account(), id))
                .filter(method -> method.customer().equals(Optional.of(customer.text())))
                .map(method -> Answer.ok(PaymentMethodJson.render(method)))
                .orElseThrow(() -> ApiError.missing("PaymentMethod", text));
    }

    private Customer.Id existing(Call call) {
        return Customer.Id.parse(call.path("id"))
                .flatMap(id -> customers.find(call.account(), id))
                .filter(found -> !found.isDeleted())
                .map(Customer::id)
                .orElseThrow(
                        () -> ApiError.missingReference("customer", call.path("id"), "customer"));
    }

    private static Customer.Id id(Call call) {
        return Customer.Id.parse(call.path("id")).orElseThrow(() -> missing(call));
    }

    static ApiError missing(Call call) {
        return ApiError.missing("customer", call.path("id"));
    }

    private ObjectNode render(Customer customer) {
        return render(customer.account(), List.of(customer)).getFirst();
    }

    /** Customers with their discounts: one question, however many there are. */
    private List<ObjectNode> render(AccountId account, List<Customer> all) {
        var ids = all.stream().map(c -> c.id().text()).toList();
        var shown = customers.discounts(account, ids);
        return all.stream()
                .map(c ->
                        c.isDeleted()
                                ? CustomersJson.deleted(c.id())
                                : CustomersJson.customer(
                                        c, Optional.ofNullable(shown.get(c.id().text()))))
                .toList();
    }

    /** For expansion; a deleted customer is shown as such. */
    Map<String, ObjectNode> fetch(AccountId account, Collection<String> ids) {
        var rendered = new HashMap<String, ObjectNode>();
        for (var node : render(account, customers.all(account, ids)))
            rendered.put(node.path("id").asText(), node);
        return rendered;
    }

    /** {@code customer.tax}. */
    Map<String, ObjectNode> taxes(AccountId account, Collection<String> ids) {
        var taxes = new HashMap<String, ObjectNode>();
        for (var customer : customers.all(account, ids))
            taxes.put(customer.id().text(), CustomersJson.tax(customer));
        return taxes;
    }

    /** The payment methods that customers name. */
    Map<String, ObjectNode> methods(AccountId account, Collection<String> ids) {
        var rendered = new HashMap<String, ObjectNode>();
        vault.find(account, ids)
                .forEach((id, method) -> rendered.put(id, PaymentMethodJson.render(method)));
        return rendered;
    }
}
