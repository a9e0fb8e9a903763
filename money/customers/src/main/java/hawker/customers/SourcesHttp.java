package hawker.customers;

import hawker.api.Answer;
import hawker.api.ApiError;
import hawker.api.Call;
import hawker.api.Lists;
import hawker.api.Operation;
import hawker.api.Param;
import hawker.api.Params;
import hawker.api.Shape;
import hawker.kernel.Page;
import hawker.kernel.PageRequest;
import hawker.platform.Tx;
import hawker.vault.Billing;
import hawker.vault.Instrument;
import hawker.vault.PaymentMethod;
import hawker.vault.PaymentMethodJson;
import hawker.vault.Tokenised;
import hawker.vault.Vault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The cards of a customer in the older form: /v1/customers/{id}/sources, and /cards of still older
 * programs. They are the customer's payment methods under another id ({@link
 * PaymentMethodJson#olderId}); those that were made as sources are shown as such.
 */
final class SourcesHttp {

    private static final String OWNER = "owner";

    private static final Shape CREATE =
            Shape.of(Param.id("source").required(), Param.flag("validate"), Param.metadata());

    private static final Shape UPDATE =
            Shape.of(
                    Param.text("account_holder_name", 200).nullable(),
                    Param.oneOf("account_holder_type", "company", "individual"),
                    Param.hash(
                            OWNER,
                            Param.hash(
                                    "address",
                                    Param.text("city", 500).nullable(),
                                    Param.text("country", 500).nullable(),
                                    Param.text("line1", 500).nullable(),
                                    Param.text("line2", 500).nullable(),
                                    Param.text("postal_code", 50).nullable(),
                                    Param.text("state", 500).nullable()),
                            Param.text("email", 500).nullable(),
                            Param.text("name", 500).nullable(),
                            Param.text("phone", 500).nullable()),
                    Param.integer("exp_month"),
                    Param.integer("exp_year"),
                    Param.text("name", 500).nullable(),
                    Param.text("address_line1", 500).nullable(),
                    Param.text("address_line2", 500).nullable(),
                    Param.text("address_city", 500).nullable(),
                    Param.text("address_state", 500).nullable(),
                    Param.text("address_zip", 50).nullable(),
                    Param.text("address_country", 500).nullable(),
                    Param.metadata());

    /** What two deposits in test mode come to, in cents. */
    private static final List<String> DEPOSITS = List.of("32", "45");

    private static final Shape VERIFY = Shape.of(Param.texts("amounts", 10).required());

    private static final Shape LIST = Shape.of(Param.paging(), Param.text("object", 50));

    private final SourceForms forms;
    private final Customers customers;
    private final Vault vault;
    private final Attaching attaching;
    private final Telling telling;

    SourcesHttp(
            SourceForms forms,
            Customers customers,
            Vault vault,
            Attaching attaching,
            Telling telling) {
        this.forms = forms;
        this.customers = customers;
        this.vault = vault;
        this.attaching = attaching;
        this.telling = telling;
    }

    List<Operation> operations() {
        var all = new ArrayList<Operation>();
        for (var name : List.of("sources", "cards", "bank_accounts")) {
            var base = CustomersHttp.ONE + "/" + name;
            all.add(Operation.post(base, CREATE, this::create));
            all.add(Operation.get(base, LIST, call -> list(call, name)));
            all.add(Operation.get(base + "/{source}", Shape.of(), this::retrieve));
            all.add(Operation.post(base + "/{source}", UPDATE, this::update));
            all.add(Operation.delete(base + "/{source}", this::delete));
            if (!name.equals("cards"))
                all.add(Operation.post(base + "/{source}/verify", VERIFY, this::verify));
        }
        return all;
    }

    private Answer create(Call call) {
        var account = call.account();
        var id = existing(call);
        var method =
                attaching
                        .offered(account, call.params())
                        .orElseThrow(() -> ApiError.parameterMissing("source"));
        return call.write(tx -> {
            var customer =
                    customers.lock(tx, account, id).orElseThrow(() -> CustomersHttp.missing(call));
            attaching.attach(tx, call.cause(), id, method);
            var attached =
                    vault.find(tx, account, method).orElseThrow(() -> CustomersHttp.missing(call));
            var kept = call.params().has("metadata") ? noted(tx, call, attached) : attached;
            if (customer.methods().source().isEmpty())
                usual(tx, customer, Optional.of(Attaching.asSource(attached)), call);
            var form = forms.form(tx, kept);
            telling.tell(tx, "customer.source.created", id.text(), form, Cause.of(call));
            return Answer.ok(form);
        });
    }

    private void usual(Tx tx, Customer customer, Optional<String> source, Call call) {
        var methods = new Customer.Methods(customer.methods().method(), source);
        customers.update(tx, customer, customer.with(methods), Cause.of(call));
    }

    private PaymentMethod noted(Tx tx, Call call, PaymentMethod method) {
        var metadata = call.params().mergeMetadata(method.metadata());
        return renewed(
                vault.renew(
                        tx,
                        call.cause(),
                        method,
                        Optional.empty(),
                        Optional.empty(),
                        method.billing(),
                        metadata));
    }

    private static PaymentMethod renewed(Tokenised outcome) {
        return switch (outcome) {
            case Tokenised.Made(var method) -> method;
            case Tokenised.InvalidCard(var code, var param, var message) ->
                    throw ApiError.card(code, Optional.empty(), message).param(param);
        };
    }

    private Answer list(Call call, String name) {
        var id = existing(call);
        var kind =
                switch (name) {
                    case "cards" -> "card";
                    case "bank_accounts" -> "bank_account";
                    default -> call.params().text("object").orElse("");
                };
        var account = call.account();
        var page = asMethods(call.page());
        Page<PaymentMethod> found =
                switch (kind) {
                    case "", "source" -> vault.sources(account, id.text(), page);
                    case "card" -> vault.list(account, id.text(), page);
                    case "bank_account" ->
                            vault.list(account, id.text(), SourceForms.US_BANK, page);
                    default -> new Page<>(List.of(), false);
                };
        return Lists.answer("/v1/customers/" + id + "/" + name, forms.shown(account, found));
    }

    /** Cursors are ids of the older form. */
    private static PageRequest asMethods(PageRequest page) {
        return new PageRequest(
                page.limit(),
                page.after().map(SourceForms::methodId),
                page.before().map(SourceForms::methodId));
    }

    private Answer retrieve(Call call) {
        existing(call);
        return Answer.ok(call.read(tx -> forms.form(tx, found(tx, call))));
    }

    private Answer update(Call call) {
        existing(call);
        var params = call.params();
        return call.write(tx -> {
            var method = locked(tx, call);
            checkFits(params, method);
            var before = forms.form(tx, method);
            var changed =
                    renewed(
                            vault.renew(
                                    tx,
                                    call.cause(),
                                    method.told(
                                            params.text("account_holder_type"), Optional.empty()),
                                    params.integer("exp_month"),
                                    params.integer("exp_year"),
                                    billing(params, method.billing()),
                                    params.mergeMetadata(method.metadata())));
            telling.changed(
                    tx,
                    "customer.source.updated",
                    call.path("id"),
                    before,
                    forms.form(tx, changed),
                    Cause.of(call));
            return Answer.ok(forms.form(tx, changed));
        });
    }

    /**
     * The holder of a bank account tells the two small amounts that came to it: in test mode 32 and
     * 45 (docs). Nothing is sent to real accounts, so they cannot be proven in this way.
     */
    private Answer verify(Call call) {
        existing(call);
        return call.write(tx -> {
            var method = locked(tx, call);
            if (!(method.instrument() instanceof Instrument.BankAccount bank)) throw noSource(call);
            if (bank.verified())
                throw ApiError.invalid("This bank account has already been verified.");
            var told = call.params().texts("amounts").stream().sorted().toList();
            if (call.account().livemode() || !told.equals(DEPOSITS))
                throw ApiError.invalid(
                        "bank_account_verification_failed",
                        "amounts",
                        "The amounts provided do not match the amounts that were sent to the bank"
                                + " account.");
            var proven = vault.verified(tx, call.account(), method.id()).orElseThrow();
            telling.changed(
                    tx,
                    "customer.source.updated",
                    call.path("id"),
                    PaymentMethodJson.older(method),
                    PaymentMethodJson.older(proven),
                    Cause.of(call));
            return Answer.ok(PaymentMethodJson.older(proven));
        });
    }

    /** Cards expire, bank accounts have a holder, sources an owner. */
    private static void checkFits(Params params, PaymentMethod method) {
        var strange = new ArrayList<String>();
        if (method.isCard()) strange.add("account_holder_name");
        else strange.addAll(List.of("exp_month", "exp_year"));
        boolean us = method.type().equals(Instrument.Scheme.US_BANK_ACCOUNT.text());
        if (!us || method.asSource()) strange.add("account_holder_type");
        if (!method.asSource()) strange.add(OWNER);
        for (var name : strange)
            if (params.has(name)) throw ApiError.parameterUnknown(List.of(name));
    }

    /** What is said of a source's owner, in the place of what was said before. */
    private static Billing owned(Params owner, Billing now) {
        var address = now.address();
        var told = owner.hash("address");
        return new Billing(
                changed(owner, "name", now.name()),
                changed(owner, "email", now.email()),
                changed(owner, "phone", now.phone()),
                now.taxId(),
                told.map(to ->
                                new Billing.Address(
                                        changed(to, "line1", address.line1()),
                                        changed(to, "line2", address.line2()),
                                        changed(to, "city", address.city()),
                                        changed(to, "state", address.state()),
                                        changed(to, "postal_code", address.postalCode()),
                                        changed(to, "country", address.country())))
                        .orElse(address));
    }

    private static Billing billing(Params params, Billing before) {
        var now = params.hash(OWNER).map(owner -> owned(owner, before)).orElse(before);
        var address = now.address();
        boolean bank = params.has("account_holder_name") || params.isUnset("account_holder_name");
        return new Billing(
                changed(params, bank ? "account_holder_name" : "name", now.name()),
                now.email(),
                now.phone(),
                now.taxId(),
                new Billing.Address(
                        changed(params, "address_line1", address.line1()),
                        changed(params, "address_line2", address.line2()),
                        changed(params, "address_city", address.city()),
                        changed(params, "address_state", address.state()),
                        changed(params, "address_zip", address.postalCode()),
                        changed(params, "address_country", address.country())));
    }

    /** What was not sent stays, what was sent empty goes. */
    private static Optional<String> changed(Params params, String name, Optional<String> now) {
        return params.isUnset(name) ? Optional.empty() : params.text(name).or(() -> now);
    }

    /** The customer's newest other source takes its place as the default. */
    private Answer delete(Call call) {
        existing(call);
        return call.write(tx -> {
            var method = found(tx, call);
            if (vault.detach(tx, call.cause(), method.id()).isEmpty()) throw noSource(call);
            if (method.asSource()) return detached(tx, method, call);
            telling.tell(
                    tx,
                    "customer.source.deleted",
                    call.path("id"),
                    PaymentMethodJson.older(method),
                    Cause.of(call));
            return Answer.deleted(
                    method.isCard() ? "card" : "bank_account", SourceForms.olderId(method));
        });
    }

    /** A source is answered as it is now: without a customer, and used up. */
    private Answer detached(Tx tx, PaymentMethod was, Call call) {
        attaching.sources().detached(tx, was);
        var now = forms.form(tx, vault.find(tx, call.account(), was.id()).orElseThrow());
        telling.tell(tx, "customer.source.deleted", call.path("id"), now, Cause.of(call));
        return Answer.ok(now);
    }

    /** A card of another customer is as good as none. */
    private PaymentMethod found(Tx tx, Call call) {
        return existing(call, id -> vault.find(tx, call.account(), id));
    }

    /** Held against others: what is not changed by this request stays as they leave it. */
    private PaymentMethod locked(Tx tx, Call call) {
        return existing(call, id -> vault.lock(tx, call.account(), id));
    }

    private static PaymentMethod existing(
            Call call, Function<PaymentMethod.Id, Optional<PaymentMethod>> look) {
        return PaymentMethod.Id.parse(call.path("source"))
                .flatMap(look)
                .filter(SourceForms::hasOlderForm)
                .filter(method -> method.customer().equals(Optional.of(call.path("id"))))
                .orElseThrow(() -> noSource(call));
    }

    private static ApiError noSource(Call call) {
        return ApiError.missing("source", call.path("source"));
    }

    private Customer.Id existing(Call call) {
        var id = id(call);
        boolean exists =
                customers.find(call.account(), id).filter(found -> !found.isDeleted()).isPresent();
        if (!exists) throw CustomersHttp.missing(call);
        return id;
    }

    private static Customer.Id id(Call call) {
        return Customer.Id.parse(call.path("id")).orElseThrow(() -> CustomersHttp.missing(call));
    }
}
