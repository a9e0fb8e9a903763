package hawker.api;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Says what a request of an older version means as the newest version says it: for requests what
 * {@link Versions} is for answers. A version asked for is a date; every step newer than it is
 * applied, oldest first, before the shape of the operation is looked at. So rooms know one way to
 * say a thing, and a program of today that says it in the old way is still told that it is unknown.
 */
final class OlderForms {

    private static final String SUBSCRIPTIONS = "/v1/subscriptions";
    private static final String SCHEDULES = "/v1/subscription_schedules";
    private static final String UPCOMING = "/v1/invoices/upcoming";
    private static final String DISCOUNTS = "discounts";

    /** What previews call {@code subscription_details[NAME]} was {@code subscription_NAME}. */
    private static final List<String> DETAILS =
            List.of(
                    "billing_cycle_anchor",
                    "cancel_at",
                    "cancel_at_period_end",
                    "cancel_now",
                    "default_tax_rates",
                    "items",
                    "proration_behavior",
                    "proration_date",
                    "resume_at",
                    "start_date",
                    "trial_end");

    /** What a session's line said of what it sold, and where a price says it now. */
    private static final List<String> OF_PRICES = List.of("amount", "currency");

    private static final List<String> OF_PRODUCTS = List.of("description", "images", "name");

    /** One change of what requests say, of the operations with these patterns. */
    private record Step(
            String date, String method, List<String> patterns, Consumer<Sent.Group> renew) {}

    private static final List<Step> STEPS =
            List.of(
                    new Step(
                            "2022-08-01",
                            "POST",
                            List.of("/v1/checkout/sessions"),
                            OlderForms::session),
                    // Programs of before said so when buyers were to choose how to pay.
                    new Step(
                            "2023-08-16",
                            "POST",
                            List.of("/v1/payment_intents", "/v1/setup_intents"),
                            OlderForms::cards),
                    new Step(
                            "2024-04-10",
                            "POST",
                            List.of("/v1/payment_intents"),
                            OlderForms::capture),
                    new Step(
                            BeforeBasil.DATE,
                            "POST",
                            List.of(
                                    SUBSCRIPTIONS,
                                    SUBSCRIPTIONS + "/{id}",
                                    "/v1/invoices/create_preview"),
                            OlderForms::discount),
                    new Step(
                            BeforeBasil.DATE,
                            "POST",
                            List.of(SCHEDULES, SCHEDULES + "/{id}"),
                            OlderForms::phases),
                    new Step(
                            BeforeBasil.DATE,
                            "GET",
                            List.of(UPCOMING, UPCOMING + "/lines"),
                            sent -> {
                                discount(sent);
                                details(sent);
                            }));

    /**
     * How a newer name of a parameter is said in an older form. The first group of the pattern is a
     * part that the older form does not say: where it does say it, the newer name was meant.
     */
    private record Word(Pattern newer, String older) {

        Word(String newer, String older) {
            this(Pattern.compile(newer), older);
        }

        Optional<String> of(Sent.Group said, String param) {
            var found = newer.matcher(param);
            if (!found.matches() || stands(said, found.group(1))) return Optional.empty();
            return Optional.of(found.replaceFirst(older));
        }

        private static boolean stands(Sent said, String path) {
            var at = said;
            for (var part : path.replace("]", "").split("\\[")) {
                if (!(at instanceof Sent.Group group)) return false;
                at = part.matches("\\d+") ? element(group, part) : group.entries().get(part);
            }
            return at != null;
        }

        private static @Nullable Sent element(Sent.Group group, String index) {
            var all = group.elements();
            int n = Integer.parseInt(index);
            return n < all.size() ? all.get(n) : null;
        }
    }

    private static final String CODE = "\\[0\\]\\[(coupon|promotion_code)\\]";
    private static final String PRICE = "((line_items\\[\\d{1,4}\\])\\[price_data\\])";
    private static final List<Word> WORDS =
            List.of(
                    new Word("(discounts)" + CODE, "$2"),
                    new Word("((phases\\[\\d{1,4}\\])\\[discounts\\])" + CODE, "$2[$3]"),
                    new Word("(subscription_details\\[(\\w+)\\])(.*)", "subscription_$2$3"),
                    new Word(PRICE + "\\[unit_amount\\]", "$2[amount]"),
                    new Word(PRICE + "\\[product_data\\](.*)", "$2$3"),
                    new Word(PRICE + "(.*)", "$2$3"),
                    new Word(
                            "(shipping_options)(\\[\\d{1,4}\\])\\[shipping_rate\\]",
                            "shipping_rates$2"),
                    new Word("(shipping_options)", "shipping_rates"));

    private OlderForms() {}

    /** An error names the parameter that was sent, not what it was renewed to. */
    static ApiError inWordsOf(Sent.Group said, ApiError refused) {
        refused.param()
                .flatMap(param ->
                        WORDS.stream().flatMap(word -> word.of(said, param).stream()).findFirst())
                .ifPresent(refused::param);
        return refused;
    }

    /** The form of a request in the words of the newest version; the same if nothing is older. */
    static Sent.Group renewed(String version, Operation operation, Sent.Group sent) {
        var date = Versions.date(version);
        if (date.isEmpty()) return sent;
        var renewed = sent;
        for (var step : STEPS) {
            if (date.get().compareTo(step.date) >= 0
                    || !step.method.equals(operation.method())
                    || !step.patterns.contains(operation.pattern())) continue;
            // The log tells what was sent.
            if (renewed == sent) renewed = sent.copy();
            step.renew.accept(renewed);
        }
        return renewed;
    }

    /**
     * A session made its buyer a customer unless it was told not to; its lines said what they sold
     * without a price, and its shipping rates stood in a list of their own (docs: changelog,
     * 2022-08-01).
     */
    private static void session(Sent.Group sent) {
        boolean pays =
                !(sent.entries().get("mode") instanceof Sent.Text mode)
                        || mode.value().equals("payment");
        var said = sent.entries().keySet();
        if (pays && !said.contains("customer") && !said.contains("customer_creation"))
            sent.put("customer_creation", new Sent.Text("always"));
        if (sent.entries().get("line_items") instanceof Sent.Group lines)
            for (var each : lines.elements()) if (each instanceof Sent.Group line) priced(line);
        if (said.contains("shipping_options")) return;
        sent.take("shipping_rates")
                .ifPresent(rates -> {
                    var options = new Sent.Group();
                    if (rates instanceof Sent.Group each)
                        for (var rate : each.elements()) {
                            var option = new Sent.Group();
                            option.put("shipping_rate", rate);
                            options.append(option);
                        }
                    sent.put("shipping_options", options);
                });
    }

    private static void priced(Sent.Group line) {
        if (!line.entries().containsKey("amount") || line.entries().containsKey("price_data"))
            return;
        var price = new Sent.Group();
        for (var name : OF_PRICES)
            line.take(name)
                    .ifPresent(v -> price.put(name.equals("amount") ? "unit_amount" : name, v));
        var product = new Sent.Group();
        for (var name : OF_PRODUCTS) line.take(name).ifPresent(v -> product.put(name, v));
        price.put("product_data", product);
        line.put("price_data", price);
    }

    /** What was authorised was captured in the same step (docs: changelog, 2024-04-10). */
    private static void capture(Sent.Group sent) {
        if (!sent.entries().containsKey("capture_method"))
            sent.put("capture_method", new Sent.Text("automatic"));
    }

    /** Cards alone, where nothing is said (docs: changelog, 2023-08-16). */
    private static void cards(Sent.Group sent) {
        var said = sent.entries().keySet();
        if (said.contains("payment_method_types")
                || said.contains("automatic_payment_methods")
                || said.contains("payment_method_configuration")) return;
        sent.put("payment_method_types", new Sent.Group().append(new Sent.Text("card")));
    }

    /** One coupon or one code, where there is a list now; an empty text takes it off. */
    private static void discount(Sent.Group sent) {
        for (var name : List.of("coupon", "promotion_code")) {
            var told = sent.take(name);
            if (told.isEmpty()) continue;
            if (sent.entries().containsKey(DISCOUNTS))
                throw ApiError.parametersExclusive(name, DISCOUNTS);
            if (told.get() instanceof Sent.Text text && text.value().isEmpty())
                sent.put(DISCOUNTS, text);
            else {
                var one = new Sent.Group();
                one.put(name, told.get());
                sent.put(DISCOUNTS, new Sent.Group().append(one));
            }
        }
    }

    private static void phases(Sent.Group sent) {
        if (sent.entries().get("phases") instanceof Sent.Group phases)
            for (var each : phases.elements())
                if (each instanceof Sent.Group phase) discount(phase);
    }

    private static void details(Sent.Group sent) {
        var there = sent.entries().get("subscription_details");
        // What is no hash is refused as such.
        if (there instanceof Sent.Text) return;
        var details = there instanceof Sent.Group group ? group : new Sent.Group();
        for (var name : DETAILS)
            sent.take("subscription_" + name).ifPresent(value -> details.put(name, value));
        if (!details.isEmpty()) sent.put("subscription_details", details);
    }
}
