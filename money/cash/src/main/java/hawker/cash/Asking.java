package hawker.cash;

import hawker.kernel.AccountId;
import hawker.kernel.IdCodec;
import hawker.payments.Payments;
import hawker.payments.Refund;
import hawker.platform.Mailbox;
import hawker.platform.Platform;
import hawker.platform.Secrets;
import hawker.platform.Tx;
import hawker.vault.PaymentMethod;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * Asks a customer by e-mail for the bank account that a refund goes to. Whoever holds the link in
 * the mail may answer, once, and as long as the refund waits: its state is the only one, here is
 * nothing but the secret's hash.
 */
final class Asking {

    private static final String PREFIX = "refund";
    private static final int LONGEST = 80;
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.US).withZone(ZoneOffset.UTC);

    private final Platform platform;
    private final CashSql sql;
    private final Payments payments;
    private final Function<AccountId, String> sellers;

    Asking(Platform platform, CashSql sql, Payments payments, Function<AccountId, String> sellers) {
        this.platform = platform;
        this.sql = sql;
        this.payments = payments;
        this.sellers = sellers;
    }

    /** Sends the mail, in the transaction by which the refund begins to wait. */
    void ask(Tx tx, Refund refund) {
        var account = refund.account();
        var secret = platform.ids().secret(PREFIX, account);
        var hash = Secrets.sha256(secret);
        sql.asked(tx, account, refund.id().text(), hash);
        platform.mail().send(tx, account, "refund-" + hash, mail(refund, secret));
    }

    private Mailbox.Mail mail(Refund refund, String secret) {
        var asking = refund.asking().orElseThrow();
        var seller = seller(refund.account());
        var settings = platform.settings();
        var origin =
                settings.publicUrl().orElse("http://" + settings.host() + ":" + settings.port());
        var link = origin + AccountPages.PATH + secret;
        var until = DAY.format(asking.until().orElseThrow());
        var before =
                seller
                        + " gives you "
                        + refund.amount().text()
                        + " back. Say by "
                        + until
                        + " which bank account it goes to:";
        var after = "If you do not know " + seller + ", there is nothing to do.";
        var subject = "Your refund of " + refund.amount().text();
        return Mailbox.Mail.letter(
                asking.email(), subject, before, "Say where it goes", link, after);
    }

    /** Who gives the money back; a name is one line. */
    String seller(AccountId account) {
        return sellers.apply(account).replaceAll("\\p{Cntrl}", " ");
    }

    /** The refund that a secret of a mail is about, as it stands now. */
    Optional<Refund> of(String secret) {
        if (!secret.startsWith(PREFIX + "_") || secret.length() > LONGEST) return Optional.empty();
        var hash = Secrets.sha256(secret);
        return IdCodec.account(secret)
                .flatMap(account ->
                        platform.tx()
                                .readAccount(account, tx -> sql.refundOf(tx, account, hash))
                                .flatMap(id -> payments.refund(account, new Refund.Id(id))));
    }

    /** The answer; a refund that does not wait any more stays as it is. */
    void answered(Refund refund, PaymentMethod.Id bankAccount) {
        payments.sendRefundTo(refund.account(), refund.id(), bankAccount);
    }
}
