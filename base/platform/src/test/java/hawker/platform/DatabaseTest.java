package hawker.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hawker.kernel.AccountId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DatabaseTest {

    private static final AccountId SELLER = new AccountId(42);
    private static final String ADD =
            "insert into platform.lock_row (account_id, lock_name) values (?, ?)";

    @Test
    void a_transaction_is_kept_or_leaves_nothing() {
        try (var test = TestPlatform.open()) {
            var tx = test.platform().tx();
            tx.doInAccount(SELLER, t -> t.update(ADD, SELLER, "kept"));
            assertThatThrownBy(() ->
                            tx.doInAccount(
                                    SELLER,
                                    t -> {
                                        t.update(ADD, SELLER, "lost");
                                        throw new IllegalStateException("no");
                                    }))
                    .isInstanceOf(IllegalStateException.class);
            assertThat(names(test)).isEqualTo("kept");
        }
    }

    @Test
    void a_read_within_a_transaction_is_part_of_it_and_takes_no_second_connection() {
        try (var test = TestPlatform.open(Map.of("HAWKER_DATABASE_POOL", "1"))) {
            var tx = test.platform().tx();
            var seen =
                    tx.inAccount(
                            SELLER,
                            t -> {
                                t.update(ADD, SELLER, "own");
                                return names(test);
                            });
            assertThat(seen).isEqualTo("own");
            assertThatThrownBy(
                            () -> tx.doInAccount(SELLER, t -> tx.doInAccount(SELLER, inner -> {})))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void a_page_is_planned_for_its_own_bounds_and_what_is_found_by_its_key_once() {
        try (var test = TestPlatform.open()) {
            assertThat(test.platform().tx().readAccount(SELLER, DatabaseTest::keptAfterTenReads))
                    .singleElement()
                    .asString()
                    .contains("lock_name = $2");
        }
    }

    /** Texts of the statements whose plans the connection keeps. */
    private static List<String> keptAfterTenReads(Tx tx) {
        var rows = "select lock_name from platform.lock_row where account_id = ? and lock_name ";
        for (int i = 0; i < 10; i++) {
            tx.list(rows + "= ?", row -> row.text("lock_name"), SELLER, "a");
            tx.list(rows + "> ? LIMIT ?", row -> row.text("lock_name"), SELLER, "a", 10);
        }
        return tx.list(
                "select statement from pg_catalog.pg_prepared_statements where statement like '%lock_row%'",
                row -> row.text("statement"));
    }

    @Test
    void a_duplicate_is_known_by_its_state() {
        try (var test = TestPlatform.open()) {
            var tx = test.platform().tx();
            tx.doInAccount(SELLER, t -> t.update(ADD, SELLER, "one"));
            assertThatThrownBy(() -> tx.doInAccount(SELLER, t -> t.update(ADD, SELLER, "one")))
                    .isInstanceOfSatisfying(
                            DatabaseException.class, e -> assertThat(e.isDuplicate()).isTrue());
        }
    }

    @Test
    void the_program_cannot_change_what_it_should_only_append() {
        try (var test = TestPlatform.open()) {
            var tx = test.platform().tx();
            assertThatThrownBy(() ->
                            tx.doInAccount(
                                    SELLER,
                                    t ->
                                            t.update(
                                                    "delete from platform.event where"
                                                            + " account_id = ?",
                                                    SELLER)))
                    .isInstanceOfSatisfying(
                            DatabaseException.class,
                            e -> assertThat(e.sqlState()).isEqualTo("42501"));
            assertThatThrownBy(() ->
                            test.platform()
                                    .txAs("vault")
                                    .readAccount(
                                            SELLER,
                                            t ->
                                                    t.list(
                                                            "select 1 from platform.mail"
                                                                    + " where account_id ="
                                                                    + " ?",
                                                            row -> 1,
                                                            SELLER)))
                    .isInstanceOf(DatabaseException.class);
        }
    }

    @Test
    void an_address_in_the_usual_form_is_understood() {
        assertThat(Database.jdbc("postgres://me:p%40ss@db.example/shop?sslmode=require"))
                .isEqualTo(
                        "jdbc:postgresql://db.example:5432/shop?user=me&password=p%40ss&sslmode=require");
        assertThatThrownBy(() -> Database.jdbc("mysql://x/y"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static String names(TestPlatform test) {
        return test.platform()
                .tx()
                .readAccount(
                        SELLER,
                        t ->
                                String.join(
                                        ",",
                                        t.list(
                                                "select lock_name from platform.lock_row where"
                                                        + " account_id = ?",
                                                row -> row.text("lock_name"),
                                                SELLER)));
    }
}
