package hawker.vault;

import java.util.Arrays;
import java.util.Optional;

/**
 * A card with its number, for as long as one message to the network takes. Only the network room
 * may hold one, and only inside the function it gives to {@link Vault#use}: afterwards the CVC is
 * overwritten.
 */
public final class OpenCard {

    private final String number;
    private final int expMonth;
    private final int expYear;
    private final byte[] cvc;

    /** Takes over the array of CVC digits; an empty one means that there is none in memory. */
    OpenCard(String number, int expMonth, int expYear, byte[] cvc) {
        this.number = number;
        this.expMonth = expMonth;
        this.expYear = expYear;
        this.cvc = cvc;
    }

    /** Digits only. */
    public String number() {
        return number;
    }

    public int expMonth() {
        return expMonth;
    }

    public int expYear() {
        return expYear;
    }

    /** Whether the buyer gave a CVC for this use. */
    public boolean hasCvc() {
        return cvc.length > 0;
    }

    /** The CVC's digits in ASCII; the array is overwritten when the use ends. */
    public Optional<byte[]> cvc() {
        return hasCvc() ? Optional.of(cvc) : Optional.empty();
    }

    void wipe() {
        Arrays.fill(cvc, (byte) 0);
    }

    @Override
    public String toString() {
        return "OpenCard[…]";
    }
}
