package hawker.payments;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Answer;
import hawker.api.ApiError;
import hawker.api.Call;
import hawker.api.Lists;
import hawker.api.Operation;
import hawker.api.Param;
import hawker.api.Params;
import hawker.api.Shape;
import hawker.kernel.AccountId;
import hawker.kernel.Page;
import hawker.platform.Tx;
import hawker.vault.Billing;
import hawker.vault.PaymentMethod;
import hawker.vault.PaymentMethodJson;
import hawker.vault.Vault;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** /v1/customers, and the payment methods they left. */
final class CustomersHttp {

    private static final String BASE = "/v1/customers";
    private static final String ONE = BASE + "/{id}";
    private static final String METHODS = ONE + "/payment_methods";

    private static final Shape UPDATE =
            Shape.of(
                    Param.text("name", 256).nullable(),
                    Param.text("email", 512).nullable(),
                    Param.text("phone", 20).nullable(),
                    NotesParams.TEXT_DESCRIPTION,
                    NotesParams.CUSTOMER_ADDRESS,
                    NotesParams.SHIPPING,
                    Param.metadata(),
                    Param.texts("preferred_locales", 35),
                    Param.oneOf("tax_exempt", "none", "exempt", "reverse").nullable(),
                    Param.id("source"),
                    Param.id("default_source"),
                    Param.hash("invoice_settings", Param.id("default_payment_method").nullable()));

    private static final Shape CREATE = UPDATE.plus(Param.id("payment_method"));

    private static final Shape LIST =
            Shape.of(Param.paging(), Param.range("created"), Param.text("email", 512));

    private static final Shape LIST_METHODS =
            Shape.of(
                    Param.paging(),
                    Param.oneOf("allow_redisplay", "always", "limited", "unspecified"),
                    Param.text("type", 50));

    private final Customers customers;
    private final Vault vault;
    private final Tokens tokens;
    private final Attaching attaching;

    CustomersHttp(Customers customers, Vault vault, Tokens tokens, Attaching attaching) {
        this.customers = customers;
        this.vault = vault;
        this.tokens = tokens;
        this.attaching = attaching;
    }

    List<Operation> operations() {
        return List.of(
                Operation.post(BASE, CREATE, this::create),
                Operation.get(BASE, LIST, this::list),
                Operation.get(ONE, Shape.of(), this::retrieve),
                Operation.post(ONE, UPDATE, this::update),
                Operation.delete(ONE, this::delete),
                Operation.get(METHODS, LIST_METHODS, this::listMethods),
                Operation.get(METHODS + "/{method}", Shape.of(), this::retrieveMethod));
    }

    private Answer create(Call call) {
        var params = call.params();
        var profile = profile(params, Customer.Profile.EMPTY);
        var method = offered(call, params);
        var usual = usualMethod(params, Optional.empty());
        if (usual.isPresent() && !usual.equals(method.map(PaymentMethod.Id::text)))
            throw notAttached(usual.get());
        return call.write(tx -> {
            var source =
                    params.has("source")
                            ? method.map(PaymentMethod.Id::text)
                            : Optional.<String>empty();
            var made = customers.create(tx, profile, usual, source, IntentsHttp.cause(call));
            method.ifPresent(id -> attach(tx, made, id));
            return Answer.ok(PaymentsJson.customer(made));
        });
    }

    /** The method that a new customer brings, asked of its issuer; it is attached later. */
    private Optional<PaymentMethod.Id> offered(Call call, Params params) {
        var account = call.account();
        if (params.has("source")) {
            var source = params.requiredText("source");
            var id = PaymentMethod.Id.parse(source).orElseGet(() -> tokens.used(account, source));
            return Optional.of(attaching.checked(account, id));
        }
        return tokens.method(account, params).map(id -> attaching.checked(account, id));
    }

    private void attach(Tx tx, Customer customer, PaymentMethod.Id method) {
        if (vault.attach(tx, customer.account(), method, customer.id().text()).isEmpty())
            throw ApiError.parameterInvalid(
                    "payment_method",
                    "This PaymentMethod is already attached to a Customer or was detached.");
    }

    private Answer update(Call call) {
        var params = call.params();
        var id = id(call);
        var brought =
                params.has("source") ? offered(call, params) : Optional.<PaymentMethod.Id>empty();
        return call.write(tx -> {
            var current = customers.lock(tx, call.account(), id).orElseThrow(() -> missing(call));
            brought.ifPresent(method -> attach(tx, current, method));
            var usual = usualMethod(params, current.defaultMethod());
            if (!usual.equals(current.defaultMethod())) checkOwn(tx, current, usual);
            var source =
                    brought.map(PaymentMethod.Id::text)
                            .or(() -> params.text("default_source"))
                            .or(current::defaultSource);
            if (brought.isEmpty() && params.has("default_source")) checkOwn(tx, current, source);
            var changed =
                    current.withProfile(profile(params, current.profile()))
                            .withDefaultMethod(usual)
                            .withDefaultSource(source);
            return Answer.ok(
                    PaymentsJson.customer(customers.update(tx, changed, IntentsHttp.cause(call))));
        });
    }

    private static Optional<String> usualMethod(Params params, Optional<String> current) {
        return params.hash("invoice_settings")
                .map(settings -> NotesParams.changed(settings, "default_payment_method", current))
                .orElse(current);
    }

    private void checkOwn(Tx tx, Customer customer, Optional<String> method) {
        if (method.isEmpty()) return;
        boolean own =
                PaymentMethod.Id.parse(method.get())
                        .flatMap(id -> vault.find(tx, customer.account(), id))
                        .filter(m -> m.customer().equals(Optional.of(customer.id().text())))
                        .isPresent();
        if (!own) throw notAttached(method.get());
    }

    private static ApiError notAttached(String method) {
        return ApiError.parameterInvalid(
                "invoice_settings[default_payment_method]",
                "The customer does not have a payment method with the ID "
                        + method
                        + ". The payment method must be attached to the customer.");
    }

    private static Customer.Profile profile(Params params, Customer.Profile current) {
        return new Customer.Profile(
                NotesParams.changed(params, "name", current.name()),
                NotesParams.email(params, "email", current.email()),
                NotesParams.changed(params, "phone", current.phone()),
                NotesParams.changed(params, "description", current.description()),
                address(params, current.address()),
                NotesParams.shipping(params, current.shipping()),
                params.isUnset("tax_exempt")
                        ? "none"
                        : params.text("tax_exempt").orElse(current.taxExempt()),
                params.has("preferred_locales")
                        ? params.texts("preferred_locales")
                        : current.locales(),
                params.mergeMetadata(current.metadata()));
    }

    private static Optional<Billing.Address> address(
            Params params, Optional<Billing.Address> current) {
        if (params.isUnset("address")) return Optional.empty();
        return params.hash("address").map(NotesParams::address).or(() -> current);
    }

    private Answer list(Call call) {
        var params = call.params();
        var page =
                customers.list(
                        call.account(),
                        params.text("email"),
                        NotesParams.filter(params),
                        call.page());
        return Lists.answer(BASE, page.map(PaymentsJson::customer));
    }

    private Answer retrieve(Call call) {
        var found = customers.find(call.account(), id(call)).orElseThrow(() -> missing(call));
        return Answer.ok(render(found));
    }

    private static ObjectNode render(Customer customer) {
        return customer.isDeleted()
                ? PaymentsJson.deletedCustomer(customer.id())
                : PaymentsJson.customer(customer);
    }

    private Answer delete(Call call) {
        return call.write(tx -> {
            if (!customers.delete(tx, call.account(), id(call), IntentsHttp.cause(call)))
                throw missing(call);
            return Answer.deleted("customer", call.path("id"));
        });
    }

    private Answer listMethods(Call call) {
        var id = id(call);
        existing(call, id);
        boolean cards = call.params().text("type").map("card"::equals).orElse(true);
        Page<PaymentMethod> page =
                cards
                        ? vault.list(call.account(), id.text(), call.page())
                        : new Page<>(List.of(), false);
        return Lists.answer(
                BASE + "/" + id + "/payment_methods", page.map(PaymentMethodJson::render));
    }

    private Answer retrieveMethod(Call call) {
        var customer = id(call);
        existing(call, customer);
        var text = call.path("method");
        return PaymentMethod.Id.parse(text)
                .flatMap(id -> vault.find(call.account(), id))
                .filter(method -> method.customer().equals(Optional.of(customer.text())))
                .map(method -> Answer.ok(PaymentMethodJson.render(method)))
                .orElseThrow(() -> ApiError.missing("PaymentMethod", text));
    }

    private void existing(Call call, Customer.Id id) {
        boolean exists =
                customers.find(call.account(), id).filter(found -> !found.isDeleted()).isPresent();
        if (!exists) throw ApiError.missingReference("customer", id.text(), "customer");
    }

    private static Customer.Id id(Call call) {
        return Customer.Id.parse(call.path("id")).orElseThrow(() -> missing(call));
    }

    private static ApiError missing(Call call) {
        return ApiError.missing("customer", call.path("id"));
    }

    /** For expansion; a deleted customer is shown as such. */
    Map<String, ObjectNode> fetch(AccountId account, Collection<String> ids) {
        var rendered = new HashMap<String, ObjectNode>();
        for (var customer : customers.all(account, ids))
            rendered.put(customer.id().text(), render(customer));
        return rendered;
    }
}
