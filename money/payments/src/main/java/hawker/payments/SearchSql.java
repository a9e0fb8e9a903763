package hawker.payments;

import hawker.api.Search;
import hawker.api.SearchFields;
import hawker.kernel.AccountId;
import hawker.kernel.PageRequest;
import hawker.platform.Tx;
import java.util.List;

/** Intents and charges by what is known of them: ids that a search finds, newest first. */
final class SearchSql {

    /** Of the newest version i of an intent. */
    static final SearchFields INTENTS =
            new SearchFields()
                    .token("currency", "i.currency")
                    .token("customer", "i.customer")
                    .token(
                            "status",
                            "case i.status when 'sending' then 'processing'"
                                    + " when 'requires_deposits' then 'requires_action'"
                                    + " when 'awaits_transfer' then 'requires_action'"
                                    + " else i.status end")
                    .number("amount", "i.amount")
                    .time(
                            "created",
                            "select f.at from payments.intent f where f.account_id = i.account_id"
                                    + " and f.intent_id = i.intent_id and f.version = 1",
                            "i.intent_id",
                            "pi_")
                    .metadata(
                            "i.terms::jsonb -> 'notes' -> 'metadata'",
                            has("i.terms", "i.terms::jsonb -> 'notes' -> 'metadata'"));

    private static final String CAPTURED =
            "coalesce((select k.amount from payments.capture k where k.account_id = c.account_id"
                    + " and k.charge_id = c.charge_id), c.captured)";

    /** Of a charge c, the version i that made it, and what was written on it afterwards, e. */
    static final SearchFields CHARGES =
            new SearchFields()
                    .token(
                            "billing_details.address.postal_code",
                            "c.facts::jsonb #>> '{billing,address,postal_code}'")
                    .token("currency", "c.currency")
                    .token(
                            "customer",
                            "case when e.charge_id is null then c.customer else e.customer end")
                    .token(
                            "disputed",
                            "case when exists (select 1 from payments.charge_dispute d"
                                    + " where d.account_id = c.account_id"
                                    + " and d.charge_id = c.charge_id) then 'true'"
                                    + " else 'false' end")
                    .token(
                            "refunded",
                            "select case when bool_or(r.releases) then 'true' when sum(r.amount)"
                                    + " filter (where r.status not in ('failed', 'canceled')) >= "
                                    + CAPTURED
                                    + " then 'true' when sum(r.amount)"
                                    + " filter (where r.status not in ('failed', 'canceled')) > 0"
                                    + " then 'false' end from payments.refund r"
                                    + " where r.account_id = c.account_id"
                                    + " and r.charge_id = c.charge_id and r.told")
                    .token(
                            "status",
                            "case when c.failure is not null or exists (select 1"
                                    + " from payments.debit_failure f"
                                    + " where f.account_id = c.account_id"
                                    + " and f.charge_id = c.charge_id) then 'failed'"
                                    + " when jsonb_exists(c.facts::jsonb, 'bank') and not exists (select 1"
                                    + " from payments.capture k where k.account_id = c.account_id"
                                    + " and k.charge_id = c.charge_id) then 'pending'"
                                    + " else 'succeeded' end")
                    .token("payment_method_details.card.brand", card("brand"))
                    .token("payment_method_details.card.last4", card("last4"))
                    .token("payment_method_details.card.exp_month", card("month"))
                    .token("payment_method_details.card.exp_year", card("year"))
                    .token("payment_method_details.card.fingerprint", card("print"))
                    .number("amount", "c.amount")
                    .time("created", "c.at", "c.charge_id", "ch_")
                    .metadata(
                            "coalesce(e.notes::jsonb, i.terms::jsonb -> 'notes') -> 'metadata'",
                            "(c.account_id, c.charge_id) in ("
                                    + "select n.account_id, n.charge from payments.intent n"
                                    + " where n.charge is not null and "
                                    + has("n.terms", "n.terms::jsonb -> 'notes' -> 'metadata'")
                                    + " union all select w.account_id, w.charge_id"
                                    + " from payments.charge_edit w where "
                                    + has("w.notes", "w.notes::jsonb -> 'metadata'")
                                    + ")");

    private static final String FROM_INTENTS =
            """
            from payments.intent i
            where i.account_id = ? and i.intent_id > 'pi_' and i.intent_id < ? and not exists (
                select 1 from payments.intent n where n.account_id = i.account_id
                    and n.intent_id = i.intent_id and n.version = i.version + 1)
                and
            """;

    private static final String FROM_CHARGES =
            """
            from payments.charge c
            join payments.intent i on i.account_id = c.account_id
                and i.intent_id = c.intent_id and i.version = c.intent_version
            left join payments.charge_edit e on e.account_id = c.account_id
                and e.charge_id = c.charge_id
            where c.account_id = ? and c.charge_id < ? and
            """;

    private static String card(String field) {
        return "c.facts::jsonb #>> '{card," + field + "}'";
    }

    /** As payments.intent_by_metadata and charge_edit_by_metadata are declared. */
    private static String has(String text, String metadata) {
        return text + " like '%\"metadata\":{\"%' and " + SearchFields.hasWords(metadata);
    }

    List<String> intents(Tx tx, AccountId account, Search search) {
        return tx.list(
                "select i.intent_id "
                        + FROM_INTENTS
                        + search.condition()
                        + " order by i.intent_id desc limit ?",
                row -> row.text("intent_id"),
                search.values(List.of(account, search.after().orElse("pi_~")), search.rows()));
    }

    /** How many a search finds on all its pages. */
    long countIntents(Tx tx, AccountId account, Search search) {
        return tx.list(
                        "select count(*) as found " + FROM_INTENTS + search.condition(),
                        row -> row.number("found"),
                        search.values(List.of(account, "pi_~")))
                .getFirst();
    }

    List<String> charges(Tx tx, AccountId account, Search search) {
        return tx.list(
                "select c.charge_id "
                        + FROM_CHARGES
                        + search.condition()
                        + " order by c.charge_id desc limit ?",
                row -> row.text("charge_id"),
                search.values(List.of(account, search.after().orElse("ch_~")), search.rows()));
    }

    /**
     * Ids of the charges of a transfer group, as they show it: named by their seller, or after the
     * payment where money went on to a destination. At most one more than the page holds.
     */
    List<String> ofGroup(Tx tx, AccountId account, Reading.Filter filter, PageRequest page) {
        var group = filter.group().orElseThrow();
        var range = Cursor.of(page, "ch_", filter.since(), filter.until());
        return tx.list(
                """
                select c.charge_id from payments.charge c
                join payments.intent i on i.account_id = c.account_id
                    and i.intent_id = c.intent_id and i.version = c.intent_version
                left join payments.charge_edit e on e.account_id = c.account_id
                    and e.charge_id = c.charge_id
                where c.account_id = ? and c.charge_id > ? and c.charge_id < ?
                    and c.at >= ? and c.at < ? and (?::text is null or c.customer = ?)
                    and c.charge_id in (
                        select n.charge from payments.intent n
                        where n.account_id = ? and n.charge is not null
                            and n.terms like '%"group":"%'
                            and n.terms::jsonb #>> '{notes,group}' = ?
                        union all select w.charge_id from payments.charge_edit w
                        where w.account_id = ? and w.notes like '%"group":"%'
                            and w.notes::jsonb ->> 'group' = ?
                        union all select d.charge from payments.intent d
                        where d.account_id = ? and d.charge is not null and d.intent_id = ?)
                    and coalesce(
                        coalesce(e.notes::jsonb, i.terms::jsonb -> 'notes') ->> 'group',
                        case when c.facts::jsonb #>> '{share,transfer}' is not null
                            then 'group_' || c.intent_id end) = ?
                """
                        + (range.upwards()
                                ? " order by c.charge_id limit ?"
                                : " order by c.charge_id desc limit ?"),
                row -> row.text("charge_id"),
                account,
                range.above(),
                range.below(),
                filter.since(),
                filter.until(),
                filter.customer(),
                filter.customer(),
                account,
                group,
                account,
                group,
                account,
                group.startsWith("group_") ? group.substring("group_".length()) : "",
                group,
                page.limit() + 1);
    }

    /** How many a search finds on all its pages. */
    long countCharges(Tx tx, AccountId account, Search search) {
        return tx.list(
                        "select count(*) as found " + FROM_CHARGES + search.condition(),
                        row -> row.number("found"),
                        search.values(List.of(account, "ch_~")))
                .getFirst();
    }
}
