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
        connect.payoutWish(event.account())
                .map(PayoutWishes::schedule)
                .filter(wanted -> !wanted.equals(payouts.schedule(event.account())))
                .ifPresent(wanted -> payouts.setSchedule(event.account(), wanted));
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
