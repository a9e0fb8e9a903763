package hawker.pricing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What something costs. Amount and currency never change, so whoever holds a price knows what it
 * will come to.
 *
 * @param product the {@code prod_…} it is a price of
 * @param tariffs by currency: its own, and those of its currency_options
 * @param recurring how often it is paid; empty: once
 * @param packages how a quantity becomes packages that are paid for; empty: every piece is
 */
public record Price(
        Id id,
        String product,
        boolean active,
        Currency currency,
        Map<Currency, Tariff> tariffs,
        Optional<Recurring> recurring,
        Optional<Packages> packages) {

    /** {@code price_…}, or what the caller of the plan API chose. */
    public record Id(String text) {
        @Override
        public String toString() {
            return text;
        }
    }

    /** The interval of a recurring price: "month", 3. */
    public record Recurring(
            String interval, int count, boolean metered, Optional<Integer> trialDays) {}

    /** Pieces come in packages of so many; a broken package is paid whole or not at all. */
    public record Packages(long pieces, boolean roundUp) {}

    /** How a quantity becomes an amount, in minor units and their decimal fractions. */
    public sealed interface Tariff {

        /** So much a piece. */
        record Each(BigDecimal amount) implements Tariff {}

        /**
         * So much a piece up to a quantity, and less or more beyond.
         *
         * @param graduated each piece is paid by the tier it falls into; else all by the last's
         */
        record Tiered(boolean graduated, List<Tier> tiers) implements Tariff {
            public Tiered {
                tiers = List.copyOf(tiers);
            }
        }

        /** The buyer says how much, within bounds. */
        record Chosen(Optional<Long> least, Optional<Long> most, Optional<Long> preset)
                implements Tariff {}
    }

    /**
     * @param upTo the last piece of the tier; empty: no end
     */
    public record Tier(Optional<Long> upTo, BigDecimal each, BigDecimal flat) {}

    public Price {
        tariffs = Map.copyOf(tariffs);
    }

    /** Whether it can be paid in a currency. */
    public boolean isIn(Currency wanted) {
        return tariffs.containsKey(wanted);
    }

    /** What the buyer may say it is, if that is for the buyer to say. */
    public Optional<Tariff.Chosen> chosen(Currency wanted) {
        return tariffs.get(wanted) instanceof Tariff.Chosen chosen
                ? Optional.of(chosen)
                : Optional.empty();
    }

    /**
     * What a quantity costs, half a minor unit rounded up.
     *
     * @param chosen what the buyer pays a piece where that is the buyer's choice; else its preset
     * @throws IllegalArgumentException if it has no amount in this currency
     */
    public Money amount(long quantity, Currency wanted, Optional<Money> chosen) {
        var tariff = tariffs.get(wanted);
        if (tariff == null) throw new IllegalArgumentException(id + " is not in " + wanted);
        long paid = packages.map(p -> count(p, quantity)).orElse(quantity);
        var exact =
                switch (tariff) {
                    case Tariff.Each(var each) -> each.multiply(BigDecimal.valueOf(paid));
                    case Tariff.Tiered(boolean graduated, var tiers) ->
                            graduated ? graduated(tiers, paid) : volume(tiers, paid);
                    case Tariff.Chosen(var least, var most, var preset) ->
                            BigDecimal.valueOf(chosen.map(Money::minor).or(() -> preset).orElse(0L))
                                    .multiply(BigDecimal.valueOf(paid));
                };
        return Money.of(exact.setScale(0, RoundingMode.HALF_UP).longValueExact(), wanted);
    }

    private static long count(Packages packages, long quantity) {
        return packages.roundUp()
                ? Math.ceilDiv(quantity, packages.pieces())
                : Math.floorDiv(quantity, packages.pieces());
    }

    private static BigDecimal graduated(List<Tier> tiers, long quantity) {
        var sum = BigDecimal.ZERO;
        long before = 0;
        for (var tier : tiers) {
            if (quantity <= before && before > 0) break;
            long end = Math.min(quantity, tier.upTo().orElse(Long.MAX_VALUE));
            sum = sum.add(tier.each().multiply(BigDecimal.valueOf(end - before))).add(tier.flat());
            before = end;
            if (tier.upTo().isEmpty() || quantity <= tier.upTo().get()) break;
        }
        return sum;
    }

    private static BigDecimal volume(List<Tier> tiers, long quantity) {
        for (var tier : tiers)
            if (tier.upTo().isEmpty() || quantity <= tier.upTo().get())
                return tier.each().multiply(BigDecimal.valueOf(quantity)).add(tier.flat());
        throw new IllegalStateException("the last tier has no end");
    }

    /** From the object of the API, also one that was kept with what was bought by it. */
    public static Price of(JsonNode body) {
        var currency = Currency.of(body.path("currency").asText());
        var tariffs = new LinkedHashMap<Currency, Tariff>();
        tariffs.put(currency, tariff(body, body));
        for (var option : body.path("currency_options").properties())
            tariffs.put(Currency.of(option.getKey()), tariff(option.getValue(), body));
        return new Price(
                new Id(body.path("id").asText()),
                body.path("product").asText(),
                body.path("active").asBoolean(),
                currency,
                tariffs,
                body.path("recurring") instanceof ObjectNode node
                        ? Optional.of(recurring(node))
                        : Optional.empty(),
                body.path("transform_quantity") instanceof ObjectNode node
                        ? Optional.of(
                                new Packages(
                                        node.path("divide_by").asLong(),
                                        node.path("round").asText().equals("up")))
                        : Optional.empty());
    }

    private static Recurring recurring(ObjectNode node) {
        return new Recurring(
                node.path("interval").asText(),
                node.path("interval_count").asInt(),
                node.path("usage_type").asText().equals("metered"),
                Fields.integer(node, "trial_period_days").map(Math::toIntExact));
    }

    private static Tariff tariff(JsonNode option, JsonNode price) {
        if (option.path("custom_unit_amount") instanceof ObjectNode chosen)
            return new Tariff.Chosen(
                    Fields.integer(chosen, "minimum"),
                    Fields.integer(chosen, "maximum"),
                    Fields.integer(chosen, "preset"));
        if (option.path("tiers").isEmpty())
            return new Tariff.Each(
                    Fields.decimal(option, "unit_amount_decimal").orElse(BigDecimal.ZERO));
        var tiers = new ArrayList<Tier>();
        for (var tier : option.path("tiers"))
            tiers.add(
                    new Tier(
                            Fields.integer(tier, "up_to"),
                            Fields.decimal(tier, "unit_amount_decimal").orElse(BigDecimal.ZERO),
                            Fields.decimal(tier, "flat_amount_decimal").orElse(BigDecimal.ZERO)));
        return new Tariff.Tiered(price.path("tiers_mode").asText().equals("graduated"), tiers);
    }
}
