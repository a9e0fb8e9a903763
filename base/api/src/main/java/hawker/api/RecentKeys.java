package hawker.api;

import hawker.kernel.AccountId;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Which idempotency keys this process has seen lately. A hint only: a key that is wrongly thought
 * new still meets its row when the unit is written, one wrongly thought known costs one look-up.
 */
final class RecentKeys {

    private static final int SLOTS = 1 << 18;

    private final AtomicLongArray marks = new AtomicLongArray(SLOTS);

    /** Notes a key; true if it was noted before. */
    boolean seen(AccountId account, String key) {
        long mark = mark(account, key);
        int slot = (int) (mark ^ mark >>> 32) & SLOTS - 1;
        return marks.getAndSet(slot, mark) == mark;
    }

    /** 64 bits of FNV-1a over owner and key, never 0, which is an empty slot. */
    private static long mark(AccountId account, String key) {
        long hash = 0xcbf29ce484222325L ^ account.number();
        for (int i = 0; i < key.length(); i++) hash = (hash ^ key.charAt(i)) * 0x100000001b3L;
        hash ^= hash >>> 29;
        return hash == 0 ? 1 : hash;
    }
}
