package hawker.platform;

import hawker.kernel.AccountId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The SQL of the job queue. */
final class JobSql {

    /** A job that seems to be due; the claim decides. */
    record Due(AccountId account, String id) {}

    private static final String ADD =
            """
            insert into platform.job (account_id, job_id, kind, due_at, state, claimed_until, payload)
            values (?, ?, ?, ?, 'ready', '-infinity', ?) on conflict do nothing\
            """;

    private static final String DUE =
            """
            /* across: due-jobs */
            select account_id, job_id from platform.job
            where state = 'ready' and due_at <= ? and claimed_until < ? and kind = any (?)
            order by due_at limit ?\
            """;

    /** Of two that claim at once the second waits for the row and then finds it claimed. */
    private static final String CLAIM =
            """
            update platform.job set fence = fence + 1, claimed_until = ?, attempts = attempts + 1
            where account_id = ? and job_id = ? and state = 'ready' and due_at <= ?
              and claimed_until < ?
            returning account_id, job_id, kind, payload, attempts, fence\
            """;

    private static final String FINISH =
            """
            update platform.job set state = 'done'
            where account_id = ? and job_id = ? and fence = ? and state = 'ready'\
            """;

    private static final String AGAIN =
            """
            update platform.job
            set due_at = ?, payload = ?, attempts = 0, claimed_until = '-infinity', fence = fence + 1
            where account_id = ? and job_id = ? and fence = ? and state = 'ready'\
            """;

    private static final String FAIL =
            """
            update platform.job
            set due_at = ?, attempts = ?, last_error = ?, claimed_until = '-infinity'
            where account_id = ? and job_id = ? and fence = ? and state = 'ready'\
            """;

    private static final String GIVE_UP =
            """
            update platform.job set state = 'dead', last_error = ?
            where account_id = ? and job_id = ? and fence = ? and state = 'ready'\
            """;

    private static final String DEAD =
            """
            /* across: dead-jobs */
            select account_id, job_id, kind, due_at, attempts, last_error from platform.job
            where state = 'dead' order by due_at desc limit ?\
            """;

    private static final String REVIVE =
            """
            update platform.job
            set state = 'ready', due_at = ?, attempts = 0, claimed_until = '-infinity'
            where account_id = ? and job_id = ? and state = 'dead'\
            """;

    private static final String FORGET =
            """
            /* across: done-jobs */
            delete from platform.job where (account_id, job_id) in (
                select account_id, job_id from platform.job
                where state = 'done' and due_at < ? order by due_at limit 5000)\
            """;

    private final TxRunner tx;

    JobSql(TxRunner tx) {
        this.tx = tx;
    }

    boolean add(Tx t, AccountId account, String id, String kind, Instant due, String payload) {
        return t.update(ADD, account, id, kind, due, payload) == 1;
    }

    List<Due> due(Instant now, String[] kinds, int limit) {
        return tx.readAcross("due-jobs", t -> t.list(DUE, JobSql::due, now, now, kinds, limit));
    }

    Optional<Job> claim(Due due, Instant now, Instant until) {
        return tx.inAccount(
                due.account(),
                t -> t.one(CLAIM, JobSql::job, until, due.account(), due.id(), now, now));
    }

    boolean finish(Tx t, Job job) {
        return t.update(FINISH, job.account(), job.id(), job.fence()) == 1;
    }

    boolean again(Tx t, Job job, Instant due, String payload) {
        return t.update(AGAIN, due, payload, job.account(), job.id(), job.fence()) == 1;
    }

    void fail(Job job, Instant due, int attempts, String error) {
        tx.doInAccount(
                job.account(),
                t -> t.update(FAIL, due, attempts, error, job.account(), job.id(), job.fence()));
    }

    void giveUp(Job job, String error) {
        tx.doInAccount(
                job.account(), t -> t.update(GIVE_UP, error, job.account(), job.id(), job.fence()));
    }

    List<Jobs.Dead> dead(int limit) {
        return tx.readAcross("dead-jobs", t -> t.list(DEAD, JobSql::dead, limit));
    }

    boolean revive(AccountId account, String id, Instant now) {
        return tx.inAccount(account, t -> t.update(REVIVE, now, account, id)) == 1;
    }

    int forgetDone(Instant before) {
        return tx.acrossAccounts("done-jobs", t -> t.update(FORGET, before));
    }

    private static Due due(Row row) {
        return new Due(row.account("account_id"), row.text("job_id"));
    }

    private static Job job(Row row) {
        return new Job(
                row.account("account_id"),
                row.text("job_id"),
                row.text("kind"),
                row.text("payload"),
                row.integer("attempts"),
                row.number("fence"));
    }

    private static Jobs.Dead dead(Row row) {
        return new Jobs.Dead(
                row.account("account_id"),
                row.text("job_id"),
                row.text("kind"),
                row.time("due_at"),
                row.integer("attempts"),
                row.maybeText("last_error").orElse(""));
    }
}
