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

    /**
     * Keeps a CVC (3 or 4 digits) for one use.
     *
     * @param name of the card or token it came with, or of the payment it is for
     */
    synchronized void put(String name, String cvc) {
        forget(name);
        wipeOldest();
        if (free.isEmpty()) forget(held.keySet().iterator().next());
        int slot = free.remove();
        var digits = cvc.getBytes(StandardCharsets.US_ASCII);
        if (digits.length > SLOT - 1) throw new IllegalArgumentException("a CVC has 3 or 4 digits");
        slab.set(ValueLayout.JAVA_BYTE, at(slot), (byte) digits.length);
        for (int i = 0; i < digits.length; i++) {
            slab.set(ValueLayout.JAVA_BYTE, at(slot) + 1 + i, digits[i]);
            digits[i] = 0;
        }
        held.put(name, new Held(slot, clock.now().plus(KEPT)));
    }

    /**
     * Keeps a CVC under another name from now on, no longer than before; nothing if there is none.
     */
    synchronized void move(String from, String to) {
        forget(to);
        var entry = held.remove(from);
        if (entry != null) held.put(to, entry);
    }

    /** The digits, wiped here with this; none: an empty array. The caller wipes what it got. */
    synchronized byte[] take(String name) {
        var entry = held.get(name);
        if (entry == null) return new byte[0];
        var digits = new byte[0];
        if (clock.now().isBefore(entry.until())) {
            digits = new byte[slab.get(ValueLayout.JAVA_BYTE, at(entry.slot()))];
            for (int i = 0; i < digits.length; i++)
                digits[i] = slab.get(ValueLayout.JAVA_BYTE, at(entry.slot()) + 1 + i);
        }
        forget(name);
        return digits;
    }

    /** Wipes all that nobody used in time. */
    synchronized void wipeExpired() {
        var now = clock.now();
        held.values()
                .removeIf(entry -> {
                    boolean over = !now.isBefore(entry.until());
                    if (over) wipe(entry.slot());
                    return over;
                });
    }

    /** The same until one is met whose time is not over: quick, and enough to find a free slot. */
    private void wipeOldest() {
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

    private void forget(String name) {
        var entry = held.remove(name);
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
