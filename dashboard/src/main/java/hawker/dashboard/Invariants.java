package hawker.dashboard;

/** The invariants of the books by names that an operator reads faster than their numbers. */
final class Invariants {

    private Invariants() {}

    static String name(String id) {
        return switch (id) {
            case "I1" -> "The books balance";
            case "I2" -> "Stored balances agree";
            case "I3" -> "Nothing is overdrawn";
            case "I4" -> "Charges match the books";
            case "I4-disputes" -> "Disputes match the books";
            case "I5" -> "Every capture is booked";
            case "I6" -> "The network agrees";
            case "I7" -> "Money is released on time";
            case "I8" -> "Payouts are their lines";
            case "I9" -> "The bank agrees";
            case "I10" -> "Seals have no gap";
            case "I11" -> "Fees are as planned";
            case "I12" -> "No card numbers in texts";
            case "I13" -> "Customers' money is theirs";
            case "I14" -> "What banks owe is on its way";
            case "I15" -> "Reserves are what they cover";
            default -> id;
        };
    }

    /** 10 of "I10"; what has no number stands last. */
    static int number(String id) {
        var digits = id.replaceAll("\\D", "");
        return digits.isEmpty() || digits.length() > 6
                ? Integer.MAX_VALUE
                : Integer.parseInt(digits);
    }
}
