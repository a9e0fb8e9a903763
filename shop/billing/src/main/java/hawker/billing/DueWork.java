package hawker.billing;

import hawker.api.ApiError;
import hawker.api.Json;
import hawker.billing.Document.Kind;
import hawker.kernel.AccountId;
import hawker.platform.Job;
import hawker.platform.Platform;
import hawker.platform.Tx;
import hawker.pricing.Cause;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Does what is due about a document: by a job for what lives by everybody's time, by an advancing
 * test clock for the rest. Whatever is done moves {@code due} on in the same transaction, so that
 * doing it again, after a crash or by two workers, finds nothing due.
 */
final class DueWork {

    /** Of a schedule at one moment: one a phase. */
    private static final int MOST_STEPS = 100;

    private final Platform platform;
    private final Documents documents;
    private final Buyers buyers;
    private final Finalizing finalizing;
    private final Collecting collecting;
    private final Renewing renewing;
    private final Scheduling scheduling;
    private final Lifecycle lifecycle;

    DueWork(
            Platform platform,
            Documents documents,
            Buyers buyers,
            Finalizing finalizing,
            Collecting collecting,
            Renewing renewing,
            Scheduling scheduling,
            Lifecycle lifecycle) {
        this.platform = platform;
        this.documents = documents;
        this.buyers = buyers;
        this.finalizing = finalizing;
        this.collecting = collecting;
        this.renewing = renewing;
        this.scheduling = scheduling;
        this.lifecycle = lifecycle;
    }

    void onTime(Job job) {
        work(job.account(), job.payload());
        platform.tx().doInAccount(job.account(), tx -> platform.jobs().finish(tx, job));
    }

    /** Does the next thing about a document, if one is due. */
    void work(AccountId account, String id) {
        var kind = Kind.ofId(id);
        var found = documents.find(account, kind, id);
        if (found.isEmpty() || !isDue(found.get())) return;
        switch (kind) {
            case INVOICE -> invoice(found.get());
            case SUBSCRIPTION -> {
                lead(found.get());
                renewing.onTime(found.get());
            }
            case SCHEDULE -> scheduling.onTime(found.get());
            case INVOICE_ITEM, INVOICE_PAYMENT, TEST_CLOCK, DISCOUNT ->
                    throw new IllegalStateException(id + " is never due");
        }
    }

    /**
     * What its schedule makes of a subscription by then comes first, whichever job does: the next
     * period is billed with what the next phase says.
     */
    private void lead(Document subscription) {
        for (int steps = 0; steps < MOST_STEPS; steps++) {
            var led =
                    subscription
                            .parent()
                            .flatMap(
                                    id -> documents.find(subscription.account(), Kind.SCHEDULE, id))
                            .filter(this::isDue)
                            .filter(s -> !s.due().get().isAfter(subscription.due().get()));
            if (led.isEmpty()) return;
            scheduling.onTime(led.get());
        }
    }

    private boolean isDue(Document document) {
        var now = platform.tx().readAccount(document.account(), tx -> documents.now(tx, document));
        return isDue(document, now);
    }

    static boolean isDue(Document document, Instant now) {
        return document.due().map(due -> !due.isAfter(now)).orElse(false);
    }

    private void invoice(Document invoice) {
        boolean sent = invoice.body().path("collection_method").asText().equals("send_invoice");
        if (isAbandoned(invoice))
            platform.tx()
                    .doInAccount(
                            invoice.account(),
                            tx ->
                                    lifecycle.rest(
                                            tx,
                                            documents.held(
                                                    tx,
                                                    invoice.account(),
                                                    Kind.INVOICE,
                                                    invoice.id()),
                                            Cause.NONE));
        else if (invoice.is("draft")) finalized(invoice);
        else if (sent) overdue(invoice);
        else collecting.onTime(invoice);
    }

    /**
     * Whether the program leaves an invoice alone because its subscription is over; the last one
     * ({@code detail.last}) is made when it ends, and is collected.
     */
    private boolean isAbandoned(Document seen) {
        var subscription =
                seen.parent().flatMap(id -> documents.find(seen.account(), Kind.SUBSCRIPTION, id));
        boolean over = subscription.map(Lifecycle::isOver).orElse(false);
        return over && !seen.detail().path("last").asBoolean();
    }

    /** A draft's hour is over; what is charged automatically is charged at once. */
    private void finalized(Document seen) {
        try {
            finalizedNow(seen);
        } catch (ApiError refused) {
            platform.tx().doInAccount(seen.account(), tx -> notFinalized(tx, seen, refused));
        }
    }

    /** It stays a draft, and says why: the seller has to change it. */
    private void notFinalized(Tx tx, Document seen, ApiError refused) {
        var draft = documents.held(tx, seen.account(), Kind.INVOICE, seen.id());
        if (!draft.is("draft")) return;
        var next = InvoicesHttp.copy(draft);
        next.body().putNull("automatically_finalizes_at");
        next.body().set("last_finalization_error", refused.error());
        next.detail().remove("due");
        var after = documents.change(tx, draft, next.body(), next.detail());
        documents.changed(
                tx, draft, after, Cause.NONE, "invoice.updated", "invoice.finalization_failed");
    }

    private void finalizedNow(Document seen) {
        var after =
                platform.tx()
                        .inAccount(
                                seen.account(),
                                tx -> {
                                    var customer =
                                            buyers.held(
                                                    tx,
                                                    seen.account(),
                                                    seen.customer().orElseThrow());
                                    var draft =
                                            documents.held(
                                                    tx, seen.account(), Kind.INVOICE, seen.id());
                                    return draft.is("draft")
                                            ? finalizing.finalize(tx, draft, customer, Cause.NONE)
                                            : draft;
                                });
        if (isDue(after) && after.is("open")) invoice(after);
    }

    private void overdue(Document seen) {
        platform.tx().doInAccount(seen.account(), tx -> overdue(tx, seen));
    }

    /**
     * Nobody has paid in time what was sent: a subscription is past due, and some days later it is
     * what the seller wants it to be then.
     */
    private void overdue(Tx tx, Document seen) {
        lifecycle.lock(tx, seen);
        var invoice = documents.held(tx, seen.account(), Kind.INVOICE, seen.id());
        if (!DueWork.isDue(invoice, documents.now(tx, invoice))) return;
        var rules = lifecycle.rules(tx, invoice.account());
        var detail = invoice.detail().deepCopy();
        boolean again = detail.path("overdue").asBoolean();
        detail.remove("due");
        detail.put("overdue", true);
        if (!again && invoice.is("open") && invoice.parent().isPresent())
            JsonFields.time(invoice.body(), "due_date")
                    .map(date -> date.plus(Duration.ofDays(rules.days())))
                    .ifPresent(end -> detail.put("due", Json.seconds(end)));
        var after = documents.change(tx, invoice, invoice.body(), detail);
        if (!invoice.is("open")) return;
        if (!again) documents.tell(tx, after, Cause.NONE, "invoice.overdue");
        var end = again ? Optional.of(rules.sent()) : Optional.<Dunning.End>empty();
        lifecycle.failed(tx, after, end, Cause.NONE);
    }
}
