package hawker.app;

import hawker.connect.Connect;
import hawker.connect.PayoutWish;
import hawker.payouts.Payouts;
import hawker.payouts.Schedule;
import hawker.platform.Event;
import hawker.platform.Events;

/** Hears when a platform changes how its account is paid out, and tells payouts. */
final class PayoutWishes {

    private PayoutWishes() {}

    static void listen(Events events, Connect connect, Payouts payouts) {
        events.subscribe("payouts-wishes", Connect.CHANGED, event -> hear(event, connect, payouts));
    }

    private static void hear(Event event, Connect connect, Payouts payouts) {
        var account = event.account();
        var wish = connect.payoutWish(account);
        wish.map(PayoutWishes::schedule)
                .filter(wanted -> !wanted.equals(payouts.schedule(account)))
                .ifPresent(wanted -> payouts.setSchedule(account, wanted));
        wish.map(PayoutWish::delayDays)
                .filter(days -> !days.equals(payouts.delay(account)))
                .ifPresent(days -> payouts.setDelay(account, days));
    }

    private static Schedule schedule(PayoutWish wish) {
        return switch (wish.interval()) {
            case "manual" -> new Schedule.Manual();
            case "weekly" -> new Schedule.Weekly(wish.weekdays());
            case "monthly" -> new Schedule.Monthly(wish.monthdays());
            default -> new Schedule.Daily();
        };
    }
}
