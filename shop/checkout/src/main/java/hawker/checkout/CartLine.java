package hawker.checkout;

import hawker.kernel.Money;
import hawker.look.Picture;
import java.util.Optional;

/**
 * A line of a cart as its page shows it.
 *
 * @param variant its id
 * @param href of the product's page
 * @param says why it cannot be bought; empty if it can
 */
public record CartLine(
        String variant,
        String href,
        String title,
        String choice,
        Optional<Picture> picture,
        Money amount,
        int quantity,
        String says) {}
