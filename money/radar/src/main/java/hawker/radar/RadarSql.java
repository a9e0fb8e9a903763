package hawker.radar;

import hawker.api.Json;
import hawker.api.TimeRange;
import hawker.kernel.AccountId;
import hawker.kernel.PageRequest;
import hawker.platform.Row;
import hawker.platform.Tx;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The statements of the room. Lists come newest first, those before a cursor in rising order. */
final class RadarSql {

    private static final Instant EVER = Instant.EPOCH;
    private static final Instant NEVER = Instant.parse("9999-01-01T00:00:00Z");

    /** When rows of a list were made. */
    record Span(Instant from, Instant before) {
        static Span of(Optional<TimeRange> range) {
            return new Span(
                    range.flatMap(TimeRange::from).orElse(EVER),
                    range.flatMap(TimeRange::before).orElse(NEVER));
        }
    }

    /** A value of a list that has this alias. */
    record Entry(String alias, ItemType type, String value) {}

    boolean insert(Tx tx, ValueList list) {
        return tx.update(
                        """
                        insert into radar.value_list
                            (account_id, list_id, alias, name, item_type, made_by, metadata, created)
                        values (?, ?, ?, ?, ?, ?, ?, ?)
                        on conflict (account_id, alias) do nothing
                        """,
                        list.account(),
                        list.id(),
                        list.alias(),
                        list.name(),
                        list.type().word(),
                        list.madeBy(),
                        Json.text(Json.metadata(list.metadata())),
                        list.created())
                == 1;
    }

    void update(Tx tx, ValueList list) {
        tx.update(
                """
                update radar.value_list set alias = ?, name = ?, metadata = ?
                where account_id = ? and list_id = ?
                """,
                list.alias(),
                list.name(),
                Json.text(Json.metadata(list.metadata())),
                list.account(),
                list.id());
    }

    boolean hasAlias(Tx tx, AccountId account, String alias) {
        return tx.one(
                        "select 1 as one from radar.value_list where account_id = ? and alias = ?",
                        row -> row.integer("one"),
                        account,
                        alias)
                .isPresent();
    }

    void delete(Tx tx, AccountId account, String list) {
        tx.update(
                "delete from radar.value_list_item where account_id = ? and list_id = ?",
                account,
                list);
        tx.update(
                "delete from radar.value_list where account_id = ? and list_id = ?", account, list);
    }

    Optional<ValueList> list(Tx tx, AccountId account, String id) {
        return tx.one(
                "select * from radar.value_list where account_id = ? and list_id = ?",
                RadarSql::list,
                account,
                id);
    }

    /** The same, and nobody else changes it or its items before the transaction ends. */
    Optional<ValueList> lock(Tx tx, AccountId account, String id) {
        return tx.one(
                "select * from radar.value_list where account_id = ? and list_id = ? for update",
                RadarSql::list,
                account,
                id);
    }

    int countLists(Tx tx, AccountId account) {
        return tx.one(
                        "select count(*)::int as n from radar.value_list where account_id = ?",
                        row -> row.integer("n"),
                        account)
                .orElse(0);
    }

    List<ValueList> lists(
            Tx tx,
            AccountId account,
            Optional<String> alias,
            Optional<String> contains,
            Span span,
            PageRequest page) {
        return tx.list(
                page.before().isPresent()
                        ? """
                        select * from radar.value_list l
                        where account_id = ? and list_id > ? and list_id < ?
                            and (?::text is null or alias = ?)
                            and (?::text is null or exists (
                                select 1 from radar.value_list_item i
                                where i.account_id = l.account_id and i.list_id = l.list_id
                                    and i.value = ?))
                            and created >= ? and created < ?
                        order by list_id limit ?
                        """
                        : """
                        select * from radar.value_list l
                        where account_id = ? and list_id > ? and list_id < ?
                            and (?::text is null or alias = ?)
                            and (?::text is null or exists (
                                select 1 from radar.value_list_item i
                                where i.account_id = l.account_id and i.list_id = l.list_id
                                    and i.value = ?))
                            and created >= ? and created < ?
                        order by list_id desc limit ?
                        """,
                RadarSql::list,
                account,
                page.before().orElse("rsl_"),
                page.after().orElse("rsl_~"),
                alias,
                alias,
                contains,
                contains,
                span.from(),
                span.before(),
                page.limit() + 1);
    }

    private static ValueList list(Row row) {
        return new ValueList(
                row.text("list_id"),
                row.account("account_id"),
                row.text("alias"),
                row.text("name"),
                ItemType.of(row.text("item_type")),
                row.text("made_by"),
                Json.metadata(row.text("metadata")),
                row.time("created"));
    }

    /** False if the list has the value. */
    boolean insert(Tx tx, AccountId account, ValueList.Item item) {
        return tx.update(
                        """
                        insert into radar.value_list_item
                            (account_id, item_id, list_id, value, made_by, created)
                        values (?, ?, ?, ?, ?, ?) on conflict (account_id, list_id, value) do nothing
                        """,
                        account,
                        item.id(),
                        item.list(),
                        item.value(),
                        item.madeBy(),
                        item.created())
                == 1;
    }

    int countItems(Tx tx, AccountId account, String list) {
        return tx.one(
                        """
                        select count(*)::int as n from radar.value_list_item
                        where account_id = ? and list_id = ?
                        """,
                        row -> row.integer("n"),
                        account,
                        list)
                .orElse(0);
    }

    Optional<ValueList.Item> item(Tx tx, AccountId account, String id) {
        return tx.one(
                "select * from radar.value_list_item where account_id = ? and item_id = ?",
                RadarSql::item,
                account,
                id);
    }

    boolean deleteItem(Tx tx, AccountId account, String id) {
        return tx.update(
                        "delete from radar.value_list_item where account_id = ? and item_id = ?",
                        account,
                        id)
                == 1;
    }

    List<ValueList.Item> items(
            Tx tx,
            AccountId account,
            String list,
            Optional<String> value,
            Span span,
            PageRequest page) {
        return tx.list(
                page.before().isPresent()
                        ? """
                        select * from radar.value_list_item
                        where account_id = ? and list_id = ? and item_id > ? and item_id < ?
                            and (?::text is null or value = ?) and created >= ? and created < ?
                        order by item_id limit ?
                        """
                        : """
                        select * from radar.value_list_item
                        where account_id = ? and list_id = ? and item_id > ? and item_id < ?
                            and (?::text is null or value = ?) and created >= ? and created < ?
                        order by item_id desc limit ?
                        """,
                RadarSql::item,
                account,
                list,
                page.before().orElse("rsli_"),
                page.after().orElse("rsli_~"),
                value,
                value,
                span.from(),
                span.before(),
                page.limit() + 1);
    }

    private static ValueList.Item item(Row row) {
        return new ValueList.Item(
                row.text("item_id"),
                row.text("list_id"),
                row.text("value"),
                row.text("made_by"),
                row.time("created"));
    }

    /** All values of some lists: few, and read seldom (see {@link Custom}). */
    List<Entry> listed(Tx tx, AccountId account, Collection<String> aliases) {
        return tx.list(
                """
                select l.alias, l.item_type, i.value from radar.value_list_item i
                join radar.value_list l on l.account_id = i.account_id and l.list_id = i.list_id
                where i.account_id = ? and l.account_id = ? and l.alias = any(?)
                """,
                row ->
                        new Entry(
                                row.text("alias"),
                                ItemType.of(row.text("item_type")),
                                row.text("value")),
                account,
                account,
                aliases.toArray(String[]::new));
    }

    void insert(Tx tx, Review review) {
        tx.update(
                """
                insert into radar.review (account_id, review_id, charge_id, intent_id, postal_code,
                    address, closed_reason, created)
                values (?, ?, ?, ?, ?, ?, null, ?)
                """,
                review.account(),
                review.id(),
                review.charge(),
                review.intent(),
                review.postalCode(),
                review.address(),
                review.created());
    }

    /** False if it was closed before. */
    boolean close(Tx tx, AccountId account, String id, String why) {
        return tx.update(
                        """
                        update radar.review set closed_reason = ?
                        where account_id = ? and review_id = ? and closed_reason is null
                        """,
                        why,
                        account,
                        id)
                == 1;
    }

    Optional<Review> review(Tx tx, AccountId account, String id) {
        return tx.one(
                "select * from radar.review where account_id = ? and review_id = ?",
                RadarSql::review,
                account,
                id);
    }

    List<Review> reviews(Tx tx, AccountId account, Collection<String> ids) {
        return tx.list(
                "select * from radar.review where account_id = ? and review_id = any(?)",
                RadarSql::review,
                account,
                ids.toArray(String[]::new));
    }

    /** Those that are open. */
    List<Review> reviews(Tx tx, AccountId account, Span span, PageRequest page) {
        return tx.list(
                page.before().isPresent()
                        ? """
                        select * from radar.review
                        where account_id = ? and review_id > ? and review_id < ?
                            and closed_reason is null and created >= ? and created < ?
                        order by review_id limit ?
                        """
                        : """
                        select * from radar.review
                        where account_id = ? and review_id > ? and review_id < ?
                            and closed_reason is null and created >= ? and created < ?
                        order by review_id desc limit ?
                        """,
                RadarSql::review,
                account,
                page.before().orElse("prv_"),
                page.after().orElse("prv_~"),
                span.from(),
                span.before(),
                page.limit() + 1);
    }

    private static Review review(Row row) {
        return new Review(
                row.text("review_id"),
                row.account("account_id"),
                row.text("charge_id"),
                row.maybeText("intent_id"),
                row.maybeText("postal_code"),
                row.maybeText("address"),
                row.maybeText("closed_reason").map(Review.Closed::of),
                row.time("created"));
    }
}
