package hawker.billing;

import hawker.api.Answer;
import hawker.api.ApiError;
import hawker.api.Call;
import hawker.api.Json;
import hawker.api.Lists;
import hawker.api.Operation;
import hawker.api.Param;
import hawker.api.Shape;
import hawker.billing.Document.Kind;
import hawker.pricing.Cause;
import java.util.List;

/** What is done with invoices: finalize, pay, send, void, give up; and their payments. */
final class InvoiceActionsHttp {

    private static final String PAYMENTS = "/v1/invoice_payments";

    private static final Shape PAY =
            Shape.of(
                    Param.flag("forgive"),
                    Param.id("mandate"),
                    Param.flag("off_session"),
                    Param.flag("paid_out_of_band"),
                    Param.id("payment_method"),
                    Param.id("source"));

    private final Documents documents;
    private final Buyers buyers;
    private final Finalizing finalizing;
    private final Collecting collecting;
    private final Ending ending;
    private final Letters letters;

    InvoiceActionsHttp(
            Documents documents,
            Buyers buyers,
            Finalizing finalizing,
            Collecting collecting,
            Ending ending,
            Letters letters) {
        this.documents = documents;
        this.buyers = buyers;
        this.finalizing = finalizing;
        this.collecting = collecting;
        this.ending = ending;
        this.letters = letters;
    }

    List<Operation> operations() {
        var one = InvoicesHttp.ONE;
        return List.of(
                Operation.post(
                        one + "/finalize", Shape.of(Param.flag("auto_advance")), this::finalize),
                Operation.post(one + "/pay", PAY, this::pay),
                Operation.post(
                        one + "/attach_payment",
                        Shape.of(Param.id("payment_intent").required()),
                        this::attach),
                Operation.post(one + "/send", Shape.of(), this::send),
                Operation.post(one + "/void", Shape.of(), this::voided),
                Operation.post(one + "/mark_uncollectible", Shape.of(), this::uncollectible),
                Operation.get(
                        PAYMENTS,
                        Shape.of(
                                Param.paging(),
                                Param.range("created"),
                                Param.id("invoice"),
                                Param.hash(
                                        "payment",
                                        Param.id("payment_intent"),
                                        Param.id("payment_record"),
                                        Param.oneOf("type", "payment_intent", "payment_record")
                                                .required()),
                                Param.oneOf("status", "canceled", "open", "paid")),
                        this::listPayments),
                Operation.get(
                        PAYMENTS + "/{id}",
                        Shape.of(),
                        call -> InvoicesHttp.shown(documents.named(call, Kind.INVOICE_PAYMENT))));
    }

    private Answer finalize(Call call) {
        var seen = documents.named(call, Kind.INVOICE);
        return call.write(tx -> {
            var customer = buyers.held(tx, call.account(), seen.customer().orElseThrow());
            var draft =
                    InvoicesHttp.copy(documents.held(tx, call.account(), Kind.INVOICE, seen.id()));
            call.params()
                    .flag("auto_advance")
                    .ifPresent(flag -> draft.body().put("auto_advance", flag));
            return InvoicesHttp.shown(finalizing.finalize(tx, draft, customer, Cause.of(call)));
        });
    }

    private Answer pay(Call call) {
        var params = call.params();
        var seen = documents.named(call, Kind.INVOICE);
        var cause = Cause.of(call);
        if (params.isTrue("forgive"))
            throw ApiError.parameterInvalid(
                    "forgive", "Mark the invoice as uncollectible instead.");
        if (seen.is("draft")) finalized(call, seen, cause);
        var open = documents.named(call, Kind.INVOICE);
        // A draft over nothing is paid by being finalized.
        if (seen.is("draft") && open.is("paid")) return InvoicesHttp.shown(open);
        if (params.isTrue("paid_out_of_band"))
            return InvoicesHttp.shown(ending.paidElsewhere(open, cause));
        var method = params.text("payment_method").or(() -> params.text("source"));
        boolean offSession = params.isTrue("off_session");
        var mandate = params.text("mandate");
        var means = new Paying.Means(method, mandate);
        var outcome = collecting.pay(call.account(), open.id(), means, offSession, cause);
        return switch (outcome) {
            case Collecting.Outcome.Paid(var paid) -> InvoicesHttp.shown(paid);
            case Collecting.Outcome.Processing(var waiting) -> InvoicesHttp.shown(waiting);
            case Collecting.Outcome.NeedsAction needs -> throw needsAction(needs);
            case Collecting.Outcome.Declined declined -> throw declined(declined);
            case Collecting.Outcome.NoMethod none -> throw noMethod();
            case Collecting.Outcome.Refused(var same, var message) ->
                    throw ApiError.parameterInvalid(
                            mandate.isPresent() ? "mandate" : "payment_method", message);
        };
    }

    private Answer attach(Call call) {
        var intent = call.params().requiredText("payment_intent");
        var seen = documents.named(call, Kind.INVOICE);
        return InvoicesHttp.shown(ending.attach(seen, intent, Cause.of(call)));
    }

    private void finalized(Call call, Document seen, Cause cause) {
        ending.inTransaction(
                call.account(),
                tx -> {
                    var customer = buyers.held(tx, call.account(), seen.customer().orElseThrow());
                    var draft = documents.held(tx, call.account(), Kind.INVOICE, seen.id());
                    return draft.is("draft")
                            ? finalizing.finalize(tx, draft, customer, cause)
                            : draft;
                });
    }

    /** Mails the invoice's address to the customer. */
    private Answer send(Call call) {
        var seen = documents.named(call, Kind.INVOICE);
        var cause = Cause.of(call);
        return call.write(tx -> {
            var customer = buyers.held(tx, call.account(), seen.customer().orElseThrow());
            var invoice = documents.held(tx, call.account(), Kind.INVOICE, seen.id());
            if (!invoice.body().path("collection_method").asText().equals("send_invoice"))
                throw ApiError.invalid(
                        "You can only manually send an invoice if its collection method is"
                                + " 'send_invoice'.");
            if (!invoice.is("draft") && !invoice.is("open"))
                throw ApiError.invalid("This invoice is " + invoice.state() + " already.");
            if (customer.profile().email().isEmpty())
                throw ApiError.invalid(
                        "You can't send an invoice to a customer without an email address.");
            var open =
                    invoice.is("draft")
                            ? finalizing.finalize(tx, invoice, customer, cause)
                            : invoice;
            letters.invoice(tx, open, customer);
            documents.tell(tx, open, cause, "invoice.sent");
            return InvoicesHttp.shown(open);
        });
    }

    private Answer voided(Call call) {
        return InvoicesHttp.shown(
                ending.voided(documents.named(call, Kind.INVOICE), Cause.of(call)));
    }

    private Answer uncollectible(Call call) {
        return call.write(tx ->
                InvoicesHttp.shown(
                        ending.uncollectible(
                                tx,
                                documents.held(tx, call.account(), Kind.INVOICE, call.path("id")),
                                Cause.of(call))));
    }

    private Answer listPayments(Call call) {
        var params = call.params();
        var like = Json.object();
        params.text("invoice").ifPresent(id -> like.put("invoice", id));
        params.hash("payment")
                .ifPresent(of -> {
                    var payment = like.putObject("payment");
                    for (var name : List.of("type", "payment_intent", "payment_record"))
                        of.text(name).ifPresent(text -> payment.put(name, text));
                });
        var states = params.text("status").map(List::of).orElse(List.of());
        var wanted = new DocumentsSql.Wanted(like, states, params.range("created"));
        return Lists.answer(
                PAYMENTS,
                documents.list(call.account(), Kind.INVOICE_PAYMENT, wanted, call.page()));
    }

    /** 402, code invoice_payment_intent_requires_action: the buyer has to authenticate. */
    static ApiError needsAction(Collecting.Outcome.NeedsAction needs) {
        return new ApiError(
                        402,
                        "card_error",
                        "This payment requires additional user action before it can be completed"
                                + " successfully. Payment can be completed using the PaymentIntent"
                                + " associated with the invoice.")
                .code("invoice_payment_intent_requires_action");
    }

    static ApiError declined(Collecting.Outcome.Declined declined) {
        var failure = declined.failure();
        var error = ApiError.card(failure.code(), failure.declineCode(), failure.message());
        failure.charge().ifPresent(charge -> error.with("charge", charge.text()));
        var method = Json.parse(failure.method());
        return method.isEmpty() ? error : error.with("payment_method", method);
    }

    /** 400: nothing can be charged. */
    static ApiError noMethod() {
        return new ApiError(
                        400,
                        "invalid_request_error",
                        "This customer has no attached payment source or default payment method."
                                + " Please consider adding a default payment method.")
                .code("resource_missing");
    }
}
