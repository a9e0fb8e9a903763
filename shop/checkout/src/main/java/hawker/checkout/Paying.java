package hawker.checkout;

import hawker.accounts.Account;
import hawker.accounts.Accounts;
import hawker.catalog.Catalog;
import hawker.catalog.Image;
import hawker.catalog.Quote;
import hawker.catalog.Quoted;
import hawker.catalog.Taken;
import hawker.checkout.CheckoutSession.State;
import hawker.orders.NewOrder;
import hawker.orders.Order;
import hawker.orders.ShipTo;
import hawker.payments.Change;
import hawker.payments.Confirmation;
import hawker.payments.Notes;
import hawker.payments.PaymentIntent;
import hawker.payments.Payments;
import hawker.payments.Terms;
import hawker.platform.Platform;
import hawker.platform.Tx;
import hawker.vault.PaymentMethod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The Pay button.
 *
 * <p>The order of steps is what keeps money and goods together:
 *
 * <pre>
 * 1  price anew, check the form, compare with what the buyer saw       (nothing is changed)
 * 2  one transaction: goods pinned, what was agreed kept, the intent made, a job to look after it
 * 3  payments.confirm, outside any transaction
 * 4  one transaction: goods sold, order written, receipt queued        ({@link Settling})
 * </pre>
 *
 * A second press finds the session PAYING and changes nothing: that one row is the fence for double
 * clicks, the back button and two tabs. A crash after 2 leaves the job, a crash after 3 leaves the
 * event of the payment as well; both come to step 4. The session keeps one intent for its whole
 * life, so that even two presses that both got through would meet at that intent.
 *
 * <p>Not taken: pinning only after the card was approved. It asks fewer rows for a declined card,
 * but the last unit could then be authorised twice.
 */
final class Paying {

    static final String JOB = "checkout.settle";
    static final Duration LOOK_AFTER = Duration.ofSeconds(30);
    private static final int MOST_ATTEMPTS = 12;

    private final Platform platform;
    private final Accounts accounts;
    private final Catalog catalog;
    private final Payments payments;
    private final Bills bills;
    private final Settling settling;
    private final String origin;

    Paying(
            Platform platform,
            Accounts accounts,
            Catalog catalog,
            Payments payments,
            Bills bills,
            Settling settling,
            String origin) {
        this.platform = platform;
        this.accounts = accounts;
        this.catalog = catalog;
        this.payments = payments;
        this.bills = bills;
        this.settling = settling;
        this.origin = origin;
    }

    /** Step 2 was refused, or what is to be confirmed. */
    private sealed interface Begun {
        record Intent(PaymentIntent intent) implements Begun {}

        record No(PayResult result) implements Begun {}

        /** The goods are no longer kept. */
        record Lost() implements Begun {}
    }

    PayResult pay(CheckoutSession session, Pay asked) {
        if (session.attempts() >= MOST_ATTEMPTS)
            return new PayResult.Declined(
                    "There were too many tries. Go back to the shop and begin again.");
        var seller = accounts.find(session.account()).orElseThrow();
        var priced = bills.bill(session);
        if (priced instanceof Bills.Priced.Unavailable no) return new PayResult.SoldOut(no.says());
        var bill = ((Bills.Priced.Ready) priced).bill();
        var problems = problems(session.details(), bill, asked.method());
        if (!problems.isEmpty()) return new PayResult.Invalid(problems);
        if (!bill.version().equals(asked.version())) return new PayResult.Changed(bill);
        var agreed = agreed(session, seller, bill);
        var closed = seller.closedSays();
        var begun = begin(session, agreed, closed);
        if (begun instanceof Begun.Lost) {
            var taken =
                    catalog.stock().hold(session.account(), session.id().text(), session.lines());
            if (taken instanceof Taken.OutOfStock empty)
                return new PayResult.SoldOut(sold(bill, empty));
            begun = begin(session, agreed, closed);
        }
        return switch (begun) {
            case Begun.No no -> no.result();
            case Begun.Lost ignored -> new PayResult.SoldOut("Somebody else was faster.");
            case Begun.Intent ready ->
                    settling.settle(session, confirm(session, ready.intent(), asked));
        };
    }

    private Confirmation confirm(CheckoutSession session, PaymentIntent intent, Pay asked) {
        var method = PaymentMethod.Id.parse(asked.method().orElseThrow()).orElseThrow();
        var back = origin + session.path() + "/return";
        var request = Confirmation.Request.onSession(method, back);
        return payments.confirm(
                session.account(), intent.id(), asked.address().map(request::from).orElse(request));
    }

    /** Goods pinned, agreement kept, intent made: together or not at all. */
    private Begun begin(CheckoutSession session, NewOrder agreed, Optional<String> closed) {
        var account = session.account();
        return platform.tx().inAccount(account, tx -> begin(tx, session, agreed, closed));
    }

    private Begun begin(Tx tx, CheckoutSession session, NewOrder agreed, Optional<String> closed) {
        var account = session.account();
        var now = platform.clock().now();
        var current = SessionsSql.lock(account, tx, session.id()).orElseThrow().session();
        switch (current.state()) {
            case OPEN, ACTION -> {}
            case PAYING, UNKNOWN, PLACED -> {
                return new Begun.No(new PayResult.Checking());
            }
            case CANCELLED, REFUNDED -> {
                return new Begun.No(new PayResult.Over());
            }
        }
        // Not before: whoever pressed while the shop was open is served, and reads no "not
        // charged".
        if (closed.isPresent()) return new Begun.No(new PayResult.Closed(closed.get()));
        if (!catalog.stock().pin(tx, account, session.id().text())) return new Begun.Lost();
        var made = intent(tx, current, agreed);
        if (made instanceof Change.Refused refused) {
            catalog.stock().unpin(tx, account, session.id().text());
            return new Begun.No(new PayResult.Declined(refused.message()));
        }
        var intent = ((Change.Done) made).intent();
        var whole = withPayment(agreed, intent);
        SessionsSql.startPaying(account, tx, session.id(), whole, now);
        SessionsSql.setPayment(account, tx, session.id(), intent.id().text(), whole);
        platform.jobs()
                .add(
                        tx,
                        account,
                        session.id() + "-" + (current.attempts() + 1),
                        JOB,
                        now.plus(LOOK_AFTER),
                        session.id().text());
        return new Begun.Intent(intent);
    }

    /** The session's intent at the amount agreed to; a new one if there is none that is alive. */
    private Change intent(Tx tx, CheckoutSession session, NewOrder agreed) {
        var account = session.account();
        var terms = terms(agreed);
        var known =
                session.payment()
                        .flatMap(PaymentIntent.Id::parse)
                        .flatMap(id -> payments.find(account, id))
                        .filter(i -> !(i.state() instanceof PaymentIntent.State.Canceled));
        if (known.isEmpty()) return payments.create(tx, account, terms);
        if (known.get().amount().equals(terms.amount())) return new Change.Done(known.get());
        return payments.update(
                tx, account, known.get().id(), old -> old.withAmount(terms.amount()));
    }

    private static Terms terms(NewOrder agreed) {
        var words = agreed.lines().getFirst().title();
        if (agreed.lines().size() > 1) words += " and " + (agreed.lines().size() - 1) + " more";
        return Terms.of(agreed.totals().total())
                .withNotes(
                        Notes.NONE
                                .withDescription(Optional.of(words))
                                .withReceiptEmail(Optional.of(agreed.email())));
    }

    private static List<FormProblem> problems(Details details, Bill bill, Optional<String> method) {
        var problems = new ArrayList<>(AddressRules.email(details.email()));
        boolean pickUp = bill.delivery().map(ShippingRate::isPickUp).orElse(false);
        if (!bill.needsShipping()) problems.addAll(AddressRules.area(details.to()));
        else if (!pickUp) problems.addAll(AddressRules.postal(details.to()));
        if (bill.needsShipping() && bill.delivery().isEmpty())
            problems.add(new FormProblem("country", "The shop does not deliver to this country."));
        if (method.flatMap(PaymentMethod.Id::parse).isEmpty())
            problems.add(new FormProblem("payment_method", "Enter the card to pay with."));
        return problems;
    }

    /** The order as it will be written down, but for its payment, which does not exist yet. */
    private static NewOrder agreed(CheckoutSession session, Account seller, Bill bill) {
        boolean pickUp = bill.delivery().map(ShippingRate::isPickUp).orElse(false);
        Optional<ShipTo> shipTo =
                bill.needsShipping() && !pickUp
                        ? Optional.of(session.details().to())
                        : Optional.empty();
        return new NewOrder(
                session.account(),
                "",
                session.token(),
                prefix(seller.handle()),
                session.buyer(),
                session.details().email(),
                bill.lines().stream().map(Paying::line).toList(),
                shipTo,
                bill.delivery().map(ShippingRate::says).orElse(""),
                bill.totals(),
                session.source());
    }

    private static Order.Line line(Bill.Line line) {
        Quote.Line goods = line.goods();
        return new Order.Line(
                1,
                goods.product(),
                goods.variant(),
                goods.title(),
                goods.choice(),
                goods.sku(),
                goods.image().map((Image image) -> image.path(160)).orElse(""),
                line.unit(),
                goods.quantity(),
                line.tax(),
                goods.shipped());
    }

    private static NewOrder withPayment(NewOrder agreed, PaymentIntent intent) {
        return new NewOrder(
                agreed.account(),
                intent.id().text(),
                agreed.token(),
                agreed.prefix(),
                agreed.buyer(),
                agreed.email(),
                agreed.lines(),
                agreed.shipTo(),
                agreed.shipping(),
                agreed.totals(),
                agreed.source());
    }

    /** "SUMMIT" of summithouse: what order numbers begin with. */
    private static String prefix(String handle) {
        var letters = handle.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "");
        if (letters.isEmpty()) return "ORDER";
        return letters.substring(0, Math.min(6, letters.length()));
    }

    private static String sold(Bill bill, Taken.OutOfStock empty) {
        var title =
                bill.lines().stream()
                        .filter(line -> line.goods().variant().equals(empty.variant()))
                        .map(line -> line.goods().title())
                        .findFirst()
                        .orElse("This");
        return new Quoted.TooFew(empty.variant(), title, empty.available()).says();
    }

    /** Whether a session may be typed into. */
    static boolean isEditable(State state) {
        return state == State.OPEN || state == State.ACTION;
    }
}
