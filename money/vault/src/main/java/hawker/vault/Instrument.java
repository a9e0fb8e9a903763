package hawker.vault;

import java.util.Locale;
import java.util.Optional;

/** What a buyer pays with, as everybody may see it. */
public sealed interface Instrument
        permits CardDisplay,
                Instrument.BankAccount,
                Instrument.CustomerBalance,
                Instrument.Promised {

    /**
     * Stripe's word: card, card_present, interac_present, sepa_debit, us_bank_account,
     * customer_balance, ideal …
     */
    String type();

    /** The last characters of its number; empty where there is no number. */
    String last4();

    /** The same number has the same; empty where there is no number. */
    String fingerprint();

    /** By which rules a bank account is debited. */
    enum Scheme {
        SEPA_DEBIT,
        US_BANK_ACCOUNT;

        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A buyer's bank account. Its number is sealed like a card's.
     *
     * @param country two letters
     * @param bank the bank's code inside the IBAN, or the nine digits of the routing number
     * @param bankName where it is known
     * @param holder individual or company; told of accounts in the United States only
     * @param kind checking or savings; likewise
     * @param verified whether its holder has shown that it is theirs; an IBAN needs no such proof
     */
    record BankAccount(
            Scheme scheme,
            String last4,
            String fingerprint,
            String country,
            String bank,
            Optional<String> bankName,
            Optional<String> holder,
            Optional<String> kind,
            boolean verified)
            implements Instrument {

        @Override
        public String type() {
            return scheme.text();
        }

        /** The same of which its owner tells otherwise; what is not told stays. */
        BankAccount told(Optional<String> otherHolder, Optional<String> otherKind) {
            return new BankAccount(
                    scheme,
                    last4,
                    fingerprint,
                    country,
                    bank,
                    bankName,
                    otherHolder.or(() -> holder),
                    otherKind.or(() -> kind),
                    verified);
        }

        BankAccount proven() {
            return new BankAccount(
                    scheme, last4, fingerprint, country, bank, bankName, holder, kind, true);
        }
    }

    /** Money that a customer sends by bank transfer and that waits in their cash balance. */
    record CustomerBalance() implements Instrument {

        @Override
        public String type() {
            return "customer_balance";
        }

        @Override
        public String last4() {
            return "";
        }

        @Override
        public String fingerprint() {
            return "";
        }
    }

    /**
     * Money that a buyer has promised, or sent, by a way of their own bank. Whether the promise
     * stands, and for how much, is known where the source is kept; here is only its kind.
     *
     * @param type ideal, bancontact, ach_credit_transfer …: the type of the source
     */
    record Promised(String type) implements Instrument {

        @Override
        public String last4() {
            return "";
        }

        @Override
        public String fingerprint() {
            return "";
        }
    }
}
