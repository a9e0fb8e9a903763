package hawker.app;

import hawker.platform.Settings;

/** The two origins as browsers see them: pages and API, and the vault. They must differ. */
record Origins(String pages, String vault) {

    Origins {
        if (pages.equals(vault))
            throw new IllegalArgumentException(
                    "pages and vault must have different origins, both are " + pages);
    }

    static Origins of(Settings settings) {
        return new Origins(
                settings.publicUrl().orElse("http://" + settings.host() + ":" + settings.port()),
                settings.vaultUrl()
                        .orElse("http://" + settings.host() + ":" + settings.vaultPort()));
    }
}
