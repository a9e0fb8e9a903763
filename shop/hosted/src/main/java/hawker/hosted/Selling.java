package hawker.hosted;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.ApiError;
import hawker.api.Json;
import hawker.api.Param;
import hawker.api.Params;
import hawker.customers.Customer;
import hawker.customers.Customers;
import hawker.customers.Shipping;
import hawker.hosted.Biller.Buyer;
import hawker.hosted.Biller.Delivery;
import hawker.hosted.Biller.Item;
import hawker.hosted.Biller.Off;
import hawker.hosted.Biller.Payment;
import hawker.hosted.Biller.Sale;
import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.payments.PaymentIntent;
import hawker.payments.Payments;
import hawker.payments.Share;
import hawker.platform.Tx;
import hawker.pricing.Pricing;
import hawker.pricing.Purchase;
import hawker.pricing.ShippingRate;
import hawker.vault.Billing;
import hawker.vault.PaymentMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Sessions that end in more than a payment: in a customer, an invoice, a subscription. The buyer
 * becomes a customer when they first press Pay, so that the payment is that customer's from its
 * beginning; {@code detail.customer} remembers who it is for the next press. The rest is made when
 * the session is complete, in that transaction.
 */
final class Selling {

    /** In a session's detail: the customer that was made for it. */
    static final String CUSTOMER = "customer";

    /** {@code customer_update}: what of the customer is written anew when the session is paid. */
    static final String UPDATE = "customer_update";

    private static final List<String> UPDATED = List.of("address", "name", "shipping");

    /** In a session's detail: how its customer is written to. */
    private static final String EMAIL = "known_email";

    private final Biller biller;
    private final Customers customers;
    private final Pricing pricing;
    private final Lines lines;
    private final Payments payments;

    Selling(Biller biller, Customers customers, Pricing pricing, Lines lines, Payments payments) {
        this.biller = biller;
        this.customers = customers;
        this.pricing = pricing;
        this.lines = lines;
        this.payments = payments;
    }

    /**
     * That the accounts of a share may be given money; reads, so never in a transaction.
     *
     * @param hash in which the request says so; empty: in none
     */
    void checkShares(AccountId account, ShareTerms shares, String hash) {
        payments.checkShare(account, shares.accounts(), hash);
    }

    /**
     * That the accounts may issue invoices which are named for it, and that the tax ids which these
     * bear are the seller's; reads, as the one before.
     */
    void checkIssuers(AccountId account, Params params) {
        params.hash(SubscriptionData.NAME)
                .flatMap(data -> data.hash("invoice_settings"))
                .flatMap(settings -> settings.hash("issuer"))
                .ifPresent(issuer -> checkIssuer(account, issuer));
        var data = params.hash("invoice_creation").flatMap(made -> made.hash("invoice_data"));
        data.flatMap(d -> d.hash("issuer")).ifPresent(issuer -> checkIssuer(account, issuer));
        data.filter(d -> d.has(InvoiceCreation.TAX_IDS))
                .ifPresent(d -> biller.checkTaxIds(account, d));
    }

    private void checkIssuer(AccountId account, Params issuer) {
        var named = issuer.text("account");
        if (named.isEmpty()) return;
        var missing = ApiError.missingReference("account", named.get(), issuer.nameOf("account"));
        var other = AccountId.parse(named.get()).map(id -> id.inMode(account.livemode()));
        var none = Share.NONE;
        var behalf = new Share(none.platform(), none.fee(), none.destination(), none.part(), other);
        if (other.isEmpty()) throw missing;
        try {
            payments.checkShare(account, behalf);
        } catch (ApiError refused) {
            throw missing;
        }
    }

    /**
     * Refuses what could not be billed, when a session or a link was added up for the first time.
     */
    void check(Tx tx, AccountId account, ObjectNode body, ObjectNode detail) {
        boolean subscribes = body.path("mode").asText().equals("subscription");
        if (subscribes && !Lines.recurs(detail))
            throw ApiError.parameterInvalid(
                    "line_items",
                    "You must provide at least one recurring price in `subscription` mode.");
        if (Session.isBilled(body)) biller.check(tx, sale(tx, account, "", body, detail));
    }

    /**
     * The detail of a session that is about to be paid, with the customer who pays it.
     *
     * @param body with what the buyer has told
     */
    ObjectNode withCustomer(Tx tx, Session session, ObjectNode body) {
        var detail = session.detail().deepCopy();
        boolean known = text(body, "customer").isPresent() || detail.has(CUSTOMER);
        if (known || !session.wantsCustomer()) return detail;
        return detail.put(CUSTOMER, biller.customer(tx, session.account(), buyer(body)));
    }

    static Param update() {
        return Param.hash(
                UPDATE,
                UPDATED.stream()
                        .map(name -> Param.oneOf(name, "auto", "never"))
                        .toArray(Param[]::new));
    }

    /** Notes who buys, where the seller has said it, and what may be written of them. */
    void know(Tx tx, AccountId account, Params params, ObjectNode detail) {
        var id = params.text("customer").flatMap(Customer.Id::parse);
        id.flatMap(known -> customers.find(tx, account, known))
                .flatMap(known -> known.profile().email())
                .ifPresent(email -> detail.put(EMAIL, email));
        params.hash(UPDATE).ifPresent(said -> said.mergeInto(detail.putObject(UPDATE)));
    }

    /** How a session's buyer is written to, as far as its seller has told. */
    static String knownEmail(Session session) {
        var said = session.body().path("customer_email").asText("");
        return said.isEmpty() ? session.detail().path(EMAIL).asText("") : said;
    }

    private void tell(Tx tx, Session session, ObjectNode body) {
        var wanted = session.detail().path(UPDATE);
        var id = text(session.body(), "customer").flatMap(Customer.Id::parse);
        if (!wanted.isObject() || id.isEmpty()) return;
        var details = body.path("customer_details");
        var to = body.path("collected_information").path("shipping_details");
        customers.told(
                tx,
                session.account(),
                id.get(),
                text(details, "name").filter(name -> isAuto(wanted, "name")),
                Optional.of(address(details.path("address")))
                        .filter(address -> address.line1().isPresent())
                        .filter(address -> isAuto(wanted, "address")),
                Optional.of(to)
                        .filter(JsonNode::isObject)
                        .filter(there -> isAuto(wanted, "shipping"))
                        .map(there -> shipping(there, text(details, "phone"))));
    }

    private static boolean isAuto(JsonNode wanted, String name) {
        return wanted.path(name).asText().equals("auto");
    }

    private static Shipping shipping(JsonNode to, Optional<String> phone) {
        return new Shipping(
                text(to, "name"),
                phone,
                Optional.empty(),
                Optional.empty(),
                address(to.path("address")));
    }

    /** What the restrictions of a rebate look at. */
    Purchase purchase(Tx tx, AccountId account, Money subtotal, Optional<String> customer) {
        boolean first = customer.map(id -> !biller.hasBought(tx, account, id)).orElse(true);
        return new Purchase(subtotal, customer, first);
    }

    /** Who is charged, if that is somebody the seller knows. */
    static Optional<String> customer(Session session) {
        return text(session.body(), "customer").or(() -> text(session.detail(), CUSTOMER));
    }

    /** Makes what a session that was just paid is about, and writes its names into the body. */
    void sell(Tx tx, Session session, ObjectNode body, Optional<PaymentMethod.Id> method) {
        customer(session).ifPresent(id -> body.put("customer", id));
        tell(tx, session, body);
        // Only now, so that it is the number that was told last.
        text(session.detail(), CUSTOMER)
                .ifPresent(id -> taxNumbers(tx, session.account(), id, body));
        if (!Session.isBilled(body)) return;
        var intent = session.intent().flatMap(PaymentIntent.Id::parse);
        var sale = sale(tx, session.account(), session.id().text(), body, session.detail());
        var sold = biller.sell(tx, sale, buyer(body), new Payment(intent, method));
        body.put("customer", sold.customer());
        Json.put(body, "subscription", sold.subscription());
        Json.put(body, "invoice", sold.invoice());
    }

    private void taxNumbers(Tx tx, AccountId account, String customer, ObjectNode body) {
        for (var number : body.path("customer_details").path("tax_ids"))
            biller.taxNumber(
                    tx,
                    account,
                    customer,
                    number.path("type").asText(),
                    number.path("value").asText());
    }

    private Sale sale(
            Tx tx, AccountId account, String session, ObjectNode body, ObjectNode detail) {
        var currency = Currency.of(body.path("currency").asText());
        var recurring = new ArrayList<Item>();
        var once = new ArrayList<Item>();
        for (var line : detail.path("lines"))
            (line.path("recurs").asBoolean() ? recurring : once)
                    .add(item(tx, account, line, currency));
        var rebates = new ArrayList<Off>();
        for (var rebate : detail.path("rebates"))
            lines.coupon(tx, account, rebate)
                    .ifPresent(
                            coupon -> rebates.add(new Off(coupon, text(rebate, "promotion_code"))));
        var total = Money.of(body.path("amount_total").asLong(), currency);
        var data =
                body.path("mode").asText().equals("subscription")
                        ? SubscriptionData.withShares(detail)
                        : body.path("invoice_creation").path("invoice_data");
        return new Sale(
                account,
                session,
                text(body, "customer").or(() -> text(detail, CUSTOMER)),
                currency,
                recurring,
                once,
                rebates,
                delivery(tx, account, body, currency),
                total,
                data.deepCopy());
    }

    private Item item(Tx tx, AccountId account, JsonNode line, Currency currency) {
        var rates = new ArrayList<String>();
        line.path("tax_rates").forEach(rate -> rates.add(rate.asText()));
        return new Item(
                lines.agreed(tx, account, line),
                line.path("quantity").asLong(),
                rates,
                Money.of(line.path("subtotal").asLong(), currency));
    }

    private Optional<Delivery> delivery(
            Tx tx, AccountId account, JsonNode body, Currency currency) {
        var cost = body.path("shipping_cost");
        if (!cost.isObject()) return Optional.empty();
        var amount = Money.of(cost.path("amount_total").asLong(), currency);
        return pricing.shippingRate(
                        tx, account, new ShippingRate.Id(cost.path("shipping_rate").asText()))
                .map(rate -> new Delivery(rate.name(), amount));
    }

    private static Buyer buyer(JsonNode body) {
        var details = body.path("customer_details");
        return new Buyer(
                text(details, "name"),
                text(details, "email").or(() -> text(body, "customer_email")),
                text(details, "phone"),
                text(details, "business_name"),
                text(details, "individual_name"),
                address(details.path("address")));
    }

    private static Billing.Address address(JsonNode address) {
        return new Billing.Address(
                text(address, "line1"),
                text(address, "line2"),
                text(address, "city"),
                text(address, "state"),
                text(address, "postal_code"),
                text(address, "country"));
    }

    private static Optional<String> text(JsonNode node, String name) {
        var value = node.path(name);
        return value.isTextual() ? Optional.of(value.asText()) : Optional.empty();
    }
}
