package hawker.house;

import hawker.api.Declared;
import hawker.api.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Which parameters of the official SDK our operations know, and which they refuse. */
final class ParameterCensus {

    /** Names of payment methods that are not offered; what stands in or below them is theirs. */
    private static final Set<String> OTHER_METHODS =
            words(
                    """
                    acss_debit affirm afterpay_clearpay alipay alma amazon_pay apple_pay_later au_becs_debit
                    bacs_debit bancontact billie bizum bizum_payments blik boleto cashapp crypto custom demo_pay eps
                    financial_connections financial_connections_account fpx fr_meal_voucher_conecs giropay grabpay
                    ideal jcb kakao_pay klarna konbini kr_card link mb_way mobilepay multibanco naver_pay
                    nz_bank_account oxxo p24 pay_by_bank payco paynow paypal payto pix promptpay revolut_pay
                    samsung_pay satispay scalapay scalapay_payments sofort sunbit sunbit_payments swish twint upi
                    wechat_pay zip\
                    """);

    /** Names of products that are not offered, like the next version's accounts as customers. */
    private static final Set<String> OTHER_PRODUCTS =
            words(
                    """
                    billing_schedules card_issuing customer_account hooks issuing_card liability managed_payments
                    nonce payment_record treasury verification_session\
                    """);

    /**
     * What an operation knows of the SDK's parameters.
     *
     * @param known how many it knows, hashes not counted but what is in them
     * @param missing names that it refuses, with how many parameters are in each
     * @param methods refused ones of payment methods that are not offered
     * @param products refused ones of products that are not offered
     */
    record Found(int known, Map<String, Integer> missing, int methods, int products) {

        int ours() {
            return known + missing.values().stream().mapToInt(Integer::intValue).sum();
        }

        /** {@code 94/125}: known of those that belong to what is offered. */
        String ratio() {
            return ours() == 0 ? "" : known + "/" + ours();
        }
    }

    private final Map<Operations.Row, Found> found = new LinkedHashMap<>();

    /**
     * @param routes the operations of the program
     */
    ParameterCensus(Operations operations, List<Operation> routes) {
        var sdk = new SdkParameters();
        var ours = new HashMap<String, Operation>();
        for (var route : routes) ours.put(key(route.method(), route.pattern()), route);
        for (var row : operations.all()) {
            var key = key(row.method(), row.path());
            var route = ours.get(key);
            if (row.ours() && route != null) found.put(row, found(route, sdk.of(key)));
        }
    }

    private static Set<String> words(String text) {
        return Set.of(text.split("\\s+"));
    }

    private static String key(String method, String path) {
        return method + " " + path.replaceAll("\\{[^}]+}", "{}");
    }

    private static Found found(Operation route, Set<List<String>> all) {
        var known = new ArrayList<List<String>>();
        var missing = new ArrayList<List<String>>();
        int methods = 0;
        int products = 0;
        for (var path : all) {
            if (Declared.knows(route, path)) known.add(path);
            else if (path.stream().anyMatch(OTHER_METHODS::contains)) methods++;
            else if (path.stream().anyMatch(OTHER_PRODUCTS::contains)) products++;
            else missing.add(path);
        }
        return new Found(known.size(), together(missing, known), methods, products);
    }

    /** A hash of which nothing is known is named once, for all that is in it. */
    private static Map<String, Integer> together(
            List<List<String>> missing, List<List<String>> known) {
        var begun = new HashSet<List<String>>();
        for (var path : known)
            for (int end = 1; end <= path.size(); end++) begun.add(path.subList(0, end));
        var names = new TreeMap<String, Integer>();
        for (var path : missing) {
            int end = 1;
            while (end < path.size() && begun.contains(path.subList(0, end))) end++;
            names.merge(name(path.subList(0, end)), 1, Integer::sum);
        }
        return names;
    }

    private static String name(List<String> path) {
        return path.getFirst()
                + path.stream()
                        .skip(1)
                        .map(inner -> "[" + inner + "]")
                        .collect(Collectors.joining());
    }

    /** Known of all, {@code 94/125}; empty where there is nothing to send. */
    String ratio(Operations.Row row) {
        var of = found.get(row);
        return of == null ? "" : of.ratio();
    }

    /** How many parameters each operation knows. */
    Map<String, Integer> known() {
        var known = new LinkedHashMap<String, Integer>();
        found.forEach((row, of) -> known.put(row.method() + " " + row.path(), of.known()));
        return known;
    }

    /** All of it as a page of the documentation. */
    String page() {
        var text = new StringBuilder();
        text.append(
                """
                # What parameters of Stripe's API are refused

                Generated by `./check stripe` from the parameters that stripe-java can send and those that our operations
                declare; a parameter that is not declared is refused by its name, never ignored. Parameters inside of hashes
                are counted, not the hashes. Those of payment methods and products that are not offered are counted apart.

                | tier | known | refused | of other payment methods | of other products |
                |---|---|---|---|---|
                """);
        byTier().forEach((tier, of) -> text.append("| %s | %s |\n".formatted(tier, sums(of))));
        text.append("\n| operation | known | refused |\n|---|---|---|\n");
        found.forEach((row, of) -> {
            if (of.missing().isEmpty()) return;
            text.append(
                    "| `%s %s` | %s | %s |\n"
                            .formatted(row.method(), row.path(), of.ratio(), list(of.missing())));
        });
        return text.toString();
    }

    private static String list(Map<String, Integer> missing) {
        return missing.entrySet().stream()
                .map(each ->
                        each.getValue() == 1
                                ? "`" + each.getKey() + "`"
                                : "`%s` (%d)".formatted(each.getKey(), each.getValue()))
                .collect(Collectors.joining(", "));
    }

    private Map<String, List<Found>> byTier() {
        return found.entrySet().stream()
                .collect(
                        Collectors.groupingBy(
                                entry -> entry.getKey().tier(),
                                TreeMap::new,
                                Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    private static String sums(List<Found> of) {
        int known = of.stream().mapToInt(Found::known).sum();
        int ours = of.stream().mapToInt(Found::ours).sum();
        return "%d | %d | %d | %d"
                .formatted(
                        known,
                        ours - known,
                        of.stream().mapToInt(Found::methods).sum(),
                        of.stream().mapToInt(Found::products).sum());
    }
}
