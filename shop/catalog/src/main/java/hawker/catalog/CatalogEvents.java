package hawker.catalog;

import hawker.kernel.AccountId;
import hawker.platform.Event;
import hawker.platform.Platform;
import hawker.platform.Tx;
import java.util.List;
import java.util.Optional;

/**
 * What others hear: {@code product.created}, {@code product.updated} with the product as subject,
 * {@code stock.out} and {@code stock.back} with the variant.
 */
final class CatalogEvents {

    private final Platform platform;

    CatalogEvents(Platform platform) {
        this.platform = platform;
    }

    void append(Tx tx, AccountId account, String type, String subject) {
        var none = Event.Cause.none(account);
        platform.events().tell(tx, none, List.of(type), subject, 1, Optional.empty());
    }
}
