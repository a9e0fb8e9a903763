package hawker.checkout;

import java.util.Optional;

/**
 * Pressing Pay.
 *
 * @param method {@code pm_…} from the vault's card fields; empty if no card was entered
 * @param version of the {@link Bill} the buyer saw
 * @param address the buyer's, for the rules against fraud, where it is known
 */
public record Pay(
        Details details, Optional<String> method, String version, Optional<String> address) {

    /** Pressed by nobody at a browser. */
    public Pay(Details details, Optional<String> method, String version) {
        this(details, method, version, Optional.empty());
    }
}
