package hawker.catalog;

import hawker.catalog.Saved.Problem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a product must be like to be stored; limits of the house's plan for the shop. */
final class ProductRules {

    static final int MAX_TITLE = 150;
    static final int MAX_DESCRIPTION = 64 * 1024;
    private static final int MAX_OPTIONS = 3;
    private static final int MAX_VALUES = 100;
    private static final int MAX_VARIANTS = 250;
    private static final int MAX_TAGS = 50;
    private static final int MAX_IMAGES = 50;
    private static final int MAX_WORD = 100;
    private static final int MAX_ON_HAND = 1_000_000;

    /** Stripe's limit of one charge: eight digits. */
    private static final long MAX_AMOUNT = 99_999_999;

    private final List<Problem> problems = new ArrayList<>();

    private ProductRules() {}

    /** Everything that is wrong with it; empty if nothing is. */
    static List<Problem> check(NewProduct product) {
        var rules = new ProductRules();
        rules.texts(product);
        rules.options(product.options());
        rules.variants(product);
        return rules.problems;
    }

    private void texts(NewProduct product) {
        var title = Texts.line(product.title());
        if (title.isEmpty()) say("title", "Give the product a name.");
        if (title.codePointCount(0, title.length()) > MAX_TITLE)
            say("title", "The name can have " + MAX_TITLE + " characters.");
        if (product.description().getBytes(StandardCharsets.UTF_8).length > MAX_DESCRIPTION)
            say("description", "The description is too long: 64 KB is the most.");
        word("brand", product.brand());
        word("type", product.type());
        if (product.tags().size() > MAX_TAGS) say("tags", "A product can have 50 tags.");
        for (int i = 0; i < product.tags().size(); i++)
            word("tags[" + i + "]", product.tags().get(i));
        if (product.images().size() > MAX_IMAGES) say("images", "A product can have 50 pictures.");
        if (new HashSet<>(product.images()).size() < product.images().size())
            say("images", "The same picture stands there twice.");
    }

    private void options(List<Option> options) {
        if (options.size() > MAX_OPTIONS) say("options", "A product can have 3 options.");
        var names = new HashSet<String>();
        for (int i = 0; i < options.size(); i++) {
            var option = options.get(i);
            var field = "options[" + i + "]";
            if (Texts.line(option.name()).isEmpty()) say(field, "Name the option.");
            word(field, option.name());
            if (!names.add(Texts.fold(option.name())))
                say(field, "Two options have the same name.");
            if (option.values().isEmpty() || option.values().size() > MAX_VALUES)
                say(field, "An option has 1 to 100 values.");
            if (new HashSet<>(option.values()).size() < option.values().size())
                say(field, "A value stands there twice.");
            for (var value : option.values()) {
                if (Texts.line(value).isEmpty()) say(field, "A value is empty.");
                word(field, value);
            }
        }
    }

    private void variants(NewProduct product) {
        var variants = product.variants();
        if (variants.isEmpty()) say("variants", "Give the product a price.");
        if (variants.size() > MAX_VARIANTS) say("variants", "A product can have 250 variants.");
        var combinations = new HashSet<List<String>>();
        var skus = new HashSet<String>();
        for (int i = 0; i < variants.size(); i++) {
            var variant = variants.get(i);
            var field = "variants[" + i + "]";
            values(field, product.options(), variant, combinations);
            if (!variant.sku().isBlank() && !skus.add(Texts.line(variant.sku())))
                say(field + ".sku", "Two variants have the same SKU.");
            word(field + ".sku", variant.sku());
            if (variant.barcode().isPresent() && !isGtin(variant.barcode().get()))
                say(field + ".barcode", "This is not a GTIN: its check digit does not fit.");
            if (variant.grams() < 0 || variant.grams() > 1_000_000)
                say(field + ".grams", "The weight is 0 to 1,000,000 grams.");
            if (variant.onHand().isPresent() && outOfRange(variant.onHand().getAsInt()))
                say(field + ".onHand", "The stock is 0 to 1,000,000.");
            prices(field + ".price", variant.prices());
            if (!variant.prices().isEmpty()
                    && !variant.prices().getFirst().amount().currency().equals(home(variants)))
                say(field + ".price", "All variants have the shop's currency first.");
        }
    }

    private void values(
            String field, List<Option> options, NewVariant variant, Set<List<String>> seen) {
        if (variant.values().size() != options.size()) {
            say(field, "A variant has one value of each option.");
            return;
        }
        for (int i = 0; i < options.size(); i++)
            if (!options.get(i).values().contains(variant.values().get(i)))
                say(field, "\"" + variant.values().get(i) + "\" is no value of the option.");
        if (!seen.add(variant.values())) say(field, "Two variants have the same values.");
    }

    private void prices(String field, List<Price> prices) {
        if (prices.isEmpty()) say(field, "Give it a price.");
        var currencies = new HashSet<String>();
        for (var price : prices) {
            var amount = price.amount();
            if (!currencies.add(amount.currency().code()))
                say(field, "There are two prices in " + amount.currency().upper() + ".");
            if (amount.minor() <= 0 || amount.minor() > MAX_AMOUNT)
                say(field, "The price must be more than 0 and less than 1,000,000.00.");
            if (amount.minor() % amount.currency().step() != 0)
                say(field, "Prices in " + amount.currency().upper() + " are rounder than this.");
            if (price.compareAt().isPresent()
                    && (!price.compareAt().get().currency().equals(amount.currency())
                            || price.compareAt().get().compareTo(amount) <= 0))
                say(field, "The earlier price must be higher than the price.");
        }
    }

    private static hawker.kernel.Currency home(List<NewVariant> variants) {
        return variants.stream()
                .flatMap(v -> v.prices().stream().limit(1))
                .findFirst()
                .orElseThrow()
                .amount()
                .currency();
    }

    private static boolean outOfRange(int onHand) {
        return onHand < 0 || onHand > MAX_ON_HAND;
    }

    /** GTIN-8, -12, -13 or -14: weights 3 and 1 from the right, the sum a multiple of ten. */
    static boolean isGtin(String text) {
        if (!text.matches("\\d{8}|\\d{12,14}")) return false;
        int sum = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(text.length() - 1 - i) - '0';
            sum += i % 2 == 1 ? 3 * digit : digit;
        }
        return sum % 10 == 0;
    }

    private void word(String field, String text) {
        if (text.length() > MAX_WORD) say(field, "At most 100 characters fit here.");
    }

    private void say(String field, String sentence) {
        problems.add(new Problem(field, sentence));
    }
}
