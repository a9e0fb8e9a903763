package hawker.api;

import hawker.kernel.Currency;
import hawker.web.Masking;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks a form against a shape. One walk collects the findings of three kinds; then the order of
 * stripe.md §1.4 decides which is told: unknown parameters (all of them in one message), then the
 * first wrong value, then the first missing one.
 */
final class Decoding {

    private static final List<String> TRUTHS = List.of("true", "false");
    private static final int MAX_KEY = 40;
    private static final int MAX_VALUE = 500;
    private static final long MAX_SECONDS = 253_402_300_799L; // the end of the year 9999
    private static final Shape RANGE =
            Shape.of(
                    Param.timestamp("gt"),
                    Param.timestamp("gte"),
                    Param.timestamp("lt"),
                    Param.timestamp("lte"));

    private final Instant now;
    private final List<String> unknown = new ArrayList<>(0);
    private @Nullable ApiError wrong;
    private @Nullable String missing;

    private Decoding(Instant now) {
        this.now = now;
    }

    static Params decode(Shape shape, Sent.Group sent, Instant now) {
        var decoding = new Decoding(now);
        var params = decoding.group(shape, sent, "");
        decoding.tell();
        return params;
    }

    private void tell() {
        if (!unknown.isEmpty()) throw ApiError.parameterUnknown(unknown);
        if (wrong != null) throw wrong;
        if (missing != null) throw ApiError.parameterMissing(missing);
    }

    private Params group(Shape shape, Sent.Group sent, String path) {
        Map<String, Object> values = new HashMap<>(sent.entries().size() * 2);
        Set<String> unset = Set.of();
        for (var entry : sent.entries().entrySet()) {
            var name = entry.getKey();
            var param = shape.find(name);
            var full = path.isEmpty() ? name : path + "[" + name + "]";
            if (param == null) {
                unknown(full);
            } else if (isEmptyText(entry.getValue())) {
                if (param.isNullable()) unset = plus(unset, name);
                else wrong(ApiError.parameterEmpty(full));
            } else {
                var value = value(param, entry.getValue(), full);
                if (value != null) values.put(name, value);
            }
        }
        for (var name : shape.required())
            if (!sent.entries().containsKey(name) && missing == null)
                missing = path.isEmpty() ? name : path + "[" + name + "]";
        return new Params(path, values, unset);
    }

    private @Nullable Object value(Param param, Sent sent, String full) {
        var before = wrong;
        var value =
                param.isSecret()
                                && param.type() instanceof Param.Type.Text(int max)
                                && sent instanceof Sent.Text(var secret)
                        ? text(secret, max, full)
                        : value(param.type(), sent, full);
        if (param.isSecret() && wrong != null && wrong != before) {
            var quiet = ApiError.parameterInvalid(full, "Invalid value");
            wrong = wrong.code().map(quiet::code).orElse(quiet);
        }
        return value;
    }

    private static boolean isEmptyText(Sent sent) {
        return sent instanceof Sent.Text(var text) && text.isEmpty();
    }

    private static Set<String> plus(Set<String> set, String name) {
        var more = new HashSet<>(set);
        more.add(name);
        return more;
    }

    private @Nullable Object value(Param.Type type, Sent sent, String full) {
        return switch (type) {
            case Param.Type.Hash(var shape) -> hash(shape, sent, full);
            case Param.Type.TextOrHash(int max, var shape) ->
                    sent instanceof Sent.Text(var text)
                            ? kept(text, max, full)
                            : hash(shape, sent, full);
            case Param.Type.Open() -> open(sent, full, Integer.MAX_VALUE, 5_000);
            case Param.Type.Metadata() -> open(sent, full, MAX_KEY, MAX_VALUE);
            case Param.Type.Items(var element, int max) -> items(element, max, sent, full);
            case Param.Type.Range() -> range(sent, full);
            case Param.Type.Bundle bundle ->
                    throw new IllegalStateException("a shape takes bundles apart");
            default ->
                    sent instanceof Sent.Text(var text)
                            ? scalar(type, text, full)
                            : wrong(ApiError.parameterInvalid(full, "Invalid string: {...}"));
        };
    }

    private @Nullable Object scalar(Param.Type type, String text, String full) {
        return switch (type) {
            case Param.Type.Whole(long min, long max) -> whole(text, min, max, full);
            case Param.Type.Amount(long min) -> amount(text, min, full);
            case Param.Type.Decimal() -> decimal(text, full);
            case Param.Type.CurrencyCode() -> currency(text, full);
            case Param.Type.Text(int max) -> kept(text, max, full);
            case Param.Type.Written(var notation) -> written(text, notation, full);
            case Param.Type.Flag() -> flag(text, full);
            case Param.Type.OneOf(var values) -> oneOf(text, values, full);
            case Param.Type.Timestamp(boolean allowed) ->
                    allowed && text.equals("now") ? now : timestamp(text, full);
            default -> throw new IllegalStateException("not a scalar: " + type);
        };
    }

    private @Nullable Long whole(String text, long min, long max, String full) {
        var number = number(text);
        if (number.isEmpty()) return wrong(ApiError.parameterInvalidInteger(full, text));
        if (number.get() < min) return wrong(tooLow(full, min));
        if (number.get() > max)
            return wrong(
                    ApiError.invalid(
                            "parameter_invalid_integer",
                            full,
                            "This value must be less than or equal to " + max + "."));
        return number.get();
    }

    private @Nullable Long amount(String text, long min, String full) {
        var number = number(text);
        if (number.isEmpty()) return wrong(ApiError.parameterInvalidInteger(full, text));
        if (number.get() < min) return wrong(tooLow(full, min));
        if (number.get() > Param.MAX_AMOUNT) return wrong(ApiError.amountTooLarge(full));
        return number.get();
    }

    private static ApiError tooLow(String full, long min) {
        return ApiError.invalid(
                "parameter_invalid_integer",
                full,
                "This value must be greater than or equal to " + min + ".");
    }

    /**
     * A whole number in ASCII digits with an optional minus: no plus, space, exponent, point, or
     * digits of other scripts, all of which Long.parseLong would partly take.
     */
    static Optional<Long> number(String text) {
        int from = text.startsWith("-") ? 1 : 0;
        if (text.length() == from || text.length() > 20) return Optional.empty();
        for (int i = from; i < text.length(); i++)
            if (text.charAt(i) < '0' || text.charAt(i) > '9') return Optional.empty();
        try {
            return Optional.of(Long.parseLong(text));
        } catch (NumberFormatException tooLarge) {
            return Optional.empty();
        }
    }

    private @Nullable String decimal(String text, String full) {
        int point = text.indexOf('.');
        var whole = point < 0 ? text : text.substring(0, point);
        var places = point < 0 ? "0" : text.substring(point + 1);
        boolean fits = places.length() <= 12 && !places.startsWith("-") && whole.length() <= 16;
        if (fits && number(whole).isPresent() && number(places).isPresent()) return text;
        return wrong(ApiError.parameterInvalid(full, "Invalid decimal: " + ApiError.echo(text)));
    }

    private @Nullable Currency currency(String text, String full) {
        var currency = Currency.parse(text);
        if (currency.filter(Currency::isMoney).isPresent()) return currency.get();
        return wrong(ApiError.parameterInvalid(full, "Invalid currency: " + ApiError.echo(text)));
    }

    private @Nullable String written(String text, Param.Notation notation, String full) {
        var refused = notation.refuses(text, full);
        return refused.isPresent() ? wrong(refused.get()) : kept(text, text.length(), full);
    }

    /** A text that may be stored: card numbers in it are masked, whatever the parameter. */
    private @Nullable String kept(String text, int max, String full) {
        var checked = text(text, max, full);
        return checked == null ? null : Masking.cards(checked);
    }

    private @Nullable String text(String text, int max, String full) {
        if (text.length() > max)
            return wrong(
                    ApiError.parameterInvalid(
                            full,
                            "Invalid string: "
                                    + ApiError.echo(text)
                                    + "; must be at most "
                                    + max
                                    + " characters"));
        // PostgreSQL cannot store this character, and no honest text has it.
        if (text.indexOf('\0') >= 0)
            return wrong(ApiError.parameterInvalid(full, "Invalid string: has a NUL character"));
        return text;
    }

    /** Older packages for Python write True and False. */
    private @Nullable Boolean flag(String text, String full) {
        if (text.equalsIgnoreCase("true")) return Boolean.TRUE;
        if (text.equalsIgnoreCase("false")) return Boolean.FALSE;
        return wrong(ApiError.parameterInvalid(full, "Invalid boolean: " + ApiError.echo(text)));
    }

    private @Nullable String oneOf(String text, Set<String> values, String full) {
        if (values.contains(text)) return text;
        for (var word : TRUTHS)
            if (text.equalsIgnoreCase(word) && values.contains(word)) return word;
        return wrong(
                ApiError.parameterInvalid(
                        full, "Invalid " + full + ": must be one of " + String.join(", ", values)));
    }

    private @Nullable Instant timestamp(String text, String full) {
        var number = number(text);
        if (number.isPresent() && number.get() >= 0 && number.get() <= MAX_SECONDS)
            return Instant.ofEpochSecond(number.get());
        return wrong(
                ApiError.invalid(
                        "parameter_invalid_integer",
                        full,
                        "Invalid timestamp: must be an integer Unix timestamp in seconds: "
                                + ApiError.echo(text)));
    }

    private @Nullable TimeRange range(Sent sent, String full) {
        if (sent instanceof Sent.Text(var text)) {
            var second = timestamp(text, full);
            return second == null ? null : TimeRange.at(second);
        }
        var bounds = hash(RANGE, sent, full);
        if (bounds == null) return null;
        var from = bounds.timestamp("gte").or(() -> bounds.timestamp("gt").map(Decoding::next));
        var before = bounds.timestamp("lt").or(() -> bounds.timestamp("lte").map(Decoding::next));
        return new TimeRange(from, before);
    }

    private static Instant next(Instant second) {
        return second.plusSeconds(1);
    }

    private @Nullable Params hash(Shape shape, Sent sent, String full) {
        if (sent instanceof Sent.Group group && !group.isMixed() && !group.hasAppended())
            return group(shape, group, full);
        return wrong(ApiError.parameterInvalid(full, "Invalid object"));
    }

    private @Nullable List<Object> items(Param.Type element, int max, Sent sent, String full) {
        if (!(sent instanceof Sent.Group group) || !group.isArray() || group.isEmpty())
            return wrong(ApiError.parameterInvalid(full, "Invalid array"));
        if (group.entries().size() > max)
            return wrong(
                    ApiError.parameterInvalid(full, "An array has at most " + max + " elements"));
        var values = new ArrayList<Object>();
        int place = 0;
        for (var each : group.elements()) {
            var name = full + "[" + place++ + "]";
            if (isEmptyText(each)) {
                wrong(ApiError.parameterEmpty(name));
                continue;
            }
            var value = value(element, each, name);
            if (value != null) values.add(value);
        }
        return List.copyOf(values);
    }

    private @Nullable Map<String, String> open(Sent sent, String full, int maxKey, int maxValue) {
        if (!(sent instanceof Sent.Group group) || group.hasAppended())
            return wrong(ApiError.parameterInvalid(full, "Invalid object"));
        if (group.entries().size() > Params.MAX_METADATA)
            return wrong(
                    ApiError.parameterInvalid(
                            full, "A hash has up to " + Params.MAX_METADATA + " keys."));
        var values = new LinkedHashMap<String, String>();
        for (var entry : group.entries().entrySet()) {
            var key = entry.getKey();
            var name = full + "[" + ApiError.echo(key) + "]";
            if (key.length() > maxKey || key.indexOf('[') >= 0 || key.indexOf(']') >= 0)
                return wrong(
                        ApiError.parameterInvalid(
                                full,
                                "Keys have up to "
                                        + maxKey
                                        + " characters and no brackets: "
                                        + ApiError.echo(key)));
            if (!(entry.getValue() instanceof Sent.Text(var text)))
                return wrong(ApiError.parameterInvalid(name, "Invalid string: {...}"));
            var value = kept(text, maxValue, name);
            var masked = kept(key, Integer.MAX_VALUE, full);
            if (value == null || masked == null) return null;
            values.put(masked, value);
        }
        return values;
    }

    private void unknown(String full) {
        if (unknown.size() < 20) unknown.add(ApiError.echo(full));
    }

    /** Notes a wrong value; gives back no value, of whatever type the caller needs. */
    @SuppressWarnings("TypeParameterUnusedInFormals")
    private <T> @Nullable T wrong(ApiError error) {
        if (wrong == null) wrong = error;
        return null;
    }
}
