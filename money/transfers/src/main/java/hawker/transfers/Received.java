package hawker.transfers;

import hawker.kernel.AccountId;
import hawker.kernel.Money;
import java.time.Instant;
import java.util.Optional;

/**
 * A transfer as its receiver sees it: a payment.
 *
 * @param id {@code py_…}
 * @param sender the platform
 * @param reversed how much the platform took back
 * @param notes what the platform wrote on it: JSON of description and metadata
 */
record Received(
        String id,
        AccountId account,
        String transfer,
        AccountId sender,
        Money amount,
        Money reversed,
        String journal,
        Instant created,
        Optional<String> notes) {}
