package hawker.ledger;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What sort of business fact a journal books. Together with the fact's own id, the kind and the leg
 * it is the key that makes posting idempotent. The codes are stored and permanent.
 */
public enum SourceType {
    /** A capture; the source id is the charge's ({@code ch_…}), the leg counts its captures. */
    CAPTURE(1),
    REFUND(2),
    DISPUTE(3),
    /** An automatic payout: it names a sealed range, and its own journal is left out of ranges. */
    PAYOUT(4),
    /** A payout that somebody asked for: a plain line of the next automatic payout's range. */
    MANUAL_PAYOUT(5),
    /** A day's release; the source id is {@code 2026-11-24:usd}, the leg counts leftovers. */
    RELEASE_DAY(6),
    RESERVE_ORDER(7),
    /** A line of the card network's clearing file. */
    FILE_LINE(8),
    REFUND_ADVICE(9),
    /** Money between two accounts of the platform. */
    TRANSFER(10),
    BANK_DEBIT(11),
    /** Something a person at the platform decided. */
    OPERATOR(12),
    CAMPAIGN(13),
    OFFER_USE(14),
    TOP_UP(15),
    CAMPAIGN_HOUR(16),
    INVOICE(17),
    GIFT_CARD(18),
    /** Another journal: corrections. */
    JOURNAL(19),
    TREASURY_DEAL(20),
    /** A movement of a customer's cash balance. */
    CUSTOMER_CASH(30);

    private static final Map<Integer, SourceType> BY_CODE =
            Arrays.stream(values())
                    .collect(Collectors.toMap(SourceType::code, Function.identity()));

    private final int code;

    SourceType(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    static SourceType of(int code) {
        var type = BY_CODE.get(code);
        if (type == null) throw new IllegalStateException("no source type has the code " + code);
        return type;
    }
}
