package hawker.billing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Expander;
import hawker.api.Json;
import hawker.api.Lists;
import hawker.billing.Document.Kind;
import hawker.kernel.AccountId;
import hawker.payments.PaymentIntent;
import hawker.payments.Payments;
import hawker.platform.Platform;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How the ids of this room's things become objects, wherever they stand. */
final class Fetching {

    private final Documents documents;
    private final DocumentsSql sql;
    private final Payments payments;
    private final Platform platform;

    Fetching(Documents documents, DocumentsSql sql, Payments payments, Platform platform) {
        this.documents = documents;
        this.sql = sql;
        this.payments = payments;
        this.platform = platform;
    }

    private Expander of(Kind kind, String... properties) {
        return Expander.of((account, ids) -> documents.fetch(account, kind, ids), properties);
    }

    List<Expander> expanders(
            Expander.Fetch customers, Expander.Fetch methods, Expander.Fetch intents) {
        return List.of(
                Expander.of(
                        customers,
                        "checkout.session.customer",
                        "invoice.customer",
                        "invoiceitem.customer",
                        "subscription.customer",
                        "subscription_schedule.customer",
                        "discount.customer"),
                Expander.of(
                        methods,
                        "invoice.default_payment_method",
                        "subscription.default_payment_method",
                        "subscription_schedule.default_settings.default_payment_method"),
                Expander.of(intents, "checkout.session.payment_intent"),
                of(
                        Kind.INVOICE,
                        "checkout.session.invoice",
                        "charge.invoice",
                        "subscription.latest_invoice",
                        "invoice.from_invoice.invoice",
                        "invoice.latest_revision",
                        "invoiceitem.invoice",
                        "invoice_payment.invoice"),
                of(
                        Kind.SUBSCRIPTION,
                        "checkout.session.subscription",
                        "invoice.parent.subscription_details.subscription",
                        "invoice.subscription",
                        "invoiceitem.subscription",
                        "line_item.subscription",
                        "subscription_schedule.subscription"),
                of(Kind.SCHEDULE, "subscription.schedule"),
                of(
                        Kind.TEST_CLOCK,
                        "customer.test_clock",
                        "invoice.test_clock",
                        "invoiceitem.test_clock",
                        "subscription.test_clock",
                        "subscription_schedule.test_clock"),
                of(
                        Kind.DISCOUNT,
                        "invoice.discounts",
                        "invoice.total_discount_amounts.discount",
                        "invoiceitem.discounts",
                        "line_item.discounts",
                        "line_item.discount_amounts.discount",
                        "subscription.discounts",
                        "subscription_item.discounts"),
                // Of versions before 2025-03-31.
                Expander.included(
                        (account, ids) -> intents(account, ids, intents), "invoice.payment_intent"),
                Expander.included(this::invoices, "payment_intent.invoice"),
                Expander.included(this::secrets, "invoice.confirmation_secret"),
                Expander.included(this::payments, "invoice.payments"),
                Expander.included(this::subscriptions, "customer.subscriptions"));
    }

    /** {@code confirmation_secret}: what the buyer's browser confirms the payment with. */
    private Map<String, ObjectNode> secrets(AccountId account, Collection<String> ids) {
        var found = new HashMap<String, ObjectNode>();
        for (var invoice : all(account, ids))
            invoice.intent()
                    .flatMap(PaymentIntent.Id::parse)
                    .flatMap(id -> payments.find(account, id))
                    .ifPresent(intent ->
                            found.put(
                                    invoice.id(),
                                    Json.object()
                                            .put("client_secret", intent.clientSecret())
                                            .put("type", "payment_intent")));
        return found;
    }

    /** The intents that pay invoices, by the invoice. */
    private Map<String, ObjectNode> intents(
            AccountId account, Collection<String> ids, Expander.Fetch intents) {
        var ofInvoice = new HashMap<String, String>();
        for (var invoice : all(account, ids))
            invoice.intent().ifPresent(intent -> ofInvoice.put(invoice.id(), intent));
        var known = intents.fetch(account, ofInvoice.values());
        var found = new HashMap<String, ObjectNode>();
        ofInvoice.forEach((invoice, intent) -> {
            var object = known.get(intent);
            if (object != null) found.put(invoice, object);
        });
        return found;
    }

    /** The invoices that intents pay, by the intent. */
    private Map<String, ObjectNode> invoices(AccountId account, Collection<String> ids) {
        var found = new HashMap<String, ObjectNode>();
        platform.tx()
                .readAccount(account, tx -> sql.ofIntents(tx, account, ids))
                .forEach(invoice ->
                        found.put(invoice.intent().orElseThrow(), Documents.shown(invoice)));
        return found;
    }

    private List<Document> all(AccountId account, Collection<String> ids) {
        return platform.tx()
                .readAccount(account, tx -> sql.findAll(tx, account, Kind.INVOICE, ids));
    }

    private Map<String, ObjectNode> payments(AccountId account, Collection<String> ids) {
        var found = new HashMap<String, ObjectNode>();
        platform.tx()
                .readAccount(account, tx -> sql.ofParents(tx, account, Kind.INVOICE_PAYMENT, ids))
                .forEach(payment -> {
                    var invoice = payment.parent().orElseThrow();
                    var list = found.computeIfAbsent(invoice, Fetching::noPayments);
                    JsonFields.array(list, "data").add(Documents.shown(payment));
                });
        for (var id : ids) found.computeIfAbsent(id, Fetching::noPayments);
        return found;
    }

    private static ObjectNode noPayments(String invoice) {
        return Lists.of("/v1/invoice_payments?invoice=" + invoice, List.of(), false);
    }

    /** The subscriptions of customers that live. */
    private Map<String, ObjectNode> subscriptions(AccountId account, Collection<String> ids) {
        var found = new HashMap<String, ObjectNode>();
        for (var id : ids) {
            var living =
                    platform
                            .tx()
                            .readAccount(
                                    account,
                                    tx -> sql.ofCustomer(tx, account, Kind.SUBSCRIPTION, id))
                            .stream()
                            .filter(s -> !Lifecycle.isOver(s))
                            .map(Documents::shown)
                            .toList()
                            .reversed();
            found.put(id, Lists.of("/v1/customers/" + id + "/subscriptions", living, false));
        }
        return found;
    }
}
