package hawker.radar;

import hawker.kernel.AccountId;
import hawker.platform.Settings;
import java.util.HashMap;
import java.util.Map;

/**
 * How often is too often. Zero: no limit.
 *
 * <p>Test mode is lenient: the same few published numbers pay thousands of times in every test
 * suite, demo and load run, so how often they pay says nothing there, and only a flood of declines
 * does. Who wants to see a limit work sets {@code HAWKER_RADAR_TEST_LIMITS}.
 *
 * @param card payments with one card in an hour
 * @param email payments with one e-mail address in an hour
 * @param address payments from one network address in an hour
 * @param declines of one card, or from one address, in ten minutes
 */
record Limits(int card, int email, int address, int declines) {

    static final Limits LIVE = new Limits(10, 10, 30, 5);
    static final Limits TEST = new Limits(0, 0, 0, 500);

    static final String LIVE_SETTING = "HAWKER_RADAR_LIMITS";
    static final String TEST_SETTING = "HAWKER_RADAR_TEST_LIMITS";

    /** Those of both modes. */
    record Both(Limits live, Limits test) {

        static Both of(Settings settings) {
            return new Both(
                    settings.get(LIVE_SETTING).map(LIVE::changed).orElse(LIVE),
                    settings.get(TEST_SETTING).map(TEST::changed).orElse(TEST));
        }

        Limits of(AccountId account) {
            return account.livemode() ? live : test;
        }
    }

    /** The same with some changed: {@code card:5,declines:3}. */
    Limits changed(String text) {
        Map<String, Integer> values = new HashMap<>();
        for (var part : text.split(",")) {
            var pair = part.strip().split(":", 2);
            if (pair.length != 2)
                throw new IllegalArgumentException("not a limit, such as card:10: " + part);
            values.put(pair[0], Integer.parseInt(pair[1]));
        }
        return new Limits(
                values.getOrDefault("card", card),
                values.getOrDefault("email", email),
                values.getOrDefault("address", address),
                values.getOrDefault("declines", declines));
    }

    boolean over(int limit, int count) {
        return limit > 0 && count > limit;
    }

    /** More than half of what is allowed. */
    boolean near(int limit, int count) {
        return limit > 0 && count * 2 > limit;
    }
}
