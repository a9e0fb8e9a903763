package hawker.api;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One declared parameter of an operation: its name and what may stand in it. An empty string unsets
 * a parameter that is {@link #nullable}, and is refused for all others.
 */
public record Param(
        String name, Type type, boolean isRequired, boolean isNullable, boolean isSecret) {

    /** Stripe's largest amount in minor units. */
    public static final long MAX_AMOUNT = 99_999_999;

    /** What may stand in a parameter. */
    sealed interface Type {
        record Whole(long min, long max) implements Type {}

        record Amount(long min) implements Type {}

        record Decimal() implements Type {}

        record CurrencyCode() implements Type {}

        record Text(int max) implements Type {}

        /** Text that is written in one way only. */
        record Written(Notation notation) implements Type {}

        record Flag() implements Type {}

        record OneOf(Set<String> values) implements Type {}

        record Timestamp(boolean now) implements Type {}

        record Range() implements Type {}

        record Hash(Shape shape) implements Type {}

        record TextOrHash(int max, Shape shape) implements Type {}

        /** A hash with names of the caller's choice and texts as values. */
        record Open() implements Type {}

        record Items(Type element, int max) implements Type {}

        record Metadata() implements Type {}

        /** Several parameters that always come together; a shape takes them apart. */
        record Bundle(List<Param> params) implements Type {}
    }

    /** How a text is written that cannot be just any. */
    public enum Notation {
        /** Two letters of ISO 3166, in either case. */
        COUNTRY("[A-Za-z]{2}", "country_code_invalid", "Country '%s' is unknown."),
        /** {@code #5469d4}. */
        COLOR("#[0-9A-Fa-f]{6}", "", "Invalid hex color: %s"),
        /** A page, with or without http(s) before it; nothing that runs where it is followed. */
        WEBSITE(
                "(?iU)(https?://)?(\\w[\\w.-]*\\.\\w{2,}|localhost)(:\\d{1,5})?([/?#][^\\s<>\"]*)?",
                "url_invalid",
                "Not a valid URL"),
        FOUR_DIGITS("[0-9]{4}", "", "Invalid value: %s; must be four digits"),
        /** From 0 to 100. */
        PERCENT(
                "100(\\.0{1,12})?|[0-9]{1,2}(\\.[0-9]{1,12})?",
                "",
                "Invalid decimal: %s; must be between 0 and 100"),
        /** Those that Stripe's hosted pages name, and {@code auto}. */
        LANGUAGE(
                "auto|bg|cs|da|de|el|en(-(AU|CA|GB|IE|IN|NZ|SG))?|es(-419)?|et|fil?|fr(-CA)?|hr|hu|id"
                        + "|it|ja|ko|l[tv]|ms|mt|nb|nl|pl|pt(-BR)?|ro|ru|s[klv]|th|tr|vi|zh(-(HK|TW))?",
                "",
                "Invalid locale: %s");

        private static final int MOST = 2_000;

        private final Pattern pattern;
        private final String code;
        private final String message;

        Notation(String pattern, String code, String message) {
            this.pattern = Pattern.compile(pattern);
            this.code = code;
            this.message = message;
        }

        /** Why a text is not written so; empty if it is. */
        Optional<ApiError> refuses(String text, String param) {
            if (text.length() <= MOST && pattern.matcher(text).matches()) return Optional.empty();
            var says = message.replace("%s", ApiError.echo(text));
            return Optional.of(
                    code.isEmpty()
                            ? ApiError.parameterInvalid(param, says)
                            : ApiError.invalid(code, param, says));
        }
    }

    private static Param of(String name, Type type) {
        return new Param(name, type, false, false, false);
    }

    /** A whole number of 64 bits. */
    public static Param integer(String name) {
        return integer(name, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    /** A whole number within bounds, both allowed. */
    public static Param integer(String name, long min, long max) {
        return of(name, new Type.Whole(min, max));
    }

    /** Minor units from 1 to {@link #MAX_AMOUNT}. */
    public static Param amount(String name) {
        return of(name, new Type.Amount(1));
    }

    /** Minor units from 0 to {@link #MAX_AMOUNT}. */
    public static Param amountOrZero(String name) {
        return of(name, new Type.Amount(0));
    }

    /** A decimal number with up to 12 places, kept as text. */
    public static Param decimal(String name) {
        return of(name, new Type.Decimal());
    }

    public static Param currency(String name) {
        return of(name, new Type.CurrencyCode());
    }

    /** Text of at most so many characters. */
    public static Param text(String name, int max) {
        return of(name, new Type.Text(max));
    }

    /** Text that is written in one way only. */
    public static Param written(String name, Notation notation) {
        return of(name, new Type.Written(notation));
    }

    /** An id of whatever kind: text of at most 255 characters. */
    public static Param id(String name) {
        return text(name, 255);
    }

    public static Param flag(String name) {
        return of(name, new Type.Flag());
    }

    public static Param oneOf(String name, String... values) {
        // The order of declaration is the order in messages.
        return of(name, new Type.OneOf(new java.util.LinkedHashSet<>(List.of(values))));
    }

    /** Unix seconds. */
    public static Param timestamp(String name) {
        return of(name, new Type.Timestamp(false));
    }

    /** Unix seconds, or "now". */
    public static Param timestampOrNow(String name) {
        return of(name, new Type.Timestamp(true));
    }

    /** Unix seconds, or a hash of gt, gte, lt, lte. */
    public static Param range(String name) {
        return of(name, new Type.Range());
    }

    public static Param hash(String name, Param... params) {
        return of(name, new Type.Hash(Shape.of(params)));
    }

    /** An id, or a hash that describes a new object: {@code source}, {@code card}. */
    public static Param textOrHash(String name, int max, Param... params) {
        return of(name, new Type.TextOrHash(max, Shape.of(params)));
    }

    /** A hash with names of the caller's choice (50 at most) and texts as values. */
    public static Param open(String name) {
        return of(name, new Type.Open());
    }

    /** An array of at most 100 elements; the element's own name does not matter. */
    public static Param list(String name, Param element) {
        return of(name, new Type.Items(element.type, 100));
    }

    /** An array of texts. */
    public static Param texts(String name, int maxEach) {
        return of(name, new Type.Items(new Type.Text(maxEach), 100));
    }

    /** {@code metadata}: see {@link Params#metadata}. */
    public static Param metadata() {
        return of("metadata", new Type.Metadata()).nullable();
    }

    /** {@code expand}: every operation has it without being told. */
    public static Param expand() {
        return of("expand", new Type.Items(new Type.Text(200), 20)).nullable();
    }

    /** {@code limit}, {@code starting_after}, {@code ending_before}: see {@link Call#page}. */
    public static Param paging() {
        return of(
                "paging",
                new Type.Bundle(
                        List.of(
                                integer("limit", 1, 100),
                                id("starting_after"),
                                id("ending_before"))));
    }

    public Param required() {
        return new Param(name, type, true, isNullable, isSecret);
    }

    /** An empty string takes the stored value away. */
    public Param nullable() {
        return new Param(name, type, isRequired, true, isSecret);
    }

    /**
     * A value that must be neither stored nor shown (card number, CVC, password): error messages do
     * not repeat it, and of an idempotency key's fingerprint it is no part but for its length. Of a
     * hash everything in it is.
     */
    public Param secret() {
        return type instanceof Type.Hash(var shape)
                ? new Param(name, new Type.Hash(shape.secret()), isRequired, isNullable, false)
                : new Param(name, type, isRequired, isNullable, true);
    }
}
