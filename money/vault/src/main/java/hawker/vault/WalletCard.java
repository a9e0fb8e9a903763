package hawker.vault;

import java.util.Arrays;
import java.util.Optional;

/**
 * The cards that lie in every wallet of the test network: one for each way a payment can go. Their
 * numbers are published.
 */
public enum WalletCard {
    VISA("4242424242424242", "Visa", "Pays"),
    MASTERCARD("5555555555554444", "Mastercard", "Pays"),
    DECLINED("4000000000009995", "Visa", "Is declined: not enough money"),
    CHALLENGED("4000000000003220", "Visa", "Pays after its bank has asked");

    /** A wallet's cards are good for some years. */
    static final int YEARS = 4;

    private final String number;
    private final String brand;
    private final String outcome;

    WalletCard(String number, String brand, String outcome) {
        this.number = number;
        this.brand = brand;
        this.outcome = outcome;
    }

    /** The name by which the sheet sends it. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    String number() {
        return number;
    }

    /** How a wallet shows it: "Visa •••• 4242". */
    public String title() {
        return brand + " •••• " + number.substring(number.length() - 4);
    }

    /** What happens to a payment with it. */
    public String outcome() {
        return outcome;
    }

    static String[] words() {
        return Arrays.stream(values()).map(WalletCard::word).toArray(String[]::new);
    }

    static Optional<WalletCard> of(String word) {
        for (var card : values()) if (card.word().equals(word)) return Optional.of(card);
        return Optional.empty();
    }
}
