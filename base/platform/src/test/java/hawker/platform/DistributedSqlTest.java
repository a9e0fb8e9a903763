package hawker.platform;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DistributedSqlTest {

    private final DistributedSql gate = new DistributedSql();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select 1 from platform.job where account_id = ? and job_id = ? for update",
                "insert into platform.job (account_id, job_id) values (?, ?) on conflict do nothing",
                "insert into platform.job as j (account_id, job_id) values (?, ?) on conflict"
                        + " (account_id, job_id) do update set kind = excluded.kind",
                "/* across: due-jobs */ select account_id from platform.job where due_at < ?",
                "select extract(epoch from due_at) from platform.job j where j.account_id = ?",
                "with q as (select 1 from platform.job where account_id = ?) select * from q",
                "with recursive q(a, b) as (select 1, 2) select * from q, q as r",
                "select j.job_id from platform.job j join platform.mail m using (account_id)",
                "select j.job_id from platform.job j, platform.mail m where j.account_id = ? and"
                        + " m.account_id = j.account_id",
                "delete from platform.job where (account_id, job_id) in (select ?, ?)",
                "update platform.chore set next_at = ? where name = ?",
                "select n from unnest(?::text[]) as u(n)",
                "select current_setting('x'), 'from nowhere' is distinct from ?",
                "select relname from pg_catalog.pg_class"
            })
    void a_statement_of_one_owner_passes(String sql) {
        assertThatCode(() -> gate.check(sql)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select 1 from platform.job where job_id = ?",
                "select 1 from job where account_id = ?",
                "insert into platform.job (job_id, account_id) values (?, ?)",
                "update platform.job set state = 'done' where job_id = ?",
                "delete from platform.job",
                "/* across: due-jobs */ select 1 from platform.job where due_at < ? for update skip"
                        + " locked",
                "select pg_advisory_xact_lock(1)",
                "notify x",
                "select nextval('s')",
                "create table platform.x (a int)",
                "set account_id = 1",
                "select 1 from platform.chore c, job j",
                "select lock_name from platform.user_lock where account_id = ?"
            })
    void a_statement_over_owners_is_refused(String sql) {
        assertThatThrownBy(() -> gate.check(sql)).hasMessageContaining("SQL gate");
    }
}
