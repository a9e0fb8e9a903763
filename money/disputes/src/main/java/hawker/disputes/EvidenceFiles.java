package hawker.disputes;

import hawker.kernel.AccountId;
import java.util.Optional;

/** Asks the room that keeps files about one that evidence names. */
@FunctionalInterface
public interface EvidenceFiles {

    /** The size in bytes; empty if the account has no such file for this purpose. */
    Optional<Long> size(AccountId account, String file);
}
