package hawker.catalog;

import hawker.platform.Platform;
import hawker.platform.Routes;

/** Builds the room. */
public final class CatalogModule {

    private CatalogModule() {}

    public static CatalogModule open(Platform platform) {
        throw new UnsupportedOperationException();
    }

    public Catalog catalog() {
        throw new UnsupportedOperationException();
    }

    /** GET /media/{file}. */
    public Routes routes() {
        throw new UnsupportedOperationException();
    }
}
