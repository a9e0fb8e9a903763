package hawker.payouts;

import hawker.kernel.AccountId;
import hawker.kernel.Clock;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.ledger.BusinessDays;
import hawker.ledger.Ledger;
import hawker.ledger.Pocket;
import hawker.ledger.Purpose;
import hawker.ledger.Waiting;
import hawker.platform.TxRunner;
import java.time.LocalDate;
import java.util.Optional;

/** When the next automatic payout will come, and how much it will be as things stand. */
final class Forecast {

    private static final int DAYS_AHEAD = 40;
    private static final int DAYS_BACK = 14;

    private final TxRunner tx;
    private final Clock clock;
    private final Ledger ledger;
    private final PayoutsSql sql;
    private final Paying paying;
    private final Settings settings;

    Forecast(
            TxRunner tx,
            Clock clock,
            Ledger ledger,
            PayoutsSql sql,
            Paying paying,
            Settings settings) {
        this.settings = settings;
        this.tx = tx;
        this.clock = clock;
        this.ledger = ledger;
        this.sql = sql;
        this.paying = paying;
    }

    Optional<Upcoming> next(AccountId account, Currency currency) {
        if (paying.obstacle(account).isPresent()) return Optional.empty();
        var today = clock.today();
        var first = firstDay(account, currency, today);
        var schedule = paying.schedule(account);
        var waiting =
                ledger
                        .waiting(
                                account,
                                Purpose.MERCHANT_PENDING,
                                today.minusDays(DAYS_BACK),
                                today.plusDays(DAYS_AHEAD))
                        .stream()
                        .filter(w -> w.amount().currency().equals(currency))
                        .toList();
        var available = available(account, currency);
        for (var day = first; day.isBefore(today.plusDays(DAYS_AHEAD)); day = day.plusDays(1)) {
            if (!schedule.isDue(day)) continue;
            var until = day;
            var amount =
                    waiting.stream()
                            .filter(w -> !w.availableOn().isAfter(until))
                            .map(Waiting::amount)
                            .reduce(available, Money::plus);
            var payable = PayoutAmounts.payable(amount);
            if (payable.compareTo(PayoutAmounts.least(currency)) >= 0)
                return Optional.of(new Upcoming(day, BusinessDays.after(day, 1), payable));
        }
        return Optional.empty();
    }

    private LocalDate firstDay(AccountId account, Currency currency, LocalDate today) {
        var last =
                tx.readAccount(account, read -> sql.automatic(read, account, currency, 1)).stream()
                        .findFirst()
                        .flatMap(Payout::range);
        boolean madeToday = last.map(range -> !range.day().isBefore(today)).orElse(false);
        return madeToday ? today.plusDays(1) : today;
    }

    private Money available(AccountId account, Currency currency) {
        var pocket = new Pocket(Purpose.MERCHANT_AVAILABLE, currency);
        return tx.readAccount(
                account,
                read ->
                        ledger.balance(read, account, pocket.purpose(), currency)
                                .minus(ledger.held(read, account, pocket))
                                .minus(settings.minimum(read, account, currency)));
    }
}
