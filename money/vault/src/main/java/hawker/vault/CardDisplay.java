package hawker.vault;

import java.util.List;
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
        Checks checks)
        implements Instrument {

    public CardDisplay {
        networks = List.copyOf(networks);
        if (last4.length() != 4) throw new IllegalArgumentException("last4 has four digits");
        if (expMonth < 1 || expMonth > 12)
            throw new IllegalArgumentException("not a month: " + expMonth);
    }

    @Override
    public String type() {
        return "card";
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
                known);
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
                checks);
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
                checks);
    }
}
