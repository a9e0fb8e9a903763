package hawker.billing;

import com.fasterxml.jackson.databind.JsonNode;
import hawker.api.ApiError;
import hawker.billing.Document.Kind;
import hawker.platform.Platform;
import hawker.platform.Tx;
import hawker.pricing.Cause;
import java.time.Duration;
import java.util.Optional;

/**
 * Requests that change a subscription in one transaction, pay in others, and answer in a last one.
 * One that is repeated after a crash in between finds by its idempotency key that it was done
 * ({@code detail.done}), and goes on with the payment. The newest keys are remembered as long as
 * the API remembers them; after that a key is a new one.
 */
final class Requesting {

    private static final String DONE = "done";
    private static final String AT = "at";
    private static final int REMEMBERED = 20;

    /** As long as the API answers a repeated key with what it answered before. */
    private static final Duration KEPT = Duration.ofDays(2);

    private final Platform platform;
    private final Documents documents;
    private final Buyers buyers;
    private final Collecting collecting;
    private final Ending ending;
    private final Lifecycle lifecycle;

    Requesting(
            Platform platform,
            Documents documents,
            Buyers buyers,
            Collecting collecting,
            Ending ending,
            Lifecycle lifecycle) {
        this.platform = platform;
        this.documents = documents;
        this.buyers = buyers;
        this.collecting = collecting;
        this.ending = ending;
        this.lifecycle = lifecycle;
    }

    /** What is done, once. */
    interface Work {
        Subscriptions.Done run();
    }

    /**
     * Does it, or finds what came of it.
     *
     * @param seen the subscription; it and its customer are held from here on
     */
    Subscriptions.Done once(Tx tx, Document seen, Cause cause, Work work) {
        if (cause.idempotencyKey().isEmpty()) return work.run();
        var key = cause.idempotencyKey().get();
        buyers.held(tx, seen.account(), seen.customer().orElseThrow());
        var before = documents.held(tx, seen.account(), Kind.SUBSCRIPTION, seen.id());
        var known = invoice(before, key);
        if (known.isPresent())
            return new Subscriptions.Done(
                    before, documents.find(tx, seen.account(), Kind.INVOICE, known.get()));
        var done = work.run();
        remember(tx, seen, key, done.invoice());
        return done;
    }

    /** What a key has made: an invoice's id, or "" for none. */
    private Optional<String> invoice(Document subscription, String key) {
        long from = platform.clock().now().minus(KEPT).getEpochSecond();
        for (var each : subscription.detail().path(DONE))
            if (each.path("key").asText().equals(key) && each.path(AT).asLong() > from)
                return Optional.of(each.path("invoice").asText());
        return Optional.empty();
    }

    private void remember(Tx tx, Document seen, String key, Optional<Document> invoice) {
        var after = documents.held(tx, seen.account(), Kind.SUBSCRIPTION, seen.id());
        var detail = after.detail().deepCopy();
        var done = JsonFields.array(detail, DONE);
        JsonNode entry =
                done.objectNode()
                        .put("key", key)
                        .put(AT, platform.clock().now().getEpochSecond())
                        .put("invoice", invoice.map(Document::id).orElse(""));
        done.add(entry);
        while (done.size() > REMEMBERED) done.remove(0);
        documents.change(tx, after, after.body(), detail);
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
                collecting.pay(account, invoice.get().id(), Paying.Means.USUAL, offSession, cause);
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
