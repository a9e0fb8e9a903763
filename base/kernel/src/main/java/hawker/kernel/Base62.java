package hawker.kernel;

import java.util.Arrays;

/** Fixed-width numbers in base 62 (0-9A-Za-z), so that byte order is number order. */
final class Base62 {

    private static final char[] DIGITS =
            "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".toCharArray();
    private static final int[] VALUES = new int[128];

    static {
        Arrays.fill(VALUES, -1);
        for (int i = 0; i < DIGITS.length; i++) VALUES[DIGITS[i]] = i;
    }

    private Base62() {}

    static char digit(int value) {
        return DIGITS[value];
    }

    /** Writes the lowest {@code width} digits of the number at the place given. */
    static void write(long number, char[] into, int from, int width) {
        for (int i = from + width - 1; i >= from; i--) {
            into[i] = DIGITS[(int) (number % 62)];
            number /= 62;
        }
    }

    /** The number written in these characters, or -1 if one of them is not a digit. */
    static long read(String text, int from, int to) {
        long number = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            int value = c < 128 ? VALUES[c] : -1;
            if (value < 0) return -1;
            number = number * 62 + value;
        }
        return number;
    }

    static boolean isDigits(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c >= 128 || VALUES[c] < 0) return false;
        }
        return true;
    }
}
