package hawker.dashboard;

import hawker.look.Field;

/**
 * The refund form of a page.
 *
 * @param action where it is sent
 * @param open whether it is unfolded: something of it was refused
 * @param key makes a form that is sent twice one refund
 */
public record RefundView(String action, Field amount, boolean open, String key) {}
