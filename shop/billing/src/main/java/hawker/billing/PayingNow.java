package hawker.billing;

import hawker.api.ApiError;
import hawker.billing.Document.Kind;
import hawker.platform.Platform;
import hawker.pricing.Cause;
import java.util.Optional;

/** The payment that follows what was done with a subscription, after its transaction. */
final class PayingNow {

    private final Platform platform;
    private final Documents documents;
    private final Collecting collecting;
    private final Ending ending;
    private final Lifecycle lifecycle;

    PayingNow(
            Platform platform,
            Documents documents,
            Collecting collecting,
            Ending ending,
            Lifecycle lifecycle) {
        this.platform = platform;
        this.documents = documents;
        this.collecting = collecting;
        this.ending = ending;
        this.lifecycle = lifecycle;
    }

    /**
     * Tries to pay a subscription's first or immediate invoice.
     *
     * @param strict whether a failure is an error, else the subscription says it
     */
    void pay(Subscriptions.Done done, boolean strict, boolean offSession, Cause cause) {
        var invoice = done.invoice().filter(i -> i.is("open") && !isSent(i));
        if (invoice.isEmpty()) return;
        var account = done.subscription().account();
        var outcome =
                collecting.pay(account, invoice.get().id(), Optional.empty(), offSession, cause);
        if (!strict) return;
        switch (outcome) {
            case Collecting.Outcome.Paid paid -> {}
            case Collecting.Outcome.Processing sent -> {}
            case Collecting.Outcome.NeedsAction needs ->
                    throw InvoiceActionsHttp.needsAction(needs);
            case Collecting.Outcome.Declined declined ->
                    throw InvoiceActionsHttp.declined(declined);
            case Collecting.Outcome.NoMethod none -> throw InvoiceActionsHttp.noMethod();
            case Collecting.Outcome.Refused(var same, var message) ->
                    throw ApiError.invalid(message);
        }
    }

    static boolean isSent(Document invoice) {
        return invoice.body().path("collection_method").asText().equals("send_invoice");
    }

    /** A subscription that could not begin was never there. */
    void undo(Document subscription, Cause cause) {
        var account = subscription.account();
        JsonFields.text(subscription.body(), "latest_invoice")
                .flatMap(id -> documents.find(account, Kind.INVOICE, id))
                .filter(invoice -> invoice.is("open"))
                .ifPresent(invoice -> ending.voided(invoice, cause));
        platform.tx()
                .doInAccount(
                        account,
                        tx -> {
                            var held =
                                    documents.held(
                                            tx, account, Kind.SUBSCRIPTION, subscription.id());
                            documents.delete(
                                    tx, lifecycle.cancel(tx, held, "payment_failed", cause));
                        });
    }
}
