package hawker.transfers;

import hawker.api.ApiError;
import hawker.connect.Connect;
import hawker.kernel.AccountId;
import hawker.kernel.Money;
import hawker.payments.Charge;
import hawker.payments.Fees;
import hawker.payments.Refund;
import hawker.payments.Share;
import hawker.payments.Sharing;
import hawker.platform.Event.Cause;
import hawker.platform.Platform;
import hawker.platform.Tx;
import hawker.transfers.Movement.Sort;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What of a payment goes to others (docs: Connect charges). It joins the transactions of payments:
 * the charge, its transfer and its fee are written together or not at all, and go their way from
 * there as every other movement does.
 *
 * <pre>
 * direct       account's book: charge, less the fee    → fee → platform's book
 * destination  platform's book: charge → all or a part → account's book, less the fee → fee → platform
 * </pre>
 */
final class Shares implements Sharing {

    private final Platform platform;
    private final Connect connect;
    private final TransfersSql sql;
    private final Movements movements;
    private final Reversing reversing;
    private final Earning earning;
    private final Happenings happenings;

    Shares(
            Platform platform,
            Connect connect,
            TransfersSql sql,
            Movements movements,
            Reversing reversing,
            Earning earning,
            Happenings happenings) {
        this.platform = platform;
        this.connect = connect;
        this.sql = sql;
        this.movements = movements;
        this.reversing = reversing;
        this.earning = earning;
        this.happenings = happenings;
    }

    @Override
    public Optional<Wrong> wrong(AccountId account, Share share) {
        return share.destination()
                .flatMap(to -> wrongAccount(account, to, "transfer_data[destination]", "transfers"))
                .or(() ->
                        share.onBehalfOf()
                                .flatMap(to ->
                                        wrongAccount(
                                                account, to, "on_behalf_of", "card_payments")));
    }

    private Optional<Wrong> wrongAccount(
            AccountId account, AccountId to, String param, String capability) {
        if (to.equals(account) || !connect.isConnected(account, to))
            return Optional.of(
                    new Wrong(
                            param,
                            "resource_missing",
                            "No such " + noun(param) + ": '" + to.text() + "'"));
        if (connect.may(to, capability)) return Optional.empty();
        return Optional.of(
                new Wrong(
                        param,
                        "insufficient_capabilities_for_transfer",
                        "Your destination account needs to have at least one of the following"
                                + " capabilities enabled: "
                                + capability
                                + "."));
    }

    private static String noun(String param) {
        return param.equals("on_behalf_of") ? param : "destination";
    }

    @Override
    public void captured(Tx tx, Charge charge, Optional<LocalDate> availableOn) {
        var named = charge.facts().shared().orElseThrow();
        var waits = movements.waitsUntil(availableOn);
        if (named.share().destination().isPresent()) destined(tx, charge, named, waits);
        else charged(tx, charge, named, waits);
    }

    /** The fee of a direct charge left with the charge's own journal. */
    private void charged(Tx tx, Charge charge, Share.Named named, Optional<LocalDate> availableOn) {
        var account = charge.account();
        var fee = fee(named, charge.id().text()).orElseThrow();
        movements.underWay(
                tx,
                new Movement(
                        fee.id(),
                        Sort.FEE,
                        account,
                        named.share().platform().orElseThrow(),
                        fee.id(),
                        fee.amount(),
                        availableOn,
                        charge.journal().orElseThrow(),
                        fee.journal(),
                        Movement.State.SENT,
                        platform.clock().now(),
                        Optional.of(fee)));
    }

    private static Optional<Movement.Fee> fee(Share.Named named, String charge) {
        return named.share()
                .fee()
                .map(amount ->
                        new Movement.Fee(
                                named.fee().orElseThrow(),
                                amount,
                                named.feeJournal().orElseThrow(),
                                charge));
    }

    private void destined(
            Tx tx, Charge charge, Share.Named named, Optional<LocalDate> availableOn) {
        var sent = sent(charge, named, availableOn);
        var fee = fee(named, sent.payment());
        movements.send(
                tx,
                new Movement(
                        sent.id(),
                        Sort.DESTINATION,
                        sent.account(),
                        sent.destination(),
                        sent.payment(),
                        sent.amount(),
                        availableOn,
                        sent.journal(),
                        platform.ids().body(sent.destination()),
                        Movement.State.SENT,
                        sent.created(),
                        fee,
                        charge.notes().transferPayment()));
        sql.insert(sent.account(), tx, sent);
        var none = Cause.none(sent.account());
        happenings.tell(tx, none, sent, List.of(), "transfer.created");
        fee.ifPresent(paid -> earning.earned(tx, earned(charge, sent, paid)));
    }

    private Sent sent(Charge charge, Share.Named named, Optional<LocalDate> availableOn) {
        var account = charge.account();
        var to = named.share().destination().orElseThrow();
        return new Sent(
                named.transfer().orElseThrow(),
                account,
                1,
                named.share().part().orElse(charge.captured()),
                Money.zero(charge.captured().currency()),
                to,
                platform.ids().ordinary("py", to),
                Optional.of(charge.id().text()),
                charge.notes().transferDescription(),
                charge.notes().transferMetadata(),
                Optional.of(charge.transferGroup()),
                platform.ids().body(account),
                availableOn,
                platform.clock().now());
    }

    private static ApplicationFee earned(Charge charge, Sent sent, Movement.Fee fee) {
        return new ApplicationFee(
                fee.id(),
                sent.account(),
                1,
                fee.amount(),
                Money.zero(fee.amount().currency()),
                sent.destination(),
                fee.charge(),
                Optional.of(charge.id().text()),
                fee.journal(),
                sent.availableOn(),
                sent.created());
    }

    @Override
    public void arrive(AccountId account, Charge charge) {
        var named = charge.facts().shared().orElseThrow();
        named.transfer().ifPresent(id -> movements.arrive(account, id));
        var payer = named.share().destination().orElse(account);
        named.earned().ifPresent(id -> movements.arrive(payer, id));
    }

    @Override
    public Optional<String> refunded(Tx tx, Charge charge, Refund refund, Back back) {
        var named = charge.facts().shared().orElseThrow();
        var fee = back.fee() ? feeBack(tx, charge, refund, named) : Optional.<Money>empty();
        return back.transfer() ? transferBack(tx, charge, refund, named, fee) : Optional.empty();
    }

    private Optional<Money> feeBack(Tx tx, Charge charge, Refund refund, Share.Named named) {
        var earner = named.share().earner(charge.account());
        // Captured since it was asked whether everything has arrived: the next try finds it.
        var fee =
                earning.lock(tx, earner, named.earned().orElseThrow())
                        .orElseThrow(ApiError::lockTimeout);
        var part = share(fee.amount(), charge, refund).min(fee.left());
        if (!part.isPositive()) return Optional.empty();
        earning.giveBack(tx, Cause.none(earner), movements, fee, part, Map.of());
        return Optional.of(part);
    }

    private Optional<String> transferBack(
            Tx tx, Charge charge, Refund refund, Share.Named named, Optional<Money> fee) {
        var id = named.transfer().orElseThrow();
        var sent = sql.lock(charge.account(), tx, id).orElseThrow();
        var part = share(sent.amount(), charge, refund).min(sent.left());
        if (!part.isPositive()) return Optional.empty();
        var wanted =
                new Reversing.Wanted(
                        Cause.none(charge.account()),
                        id,
                        Optional.of(part.minor()),
                        Optional.empty(),
                        Map.of(),
                        Optional.of(refund.id().text()));
        return Optional.of(reversing.reverse(tx, movements, wanted, fee).id());
    }

    /** The part of something that goes back with a refund; the last refund clears the rest. */
    private static Money share(Money whole, Charge charge, Refund refund) {
        return Fees.givenBack(whole, charge.captured(), charge.refunded(), refund.amount());
    }
}
