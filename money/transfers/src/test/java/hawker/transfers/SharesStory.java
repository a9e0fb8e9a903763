package hawker.transfers;

import hawker.api.Got;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A story of payments of which a platform or a destination gets a part. */
abstract class SharesStory extends Story {

    static final String CARD = "&currency=usd&confirm=true&payment_method=pm_card_visa";

    static final String AT_ONCE = "&currency=usd&confirm=true&payment_method=pm_card_bypassPending";

    static Got direct(String form) {
        return stage.post("/v1/payment_intents", form, "Stripe-Account", stage.account);
    }

    static Got theirs(String path) {
        return stage.get(path, "Stripe-Account", stage.account);
    }

    static String destined(String more) {
        return "&transfer_data[destination]=" + stage.account + more;
    }

    static List<String> told(hawker.kernel.AccountId account) {
        var types = new ArrayList<String>();
        for (var event : stage.platform.events().newest(account, Optional.empty(), 100))
            types.addAll(event.types());
        return types;
    }
}
