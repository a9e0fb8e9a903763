package hawker.billing;

import com.fasterxml.jackson.databind.JsonNode;
import hawker.billing.Document.Kind;
import hawker.platform.Tx;
import hawker.pricing.Cause;
import java.util.Optional;

/**
 * Requests that change a subscription in one transaction, and pay and answer in others. One that is
 * repeated after a crash in between finds by its idempotency key that it was done ({@code
 * detail.done}), and goes on with the payment. The newest keys are remembered; who repeats a
 * request after so many others has had no answer for longer than programs wait.
 */
final class Repeating {

    private static final String DONE = "done";
    private static final int REMEMBERED = 20;

    private final Documents documents;
    private final Buyers buyers;

    Repeating(Documents documents, Buyers buyers) {
        this.documents = documents;
        this.buyers = buyers;
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
    private static Optional<String> invoice(Document subscription, String key) {
        for (var each : subscription.detail().path(DONE))
            if (each.path("key").asText().equals(key))
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
                        .put("invoice", invoice.map(Document::id).orElse(""));
        done.add(entry);
        while (done.size() > REMEMBERED) done.remove(0);
        documents.change(tx, after, after.body(), detail);
    }
}
