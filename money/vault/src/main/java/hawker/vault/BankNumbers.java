package hawker.vault;

import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;

/**
 * Rules of bank account numbers (ISO 13616 for IBANs, the check digit of ABA routing numbers), and
 * the fixed names of test accounts (docs: testing ACH Direct Debit).
 */
final class BankNumbers {

    /** The bank of this routing number exists for tests only. */
    static final String TEST_ROUTING = "110000000";

    static final String TEST_BANK = "STRIPE TEST BANK";

    private static final BigInteger NINETY_SEVEN = BigInteger.valueOf(97);

    private static final Map<String, String> FIXED =
            Map.ofEntries(
                    Map.entry("btok_us_verified", "000123456789"),
                    Map.entry("btok_us_verified_noAccount", "000111111116"),
                    Map.entry("btok_us_verified_accountClosed", "000111111113"),
                    Map.entry("btok_us_verified_insufficientFunds", "000222222227"),
                    Map.entry("btok_us_verified_debitNotAuthorized", "000333333335"),
                    Map.entry("btok_us_verified_invalidCurrency", "000444444440"),
                    Map.entry("pm_usBankAccount", "000123456789"),
                    Map.entry("pm_usBankAccount_success", "000123456789"),
                    Map.entry("pm_usBankAccount_processing", "000000000009"),
                    Map.entry("pm_usBankAccount_accountClosed", "000111111113"),
                    Map.entry("pm_usBankAccount_noAccount", "000111111116"),
                    Map.entry("pm_usBankAccount_insufficientFunds", "000222222227"),
                    Map.entry("pm_usBankAccount_debitNotAuthorized", "000333333335"),
                    Map.entry("pm_usBankAccount_invalidCurrency", "000444444440"),
                    Map.entry("pm_usBankAccount_dispute", "000555555559"),
                    Map.entry("pm_usBankAccount_weeklyLimitExceeded", "000777777771"));

    private BankNumbers() {}

    /** The number behind a fixed name. */
    static Optional<String> ofName(String name) {
        return Optional.ofNullable(FIXED.get(name));
    }

    /** Without spaces, in capitals; empty if it is no IBAN. */
    static Optional<String> iban(String typed) {
        var iban = typed.replaceAll("[ -]", "").toUpperCase(java.util.Locale.ROOT);
        if (!iban.matches("[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}")) return Optional.empty();
        var digits = new StringBuilder();
        for (char c : (iban.substring(4) + iban.substring(0, 4)).toCharArray())
            digits.append(Character.digit(c, 36));
        boolean good = new BigInteger(digits.toString()).mod(NINETY_SEVEN).equals(BigInteger.ONE);
        return good ? Optional.of(iban) : Optional.empty();
    }

    /** The bank's part of an IBAN: how long it is, its country says. */
    static String bankOf(String iban) {
        int from = iban.startsWith("IT") || iban.startsWith("SM") ? 5 : 4;
        int length =
                switch (iban.substring(0, 2)) {
                    case "DE" -> 8;
                    case "NL", "GB", "IE", "ES", "PT" -> 4;
                    case "BE", "FI", "NO" -> 3;
                    default -> 5;
                };
        return iban.substring(from, from + length);
    }

    /** Nine digits of which the weighted sum is a multiple of ten. */
    static boolean isRouting(String text) {
        if (!text.matches("[0-9]{9}")) return false;
        int sum = 0;
        int[] weights = {3, 7, 1};
        for (int i = 0; i < 9; i++) sum += (text.charAt(i) - '0') * weights[i % 3];
        return sum % 10 == 0;
    }

    /** Between 4 and 17 digits. */
    static boolean isUsAccount(String text) {
        return text.matches("[0-9]{4,17}");
    }
}
