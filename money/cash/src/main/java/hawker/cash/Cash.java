package hawker.cash;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import hawker.customers.Customer;
import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.ledger.Journal;
import hawker.ledger.Kind;
import hawker.ledger.Ledger;
import hawker.ledger.Purpose;
import hawker.ledger.SourceType;
import hawker.ledger.Transfer;
import hawker.payments.BuyersCash;
import hawker.payments.PaymentIntent;
import hawker.payments.Refund;
import hawker.platform.Event;
import hawker.platform.Platform;
import hawker.platform.Tx;
import java.util.List;
import java.util.Optional;

/**
 * The balances. Each change is a movement, made while the balance's row is held; money that comes
 * from outside, or becomes a customer's again, is in the ledger in the same transaction.
 */
final class Cash implements BuyersCash {

    static final String FUNDS_AVAILABLE = "cash_balance.funds_available";
    static final String CREATED = "customer_cash_balance_transaction.created";

    private final Platform platform;
    private final Ledger ledger;
    private final CashSql sql;
    private final Instructions instructions;
    private final Asking asking;

    Cash(Platform platform, Ledger ledger, CashSql sql, Instructions instructions, Asking asking) {
        this.platform = platform;
        this.ledger = ledger;
        this.sql = sql;
        this.instructions = instructions;
        this.asking = asking;
    }

    /** A transfer has arrived at the bank. */
    Movement funded(
            Tx tx, AccountId account, String customer, Money amount, Optional<String> reference) {
        var movement = move(tx, account, customer, Movement.Kind.FUNDED, amount, reference);
        post(
                tx,
                account,
                Kind.CASH_RECEIVED,
                movement.id(),
                Transfer.of(Purpose.SETTLEMENT_BANK, Purpose.CUSTOMER_CASH, amount));
        return movement;
    }

    @Override
    public Money take(
            Tx tx, AccountId account, String customer, Money atMost, PaymentIntent.Id intent) {
        var has = sql.lock(tx, account, customer, atMost.currency());
        var taken = has.compareTo(atMost) < 0 ? has : atMost;
        if (!taken.isPositive()) return Money.zero(atMost.currency());
        move(
                tx,
                account,
                customer,
                Movement.Kind.APPLIED_TO_PAYMENT,
                taken.negated(),
                Optional.of(intent.text()));
        sql.hold(tx, account, intent.text(), taken);
        return taken;
    }

    @Override
    public void putBack(
            Tx tx, AccountId account, String customer, Money amount, PaymentIntent.Id intent) {
        move(
                tx,
                account,
                customer,
                Movement.Kind.UNAPPLIED_FROM_PAYMENT,
                amount,
                Optional.of(intent.text()));
        sql.letGo(tx, account, intent.text(), amount);
    }

    @Override
    public void spent(Tx tx, AccountId account, PaymentIntent.Id intent) {
        sql.release(tx, account, intent.text());
    }

    @Override
    public void refunded(Tx tx, Refund refund, String customer) {
        var account = refund.account();
        sql.lock(tx, account, customer, refund.amount().currency());
        if (sql.isRefunded(tx, account, refund.id().text())) return;
        move(
                tx,
                account,
                customer,
                Movement.Kind.REFUNDED_FROM_PAYMENT,
                refund.amount(),
                Optional.of(refund.id().text()));
        post(
                tx,
                account,
                Kind.CASH_REFUNDED,
                refund.id().text(),
                Transfer.of(Purpose.NETWORK_PAYABLE, Purpose.CUSTOMER_CASH, refund.amount()));
    }

    @Override
    public Optional<String> leave(Tx tx, Refund refund, String customer) {
        var account = refund.account();
        var amount = refund.amount();
        var has = sql.lock(tx, account, customer, amount.currency());
        if (has.compareTo(amount) < 0) return Optional.empty();
        move(
                tx,
                account,
                customer,
                Movement.Kind.RETURN_INITIATED,
                amount.negated(),
                Optional.of(refund.id().text()));
        var owed = Transfer.of(Purpose.CUSTOMER_CASH, Purpose.NETWORK_PAYABLE, amount);
        return Optional.of(post(tx, account, Kind.CASH_OWED, refund.id().text(), owed));
    }

    @Override
    public String stay(Tx tx, Refund refund, String customer) {
        var account = refund.account();
        move(
                tx,
                account,
                customer,
                Movement.Kind.RETURN_CANCELED,
                refund.amount(),
                Optional.of(refund.id().text()));
        var kept = Transfer.of(Purpose.NETWORK_PAYABLE, Purpose.CUSTOMER_CASH, refund.amount());
        return post(tx, account, Kind.CASH_KEPT, refund.id().text(), kept);
    }

    @Override
    public void ask(Tx tx, Refund refund) {
        asking.ask(tx, refund);
    }

    @Override
    public Optional<String> instructions(
            Tx tx,
            AccountId account,
            String customer,
            Currency currency,
            Optional<String> country) {
        return instructions.display(account, customer, currency, country).map(Json::text);
    }

    private Movement move(
            Tx tx,
            AccountId account,
            String customer,
            Movement.Kind kind,
            Money net,
            Optional<String> subject) {
        var ending = sql.lock(tx, account, customer, net.currency()).plus(net);
        if (ending.isNegative())
            throw new IllegalStateException("a cash balance below zero: " + customer);
        var movement =
                new Movement(
                        platform.ids().ordinary("ccsbtxn", account),
                        account,
                        customer,
                        kind,
                        net,
                        ending,
                        subject,
                        platform.clock().now());
        sql.set(tx, account, customer, ending);
        sql.insert(tx, movement);
        tell(tx, account, CREATED, movement.id(), CashJson.movement(movement));
        return movement;
    }

    /** Money is left that no payment wanted. */
    void tellAvailable(Tx tx, Customer customer) {
        var account = customer.account();
        var amounts = sql.balances(tx, account, customer.id().text());
        var object = CashJson.balance(customer, amounts);
        tell(tx, account, FUNDS_AVAILABLE, customer.id().text(), object);
    }

    private String post(Tx tx, AccountId account, Kind kind, String source, Transfer transfer) {
        var journal =
                Journal.of(
                        platform.ids().body(account),
                        account,
                        kind,
                        SourceType.CUSTOMER_CASH,
                        source,
                        platform.clock().now(),
                        List.of(transfer));
        ledger.post(tx, journal);
        return journal.id();
    }

    private void tell(Tx tx, AccountId account, String type, String subject, ObjectNode object) {
        var events = platform.events();
        events.append(
                tx,
                new Event(
                        events.newId(account),
                        account,
                        List.of(type),
                        subject,
                        0,
                        Optional.of(Json.text(object)),
                        Optional.empty(),
                        Optional.empty(),
                        platform.clock().now()));
    }
}
