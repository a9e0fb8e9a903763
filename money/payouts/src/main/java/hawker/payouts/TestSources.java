package hawker.payouts;

import hawker.kernel.AccountId;
import java.util.Map;
import java.util.Optional;

/** The fixed names of bank accounts that top-ups are tried with in test mode (docs: top-ups). */
final class TestSources {

    static final String ROUTING = "110000000";

    private static final Map<String, String> NUMBERS =
            Map.of(
                    "btok_us_verified", "000123456789",
                    "btok_us_verified_noAccount", "000111111116",
                    "btok_us_verified_accountClosed", "000111111113",
                    "btok_us_verified_insufficientFunds", "000222222227",
                    "btok_us_verified_debitNotAuthorized", "000333333335",
                    "btok_us_verified_invalidCurrency", "000444444440");

    private TestSources() {}

    /** The account number behind a name; in live mode no name means anything. */
    static Optional<String> number(AccountId account, String name) {
        return account.livemode() ? Optional.empty() : Optional.ofNullable(NUMBERS.get(name));
    }
}
