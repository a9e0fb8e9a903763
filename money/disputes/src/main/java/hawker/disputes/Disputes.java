package hawker.disputes;

import hawker.kernel.AccountId;
import hawker.kernel.Page;
import hawker.kernel.PageRequest;
import hawker.platform.Event.Cause;
import hawker.platform.Tx;
import hawker.platform.TxRunner;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The door: cases are read, answered and given up. They open and end by what the network says. */
public final class Disputes {

    private static final Instant EVER = Instant.EPOCH;
    private static final Instant NEVER = Instant.parse("9999-01-01T00:00:00Z");

    private final TxRunner tx;
    private final DisputesSql sql;
    private final Answering answering;
    private final Hearing hearing;

    Disputes(TxRunner tx, DisputesSql sql, Answering answering, Hearing hearing) {
        this.tx = tx;
        this.sql = sql;
        this.answering = answering;
        this.hearing = hearing;
    }

    /** Takes in what the network has to say now, instead of within two seconds. */
    public void hear() {
        hearing.run();
    }

    public Optional<Dispute> find(AccountId account, Dispute.Id id) {
        return tx.readAccount(account, tx -> sql.newest(tx, account, id));
    }

    /** All versions of a dispute, oldest first: its story. Empty if there is no such dispute. */
    public List<Dispute> history(AccountId account, Dispute.Id id) {
        return tx.readAccount(account, tx -> sql.versions(tx, account, id));
    }

    /** Under which id a case of the network stands in the books. */
    public Optional<String> inBooks(AccountId account, String caseId) {
        return tx.readAccount(account, tx -> sql.ofCase(tx, account, caseId))
                .map(dispute -> dispute.id().text());
    }

    /** Disputes of the account, newest first. */
    public Page<Dispute> list(AccountId account, PageRequest page) {
        return list(
                account,
                new DisputesSql.Filter(Optional.empty(), Optional.empty(), EVER, NEVER),
                page);
    }

    /** Disputes of one charge, newest first. */
    public List<Dispute> ofCharge(AccountId account, String charge) {
        return tx.readAccount(account, tx -> sql.ofCharge(tx, account, charge));
    }

    /**
     * Writes evidence, and hands it in if wanted; handed in it is final.
     *
     * @param changes by the API's field names; an empty text takes a field away
     */
    public Outcome answer(
            AccountId account, Dispute.Id id, Map<String, String> changes, boolean submit) {
        return change(
                account,
                tx -> {
                    var now = newest(tx, account, id);
                    var standing = now.standing();
                    return answering.update(
                            tx,
                            now,
                            standing.evidence().with(changes, Optional.empty()),
                            standing.metadata(),
                            submit,
                            Cause.none(account));
                });
    }

    /** Gives a case up. */
    public Outcome close(AccountId account, Dispute.Id id) {
        return change(
                account, tx -> answering.close(tx, newest(tx, account, id), Cause.none(account)));
    }

    private Outcome change(AccountId account, Function<Tx, Outcome> work) {
        try {
            return tx.inAccount(account, work);
        } catch (Telling.Taken taken) {
            return new Outcome.Refused(
                    Outcome.Refusal.BUSY, "Somebody else changed this dispute just now.");
        }
    }

    private Dispute newest(Tx tx, AccountId account, Dispute.Id id) {
        return sql.newest(tx, account, id)
                .orElseThrow(() -> new IllegalArgumentException("no such dispute: " + id));
    }

    Optional<Dispute> version(AccountId account, Dispute.Id id, int version) {
        return tx.readAccount(account, tx -> sql.version(tx, account, id, version));
    }

    Page<Dispute> list(AccountId account, DisputesSql.Filter filter, PageRequest page) {
        return tx.readAccount(
                account,
                tx -> {
                    var rows = sql.ids(tx, account, filter, page);
                    boolean more = rows.size() > page.limit();
                    var ids = more ? rows.subList(0, page.limit()) : rows;
                    return new Page<>(sql.all(tx, account, ids), more);
                });
    }

    Map<String, Dispute> all(AccountId account, Collection<String> ids) {
        var byId = new HashMap<String, Dispute>();
        for (var dispute : tx.readAccount(account, tx -> sql.all(tx, account, ids)))
            byId.put(dispute.id().text(), dispute);
        return byId;
    }

    /** A charge was refunded: inquiries about it end. */
    void refunded(AccountId account, String charge) {
        tx.doInAccount(
                account,
                tx -> sql.ofCharge(tx, account, charge).forEach(d -> answering.refunded(tx, d)));
    }
}
