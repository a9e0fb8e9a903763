package hawker.ledger;

import hawker.kernel.Currency;
import hawker.kernel.Money;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Optional;

/** How a journal looks from the seller's own pockets. */
final class Statement {

    private Statement() {}

    /** The line of a journal; empty if it is none (releases, clearing). */
    static Optional<Entry> line(Journal journal) {
        if (!journal.kind().onStatement()) return Optional.empty();
        return journal.transfers().stream()
                .filter(t -> t.debit().isMerchants() || t.credit().isMerchants())
                .map(t -> t.amount().currency())
                .findFirst()
                .map(currency -> line(journal, currency));
    }

    private static Entry line(Journal journal, Currency currency) {
        var net = Money.zero(currency);
        var fee = Money.zero(currency);
        for (var t : journal.transfers()) {
            if (isSpendable(t.credit())) net = net.plus(t.amount());
            if (isSpendable(t.debit())) net = net.minus(t.amount());
            if (journal.isApplicationFee(t)) fee = fee.plus(t.amount());
            if (t.debit().isMerchants() && t.credit().isFee()) fee = fee.plus(t.amount());
            if (t.credit().isMerchants() && t.debit().isFee()) fee = fee.minus(t.amount());
        }
        return new Entry(journal, net.plus(fee), fee, net, availableOn(journal));
    }

    /** What is set aside leaves the balance that the statement is about, and comes back to it. */
    private static boolean isSpendable(Purpose purpose) {
        return purpose.isMerchants() && purpose != Purpose.MERCHANT_RESERVE;
    }

    private static LocalDate availableOn(Journal journal) {
        return journal.transfers().stream()
                .flatMap(t -> t.availableOn().stream())
                .max(Comparator.naturalOrder())
                .orElse(journal.effectiveOn());
    }
}
