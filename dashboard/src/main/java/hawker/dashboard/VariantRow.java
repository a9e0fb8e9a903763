package hawker.dashboard;

import hawker.look.Field;

/**
 * One variant in the form of prices and stock.
 *
 * @param promised how many of those that lie there are not to be sold any more, in words
 */
public record VariantRow(String title, String sku, String promised, Field price, Field stock) {}
