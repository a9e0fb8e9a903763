package hawker.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a form says before anybody knows what its names mean: texts in groups in groups. */
sealed interface Sent {

    record Text(String value) implements Sent {}

    /**
     * Everything under one name: {@code a[b]=1} puts b into the group a. Numbers in brackets and
     * empty brackets may be places in an array or names in a hash ({@code metadata[0]}); the shape
     * decides, so all three are kept apart by counters only.
     */
    final class Group implements Sent {

        private final Map<String, Sent> entries = new LinkedHashMap<>();
        private boolean names;
        private boolean indices;
        private int appended;

        Map<String, Sent> entries() {
            return entries;
        }

        boolean isEmpty() {
            return entries.isEmpty();
        }

        /** Named entries and array elements in one group mean nothing. */
        boolean isMixed() {
            return names && (indices || appended > 0);
        }

        boolean isArray() {
            return !names;
        }

        boolean hasAppended() {
            return appended > 0;
        }

        /** The elements of an array: by index, then in order of arrival; gaps are closed. */
        List<Sent> elements() {
            if (!indices) return List.copyOf(entries.values());
            return entries.entrySet().stream()
                    .sorted((a, b) -> Long.compare(place(a.getKey()), place(b.getKey())))
                    .map(Map.Entry::getValue)
                    .toList();
        }

        private static long place(String key) {
            return key.startsWith(APPENDED) ? Long.MAX_VALUE : Long.parseLong(key);
        }

        /** A prefix that no name has, since names do not contain brackets. */
        private static final String APPENDED = "[";

        void put(String name, Sent value) {
            note(name);
            entries.put(name, value);
        }

        /** A group of its own with the same in it, all the way down. */
        Group copy() {
            var copy = new Group();
            entries.forEach((name, value) ->
                    copy.entries.put(name, value instanceof Group group ? group.copy() : value));
            copy.names = names;
            copy.indices = indices;
            copy.appended = appended;
            return copy;
        }

        /** Takes out what stands under a name. */
        Optional<Sent> take(String name) {
            return Optional.ofNullable(entries.remove(name));
        }

        /** Takes over the entries of another form; they win over those that stand here. */
        void putAll(Group other) {
            entries.putAll(other.entries);
            names |= other.names;
            indices |= other.indices;
            appended += other.appended;
        }

        Group append(Sent value) {
            entries.put(APPENDED + appended++, value);
            return this;
        }

        /** The element that empty brackets would go on with. */
        Sent lastAppended() {
            var last = entries.get(APPENDED + (appended - 1));
            return last == null ? new Text("") : last;
        }

        private void note(String name) {
            if (isIndex(name)) indices = true;
            else names = true;
        }

        private static boolean isIndex(String name) {
            if (name.isEmpty() || name.length() > 9) return false;
            for (int i = 0; i < name.length(); i++) {
                char c = name.charAt(i);
                if (c < '0' || c > '9') return false;
            }
            return true;
        }
    }
}
