package hawker.transfers;

import hawker.kernel.AccountId;
import hawker.kernel.Money;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A transfer reversal: what a platform took back of a transfer.
 *
 * @param id {@code trr_…}
 * @param refund {@code pyr_…}, as the receiver of the transfer sees it
 * @param sourceRefund {@code re_…} of the charge that it was taken back for
 * @param journal the platform's journal, named before it is written
 */
record TakenBack(
        String id,
        AccountId account,
        String transfer,
        Money amount,
        String refund,
        Optional<String> description,
        Map<String, String> metadata,
        String journal,
        Optional<String> sourceRefund,
        Instant created) {

    TakenBack {
        metadata = Map.copyOf(metadata);
    }
}
