package hawker.accounts;

import hawker.kernel.AccountId;
import hawker.platform.Mailbox;
import hawker.platform.Platform;
import hawker.platform.Settings;
import hawker.platform.Tx;
import java.util.List;
import java.util.TreeSet;

/**
 * The mails about signing up and in. They hold no word that somebody typed into a form: otherwise
 * the forms would send anybody's words to anybody's address.
 */
final class AccountMails {

    private AccountMails() {}

    static Mailbox.Mail confirm(Settings settings, String email, String token) {
        return Mailbox.Mail.letter(
                email,
                "Confirm your e-mail address",
                "Welcome to Hawker. Follow this link within a day to finish signing up:",
                "Finish signing up",
                origin(settings) + "/signup/confirm?token=" + token,
                "If you did not sign up, there is nothing to do: without the link nothing happens.");
    }

    static Mailbox.Mail known(Settings settings, String email) {
        return Mailbox.Mail.letter(
                email,
                "You have an account already",
                "Somebody, probably you, signed up with this address, which has an account already."
                        + " You can sign in here:",
                "Sign in",
                origin(settings) + "/login",
                "If it was not you, there is nothing to do.");
    }

    static Mailbox.Mail reset(Settings settings, String email, String token) {
        return Mailbox.Mail.letter(
                email,
                "A new password",
                "Follow this link within an hour to choose a new password:",
                "Choose a new password",
                origin(settings) + "/login/reset?token=" + token,
                "If you did not ask for it, there is nothing to do: your password stays as it is.");
    }

    /**
     * To whoever could be robbed, each address once: a thief changes first where the money goes.
     */
    static void tellBankChanged(
            Platform platform, Tx tx, BankAccount bank, AccountId account, List<String> emails) {
        for (var email : new TreeSet<>(emails))
            platform.mail()
                    .send(
                            tx,
                            account,
                            "bank-" + bank.id() + "-" + Emails.hash(email),
                            bankChanged(platform.settings(), email, bank.last4()));
    }

    private static Mailbox.Mail bankChanged(Settings settings, String email, String last4) {
        return Mailbox.Mail.letter(
                email,
                "Your payouts go to another bank account",
                "The bank account that your shop is paid into was changed. Payouts now go to the"
                        + " account ending in "
                        + last4
                        + ". Real money waits for a day before it is sent there. If it was you,"
                        + " there is nothing to do. If it was not, choose a new password now, which"
                        + " signs everybody out, and set the bank account again:",
                "Choose a new password",
                origin(settings) + "/login/forgot",
                "The bank account stands under Payouts in your dashboard.");
    }

    private static String origin(Settings settings) {
        return settings.publicUrl().orElse("http://" + settings.host() + ":" + settings.port());
    }
}
