package hawker.radar;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.kernel.AccountId;
import hawker.kernel.PageRequest;
import hawker.payments.Charge;
import hawker.payments.Payments;
import hawker.platform.Platform;
import hawker.platform.Tx;
import hawker.radar.Radar.Changed;
import hawker.radar.Radar.Tried;
import hawker.vault.CardDisplay;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Rules that sellers write: kept, put in order, switched, tried on what was paid before. */
final class OwnRules {

    /** A rule is tried on so many payments. */
    static final int TRIED = 500;

    private static final int SHOWN = 10;

    /**
     * How far back payments are read to find those by card.
     *
     * @param pages so many at most
     * @param each payments on a page
     */
    record Reach(int pages, int each) {

        /** The last 2,000 payments. */
        static final Reach USUAL = new Reach(20, 100);

        private PageRequest page(Optional<String> after) {
            return after.map(id -> PageRequest.after(id, each))
                    .orElseGet(() -> PageRequest.first(each));
        }
    }

    private final Platform platform;
    private final Payments payments;
    private final Custom custom;
    private final RadarSql lists;
    private final OwnRulesSql sql = new OwnRulesSql();

    OwnRules(Platform platform, Payments payments, Custom custom, RadarSql lists) {
        this.platform = platform;
        this.payments = payments;
        this.custom = custom;
        this.lists = lists;
    }

    List<OwnRule> standing(AccountId account) {
        return platform.tx().readAccount(account, tx -> sql.standing(tx, account));
    }

    Optional<OwnRule> find(AccountId account, String id) {
        return platform.tx().readAccount(account, tx -> sql.find(tx, account, id));
    }

    /** Rules as charge.outcome.rule shows them when expanded; ended ones too. */
    Map<String, ObjectNode> fetch(AccountId account, Collection<String> ids) {
        var found = new HashMap<String, ObjectNode>();
        for (var id : ids) Rules.byId(id).ifPresent(rule -> found.put(id, Rules.json(rule)));
        var own = ids.stream().filter(id -> id.startsWith("ssr_")).toList();
        if (!own.isEmpty())
            platform.tx()
                    .readAccount(account, tx -> sql.find(tx, account, own))
                    .forEach(rule -> found.put(rule.id(), Rules.json(rule)));
        return found;
    }

    Changed add(AccountId account, String text, String by) {
        return written(
                account,
                text,
                (tx, rule) -> {
                    var all = sql.lock(tx, account);
                    if (all.size() >= OwnRule.MOST)
                        return new Changed.Wrong(
                                0, "An account can have up to " + OwnRule.MOST + " rules.");
                    int last = all.stream().mapToInt(OwnRule::place).max().orElse(0);
                    return put(tx, fresh(rule, by, last + 1, true));
                });
    }

    /** Ends a rule and puts other words in its place. */
    Changed change(AccountId account, String id, String text, String by) {
        return written(
                account,
                text,
                (tx, rule) -> {
                    var before = locked(tx, account, id);
                    if (before.isEmpty()) return new Changed.Missing();
                    var old = before.get();
                    if (old.text().equals(rule.text())) return new Changed.Done(old.id());
                    sql.end(tx, account, id, platform.clock().now());
                    return put(tx, fresh(rule, by, old.place(), old.on()));
                });
    }

    @FunctionalInterface
    private interface Write {
        Changed in(Tx tx, OwnRule rule);
    }

    private Changed written(AccountId account, String text, Write write) {
        var squeezed = text.strip().replaceAll("\\s+", " ");
        return switch (RuleParser.parse(squeezed)) {
            case RuleParser.Wrong(var at, var says) -> new Changed.Wrong(at, says);
            case RuleParser.Read read ->
                    changing(
                            account,
                            tx -> {
                                var unknown = unknownList(tx, account, read);
                                return unknown.isPresent()
                                        ? unknown.get()
                                        : write.in(tx, draft(account, squeezed, read));
                            });
        };
    }

    /** A default list exists for everybody, whether it was looked at or not. */
    private Optional<Changed> unknownList(Tx tx, AccountId account, RuleParser.Read read) {
        return read.aliases().stream()
                .filter(alias -> !DefaultList.isOne(alias) && !lists.hasAlias(tx, account, alias))
                .findFirst()
                .map(alias ->
                        new Changed.Wrong(
                                0, "There is no value list @" + alias + ": make it first."));
    }

    private OwnRule draft(AccountId account, String text, RuleParser.Read read) {
        return new OwnRule(
                platform.ids().ordinary("ssr", account),
                account,
                text,
                read,
                0,
                true,
                "",
                platform.clock().now(),
                Optional.empty());
    }

    private static OwnRule fresh(OwnRule draft, String by, int place, boolean on) {
        return new OwnRule(
                draft.id(),
                draft.account(),
                draft.text(),
                draft.read(),
                place,
                on,
                by,
                draft.created(),
                Optional.empty());
    }

    private Changed put(Tx tx, OwnRule rule) {
        sql.insert(tx, rule);
        return new Changed.Done(rule.id());
    }

    Changed turn(AccountId account, String id, boolean on) {
        return standing(account, id, (tx, rule) -> sql.turn(tx, account, id, on));
    }

    Changed delete(AccountId account, String id) {
        var now = platform.clock().now();
        return standing(account, id, (tx, rule) -> sql.end(tx, account, id, now));
    }

    /** One place earlier or later; the first goes no earlier. */
    Changed move(AccountId account, String id, boolean earlier) {
        return changing(
                account,
                tx -> {
                    var all = new ArrayList<>(sql.lock(tx, account));
                    int at = all.stream().map(OwnRule::id).toList().indexOf(id);
                    if (at < 0) return new Changed.Missing();
                    int other = earlier ? at - 1 : at + 1;
                    if (other < 0 || other == all.size()) return new Changed.Done(id);
                    Collections.swap(all, at, other);
                    for (int i = 0; i < all.size(); i++)
                        sql.place(tx, account, all.get(i).id(), i + 1);
                    return new Changed.Done(id);
                });
    }

    @FunctionalInterface
    private interface Effect {
        void on(Tx tx, OwnRule rule);
    }

    private Changed standing(AccountId account, String id, Effect effect) {
        return changing(
                account,
                tx ->
                        locked(tx, account, id)
                                .map(rule -> {
                                    effect.on(tx, rule);
                                    return (Changed) new Changed.Done(id);
                                })
                                .orElseGet(Changed.Missing::new));
    }

    private Optional<OwnRule> locked(Tx tx, AccountId account, String id) {
        return sql.lock(tx, account).stream().filter(rule -> rule.id().equals(id)).findFirst();
    }

    private Changed changing(AccountId account, Function<Tx, Changed> work) {
        var changed = platform.tx().inAccount(account, work);
        custom.forget(account);
        return changed;
    }

    /** Which of the last payments by card a rule would have fitted. */
    Tried tryOut(AccountId account, String text) {
        return tryOut(account, text, Reach.USUAL);
    }

    Tried tryOut(AccountId account, String text, Reach reach) {
        return switch (RuleParser.parse(text.strip())) {
            case RuleParser.Wrong(var at, var says) -> new Tried.Wrong(at, says);
            case RuleParser.Read read -> tryOut(account, draft(account, text.strip(), read), reach);
        };
    }

    private Tried tryOut(AccountId account, OwnRule rule, Reach reach) {
        var known = custom.with(account, rule);
        int pages = 0;
        int read = 0;
        int looked = 0;
        var matched = new ArrayList<Charge.Id>();
        Optional<String> after = Optional.empty();
        do {
            var page = payments.charges(account, reach.page(after));
            pages++;
            for (var charge : page.items()) {
                if (looked == TRIED) break;
                read++;
                if (!(charge.facts().instrument() instanceof CardDisplay card)) continue;
                looked++;
                if (rule.read().predicate().holds(Predicate.Seen.of(charge, card, known)))
                    matched.add(charge.id());
            }
            after =
                    page.hasMore()
                            ? Optional.of(page.items().getLast().id().text())
                            : Optional.empty();
        } while (after.isPresent() && looked < TRIED && pages < reach.pages());
        return new Tried.Matched(
                read,
                looked,
                matched.size(),
                matched.stream().limit(SHOWN).toList(),
                rule.read().unkept().stream().sorted().toList());
    }
}
