package hawker.radar;

import hawker.kernel.AccountId;
import hawker.platform.Row;
import hawker.platform.Tx;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The statements about rules that sellers wrote. */
final class OwnRulesSql {

    void insert(Tx tx, OwnRule rule) {
        tx.update(
                """
                insert into radar.own_rule
                    (account_id, rule_id, words, place, switched_on, made_by, created, ended)
                values (?, ?, ?, ?, ?, ?, ?, null)
                """,
                rule.account(),
                rule.id(),
                rule.text(),
                rule.place(),
                rule.on(),
                rule.madeBy(),
                rule.created());
    }

    /** Those that were not ended, in their order. */
    List<OwnRule> standing(Tx tx, AccountId account) {
        return tx.list(
                """
                select * from radar.own_rule where account_id = ? and ended is null
                order by place, rule_id
                """,
                OwnRulesSql::rule,
                account);
    }

    /** The same, and nobody else changes them before the transaction ends. */
    List<OwnRule> lock(Tx tx, AccountId account) {
        return tx.list(
                """
                select * from radar.own_rule where account_id = ? and ended is null
                order by place, rule_id for update
                """,
                OwnRulesSql::rule,
                account);
    }

    /** One that stands or was ended. */
    Optional<OwnRule> find(Tx tx, AccountId account, String id) {
        return tx.one(
                "select * from radar.own_rule where account_id = ? and rule_id = ?",
                OwnRulesSql::rule,
                account,
                id);
    }

    List<OwnRule> find(Tx tx, AccountId account, Collection<String> ids) {
        return tx.list(
                "select * from radar.own_rule where account_id = ? and rule_id = any(?)",
                OwnRulesSql::rule,
                account,
                ids.toArray(String[]::new));
    }

    void end(Tx tx, AccountId account, String id, Instant at) {
        tx.update(
                """
                update radar.own_rule set ended = ?
                where account_id = ? and rule_id = ? and ended is null
                """,
                at,
                account,
                id);
    }

    void turn(Tx tx, AccountId account, String id, boolean on) {
        tx.update(
                """
                update radar.own_rule set switched_on = ?
                where account_id = ? and rule_id = ? and ended is null
                """,
                on,
                account,
                id);
    }

    void place(Tx tx, AccountId account, String id, int place) {
        tx.update(
                """
                update radar.own_rule set place = ?
                where account_id = ? and rule_id = ? and ended is null
                """,
                place,
                account,
                id);
    }

    private static OwnRule rule(Row row) {
        var words = row.text("words");
        return switch (RuleParser.parse(words)) {
            case RuleParser.Read read ->
                    new OwnRule(
                            row.text("rule_id"),
                            row.account("account_id"),
                            words,
                            read,
                            row.integer("place"),
                            row.flag("switched_on"),
                            row.text("made_by"),
                            row.time("created"),
                            row.maybeTime("ended"));
            // Only what was read is ever written: the language lost something.
            case RuleParser.Wrong(var at, var says) ->
                    throw new IllegalStateException(row.text("rule_id") + ": " + says);
        };
    }
}
