package hawker.vault;

import hawker.kernel.AccountId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Payment methods made from the fixed names of the test card table. */
final class FixedCards {

    private static final int MOST_FINGERPRINTS = 20_000;

    private static final List<TestCard> RISKY =
            TestCards.all().stream().filter(card -> card.risk() != TestCard.Risk.NORMAL).toList();

    private record Key(AccountId account, String number) {}

    private final Fingerprints fingerprints;
    private final Map<Key, String> known = new ConcurrentHashMap<>();

    FixedCards(Fingerprints fingerprints) {
        this.fingerprints = fingerprints;
    }

    /**
     * A new one; it expires in a year, in the month of its creation. Live accounts have no fixed
     * names.
     */
    Optional<PaymentMethod> make(AccountId account, String name, String id, Instant now) {
        if (account.livemode() || TestCards.byName(name).isEmpty()) return Optional.empty();
        var today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        return Optional.of(
                new PaymentMethod(
                        new PaymentMethod.Id(id),
                        account,
                        display(account, name, today.getMonthValue(), today.getYear() + 1),
                        new PaymentMethod.Source.Fixed(name),
                        Billing.none(),
                        PaymentMethod.State.UNATTACHED,
                        Optional.empty(),
                        "unspecified",
                        Map.of(),
                        now));
    }

    /** Display data of a fixed name. */
    CardDisplay display(AccountId account, String name, int expMonth, int expYear) {
        var card =
                TestCards.byName(name)
                        .orElseThrow(() -> new IllegalStateException("no test card " + name));
        return new CardDisplay(
                card.brand(),
                card.last4(),
                expMonth,
                expYear,
                card.funding(),
                Optional.of(card.country()),
                fingerprint(account, card.number()),
                card.networks(),
                Optional.empty(),
                authenticates(card.brand()),
                Checks.none());
    }

    /**
     * How risky a method looks, if it is one of the published cards that show it. A sealed number
     * is told by its fingerprint, so nothing is opened.
     */
    TestCard.Risk risk(PaymentMethod method) {
        if (method.account().livemode()) return TestCard.Risk.NORMAL;
        if (method.source() instanceof PaymentMethod.Source.Fixed(var name))
            return TestCards.byName(name).map(TestCard::risk).orElse(TestCard.Risk.NORMAL);
        for (var card : RISKY)
            if (fingerprint(method.account(), card.number()).equals(method.card().fingerprint()))
                return card.risk();
        return TestCard.Risk.NORMAL;
    }

    /** American Express of the table does not support 3-D Secure (docs: testing). */
    static boolean authenticates(String brand) {
        return !brand.equals("amex");
    }

    /** The hash is remembered: there are few numbers, and every payment of a test asks. */
    private String fingerprint(AccountId account, String number) {
        if (known.size() > MOST_FINGERPRINTS) known.clear();
        return known.computeIfAbsent(
                new Key(account, number), key -> fingerprints.of(key.account(), key.number()));
    }
}
