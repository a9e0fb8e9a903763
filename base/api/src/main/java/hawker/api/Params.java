package hawker.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.kernel.Currency;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Decoded parameters of a request, or of a hash inside one. Every value has been checked against
 * the {@link Shape}; asking for a name by another type than the declared one is a bug and throws
 * ClassCastException.
 */
public final class Params {

    /** Docs: metadata holds up to 50 keys. */
    static final int MAX_METADATA = 50;

    private static final Pattern ADDRESS = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:[!-~]+");
    private static final Pattern RUNS =
            Pattern.compile("(?:javascript|vbscript|data|blob|file):", Pattern.CASE_INSENSITIVE);

    private final String path;
    private final Map<String, Object> values;
    private final Set<String> unset;

    Params(String path, Map<String, Object> values, Set<String> unset) {
        this.path = path;
        this.values = values;
        this.unset = unset;
    }

    /** Sent with a value. */
    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** Sent as an empty string: the stored value is to be taken away. */
    public boolean isUnset(String name) {
        return unset.contains(name);
    }

    /** Nothing was sent at all. */
    public boolean isEmpty() {
        return values.isEmpty() && unset.isEmpty();
    }

    /** The full name of a parameter in here, for errors: {@code card[number]}. */
    public String nameOf(String name) {
        return path.isEmpty() ? name : path + "[" + name + "]";
    }

    /** Text, an enum's value, an id, or a decimal. */
    public Optional<String> text(String name) {
        return values.get(name) instanceof Params ? Optional.empty() : get(name, String.class);
    }

    /**
     * Where a buyer is sent afterwards: an http(s) address, or one that opens an app ({@code
     * shop.app://back}). Refused is what runs in the page that follows it.
     */
    public Optional<String> returnAddress(String name) {
        return text(name)
                .map(url -> {
                    if (!ADDRESS.matcher(url).matches() || RUNS.matcher(url).lookingAt())
                        throw ApiError.invalid("url_invalid", nameOf(name), "Not a valid URL");
                    return url;
                });
    }

    public Optional<Long> integer(String name) {
        return get(name, Long.class);
    }

    public Optional<Boolean> flag(String name) {
        return get(name, Boolean.class);
    }

    /** Whether a flag is there and true. */
    public boolean isTrue(String name) {
        return flag(name).orElse(false);
    }

    public Optional<Currency> currency(String name) {
        return get(name, Currency.class);
    }

    public Optional<Instant> timestamp(String name) {
        return get(name, Instant.class);
    }

    public Optional<TimeRange> range(String name) {
        return get(name, TimeRange.class);
    }

    /** A hash; of a parameter that may be text or hash, empty when it is text. */
    public Optional<Params> hash(String name) {
        return values.get(name) instanceof String ? Optional.empty() : get(name, Params.class);
    }

    /** An array of texts; empty if it was not sent. */
    @SuppressWarnings("unchecked")
    public List<String> texts(String name) {
        var value = values.get(name);
        return value == null ? List.of() : (List<String>) value;
    }

    /** An array of hashes; empty if it was not sent. */
    @SuppressWarnings("unchecked")
    public List<Params> hashes(String name) {
        var value = values.get(name);
        return value == null ? List.of() : (List<Params>) value;
    }

    /** A hash with free names. */
    @SuppressWarnings("unchecked")
    public Optional<Map<String, String>> open(String name) {
        return Optional.ofNullable((Map<String, String>) values.get(name));
    }

    /** The metadata of a new object; keys with empty values are left out. */
    public Optional<Map<String, String>> metadata() {
        if (!has("metadata")) return Optional.empty();
        return Optional.of(mergeMetadata(Map.of()));
    }

    /**
     * The metadata after a change: keys merge, an empty value takes its key away, and an empty
     * {@code metadata} takes all away. Over 50 keys: 400.
     */
    public Map<String, String> mergeMetadata(Map<String, String> current) {
        if (isUnset("metadata")) return Map.of();
        var change = open("metadata");
        if (change.isEmpty()) return current;
        var merged = new LinkedHashMap<>(current);
        change.get()
                .forEach((key, value) -> {
                    if (value.isEmpty()) merged.remove(key);
                    else merged.put(key, value);
                });
        if (merged.size() > MAX_METADATA)
            throw ApiError.parameterInvalid(
                    "metadata", "Metadata can have up to " + MAX_METADATA + " keys.");
        return java.util.Collections.unmodifiableMap(merged);
    }

    /**
     * Writes everything that was sent into a JSON document: hashes merge, arrays replace, an empty
     * string leaves null. For resources that keep what they are told about many small fields.
     */
    public void mergeInto(ObjectNode document) {
        unset.forEach(document::putNull);
        values.forEach((name, value) -> merge(document, name, value));
    }

    private static void merge(ObjectNode document, String name, Object value) {
        switch (value) {
            case String text -> document.put(name, text);
            case Long number -> document.put(name, number);
            case Boolean flag -> document.put(name, flag);
            case Currency currency -> document.put(name, currency.code());
            case Instant time -> document.put(name, Json.seconds(time));
            case Params hash -> {
                var inner = document.get(name) instanceof ObjectNode there ? there : Json.object();
                hash.mergeInto(inner);
                document.set(name, inner);
            }
            case Map<?, ?> open -> {
                var inner = document.get(name) instanceof ObjectNode there ? there : Json.object();
                open.forEach((key, text) -> inner.put(key.toString(), text.toString()));
                document.set(name, inner);
            }
            case List<?> items -> document.set(name, array(items));
            default -> throw new IllegalArgumentException("no JSON for " + value.getClass());
        }
    }

    private static ArrayNode array(List<?> items) {
        var array = Json.array();
        for (var item : items) {
            if (item instanceof Params hash) hash.mergeInto(array.addObject());
            else array.add(item.toString());
        }
        return array;
    }

    /** These and others; where both have one of a name, the other one counts. */
    public Params and(Params others) {
        var both = new HashMap<>(values);
        both.putAll(others.values);
        var gone = new HashSet<>(unset);
        gone.removeAll(others.values.keySet());
        gone.addAll(others.unset);
        both.keySet().removeAll(others.unset);
        return new Params(path, both, gone);
    }

    /** The same with another text under a name. */
    public Params with(String name, String text) {
        return and(new Params(path, Map.of(name, text), Set.of()));
    }

    /** The same with another hash under a name. */
    public Params with(String name, Params hash) {
        return and(new Params(path, Map.of(name, hash), Set.of()));
    }

    /** The text of a required parameter. */
    public String requiredText(String name) {
        return required(name, String.class);
    }

    /** The number of a required parameter. */
    public long requiredInteger(String name) {
        return required(name, Long.class);
    }

    /** The currency of a required parameter. */
    public Currency requiredCurrency(String name) {
        return required(name, Currency.class);
    }

    private <T> T required(String name, Class<T> type) {
        return get(name, type).orElseThrow(() -> ApiError.parameterMissing(nameOf(name)));
    }

    private <T> Optional<T> get(String name, Class<T> type) {
        @Nullable Object value = values.get(name);
        return value == null ? Optional.empty() : Optional.of(type.cast(value));
    }

    /** The decoded values, for reading in order; for tests. */
    Map<String, Object> values() {
        return values;
    }
}
