package hawker.checkout;

import java.util.Optional;

/**
 * Pressing Pay.
 *
 * @param method {@code pm_…} from the vault's card fields; empty if no card was entered
 * @param version of the {@link Bill} the buyer saw
 */
public record Pay(Details details, Optional<String> method, String version) {}
