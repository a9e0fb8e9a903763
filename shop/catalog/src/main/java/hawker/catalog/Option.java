package hawker.catalog;

import java.util.List;

/** What a buyer chooses: "Size" with its values in the seller's order, 1 to 100 of them. */
public record Option(String name, List<String> values) {
    public Option {
        values = List.copyOf(values);
    }
}
