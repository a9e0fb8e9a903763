package hawker.catalog;

import java.time.Instant;
import java.util.List;

/** The answer to "keep these for me". */
public sealed interface Taken {

    /** All of them are kept until then. */
    record Held(List<Hold> holds, Instant until) implements Taken {
        public Held {
            holds = List.copyOf(holds);
        }
    }

    /** One of them is not there in this number; none is kept. */
    record OutOfStock(Variant.Id variant, int available) implements Taken {}
}
