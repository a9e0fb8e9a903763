package hawker.disputes;

import hawker.kernel.AccountId;
import hawker.kernel.Money;
import hawker.kernel.PageRequest;
import hawker.ledger.Entry;
import hawker.ledger.Finding;
import hawker.ledger.Invariant;
import hawker.ledger.Kind;
import hawker.ledger.Ledger;
import hawker.ledger.SourceType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What must hold between cases and books: each chargeback has taken exactly its amount and fee,
 * each won one has given both back, an inquiry has done neither, and no journal is without its
 * case.
 */
final class DisputeInvariants implements Invariant {

    private static final int PAGE = 100;

    private final Disputes disputes;
    private final Ledger ledger;

    DisputeInvariants(Disputes disputes, Ledger ledger) {
        this.disputes = disputes;
        this.ledger = ledger;
    }

    @Override
    public String id() {
        return "I4-disputes";
    }

    @Override
    public String says() {
        return "each dispute is what its journals took and gave back";
    }

    @Override
    public List<Finding> check(AccountId account) {
        var found = new ArrayList<Finding>();
        var page = PageRequest.first(PAGE);
        while (true) {
            var disputed = disputes.list(account, page);
            var ids = disputed.items().stream().map(d -> d.id().text()).toList();
            var lines =
                    ids.isEmpty()
                            ? List.<Entry>of()
                            : ledger.entriesOf(account, SourceType.DISPUTE, ids);
            for (var dispute : disputed.items())
                wrong(dispute, lines)
                        .map(says -> new Finding(id(), account, dispute.id().text(), says))
                        .ifPresent(found::add);
            if (!disputed.hasMore()) return found;
            page = PageRequest.after(ids.getLast(), PAGE);
        }
    }

    private static Optional<String> wrong(Dispute dispute, List<Entry> all) {
        var lines =
                all.stream()
                        .filter(line -> line.journal().sourceId().equals(dispute.id().text()))
                        .toList();
        var none = Money.zero(dispute.amount().currency());
        var standing = dispute.standing();
        var taken = sum(lines, Kind.DISPUTE_OPENED, none);
        var back = sum(lines, Kind.DISPUTE_WON, none);
        var expected = standing.inquiry() ? none : standing.amount().plus(standing.fee()).negated();
        var countered = sum(lines, Kind.DISPUTE_COUNTERED, none);
        if (!countered.equals(standing.countered().negated()))
            return Optional.of("contested for " + standing.countered());
        var returned =
                dispute.status() == Dispute.Status.WON ? expected.plus(countered).negated() : none;
        if (!taken.equals(expected))
            return Optional.of("took " + taken.negated() + ", books say " + expected.negated());
        if (!back.equals(returned))
            return Optional.of("gave back " + back + " where " + returned + " is right");
        if (lines.size() != standing.journals().size())
            return Optional.of(lines.size() + " journals, names " + standing.journals().size());
        return Optional.empty();
    }

    private static Money sum(List<Entry> lines, Kind kind, Money none) {
        return lines.stream()
                .filter(line -> line.journal().kind() == kind)
                .map(Entry::net)
                .reduce(none, Money::plus);
    }
}
