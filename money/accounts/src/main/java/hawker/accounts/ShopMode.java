package hawker.accounts;

import hawker.kernel.AccountId;
import hawker.platform.Settings;

/**
 * Which number of an account its shop uses: the test one in a demo, and as long as no connector for
 * live payments is configured (HAWKER_LIVE_CONNECTOR).
 */
record ShopMode(boolean live) {

    static ShopMode of(Settings settings) {
        return new ShopMode(!settings.demo() && settings.get("HAWKER_LIVE_CONNECTOR").isPresent());
    }

    AccountId numberOf(AccountId account) {
        return account.inMode(live);
    }
}
