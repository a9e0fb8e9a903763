package hawker.payments;

import hawker.api.ApiError;
import hawker.customers.Customers;
import hawker.kernel.AccountId;
import hawker.kernel.Clock;
import hawker.kernel.Ids;
import hawker.kernel.Money;
import hawker.payments.Confirmation.Cause;
import hawker.payments.PaymentIntent.State;
import hawker.payments.Transitions.Stamp;
import hawker.platform.Platform;
import hawker.platform.Tx;
import hawker.vault.PaymentMethod;
import java.util.List;
import java.util.Optional;

/** Makes intents and changes their terms. */
final class Creating {

    /** Characters of the second half of a client secret: 148 random bits. */
    static final int SECRET = 25;

    private final Clock clock;
    private final Ids ids;
    private final Sellers sellers;
    private final Methods methods;
    private final IntentsSql intents;
    private final Customers customers;
    private final Happenings happenings;
    private final Shared shared;

    Creating(
            Platform platform,
            Sellers sellers,
            Methods methods,
            Storage storage,
            Customers customers,
            Happenings happenings,
            Shared shared) {
        this.clock = platform.clock();
        this.ids = platform.ids();
        this.sellers = sellers;
        this.methods = methods;
        this.intents = storage.intents();
        this.customers = customers;
        this.happenings = happenings;
        this.shared = shared;
    }

    /**
     * That the accounts of a share may be given money.
     *
     * @throws ApiError if not
     */
    void checkShare(AccountId account, Share share) {
        checkShare(account, share, "");
    }

    /** The same of parameters that stand within a hash, if that has a name. */
    void checkShare(AccountId account, Share share, String hash) {
        var wrong = shared.wrong(account, share);
        if (wrong.isPresent())
            throw ApiError.invalid(
                    wrong.get().code(), within(hash, wrong.get().param()), wrong.get().message());
    }

    /** {@code a[b]} within c is {@code c[a][b]}. */
    private static String within(String hash, String param) {
        if (hash.isEmpty()) return param;
        int inner = param.indexOf('[');
        return inner < 0
                ? hash + "[" + param + "]"
                : hash + "[" + param.substring(0, inner) + "]" + param.substring(inner);
    }

    /** What stands against charging these terms, beside their customer; asks no database. */
    Optional<Change.Refused> refusal(AccountId account, Terms terms) {
        var amount = Amounts.refusal(terms.amount());
        if (amount.isPresent()) return amount;
        var share = shareRefusal(terms.share(), terms.amount());
        if (share.isPresent()) return share;
        if (!sellers.mayCharge(account))
            return Optional.of(
                    new Change.Refused(
                            Refusal.CHARGES_DISABLED,
                            "Your account cannot currently make charges."));
        return Optional.empty();
    }

    /** What is shared of an amount is at most all of it. */
    static Optional<Change.Refused> shareRefusal(Share share, Money amount) {
        if (share.fee().filter(fee -> fee.compareTo(amount) > 0).isPresent())
            return Optional.of(
                    new Change.Refused(
                            Refusal.FEE_TOO_LARGE,
                            "Application fee amount cannot be greater than the amount of the"
                                    + " charge, "
                                    + amount.text()
                                    + "."));
        if (share.part().filter(part -> part.compareTo(amount) > 0).isPresent())
            return Optional.of(
                    new Change.Refused(
                            Refusal.PART_TOO_LARGE,
                            "The transfer_data[amount] must be less than or equal to the charge"
                                    + " amount, "
                                    + amount.text()
                                    + "."));
        return Optional.empty();
    }

    /** Whether the customer of the terms exists; empty if so or if there is none. */
    Optional<Change.Refused> customerRefusal(Tx tx, AccountId account, Terms terms) {
        if (terms.customer().isEmpty()) return Optional.empty();
        var id = terms.customer().get();
        if (customers.exists(tx, account, id)) return Optional.empty();
        return Optional.of(
                new Change.Refused(Refusal.NO_SUCH_CUSTOMER, "No such customer: '" + id + "'"));
    }

    /** Makes an intent that is to be confirmed later. */
    Change create(Tx tx, Terms terms, Optional<PaymentMethod.Id> method, Cause cause) {
        var account = cause.account();
        var refusal = refusal(account, terms).or(() -> customerRefusal(tx, account, terms));
        if (refusal.isPresent()) return refusal.get();
        var chosen = method.map(id -> methods.choose(tx, account, id, terms.customer()));
        if (chosen.isPresent() && chosen.get() instanceof Methods.Chosen.No no)
            return new Change.Refused(no.reason(), no.message());
        var intent =
                Transitions.opened(
                        new PaymentIntent.Id(ids.ordinary("pi", account)),
                        account,
                        ids.token(SECRET),
                        terms,
                        chosen.flatMap(Creating::id),
                        new Stamp(clock.now(), cause.request()));
        intents.insert(tx, intent);
        happenings.append(tx, happenings.of(intent, List.of("payment_intent.created"), cause));
        return new Change.Done(intent);
    }

    private static Optional<PaymentMethod.Id> id(Methods.Chosen chosen) {
        return chosen instanceof Methods.Chosen.Method found
                ? Optional.of(found.method().id())
                : Optional.empty();
    }

    /**
     * Changes the terms of an intent. Once money has moved only the notes may change.
     *
     * @param current the newest version
     */
    Change update(
            Tx tx,
            PaymentIntent current,
            Terms terms,
            Optional<PaymentMethod.Id> method,
            Cause cause) {
        var refusal =
                stateRefusal(current, terms, method)
                        .or(() -> refusal(current.account(), terms))
                        .or(() -> customerRefusal(tx, current.account(), terms));
        if (refusal.isPresent()) return refusal.get();
        var chosen = method.map(id -> methods.choose(tx, current.account(), id, terms.customer()));
        if (chosen.isPresent() && chosen.get() instanceof Methods.Chosen.No no)
            return new Change.Refused(no.reason(), no.message());
        var stamp = new Stamp(clock.now(), cause.request());
        var next = Transitions.updated(current, terms, chosen.flatMap(Creating::id), stamp);
        return intents.insert(tx, next) ? new Change.Done(next) : busy();
    }

    /** Another request wrote the same version first. */
    static Change.Refused busy() {
        return new Change.Refused(
                Refusal.IN_PROGRESS,
                "This object cannot be accessed right now because another request is currently"
                        + " accessing it.");
    }

    private static Optional<Change.Refused> stateRefusal(
            PaymentIntent current, Terms terms, Optional<PaymentMethod.Id> method) {
        boolean onlyNotes =
                method.isEmpty()
                        && terms.withNotes(current.terms().notes()).equals(current.terms());
        return switch (current.state()) {
            case State.RequiresPaymentMethod ignored -> Optional.empty();
            case State.RequiresConfirmation ignored -> Optional.empty();
            case State.RequiresAction ignored -> Optional.empty();
            case State.RequiresDeposits ignored -> Optional.empty();
            case State.AwaitsTransfer ignored -> unlessNotes(current, onlyNotes);
            case State.Processing ignored -> unlessNotes(current, onlyNotes);
            case State.Sending ignored -> Optional.of(busy());
            case State.RequiresCapture ignored -> unlessNotes(current, onlyNotes);
            case State.Succeeded ignored -> unlessNotes(current, onlyNotes);
            case State.Canceled ignored -> unlessNotes(current, onlyNotes);
        };
    }

    private static Optional<Change.Refused> unlessNotes(PaymentIntent current, boolean onlyNotes) {
        if (onlyNotes) return Optional.empty();
        return Optional.of(
                new Change.Refused(
                        Refusal.UNEXPECTED_STATE,
                        "This PaymentIntent's amount, currency, customer or payment method could"
                                + " not be updated because it has a status of "
                                + current.status()
                                + ". You may only update a PaymentIntent in this way with one of"
                                + " the following statuses: requires_payment_method,"
                                + " requires_confirmation, requires_action."));
    }
}
