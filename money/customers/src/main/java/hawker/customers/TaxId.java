package hawker.customers;

import hawker.kernel.AccountId;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A number by which a tax office knows somebody: a customer, the seller, or its account.
 *
 * @param owner whose it is
 * @param kind by country and register: eu_vat, us_ein
 */
public record TaxId(
        Id id,
        AccountId account,
        Owner owner,
        String kind,
        String value,
        Verification verification,
        Instant created) {

    /** {@code txi_} and 24 characters. */
    public record Id(String text) {
        public static Optional<Id> parse(String text) {
            return text.startsWith("txi_") && text.length() <= 255
                    ? Optional.of(new Id(text))
                    : Optional.empty();
        }
    }

    /** Whose number it is. */
    public sealed interface Owner {
        /** The seller's own. */
        record Self() implements Owner {}

        record OfCustomer(Customer.Id customer) implements Owner {}

        /** A connected account's, kept by its platform. */
        record OfAccount(AccountId account) implements Owner {}
    }

    /** What the register said. */
    public enum Verification {
        PENDING,
        VERIFIED,
        UNVERIFIED,
        /** Nobody could be asked. */
        UNAVAILABLE;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Kinds that registers answer for. */
    private static final Set<String> VERIFIABLE = Set.of("eu_vat", "gb_vat", "au_abn");

    /**
     * What is said of a number. Hawker asks no register; in test mode three published numbers stand
     * for its answers (docs: testing customer tax ids).
     */
    static Verification verification(AccountId account, String kind, String value) {
        if (account.livemode() || !VERIFIABLE.contains(kind)) return Verification.UNAVAILABLE;
        return switch (value) {
            case "000000000" -> Verification.VERIFIED;
            case "111111111" -> Verification.UNVERIFIED;
            case "222222222" -> Verification.PENDING;
            default -> Verification.UNAVAILABLE;
        };
    }

    /** The kinds there are, by country and register. */
    public static List<String> kinds() {
        return List.of(TaxIdParams.KINDS);
    }

    /** Whether somebody may say that this is their number. */
    public static boolean canBe(AccountId account, String kind, String value) {
        return kinds().contains(kind) && plausible(account, kind, value);
    }

    /** Whether the value can be one of its kind; registers know many forms, so little is asked. */
    static boolean plausible(AccountId account, String kind, String value) {
        if (verification(account, kind, value) != Verification.UNAVAILABLE) return true;
        return switch (kind) {
            case "eu_vat" -> value.matches("[A-Z]{2}[0-9A-Za-z+*.]{2,13}");
            case "gb_vat" -> value.matches("(GB|XI)?[0-9]{9}([0-9]{3})?");
            case "au_abn" -> value.replace(" ", "").matches("[0-9]{11}");
            case "us_ein" -> value.matches("[0-9]{2}-?[0-9]{7}");
            default -> value.matches("[0-9A-Za-z][0-9A-Za-z ./+&*-]{1,39}");
        };
    }

    /** The country of the register, where the kind or the value tells it. */
    Optional<String> country() {
        if (kind.equals("eu_oss_vat")) return Optional.of("EU");
        if (!kind.equals("eu_vat"))
            return Optional.of(kind.substring(0, 2).toUpperCase(Locale.ROOT));
        if (!value.matches("[A-Z]{2}.*")) return Optional.empty();
        // Greek numbers begin with the language's letters.
        return Optional.of(value.startsWith("EL") ? "GR" : value.substring(0, 2));
    }
}
