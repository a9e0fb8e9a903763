package hawker.dashboard;

import hawker.look.Field;

/**
 * The refund form of a page.
 *
 * @param action where it is sent
 * @param key makes a form that is sent twice one refund
 */
public record RefundView(String action, Field amount, String key) {}
