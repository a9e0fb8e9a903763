package hawker.pricing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import hawker.api.Search;
import hawker.api.TimeRange;
import hawker.kernel.AccountId;
import hawker.kernel.PageRequest;
import hawker.platform.Row;
import hawker.platform.Tx;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The statements of the room. */
final class ShelfSql {

    private static final Instant LAST_MOMENT = Instant.parse("9999-12-31T00:00:00Z");

    private static final String ITEM =
            """
            select account_id, kind, item_id, version, created, deleted, redeemed, body
            from pricing.item
            """;

    /**
     * Which items a list wants.
     *
     * @param like an object whose every field an item must have as it is here
     * @param ids only these; empty: all
     * @param lookupKeys only prices with these; empty: all
     */
    record Wanted(
            ObjectNode like,
            List<String> ids,
            List<String> lookupKeys,
            Optional<TimeRange> created) {}

    /** False if the id is taken; that of a deleted thing is free again. */
    boolean insert(Tx tx, Item item, Optional<Long> most) {
        return tx.update(
                        """
                        insert into pricing.item as old (account_id, kind, item_id, version, created,
                            most, body)
                        values (?, ?, ?, ?, ?, ?, ?)
                        on conflict (account_id, kind, item_id) do update
                        set version = old.version + 1, created = excluded.created, deleted = false,
                            redeemed = 0, most = excluded.most, body = excluded.body
                        where old.deleted
                        """,
                        item.account(),
                        item.kind().object(),
                        item.id(),
                        item.version(),
                        item.created(),
                        most,
                        new Tx.Json(Json.text(item.body())))
                == 1;
    }

    Optional<Item> find(Tx tx, AccountId account, Kind kind, String id) {
        return tx.one(
                ITEM + "where account_id = ? and kind = ? and item_id = ?",
                ShelfSql::item,
                account,
                kind.object(),
                id);
    }

    /** The same, and nobody else changes it before the transaction ends. */
    Optional<Item> lock(Tx tx, AccountId account, Kind kind, String id) {
        return tx.one(
                ITEM + "where account_id = ? and kind = ? and item_id = ? for update",
                ShelfSql::item,
                account,
                kind.object(),
                id);
    }

    List<Item> findAll(Tx tx, AccountId account, Kind kind, Collection<String> ids) {
        return tx.list(
                ITEM + "where account_id = ? and kind = ? and item_id = any(?)",
                ShelfSql::item,
                account,
                kind.object(),
                ids.toArray(String[]::new));
    }

    /** Newest first, or, where a page before an item is wanted, the oldest of the newer ones. */
    List<Item> list(
            Tx tx,
            AccountId account,
            Kind kind,
            Wanted wanted,
            PageRequest page,
            Optional<Item> cursor) {
        boolean back = page.before().isPresent();
        return tx.list(
                ITEM
                        + """
                        where account_id = ? and kind = ? and not deleted and body @> ?
                          and (cardinality(?::text[]) = 0 or item_id = any(?))
                          and (cardinality(?::text[]) = 0 or body ->> 'lookup_key' = any(?))
                          and created >= ? and created < ?
                          and (created, item_id)
                        """
                        + (back
                                ? " > (?, ?) order by created, item_id limit ?"
                                : " < (?, ?) order by created desc, item_id desc limit ?"),
                ShelfSql::item,
                account,
                kind.object(),
                new Tx.Json(Json.text(wanted.like())),
                wanted.ids().toArray(String[]::new),
                wanted.ids().toArray(String[]::new),
                wanted.lookupKeys().toArray(String[]::new),
                wanted.lookupKeys().toArray(String[]::new),
                wanted.created().flatMap(TimeRange::from).orElse(Instant.EPOCH),
                wanted.created().flatMap(TimeRange::before).orElse(LAST_MOMENT),
                cursor.map(Item::created).orElse(LAST_MOMENT),
                cursor.map(Item::id).orElse(""),
                page.limit() + 1);
    }

    private static final String FOUND =
            "from pricing.item where account_id = ? and kind = ? and not deleted and item_id < ? and ";

    /** What a search finds, by id, the last one first. */
    List<Item> search(Tx tx, AccountId account, Kind kind, Search search) {
        return tx.list(
                "select account_id, kind, item_id, version, created, deleted, redeemed, body "
                        + FOUND
                        + search.condition()
                        + " order by item_id desc limit ?",
                ShelfSql::item,
                search.values(
                        List.of(account, kind.object(), search.after().orElse("~")),
                        search.rows()));
    }

    /** How many a search finds on all its pages. */
    long count(Tx tx, AccountId account, Kind kind, Search search) {
        return tx.list(
                        "select count(*) as found " + FOUND + search.condition(),
                        row -> row.number("found"),
                        search.values(List.of(account, kind.object(), "~")))
                .getFirst();
    }

    /** Writes the next version; the version guards against a change meanwhile. */
    void update(Tx tx, Item item) {
        int changed =
                tx.update(
                        """
                        update pricing.item set version = ?, body = ?
                        where account_id = ? and kind = ? and item_id = ? and version = ?
                        """,
                        item.version(),
                        new Tx.Json(Json.text(item.body())),
                        item.account(),
                        item.kind().object(),
                        item.id(),
                        item.version() - 1);
        if (changed != 1) throw new IllegalStateException(item.id() + " changed meanwhile");
    }

    void delete(Tx tx, Item item) {
        tx.update(
                """
                update pricing.item set deleted = true
                where account_id = ? and kind = ? and item_id = ?
                """,
                item.account(),
                item.kind().object(),
                item.id());
    }

    boolean hasPrices(Tx tx, AccountId account, String product) {
        return tx.one(
                        """
                        select exists (select 1 from pricing.item
                            where account_id = ? and kind = 'price' and body ->> 'product' = ?
                              and not deleted) found
                        """,
                        row -> row.flag("found"),
                        account,
                        product)
                .orElse(false);
    }

    /** What has a name; whoever else wants to give or take it waits. */
    Optional<String> named(Tx tx, AccountId account, Kind kind, String name) {
        return tx.one(
                """
                select item_id from pricing.name where account_id = ? and kind = ? and name = ?
                """,
                row -> row.text("item_id"),
                account,
                kind.object(),
                name);
    }

    /** False if something else has the name. */
    boolean name(Tx tx, AccountId account, Kind kind, String name, String id) {
        return tx.update(
                        """
                        insert into pricing.name (account_id, kind, name, item_id) values (?, ?, ?, ?)
                        on conflict do nothing
                        """,
                        account,
                        kind.object(),
                        name,
                        id)
                == 1;
    }

    void unname(Tx tx, AccountId account, Kind kind, String id) {
        tx.update(
                "delete from pricing.name where account_id = ? and kind = ? and item_id = ?",
                account,
                kind.object(),
                id);
    }

    /** False if the subject has used it already. */
    boolean use(Tx tx, AccountId account, String subject, Kind kind, String id, Instant now) {
        return tx.update(
                        """
                        insert into pricing.redemption (account_id, subject, kind, item_id, at)
                        values (?, ?, ?, ?, ?) on conflict do nothing
                        """,
                        account,
                        subject,
                        kind.object(),
                        id,
                        now)
                == 1;
    }

    /** False if there is no use left, or no such thing any more. */
    boolean count(Tx tx, AccountId account, Kind kind, String id) {
        return tx.update(
                        """
                        update pricing.item set redeemed = redeemed + 1
                        where account_id = ? and kind = ? and item_id = ? and not deleted
                          and (most is null or redeemed < most)
                        """,
                        account,
                        kind.object(),
                        id)
                == 1;
    }

    /** Takes back what a subject has used. */
    void giveBack(Tx tx, AccountId account, String subject) {
        var used =
                tx.list(
                        """
                        delete from pricing.redemption where account_id = ? and subject = ?
                        returning kind, item_id
                        """,
                        row -> new Object[] {account, row.text("kind"), row.text("item_id")},
                        account,
                        subject);
        tx.batch(
                """
                update pricing.item set redeemed = redeemed - 1
                where account_id = ? and kind = ? and item_id = ? and redeemed > 0
                """,
                used);
    }

    /** Who has used what is deleted did not use what has its id afterwards. */
    void forget(Tx tx, Item item) {
        tx.update(
                "delete from pricing.redemption where account_id = ? and kind = ? and item_id = ?",
                item.account(),
                item.kind().object(),
                item.id());
    }

    private static Item item(Row row) {
        return new Item(
                row.account("account_id"),
                Kind.of(row.text("kind")),
                row.text("item_id"),
                row.integer("version"),
                row.time("created"),
                row.flag("deleted"),
                row.number("redeemed"),
                Json.parse(row.text("body")));
    }
}
