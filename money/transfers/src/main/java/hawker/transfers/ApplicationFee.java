package hawker.transfers;

import hawker.kernel.AccountId;
import hawker.kernel.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/**
 * What a platform earned of a payment of one of its accounts.
 *
 * @param id {@code fee_…}
 * @param version counts its changes, from 1
 * @param refunded how much was given back
 * @param payer the account it is earned of
 * @param charge what it was paid for, as the payer sees it: {@code ch_…} or {@code py_…}
 * @param originating the charge in the platform's own book, of a destination charge
 * @param journal the platform's journal, named before it is written
 * @param availableOn the day until which it waits, as its payment does
 */
record ApplicationFee(
        String id,
        AccountId account,
        int version,
        Money amount,
        Money refunded,
        AccountId payer,
        String charge,
        Optional<String> originating,
        String journal,
        Optional<LocalDate> availableOn,
        Instant created) {

    /**
     * A part of a fee that was given back.
     *
     * @param id {@code fr_…}
     * @param journal of the platform
     */
    record Refund(
            String id,
            AccountId account,
            String fee,
            Money amount,
            Map<String, String> metadata,
            String journal,
            Instant created) {
        Refund {
            metadata = Map.copyOf(metadata);
        }

        Refund withMetadata(Map<String, String> other) {
            return new Refund(id, account, fee, amount, other, journal, created);
        }
    }

    Money left() {
        return amount.minus(refunded);
    }

    ApplicationFee withRefunded(Money more) {
        return new ApplicationFee(
                id,
                account,
                version + 1,
                amount,
                refunded.plus(more),
                payer,
                charge,
                originating,
                journal,
                availableOn,
                created);
    }
}
