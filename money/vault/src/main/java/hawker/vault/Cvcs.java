package hawker.vault;

import hawker.kernel.Clock;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The only place where a CVC rests (PCI DSS 3.3.1, 3.3.2): outside the heap, so that no collector
 * copies it and no heap dump shows it, for ten minutes at most and for one use, whatever that use's
 * outcome. Never on disk: a crash loses them on purpose, and the payment then goes out without one.
 *
 * <p>One slab with a fixed number of slots; when it is full the oldest is wiped. The slab is freed
 * when the vault closes.
 */
final class Cvcs implements AutoCloseable {

    static final Duration KEPT = Duration.ofMinutes(10);
    private static final int SLOT = 5;

    private record Held(int slot, Instant until) {}

    private final Clock clock;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment slab;
    private final Map<String, Held> held = new LinkedHashMap<>();
    private final Deque<Integer> free = new ArrayDeque<>();

    Cvcs(Clock clock, int slots) {
        this.clock = clock;
        this.slab = arena.allocate((long) slots * SLOT);
        for (int i = 0; i < slots; i++) free.add(i);
    }

    /** Keeps the CVC (3 or 4 digits) of a card for its next use. */
    synchronized void put(String cardId, String cvc) {
        forget(cardId);
        wipeExpired();
        if (free.isEmpty()) forget(held.keySet().iterator().next());
        int slot = free.remove();
        var digits = cvc.getBytes(StandardCharsets.US_ASCII);
        if (digits.length > SLOT - 1) throw new IllegalArgumentException("a CVC has 3 or 4 digits");
        slab.set(ValueLayout.JAVA_BYTE, at(slot), (byte) digits.length);
        for (int i = 0; i < digits.length; i++) {
            slab.set(ValueLayout.JAVA_BYTE, at(slot) + 1 + i, digits[i]);
            digits[i] = 0;
        }
        held.put(cardId, new Held(slot, clock.now().plus(KEPT)));
    }

    /** The digits, wiped here with this; none: an empty array. The caller wipes what it got. */
    synchronized byte[] take(String cardId) {
        var entry = held.get(cardId);
        if (entry == null) return new byte[0];
        var digits = new byte[0];
        if (clock.now().isBefore(entry.until())) {
            digits = new byte[slab.get(ValueLayout.JAVA_BYTE, at(entry.slot()))];
            for (int i = 0; i < digits.length; i++)
                digits[i] = slab.get(ValueLayout.JAVA_BYTE, at(entry.slot()) + 1 + i);
        }
        forget(cardId);
        return digits;
    }

    /** Wipes what nobody used in time; they stand in order of age. */
    synchronized void wipeExpired() {
        var now = clock.now();
        Iterator<Map.Entry<String, Held>> oldest = held.entrySet().iterator();
        while (oldest.hasNext()) {
            var entry = oldest.next().getValue();
            if (now.isBefore(entry.until())) return;
            wipe(entry.slot());
            oldest.remove();
        }
    }

    synchronized int size() {
        return held.size();
    }

    @Override
    public synchronized void close() {
        slab.fill((byte) 0);
        held.clear();
        arena.close();
    }

    private void forget(String cardId) {
        var entry = held.remove(cardId);
        if (entry != null) wipe(entry.slot());
    }

    private void wipe(int slot) {
        slab.asSlice(at(slot), SLOT).fill((byte) 0);
        free.add(slot);
    }

    private static long at(int slot) {
        return (long) slot * SLOT;
    }
}
