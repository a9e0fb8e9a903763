package hawker.billing;

import hawker.kernel.AccountId;
import hawker.platform.Job;
import hawker.platform.Platform;
import hawker.pricing.Cause;
import java.time.Instant;

/**
 * Does what is due about a paper: by a job for what lives by everybody's time, by an advancing test
 * clock for the rest. Whatever is done moves {@code due} on in the same transaction, so that doing
 * it again, after a crash or by two workers, finds nothing due.
 */
final class DueWork {

    private final Platform platform;
    private final Papers papers;
    private final Buyers buyers;
    private final Finalizing finalizing;
    private final Collecting collecting;
    private final Renewing renewing;
    private final Scheduling scheduling;

    DueWork(
            Platform platform,
            Papers papers,
            Buyers buyers,
            Finalizing finalizing,
            Collecting collecting,
            Renewing renewing,
            Scheduling scheduling) {
        this.platform = platform;
        this.papers = papers;
        this.buyers = buyers;
        this.finalizing = finalizing;
        this.collecting = collecting;
        this.renewing = renewing;
        this.scheduling = scheduling;
    }

    void onTime(Job job) {
        work(job.account(), job.payload());
        platform.tx().doInAccount(job.account(), tx -> platform.jobs().finish(tx, job));
    }

    /** Does the next thing about a paper, if one is due. */
    void work(AccountId account, String id) {
        var kind = Kind.ofId(id);
        var found = papers.find(account, kind, id);
        if (found.isEmpty() || !isDue(found.get())) return;
        switch (kind) {
            case INVOICE -> invoice(found.get());
            case SUBSCRIPTION -> renewing.onTime(found.get());
            case SCHEDULE -> scheduling.onTime(found.get());
            case INVOICE_ITEM,
                    INVOICE_PAYMENT,
                    TEST_CLOCK,
                    DISCOUNT,
                    CONFIGURATION,
                    PORTAL_SESSION ->
                    throw new IllegalStateException(id + " is never due");
        }
    }

    private boolean isDue(Paper paper) {
        var now = platform.tx().readAccount(paper.account(), tx -> papers.now(tx, paper));
        return isDue(paper, now);
    }

    static boolean isDue(Paper paper, Instant now) {
        return paper.due().map(due -> !due.isAfter(now)).orElse(false);
    }

    private void invoice(Paper invoice) {
        boolean sent = invoice.body().path("collection_method").asText().equals("send_invoice");
        if (invoice.is("draft")) finalized(invoice);
        else if (sent) overdue(invoice);
        else collecting.onTime(invoice);
    }

    /** A draft's hour is over; what is charged automatically is charged at once. */
    private void finalized(Paper seen) {
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
                                            papers.held(
                                                    tx, seen.account(), Kind.INVOICE, seen.id());
                                    return draft.is("draft")
                                            ? finalizing.finalize(tx, draft, customer, Cause.NONE)
                                            : draft;
                                });
        if (isDue(after) && after.is("open")) invoice(after);
    }

    private void overdue(Paper seen) {
        platform.tx()
                .doInAccount(
                        seen.account(),
                        tx -> {
                            var invoice = papers.held(tx, seen.account(), Kind.INVOICE, seen.id());
                            var detail = invoice.detail().deepCopy();
                            detail.remove("due");
                            var after = papers.change(tx, invoice, invoice.body(), detail);
                            if (invoice.is("open"))
                                papers.tell(tx, after, Cause.NONE, "invoice.overdue");
                        });
    }
}
