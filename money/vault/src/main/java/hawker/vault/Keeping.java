package hawker.vault;

import hawker.api.Json;
import hawker.kernel.AccountId;
import hawker.kernel.Clock;
import hawker.platform.Event;
import hawker.platform.Events;
import hawker.platform.Tx;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The life of a payment method after it was made: attached to one customer, changed, detached for
 * good. Each step writes its event in the same transaction.
 */
final class Keeping {

    private static final String DETACHED = "payment_method.detached";

    private final PaymentMethodsSql sql;
    private final Events events;
    private final Clock clock;
    private volatile CustomerCheck customers = (account, customer) -> false;

    Keeping(PaymentMethodsSql sql, Events events, Clock clock) {
        this.sql = sql;
        this.events = events;
        this.clock = clock;
    }

    void tells(CustomerCheck keepers) {
        customers = keepers;
    }

    Optional<PaymentMethod> verified(Tx t, AccountId account, PaymentMethod.Id id) {
        return sql.lock(t, account, id)
                .filter(found -> found.instrument() instanceof Instrument.BankAccount)
                .map(found -> {
                    var bank = (Instrument.BankAccount) found.instrument();
                    var proven = found.with(bank.proven());
                    sql.prove(t, proven);
                    return proven;
                });
    }

    /** Once attached to a customer, attaching it to the same one again changes nothing. */
    Optional<PaymentMethod> attach(
            Tx t, Event.Cause why, PaymentMethod.Id id, String customer, Checks checks) {
        var account = why.account();
        var attached = sql.attach(t, account, id, customer, checks);
        attached.ifPresent(method -> tell(t, why, method, "payment_method.attached"));
        return attached.or(() ->
                sql.find(t, account, id).filter(m -> m.customer().equals(Optional.of(customer))));
    }

    Optional<PaymentMethod> detach(Tx t, Event.Cause why, PaymentMethod.Id id) {
        var account = why.account();
        var attached = sql.find(t, account, id).filter(m -> m.customer().isPresent());
        if (attached.isEmpty()) return Optional.empty();
        customers.leaving(t, attached.get(), why);
        var detached = sql.detach(t, account, id);
        var customer = attached.get().customer();
        detached.ifPresent(method -> tell(t, why, method, DETACHED, customer));
        return detached;
    }

    int detachAll(Tx t, Event.Cause why, String customer) {
        var detached = sql.detachAll(t, why.account(), customer);
        detached.forEach(method -> tell(t, why, method, DETACHED, Optional.of(customer)));
        return detached.size();
    }

    /** A bank account does not expire, and on a card that has expired things are still noted. */
    Tokenised renew(
            Tx t,
            Event.Cause why,
            PaymentMethod method,
            Optional<Long> month,
            Optional<Long> year,
            Billing billing,
            Map<String, String> metadata) {
        if (!method.isCard() || (month.isEmpty() && year.isEmpty())) {
            var noted = method.withDetails(billing, method.allowRedisplay(), metadata);
            update(t, why, noted);
            return new Tokenised.Made(noted);
        }
        long newMonth = month.orElse((long) method.card().expMonth());
        long newYear = year.orElse((long) method.card().expYear());
        var wrong = CardRules.expiry(newMonth, newYear, clock.today());
        if (wrong.isPresent()) return wrong.get();
        var card = method.card().expiring((int) newMonth, CardRules.fourDigits(newYear));
        var changed = method.withDetails(billing, method.allowRedisplay(), metadata).with(card);
        update(t, why, changed);
        return new Tokenised.Made(changed);
    }

    void update(Tx t, Event.Cause why, PaymentMethod method) {
        sql.update(t, method);
        tell(t, why, method, "payment_method.updated");
    }

    private void tell(Tx t, Event.Cause why, PaymentMethod method, String type) {
        tell(t, why, method, type, Optional.empty());
    }

    /**
     * What a buyer has promised is no payment method to the API: its source is told of.
     *
     * @param left the customer that it was of, and is of no more
     */
    private void tell(
            Tx t, Event.Cause why, PaymentMethod method, String type, Optional<String> left) {
        if (method.instrument() instanceof Instrument.Promised) return;
        var payload = PaymentMethodJson.render(method);
        left.ifPresent(was -> payload.putObject("previous_attributes").put("customer", was));
        events.tell(t, why, List.of(type), method.id().text(), 0, Optional.of(Json.text(payload)));
    }
}
