package hawker.vault;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds many byte strings (of four bytes or more) in one pass. */
final class ByteSearch {

    private record Sought(String name, byte[] bytes) {}

    private final Map<Integer, List<Sought>> byStart = new HashMap<>();
    private final boolean[] firstTwo = new boolean[1 << 16];
    private final Map<String, Integer> found = new HashMap<>();

    void add(String name, byte[] bytes) {
        byStart.computeIfAbsent(start(bytes, 0), start -> new ArrayList<>())
                .add(new Sought(name, bytes));
        firstTwo[two(bytes, 0)] = true;
        found.putIfAbsent(name, 0);
    }

    void look(byte[] in) {
        for (int at = 0; at + 4 <= in.length; at++) {
            if (!firstTwo[two(in, at)]) continue;
            for (var sought : byStart.getOrDefault(start(in, at), List.of()))
                if (stands(sought.bytes, in, at)) found.merge(sought.name, 1, Integer::sum);
        }
    }

    /** How often each name was found. */
    Map<String, Integer> found() {
        return found;
    }

    private static boolean stands(byte[] sought, byte[] in, int at) {
        if (at + sought.length > in.length) return false;
        for (int i = 0; i < sought.length; i++) if (in[at + i] != sought[i]) return false;
        return true;
    }

    private static int two(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff);
    }

    private static int start(byte[] bytes, int at) {
        return two(bytes, at) << 16 | two(bytes, at + 2);
    }
}
