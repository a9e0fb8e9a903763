package hawker.vault;

import hawker.api.Param;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What may be shown of a card.
 *
 * @param brand Stripe's name: visa, mastercard, amex, discover, diners, jcb, unionpay, unknown
 * @param last4 the last four digits
 * @param expMonth 1 to 12
 * @param expYear four digits
 * @param funding credit, debit, prepaid or unknown
 * @param country of the issuer, two capital letters
 * @param fingerprint equal for equal numbers within one platform, 16 characters
 * @param networks that can carry it, the brand's own last where it is co-branded
 * @param preferredNetwork the one the buyer chose of several
 * @param authenticates whether the issuer can do 3-D Secure
 * @param checks what is known about CVC and address
 * @param presence how it was read, if it was held to a reader
 * @param wallet in which it lay, if it came out of one
 */
public record CardDisplay(
        String brand,
        String last4,
        int expMonth,
        int expYear,
        String funding,
        Optional<String> country,
        String fingerprint,
        List<String> networks,
        Optional<String> preferredNetwork,
        boolean authenticates,
        Checks checks,
        Optional<Presence> presence,
        Optional<Wallet> wallet)
        implements Instrument {

    /** Networks that the API names where a seller asks for one, as {@code [card][network]}. */
    private static final String[] ASKED = {
        "amex",
        "cartes_bancaires",
        "diners",
        "discover",
        "eftpos_au",
        "girocard",
        "interac",
        "jcb",
        "link",
        "mastercard",
        "unionpay",
        "unknown",
        "visa"
    };

    /** The parameter by which a seller asks for a network. */
    public static Param askedNetwork() {
        return Param.oneOf("network", ASKED);
    }

    /**
     * How a card was read at a counter.
     *
     * @param readMethod contact_emv or contactless_emv
     * @param verification how its holder was verified: approval, offline_pin, online_pin
     * @param application what its chip calls itself, and the name's number (AID)
     * @param reader {@code tmr_…}
     * @param location {@code tml_…}
     * @param generatedCard {@code pm_…} of the same card for payments without it, if one was made
     */
    public record Presence(
            String readMethod,
            String verification,
            Application application,
            String reader,
            String location,
            Optional<String> generatedCard) {}

    /** An application of a chip. */
    public record Application(String name, String aid) {}

    /**
     * A wallet of the buyer's telephone or browser. The device's number is the card's own here: the
     * test network has no numbers of devices.
     */
    public enum Wallet {
        APPLE_PAY,
        GOOGLE_PAY,
        LINK;

        /** Stripe's word: apple_pay, google_pay, link. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** By its word. */
        public static Optional<Wallet> of(String text) {
            for (var wallet : values()) if (wallet.text().equals(text)) return Optional.of(wallet);
            return Optional.empty();
        }

        /** Whether it gives a number of the device in the place of the card's. */
        public boolean hasDeviceNumber() {
            return this != LINK;
        }
    }

    /** One that was typed. */
    public CardDisplay(
            String brand,
            String last4,
            int expMonth,
            int expYear,
            String funding,
            Optional<String> country,
            String fingerprint,
            List<String> networks,
            Optional<String> preferredNetwork,
            boolean authenticates,
            Checks checks) {
        this(
                brand,
                last4,
                expMonth,
                expYear,
                funding,
                country,
                fingerprint,
                networks,
                preferredNetwork,
                authenticates,
                checks,
                Optional.empty(),
                Optional.empty());
    }

    public CardDisplay {
        networks = List.copyOf(networks);
        if (last4.length() != 4) throw new IllegalArgumentException("last4 has four digits");
        if (expMonth < 1 || expMonth > 12)
            throw new IllegalArgumentException("not a month: " + expMonth);
    }

    /** Interac cards are cards of their own where they are read; typed they cannot be. */
    @Override
    public String type() {
        if (presence.isEmpty()) return "card";
        return isInterac() ? "interac_present" : "card_present";
    }

    /** Whether it is of Canada's debit network, which has rules of its own. */
    public boolean isInterac() {
        return brand.equals("interac");
    }

    public CardDisplay withChecks(Checks known) {
        return new CardDisplay(
                brand,
                last4,
                expMonth,
                expYear,
                funding,
                country,
                fingerprint,
                networks,
                preferredNetwork,
                authenticates,
                known,
                presence,
                wallet);
    }

    public CardDisplay expiring(int month, int year) {
        return new CardDisplay(
                brand,
                last4,
                month,
                year,
                funding,
                country,
                fingerprint,
                networks,
                preferredNetwork,
                authenticates,
                checks,
                presence,
                wallet);
    }

    public CardDisplay present(Optional<Presence> how) {
        return new CardDisplay(
                brand,
                last4,
                expMonth,
                expYear,
                funding,
                country,
                fingerprint,
                networks,
                preferredNetwork,
                authenticates,
                checks,
                how,
                wallet);
    }

    CardDisplay preferring(Optional<String> network) {
        return new CardDisplay(
                brand,
                last4,
                expMonth,
                expYear,
                funding,
                country,
                fingerprint,
                networks,
                network.filter(networks::contains),
                authenticates,
                checks,
                presence,
                wallet);
    }

    CardDisplay from(Wallet other) {
        return new CardDisplay(
                brand,
                last4,
                expMonth,
                expYear,
                funding,
                country,
                fingerprint,
                networks,
                preferredNetwork,
                authenticates,
                checks,
                presence,
                Optional.of(other));
    }
}
