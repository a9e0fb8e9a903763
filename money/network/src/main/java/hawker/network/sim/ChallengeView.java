package hawker.network.sim;

import hawker.kernel.Money;
import hawker.network.Authentication.State;

/**
 * What the template of the challenge page shows.
 *
 * @param sheet URL of the look's style sheet
 * @param to where the browser goes afterwards; empty: nowhere
 */
public record ChallengeView(
        String sheet,
        String style,
        String id,
        State state,
        String merchant,
        Money money,
        String last4,
        String to,
        String signature,
        boolean wrongCode) {

    public boolean isOpen() {
        return state == State.PENDING;
    }

    public String action() {
        return "/3ds/" + id;
    }

    public String amount() {
        return money.isZero() ? "No charge now" : money.text();
    }

    public String title() {
        return switch (state) {
            case AUTHENTICATED, USED, ATTEMPTED -> "Payment confirmed";
            case FAILED -> "Not confirmed";
            case CANCELED -> "Canceled";
            case EXPIRED -> "This took too long";
            case PENDING -> "Confirm your payment";
        };
    }

    public String text() {
        return switch (state) {
            case AUTHENTICATED, USED, ATTEMPTED -> "You can go back to the shop.";
            case FAILED, CANCELED ->
                    "The card was not charged. You can try another one in the shop.";
            case EXPIRED -> "The bank waits ten minutes. Go back to the shop and try again.";
            case PENDING -> "";
        };
    }
}
