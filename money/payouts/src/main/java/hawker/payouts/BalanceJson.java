package hawker.payouts;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.kernel.IdCodec;
import hawker.kernel.Money;
import hawker.ledger.Balances;
import hawker.ledger.Entry;
import hawker.ledger.Kind;
import hawker.ledger.Purpose;
import hawker.ledger.Transfer;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The balance and its lines as the API writes them. A balance transaction is one ledger entry seen
 * from the seller's pockets (stripe.md, "Balance effects"); no table holds it.
 */
final class BalanceJson {

    static final String PREFIX = "txn_";

    /** A line's type, reporting category and description (empty: none). */
    private record Naming(String type, String category, String description) {}

    private static final Naming OTHER = new Naming("adjustment", "other_adjustment", "");

    private static final Map<Kind, Naming> NAMES =
            Map.ofEntries(
                    Map.entry(Kind.CHARGE_CAPTURED, new Naming("charge", "charge", "")),
                    Map.entry(Kind.CHARGE_CAPTURED_FX, new Naming("charge", "charge", "")),
                    Map.entry(Kind.CHARGE_CAPTURED_NOW, new Naming("charge", "charge", "")),
                    Map.entry(Kind.DEBIT_COLLECTED, new Naming("payment", "charge", "")),
                    Map.entry(Kind.CASH_APPLIED, new Naming("payment", "charge", "")),
                    Map.entry(Kind.REFUND_PAID, new Naming("refund", "refund", "")),
                    Map.entry(
                            Kind.REFUND_FAILED,
                            new Naming("refund_failure", "refund_failure", "Refund failure")),
                    Map.entry(
                            Kind.DISPUTE_OPENED,
                            new Naming("adjustment", "dispute", "Chargeback withdrawal")),
                    Map.entry(
                            Kind.DISPUTE_WON,
                            new Naming("adjustment", "dispute_reversal", "Chargeback reversal")),
                    Map.entry(
                            Kind.DISPUTE_COUNTERED,
                            new Naming("adjustment", "fee", "Dispute countered fee")),
                    Map.entry(Kind.TRANSFER_OUT, new Naming("transfer", "transfer", "")),
                    Map.entry(Kind.TRANSFER_IN, new Naming("payment", "charge", "")),
                    Map.entry(Kind.REVERSAL_OUT, new Naming("payment_refund", "refund", "")),
                    Map.entry(
                            Kind.REVERSAL_IN,
                            new Naming("transfer_refund", "transfer_reversal", "")),
                    Map.entry(
                            Kind.TRANSFER_RETURNED,
                            new Naming("transfer_refund", "transfer_reversal", "")),
                    Map.entry(Kind.DESTINATION_OUT, new Naming("transfer", "transfer", "")),
                    Map.entry(
                            Kind.APPLICATION_FEE_IN,
                            new Naming("application_fee", "platform_earning", "")),
                    Map.entry(
                            Kind.FEE_REFUND_OUT,
                            new Naming("application_fee_refund", "platform_earning_refund", "")),
                    Map.entry(
                            Kind.FEE_REFUND_IN,
                            new Naming("adjustment", "fee", "Application fee refund")),
                    Map.entry(Kind.PAYOUT_CREATED, new Naming("payout", "payout", "Payout")),
                    Map.entry(
                            Kind.PAYOUT_FAILED,
                            new Naming("payout_failure", "payout_reversal", "Payout failure")),
                    Map.entry(
                            Kind.PAYOUT_RETURNED,
                            new Naming("payout_failure", "payout_reversal", "Payout failure")),
                    Map.entry(
                            Kind.PAYOUT_CANCELED,
                            new Naming("payout_cancel", "payout_reversal", "Payout canceled")),
                    Map.entry(Kind.TOPPED_UP, new Naming("topup", "topup", "")),
                    Map.entry(
                            Kind.RESERVE_SET,
                            new Naming(
                                    "reserve_transaction",
                                    "connect_reserved_funds",
                                    "Set aside for a connected account's negative balance")),
                    Map.entry(
                            Kind.RESERVE_RELEASED,
                            new Naming(
                                    "reserve_transaction",
                                    "connect_reserved_funds",
                                    "No longer needed for a connected account's balance")),
                    Map.entry(
                            Kind.DEBIT_STARTED,
                            new Naming(
                                    "adjustment",
                                    "other_adjustment",
                                    "Debit of your bank account for a negative balance")),
                    Map.entry(
                            Kind.DEBIT_FAILED,
                            new Naming(
                                    "adjustment",
                                    "other_adjustment",
                                    "Debit for a negative balance that the bank refused")),
                    Map.entry(Kind.PAYOUT_FEE, new Naming("stripe_fee", "fee", "Payout fee")));

    private static final Set<Kind> COVERING =
            Set.of(Kind.DEBIT_STARTED, Kind.DEBIT_FAILED, Kind.RESERVE_SET, Kind.RESERVE_RELEASED);

    private static final Map<Purpose, String> FEES =
            Map.of(
                    Purpose.FEE_PROCESSING, "Processing fees",
                    Purpose.FEE_DISPUTE, "Dispute fee",
                    Purpose.FEE_DISPUTE_COUNTERED, "Dispute countered fee",
                    Purpose.FEE_PAYOUT, "Payout fee",
                    Purpose.FX_SPREAD_INCOME, "Currency conversion fee",
                    Purpose.TAX_PAYABLE, "Tax");

    private BalanceJson() {}

    static String id(String journalId) {
        return PREFIX + journalId;
    }

    /**
     * @param always currencies to show even if there was never any money in them
     */
    static ObjectNode balance(AccountId account, Balances balances, Collection<Currency> always) {
        var currencies = new TreeSet<>(always);
        for (var pocket : balances.all().keySet())
            if (pocket.purpose().isMerchants()) currencies.add(pocket.currency());
        var node = Json.object();
        node.put("object", "balance");
        node.set("available", amounts(currencies, c -> balances.of(Purpose.MERCHANT_AVAILABLE, c)));
        node.put("livemode", account.livemode());
        node.set("pending", amounts(currencies, c -> balances.of(Purpose.MERCHANT_PENDING, c)));
        // Set aside for accounts whose balance is negative.
        var aside =
                currencies.stream()
                        .filter(c -> !balances.of(Purpose.MERCHANT_RESERVE, c).isZero())
                        .collect(Collectors.toCollection(TreeSet::new));
        if (!aside.isEmpty())
            node.set(
                    "connect_reserved",
                    amounts(aside, c -> balances.of(Purpose.MERCHANT_RESERVE, c)));
        return node;
    }

    private static ArrayNode amounts(Set<Currency> currencies, Function<Currency, Money> amount) {
        var all = Json.array();
        for (var currency : currencies) {
            long minor = amount.apply(currency).minor();
            var node = Json.object().put("amount", minor).put("currency", currency.code());
            node.set("source_types", Json.object().put("card", minor));
            all.add(node);
        }
        return all;
    }

    static ObjectNode transaction(Entry entry, LocalDate today) {
        var journal = entry.journal();
        var node = Json.object();
        node.put("id", id(journal.id()));
        node.put("object", "balance_transaction");
        node.put("amount", entry.amount().minor());
        node.put("available_on", Days.seconds(entry.availableOn()));
        node.put("balance_type", "payments");
        node.put("created", Json.seconds(journal.postedAt()));
        node.put("currency", entry.net().currency().code());
        var naming = naming(journal.kind());
        Json.put(node, "description", Optional.of(naming.description()).filter(d -> !d.isEmpty()));
        node.putNull("exchange_rate");
        node.put("fee", entry.fee().minor());
        node.set("fee_details", fees(entry));
        node.put("net", entry.net().minor());
        node.put("reporting_category", naming.category());
        // What covers a negative balance is no object of the API.
        if (COVERING.contains(journal.kind())) node.putNull("source");
        else node.put("source", journal.sourceId());
        node.put("status", entry.availableOn().isAfter(today) ? "pending" : "available");
        node.put("type", naming.type());
        return node;
    }

    private static ArrayNode fees(Entry entry) {
        var details = Json.array();
        for (var t : entry.journal().transfers()) {
            if (entry.journal().isApplicationFee(t)) details.add(applicationFee(entry, t));
            if (t.debit().isMerchants() && t.credit().isFee())
                details.add(fee(t, t.credit(), t.amount()));
            if (t.credit().isMerchants() && t.debit().isFee())
                details.add(fee(t, t.debit(), t.amount().negated()));
        }
        return details;
    }

    private static ObjectNode fee(Transfer transfer, Purpose purpose, Money amount) {
        return Json.object()
                .put("amount", amount.minor())
                .putNull("application")
                .put("currency", transfer.amount().currency().code())
                .put("description", feeName(purpose))
                .put("type", purpose == Purpose.TAX_PAYABLE ? "tax" : "stripe_fee");
    }

    /** Its journal names the twin in the platform's book, whose id names the platform. */
    private static ObjectNode applicationFee(Entry entry, Transfer transfer) {
        var platform = entry.journal().link().flatMap(twin -> IdCodec.account(id(twin)));
        var node = Json.object().put("amount", transfer.amount().minor());
        Json.put(node, "application", platform.map(AccountId::applicationText));
        return node.put("currency", transfer.amount().currency().code())
                .put("description", "Application fee")
                .put("type", "application_fee");
    }

    private static String feeName(Purpose purpose) {
        return Optional.ofNullable(FEES.get(purpose)).orElse("Fee");
    }

    /** How the API names the lines of a kind (docs: balance transaction types). */
    private static Naming naming(Kind kind) {
        return Optional.ofNullable(NAMES.get(kind)).orElse(OTHER);
    }

    /** The kinds of a type; empty if no line has it. */
    static Set<Kind> kinds(String type) {
        return Arrays.stream(Kind.values())
                .filter(Kind::onStatement)
                .filter(kind -> naming(kind).type().equals(type))
                .collect(Collectors.toSet());
    }
}
