package hawker.transfers;

import hawker.api.ApiError;
import hawker.api.Call;
import hawker.api.Params;
import hawker.connect.Connect;
import hawker.kernel.AccountId;
import hawker.kernel.Money;
import hawker.ledger.BoundedPosting;
import hawker.ledger.Entry;
import hawker.ledger.Ledger;
import hawker.payments.Charge;
import hawker.payments.Payments;
import hawker.platform.Event.Cause;
import hawker.platform.LockRows;
import hawker.platform.Platform;
import hawker.platform.Tx;
import hawker.transfers.Movement.Sort;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A platform sends money to an account that is connected to it. */
final class Sending {

    private final Platform platform;
    private final Connect connect;
    private final Payments payments;
    private final Ledger ledger;
    private final TransfersSql sql;
    private final Movements movements;
    private final Happenings happenings;

    Sending(
            Platform platform,
            Connect connect,
            Payments payments,
            Ledger ledger,
            TransfersSql sql,
            Movements movements,
            Happenings happenings) {
        this.platform = platform;
        this.connect = connect;
        this.payments = payments;
        this.ledger = ledger;
        this.sql = sql;
        this.movements = movements;
        this.happenings = happenings;
    }

    /** The transfer that a call describes, checked against everything but the balance. */
    Sent described(Call call) {
        var params = call.params();
        var account = call.account();
        var to = destination(account, params.requiredText("destination"));
        var charge = params.text("source_transaction").map(id -> charge(account, id));
        var amount = amount(params, charge);
        return new Sent(
                platform.ids().ordinary("tr", account),
                account,
                1,
                amount,
                Money.zero(amount.currency()),
                to,
                platform.ids().ordinary("py", to),
                charge.map(found -> found.id().text()),
                params.text("description"),
                params.metadata().orElse(Map.of()),
                params.text("transfer_group").or(() -> charge.map(Charge::transferGroup)),
                platform.ids().body(account),
                movements.waitsUntil(charge.flatMap(found -> availableOn(account, found))),
                platform.clock().now());
    }

    private AccountId destination(AccountId account, String named) {
        var to =
                connect.connected(account, named)
                        .filter(id -> !id.equals(account))
                        .orElseThrow(() ->
                                ApiError.missingReference("destination", named, "destination"));
        if (!connect.may(to, "transfers"))
            throw ApiError.invalid(
                    "insufficient_capabilities_for_transfer",
                    "destination",
                    "Your destination account needs to have at least one of the following"
                            + " capabilities enabled: transfers.");
        return to;
    }

    private Charge charge(AccountId account, String named) {
        var charge =
                Charge.Id.parse(named)
                        .flatMap(id -> payments.charge(account, id))
                        .orElseThrow(() ->
                                ApiError.missingReference("charge", named, "source_transaction"));
        if (!(charge.state() instanceof Charge.State.Captured))
            throw ApiError.parameterInvalid(
                    "source_transaction", "The charge " + named + " has not been captured.");
        return charge;
    }

    private static Money amount(Params params, Optional<Charge> charge) {
        var currency = params.requiredCurrency("currency");
        if (charge.isPresent() && !charge.get().captured().currency().equals(currency))
            throw ApiError.parameterInvalid(
                    "currency", "A transfer has the currency of its source_transaction.");
        var asked = params.integer("amount").map(minor -> Money.of(minor, currency));
        var amount =
                asked.or(() -> charge.map(Charge::captured))
                        .orElseThrow(() -> ApiError.parameterMissing("amount"));
        if (amount.minor() % currency.step() != 0) throw ApiError.amountStep("amount", currency);
        return amount;
    }

    private Optional<LocalDate> availableOn(AccountId account, Charge charge) {
        return charge.journal()
                .flatMap(journal -> ledger.entry(account, journal))
                .map(Entry::availableOn);
    }

    /** Writes it, if the money is there. */
    Sent send(Tx tx, Sent sent, Cause why) {
        sent.charge().ifPresent(charge -> checkCharge(tx, sent, charge));
        var movement =
                new Movement(
                        sent.id(),
                        Sort.TRANSFER,
                        sent.account(),
                        sent.destination(),
                        sent.payment(),
                        sent.amount(),
                        sent.availableOn(),
                        sent.journal(),
                        platform.ids().body(sent.destination()),
                        Movement.State.SENT,
                        sent.created(),
                        Optional.empty());
        if (movements.send(tx, movement) instanceof BoundedPosting.Insufficient)
            throw ApiError.unexpectedState(
                    "balance_insufficient",
                    "You have insufficient available funds in your account. Try adding funds"
                            + " directly to your available balance by creating Charges using the"
                            + " 4000000000000077 test card.");
        sql.insert(sent.account(), tx, sent);
        happenings.tell(tx, why, sent, List.of(), "transfer.created");
        return sent;
    }

    /** All transfers of a charge together are at most the charge, less what was refunded. */
    private void checkCharge(Tx tx, Sent sent, String id) {
        LockRows.lock(tx, sent.account(), "transfers of " + id);
        var charge =
                payments.charge(sent.account(), new Charge.Id(id))
                        .orElseThrow(() ->
                                ApiError.missingReference("charge", id, "source_transaction"));
        long left = charge.captured().minor() - sql.ofCharge(sent.account(), tx, id);
        if (sent.amount().minor() > left)
            throw ApiError.parameterInvalid(
                    "amount",
                    "The transfers of a charge cannot be more than the charge: "
                            + Money.of(left, sent.amount().currency()).text()
                            + " is left.");
    }
}
