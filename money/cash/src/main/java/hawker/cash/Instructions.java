package hawker.cash;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where a customer sends money: an account number of the simulated bank that is theirs alone, made
 * from who they are, so that it is always the same and no two have one. A live account has none: no
 * real bank is connected.
 */
final class Instructions {

    private static final BigInteger TEN = BigInteger.TEN;
    private static final String COUNTRY = "DE";
    private static final String BANK = "Hawker Test Bank";

    /** A name in the form of ISO 9362 that no bank has: the accounts are the simulation's. */
    private static final String BIC = "HAWKDEFFXXX";

    private final Function<AccountId, String> sellers;

    /**
     * @param sellers the name of a seller, which is the account's holder
     */
    Instructions(Function<AccountId, String> sellers) {
        this.sellers = sellers;
    }

    /** Stripe's word for transfers in a currency; empty where there are none. */
    static Optional<String> type(Currency currency) {
        return switch (currency.code()) {
            case "eur" -> Optional.of("eu_bank_transfer");
            case "gbp" -> Optional.of("gb_bank_transfer");
            case "jpy" -> Optional.of("jp_bank_transfer");
            case "mxn" -> Optional.of("mx_bank_transfer");
            case "usd" -> Optional.of("us_bank_transfer");
            default -> Optional.empty();
        };
    }

    static String country(Currency currency, Optional<String> wanted) {
        return switch (currency.code()) {
            case "gbp" -> "GB";
            case "jpy" -> "JP";
            case "mxn" -> "MX";
            case "usd" -> "US";
            default -> wanted.orElse(COUNTRY);
        };
    }

    /** What next_action says, but for what is still to be paid. */
    Optional<ObjectNode> display(
            AccountId account, String customer, Currency currency, Optional<String> country) {
        if (account.livemode()) return Optional.empty();
        return type(currency)
                .map(type -> {
                    var node = Json.object();
                    node.putArray("financial_addresses")
                            .add(address(account, customer, currency, country));
                    node.putNull("hosted_instructions_url");
                    node.put("reference", reference(account, customer));
                    return node.put("type", type);
                });
    }

    /** The object of {@code funding_instructions}. */
    Optional<ObjectNode> funding(
            AccountId account, String customer, Currency currency, Optional<String> country) {
        if (account.livemode()) return Optional.empty();
        return type(currency)
                .map(type -> {
                    var node = Json.object().put("object", "funding_instructions");
                    var transfer = node.putObject("bank_transfer");
                    transfer.put("country", country(currency, country));
                    transfer.putArray("financial_addresses")
                            .add(address(account, customer, currency, country));
                    transfer.put("type", type);
                    node.put("currency", currency.code()).put("funding_type", "bank_transfer");
                    return node.put("livemode", account.livemode());
                });
    }

    private ObjectNode address(
            AccountId account, String customer, Currency currency, Optional<String> country) {
        var number = number(account, customer, currency);
        var node = Json.object();
        return switch (currency.code()) {
            case "usd" -> {
                var aba = place(node, account, "aba", List.of("ach", "domestic_wire_us"));
                aba.put("account_number", digits(number, 12)).put("account_type", "checking");
                aba.put("bank_name", BANK).put("routing_number", "110000000");
                yield node;
            }
            case "gbp" -> {
                var sort = place(node, account, "sort_code", List.of("bacs", "fps"));
                sort.put("account_number", digits(number, 8)).put("sort_code", "000000");
                yield node;
            }
            case "jpy" -> {
                var zengin = place(node, account, "zengin", List.of("zengin"));
                zengin.put("account_number", digits(number, 7)).put("account_type", "futsu");
                zengin.put("bank_code", "0000").put("bank_name", BANK);
                zengin.put("branch_code", "000").put("branch_name", "Test");
                yield node;
            }
            case "mxn" -> {
                var spei = place(node, account, "spei", List.of("spei"));
                spei.put("bank_code", "000").put("bank_name", BANK);
                spei.put("clabe", "000180" + digits(number, 12));
                yield node;
            }
            default -> {
                var iban = place(node, account, "iban", List.of("sepa"));
                var in = country(currency, country);
                iban.put("bic", BIC).put("country", in);
                iban.put("iban", iban(in, digits(number, 18)));
                yield node;
            }
        };
    }

    private ObjectNode place(
            ObjectNode node, AccountId account, String type, List<String> networks) {
        var supported = node.putArray("supported_networks");
        networks.forEach(supported::add);
        node.put("type", type);
        var place = node.putObject(type);
        place.set("account_holder_address", nowhere());
        place.put("account_holder_name", sellers.apply(account));
        place.set("bank_address", nowhere());
        return place;
    }

    private static ObjectNode nowhere() {
        var node = Json.object();
        for (var name : List.of("city", "country", "line1", "line2", "postal_code", "state"))
            node.putNull(name);
        return node;
    }

    private static BigInteger number(AccountId account, String customer, Currency currency) {
        return hash(account.number() + " " + customer + " " + currency.code());
    }

    /** Twelve characters that the customer gives with the transfer. */
    static String reference(AccountId account, String customer) {
        return hash(account.number() + " " + customer)
                .toString(36)
                .substring(0, 12)
                .toUpperCase(java.util.Locale.ROOT);
    }

    private static BigInteger hash(String text) {
        try {
            var hash = MessageDigest.getInstance("SHA-256");
            return new BigInteger(1, hash.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String digits(BigInteger number, int length) {
        var text = number.mod(TEN.pow(length)).toString();
        return "0".repeat(length - text.length()) + text;
    }

    /** With check digits (ISO 13616). */
    static String iban(String country, String rest) {
        var text = new StringBuilder();
        for (char c : (rest + country + "00").toCharArray()) text.append(Character.digit(c, 36));
        int check =
                98 - new BigInteger(text.toString()).mod(BigInteger.valueOf(97)).intValueExact();
        return country + (check < 10 ? "0" : "") + check + rest;
    }
}
