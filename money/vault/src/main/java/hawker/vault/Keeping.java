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

    Keeping(PaymentMethodsSql sql, Events events, Clock clock) {
        this.sql = sql;
        this.events = events;
        this.clock = clock;
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
            Tx t, AccountId account, PaymentMethod.Id id, String customer, Checks checks) {
        var attached = sql.attach(t, account, id, customer, checks);
        attached.ifPresent(method -> tell(t, method, "payment_method.attached"));
        return attached.or(() ->
                sql.find(t, account, id).filter(m -> m.customer().equals(Optional.of(customer))));
    }

    Optional<PaymentMethod> detach(Tx t, AccountId account, PaymentMethod.Id id) {
        var customer = sql.find(t, account, id).flatMap(PaymentMethod::customer);
        var detached = sql.detach(t, account, id);
        detached.ifPresent(method -> tell(t, method, DETACHED, customer));
        return detached;
    }

    int detachAll(Tx t, AccountId account, String customer) {
        var detached = sql.detachAll(t, account, customer);
        detached.forEach(method -> tell(t, method, DETACHED, Optional.of(customer)));
        return detached.size();
    }

    /** A bank account does not expire, and on a card that has expired things are still noted. */
    Tokenised renew(
            Tx t,
            PaymentMethod method,
            Optional<Long> month,
            Optional<Long> year,
            Billing billing,
            Map<String, String> metadata) {
        if (!method.isCard() || (month.isEmpty() && year.isEmpty())) {
            var noted = method.withDetails(billing, method.allowRedisplay(), metadata);
            update(t, noted);
            return new Tokenised.Made(noted);
        }
        long newMonth = month.orElse((long) method.card().expMonth());
        long newYear = year.orElse((long) method.card().expYear());
        var wrong = CardRules.expiry(newMonth, newYear, clock.today());
        if (wrong.isPresent()) return wrong.get();
        var card = method.card().expiring((int) newMonth, CardRules.fourDigits(newYear));
        var changed = method.withDetails(billing, method.allowRedisplay(), metadata).with(card);
        update(t, changed);
        return new Tokenised.Made(changed);
    }

    void update(Tx t, PaymentMethod method) {
        sql.update(t, method);
        tell(t, method, "payment_method.updated");
    }

    private void tell(Tx t, PaymentMethod method, String type) {
        tell(t, method, type, Optional.empty());
    }

    /**
     * What a buyer has promised is no payment method to the API: its source is told of.
     *
     * @param left the customer that it was of, and is of no more
     */
    private void tell(Tx t, PaymentMethod method, String type, Optional<String> left) {
        if (method.instrument() instanceof Instrument.Promised) return;
        var payload = PaymentMethodJson.render(method);
        left.ifPresent(was -> payload.putObject("previous_attributes").put("customer", was));
        events.append(
                t,
                new Event(
                        events.newId(method.account()),
                        method.account(),
                        List.of(type),
                        method.id().text(),
                        0,
                        Optional.of(Json.text(payload)),
                        Optional.empty(),
                        Optional.empty(),
                        clock.now()));
    }
}
