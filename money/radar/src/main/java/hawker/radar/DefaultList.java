package hawker.radar;

import hawker.payments.Judge;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The lists that everybody has and rules look into (docs: Radar lists): each attribute has one that
 * blocks and one that allows.
 */
record DefaultList(Attribute attribute, Side side) {

    /** What a match means. */
    enum Side {
        ALLOW,
        BLOCK;

        String suffix() {
            return name().toLowerCase(Locale.ROOT) + "list";
        }
    }

    /** What of a payment is looked up. */
    enum Attribute {
        CARD_COUNTRY(ItemType.COUNTRY, payment -> payment.method().card().country()),
        CARD_FINGERPRINT(
                ItemType.CARD_FINGERPRINT,
                payment -> Optional.of(payment.method().card().fingerprint())),
        CHARGE_DESCRIPTION(ItemType.STRING, Judge.Payment::description),
        CLIENT_IP_ADDRESS(ItemType.IP_ADDRESS, Judge.Payment::address),
        CUSTOMER_ID(ItemType.CUSTOMER_ID, Judge.Payment::customer),
        EMAIL(ItemType.EMAIL, Judge.Payment::email),
        EMAIL_DOMAIN(
                ItemType.STRING,
                payment -> payment.email().map(email -> email.substring(email.indexOf('@') + 1)));

        final ItemType type;
        private final Function<Judge.Payment, Optional<String>> value;

        Attribute(ItemType type, Function<Judge.Payment, Optional<String>> value) {
            this.type = type;
            this.value = value;
        }

        Optional<String> of(Judge.Payment payment) {
            return value.apply(payment).map(type::canonical);
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static final List<DefaultList> ALL = all();

    private static List<DefaultList> all() {
        var lists = new ArrayList<DefaultList>();
        for (var attribute : Attribute.values())
            for (var side : Side.values()) lists.add(new DefaultList(attribute, side));
        return List.copyOf(lists);
    }

    String alias() {
        return attribute.word() + "_" + side.suffix();
    }

    /** "Card fingerprint block list". */
    String title() {
        var words =
                (attribute.word() + "_" + side.name().toLowerCase(Locale.ROOT)).replace('_', ' ');
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1) + " list";
    }

    static boolean isOne(String alias) {
        return ALL.stream().anyMatch(list -> list.alias().equals(alias));
    }

    /** ":email: in @email_blocklist or …". */
    static String predicate(Side side) {
        return Arrays.stream(Attribute.values())
                .map(a -> ":" + a.word() + ": in @" + new DefaultList(a, side).alias())
                .collect(Collectors.joining(" or "));
    }
}
