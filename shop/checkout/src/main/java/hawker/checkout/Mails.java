package hawker.checkout;

import hawker.accounts.Account;
import hawker.accounts.Accounts;
import hawker.kernel.AccountId;
import hawker.kernel.Money;
import hawker.look.Templates;
import hawker.orders.NewOrder;
import hawker.orders.Order;
import hawker.orders.ShipTo;
import hawker.orders.Totals;
import hawker.platform.Mailbox.Mail;
import hawker.platform.Platform;
import hawker.platform.Tx;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/** Mail to buyers and sellers about orders, written in the transaction of its cause. */
final class Mails {

    private final Platform platform;
    private final Accounts accounts;
    private final Templates templates;
    private final String origin;

    Mails(Platform platform, Accounts accounts, Templates templates, String origin) {
        this.platform = platform;
        this.accounts = accounts;
        this.templates = templates;
        this.origin = origin;
    }

    /** The receipt, and a note to the seller. */
    void placed(Tx tx, Order order) {
        var seller = seller(order.account());
        var url = origin + order.path();
        var text =
                """
                Thank you for your order at %s.

                Order %s
                %s
                %s

                Follow it here: %s
                %s\
                """
                        .formatted(
                                seller.name(),
                                order.number(),
                                lines(order),
                                money(order),
                                url,
                                questions(seller));
        var subject = "Your order " + order.number() + " at " + seller.name();
        send(
                tx,
                order.account(),
                "receipt-" + order.id(),
                new Mail(
                        order.email(),
                        subject,
                        text,
                        html("Thank you for your order", order, url)));
        note(tx, seller, order);
    }

    private void note(Tx tx, Account seller, Order order) {
        var url = origin + "/dashboard/orders/" + order.id();
        var total = order.totals().total().text();
        var text =
                "New order %s: %s, %s.\n\n%s\n\n%s\n"
                        .formatted(order.number(), total, order.email(), lines(order), url);
        send(
                tx,
                order.account(),
                "sold-" + order.id(),
                new Mail(
                        seller.email(),
                        "New order " + order.number() + ", " + total,
                        text,
                        html("You have a new order", order, url)));
    }

    /** The parcel is on its way. */
    void shipped(Tx tx, Order order) {
        var url = origin + order.path();
        var seller = seller(order.account());
        var how =
                order.tracking()
                        .map(t -> (t.carrier() + " " + t.number()).strip())
                        .filter(t -> !t.isEmpty())
                        .map(t -> "It travels with " + t + ".\n")
                        .orElse("");
        var text =
                "%s has sent your order %s.\n%s\n%s\n\nFollow it here: %s\n%s"
                        .formatted(
                                seller.name(),
                                order.number(),
                                how,
                                lines(order),
                                url,
                                questions(seller));
        send(
                tx,
                order.account(),
                "shipped-" + order.id(),
                new Mail(
                        order.email(),
                        "Your order " + order.number() + " is on its way",
                        text,
                        html("Your order is on its way", order, url)));
    }

    /** Money was given back of an order. */
    void refunded(Tx tx, Order order, Money amount, String refund) {
        var url = origin + order.path();
        var text =
                "%s has given back %s of your order %s. Banks take 5 to 10 days to show it.\n\n%s\n"
                        .formatted(
                                seller(order.account()).name(), amount.text(), order.number(), url);
        send(
                tx,
                order.account(),
                "refund-" + refund,
                new Mail(
                        order.email(),
                        "Refund of " + amount.text() + " for order " + order.number(),
                        text,
                        html("Refund of " + amount.text(), order, url)));
    }

    /** The goods were gone although they were paid for: the money is on its way back. */
    void unplaceable(Tx tx, NewOrder agreed) {
        var seller = seller(agreed.account());
        var total = agreed.totals().total().text();
        var text =
                """
                We are sorry: your payment of %s to %s went through, but the goods are no longer \
                there. All of it goes back to your card; banks take 5 to 10 days to show it.
                """
                        .formatted(total, seller.name());
        var body =
                templates.bytes(
                        "mailNote.jte",
                        Map.of("title", "Your money is on its way back", "text", text));
        send(
                tx,
                agreed.account(),
                "unplaceable-" + agreed.payment(),
                new Mail(
                        agreed.email(),
                        "Your payment to " + seller.name() + " goes back to your card",
                        text,
                        new String(body, StandardCharsets.UTF_8)));
    }

    /** Where a buyer asks, if the shop says so. */
    private static String questions(Account seller) {
        return seller.supportEmail().map(to -> "\nQuestions? Write to " + to + "\n").orElse("");
    }

    private String html(String title, Order order, String url) {
        var seller = seller(order.account());
        var bytes =
                templates.bytes(
                        "mailOrder.jte",
                        Map.of(
                                "title",
                                title,
                                "seller",
                                seller.name(),
                                "contact",
                                seller.supportEmail(),
                                "order",
                                order,
                                "url",
                                url));
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static String lines(Order order) {
        return order.lines().stream()
                .map(line ->
                        line.quantity()
                                + " × "
                                + line.title()
                                + (line.choice().isEmpty() ? "" : ", " + line.choice())
                                + "  "
                                + line.amount().text())
                .collect(Collectors.joining("\n"));
    }

    private static String money(Order order) {
        Totals totals = order.totals();
        var text = new StringBuilder();
        text.append("\nGoods     ").append(totals.items().text());
        if (!order.shipping().isEmpty())
            text.append("\nDelivery  ")
                    .append(totals.shipping().text())
                    .append("  ")
                    .append(order.shipping());
        if (!totals.tax().isZero())
            text.append("\nTax       ")
                    .append(totals.tax().text())
                    .append("  ")
                    .append(totals.taxLabel())
                    .append(totals.taxIncluded() ? ", included" : "");
        text.append("\nTotal     ").append(totals.total().text());
        var to = order.shipTo().map(ShipTo::lines).map(l -> String.join("\n", l));
        to.ifPresent(address -> text.append("\n\nTo:\n").append(address));
        return text.toString();
    }

    private void send(Tx tx, AccountId account, String key, Mail mail) {
        platform.mail().send(tx, account, key, mail);
    }

    private Account seller(AccountId account) {
        return accounts.find(account)
                .orElseThrow(() -> new IllegalStateException("no account " + account));
    }
}
