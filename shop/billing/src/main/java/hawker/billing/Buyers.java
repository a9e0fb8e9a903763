package hawker.billing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.ApiError;
import hawker.api.Json;
import hawker.api.Param;
import hawker.api.Params;
import hawker.customers.BalanceEntry;
import hawker.customers.Balances;
import hawker.customers.Customer;
import hawker.customers.Customers;
import hawker.customers.CustomersModule;
import hawker.customers.TaxId;
import hawker.hosted.Biller;
import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.platform.Tx;
import hawker.pricing.Cause;
import hawker.vault.Billing;
import hawker.vault.CardDisplay;
import hawker.vault.PaymentMethod;
import hawker.vault.Vault;
import java.util.List;
import java.util.Optional;

/** The customers that are billed: found, and their balance, numbers and methods used. */
final class Buyers {

    /** What is charged, in the older way of speaking: a source of the customer's. */
    static final String DEFAULT_SOURCE = "default_source";

    /** The seller's own tax numbers that stand on an invoice: ids of them. */
    static final String SELLERS = "account_tax_ids";

    static final Param SELLERS_PARAM = Param.texts(SELLERS, 255).nullable();

    /** More lines would not be read. */
    private static final int MOST_SELLERS = 10;

    private static final String NUMBERS = "customer_tax_ids";

    /** What an invoice shows of its customer, as the customer has it. */
    private static final List<String> SHOWN =
            List.of("address", "email", "name", "phone", "shipping", "tax_exempt");

    private static final String DEFAULT_METHOD = "default_payment_method";

    private final CustomersModule room;
    private final Customers customers;
    private final Balances balances;
    private final Vault vault;

    Buyers(CustomersModule room, Vault vault) {
        this.room = room;
        this.customers = room.customers();
        this.balances = room.balances();
        this.vault = vault;
    }

    /** Notes a tax number of a customer; of one that is gone, nothing. */
    void taxNumber(Tx tx, AccountId account, String id, String kind, String value) {
        living(tx, account, id)
                .ifPresent(customer -> room.taxNumber(tx, account, customer.id(), kind, value));
    }

    /**
     * Refuses {@code account_tax_ids} that are not the seller's own. Those of customers, and those
     * that a platform keeps for its accounts, do not exist here.
     *
     * @param said with the parameter, or without
     */
    void checkSellers(AccountId account, Optional<Params> said) {
        if (said.isEmpty()) return;
        var ids = said.get().texts(SELLERS);
        if (ids.size() > MOST_SELLERS)
            throw ApiError.parameterInvalid(
                    said.get().nameOf(SELLERS),
                    "An invoice has at most " + MOST_SELLERS + " tax ids of its account.");
        for (int i = 0; i < ids.size(); i++) {
            var param = said.get().nameOf(SELLERS) + "[" + i + "]";
            if (!room.ownsTaxNumber(account, ids.get(i)))
                throw ApiError.missingReference("tax_id", ids.get(i), param);
            if (ids.indexOf(ids.get(i)) < i)
                throw ApiError.parameterInvalid(param, "This tax id is there twice.");
        }
    }

    /** Writes the tax numbers of its customer into an invoice, as they are now. */
    void numbers(ObjectNode body, Customer customer) {
        var numbers = body.putArray(NUMBERS);
        for (var number : room.taxNumbers(customer.account(), customer.id()))
            numbers.add(number(number));
    }

    /**
     * Keeps the numbers that an invoice bears when it becomes final: the seller's may be deleted
     * afterwards, and still stand on it. One that is deleted before does not. Where the invoice
     * names none it gets those that its account usually has now (docs: {@code
     * default_account_tax_ids}), unless it is issued in another's name.
     */
    void keepNumbers(Document next, Customer customer) {
        numbers(next.body(), customer);
        var usual = room.usualTaxNumbers(next.account());
        if (next.body().path(SELLERS).isNull() && isOwn(next.body()) && !usual.isEmpty())
            usual.forEach(next.body().putArray(SELLERS)::add);
        var kept = next.detail().putArray(SELLERS);
        for (var id : JsonFields.texts(next.body().path(SELLERS)))
            room.taxNumber(next.account(), id).ifPresent(number -> kept.add(number(number)));
    }

    private static boolean isOwn(ObjectNode body) {
        return !body.path("issuer").path("account").isTextual()
                && !body.path("on_behalf_of").isTextual();
    }

    private static ObjectNode number(TaxId number) {
        return Json.object().put("type", number.kind()).put("value", number.value());
    }

    /** The numbers of its seller that a final invoice bears. */
    static List<ObjectNode> sellers(Document invoice) {
        return JsonFields.objects(invoice.detail().path(SELLERS));
    }

    /** And those of its customer. */
    static List<ObjectNode> numbers(Document invoice) {
        return JsonFields.objects(invoice.body().path(NUMBERS));
    }

    /** The customer, held until the transaction ends; the first thing that is locked. */
    Customer held(Tx tx, AccountId account, String id) {
        return Customer.Id.parse(id)
                .flatMap(customer -> customers.lock(tx, account, customer))
                .orElseThrow(() -> ApiError.missingReference("customer", id, "customer"));
    }

    /** The same; empty if there is no such customer any more. */
    Optional<Customer> living(Tx tx, AccountId account, String id) {
        return Customer.Id.parse(id).flatMap(customer -> customers.lock(tx, account, customer));
    }

    Optional<Customer> find(Tx tx, AccountId account, String id) {
        return Customer.Id.parse(id).flatMap(customer -> customers.find(tx, account, customer));
    }

    /** Somebody who buys for the first time. */
    Customer make(Tx tx, AccountId account, Biller.Buyer buyer) {
        var nobody = Customer.Profile.EMPTY;
        boolean known = !buyer.address().equals(Billing.Address.none());
        var profile =
                new Customer.Profile(
                        buyer.name(),
                        buyer.email(),
                        buyer.phone(),
                        nobody.description(),
                        new Customer.Names(buyer.business(), buyer.individual()),
                        known ? Optional.of(buyer.address()) : Optional.empty(),
                        nobody.shipping(),
                        nobody.taxExempt(),
                        nobody.ipAddress(),
                        nobody.locales(),
                        nobody.metadata());
        return customers.create(tx, profile, cause(account, Cause.NONE));
    }

    /** Somebody of whom nothing is known, for a preview, which takes them back. */
    Customer somebody(Tx tx, AccountId account) {
        return customers.create(tx, Customer.Profile.EMPTY, cause(account, Cause.NONE));
    }

    /** A card of this customer; one that is not theirs is refused. */
    PaymentMethod own(Tx tx, Customer customer, String id, String param) {
        var method = PaymentMethod.Id.parse(id).flatMap(m -> vault.find(tx, customer.account(), m));
        boolean theirs =
                method.flatMap(PaymentMethod::customer)
                        .filter(customer.id().text()::equals)
                        .isPresent();
        if (method.isEmpty()) throw ApiError.missingReference("PaymentMethod", id, param);
        if (!theirs)
            throw ApiError.parameterInvalid(
                    param,
                    "The customer does not have a payment method with the ID "
                            + method.get().id()
                            + ". The payment method must be attached to the customer.");
        return method.get();
    }

    /**
     * The same method, unless it was detached: whoever it was taken from is not charged by it any
     * more. Until the transaction ends nobody detaches it, so that {@link Lifecycle#methodGone}
     * finds what is written here.
     */
    Optional<PaymentMethod.Id> kept(Tx tx, AccountId account, Optional<PaymentMethod.Id> method) {
        return method.flatMap(id -> vault.lock(tx, account, id))
                .filter(found -> found.state() != PaymentMethod.State.DETACHED)
                .map(PaymentMethod::id);
    }

    /** What was detached since it was named is no default any more. */
    void withoutGone(Tx tx, AccountId account, ObjectNode body) {
        var named = JsonFields.text(body, DEFAULT_METHOD).flatMap(PaymentMethod.Id::parse);
        if (named.isPresent() && kept(tx, account, named).isEmpty()) body.putNull(DEFAULT_METHOD);
    }

    /** Whether a method is a card: these are charged without mandates. */
    boolean isCard(AccountId account, PaymentMethod.Id id) {
        return vault.find(account, id)
                .filter(method -> method.instrument() instanceof CardDisplay)
                .isPresent();
    }

    /** Writes what an invoice or a subscription is charged by, where parameters say it. */
    void methods(Tx tx, ObjectNode body, Customer customer, Params params) {
        for (var name : List.of(DEFAULT_METHOD, DEFAULT_SOURCE)) {
            if (params.isUnset(name)) body.putNull(name);
            params.text(name)
                    .ifPresent(id -> {
                        var method = own(tx, customer, id, params.nameOf(name));
                        // A source is called as it was: card_… is pm_… in the newer way.
                        body.put(name, name.equals(DEFAULT_SOURCE) ? id : method.id().text());
                    });
        }
    }

    /** What one is charged by; the newer way of speaking counts first (docs). */
    static Optional<String> method(ObjectNode body) {
        return JsonFields.text(body, DEFAULT_METHOD)
                .or(() -> JsonFields.text(body, DEFAULT_SOURCE));
    }

    /** Writes what an invoice shows of its customer. */
    static void describe(ObjectNode body, ObjectNode customer) {
        for (var name : SHOWN) body.set("customer_" + name, customer.path(name).deepCopy());
    }

    /** Whether that is among what changed of a customer. */
    static boolean shows(JsonNode changed) {
        return SHOWN.stream().anyMatch(changed::has);
    }

    ObjectNode shown(Tx tx, Customer customer) {
        return customers.shown(tx, customer);
    }

    /** The number of the customer's next invoice: {@code ABCDEFGH-0001}. */
    String number(Tx tx, Customer customer, Currency currency, Cause cause) {
        return customers.takeNumber(tx, customer, currency, cause(customer.account(), cause));
    }

    /** Uses up credit of the customer (negative), or puts what is owed onto the balance. */
    void balance(Tx tx, Customer customer, Money amount, String invoice, Cause cause) {
        add(tx, customer, amount, BalanceEntry.Kind.APPLIED_TO_INVOICE, invoice, cause);
    }

    /** Takes back what an invoice did to the balance. */
    void unbalance(Tx tx, Customer customer, Money amount, String invoice, Cause cause) {
        add(tx, customer, amount, BalanceEntry.Kind.UNAPPLIED_FROM_INVOICE, invoice, cause);
    }

    private void add(
            Tx tx,
            Customer customer,
            Money amount,
            BalanceEntry.Kind kind,
            String invoice,
            Cause cause) {
        balances.applyInvoice(
                tx, customer, amount, kind, invoice, cause(customer.account(), cause));
    }

    static hawker.customers.Cause cause(AccountId account, Cause cause) {
        return new hawker.customers.Cause(account, cause.request(), cause.idempotencyKey());
    }
}
