package hawker.catalog;

import hawker.platform.Platform;
import hawker.web.Routes;
import java.time.Duration;

/** Builds the room. */
public final class CatalogModule {

    private final Catalog catalog;

    private CatalogModule(Catalog catalog) {
        this.catalog = catalog;
    }

    /** Opens the room on a platform whose schema "catalog" is up to date. */
    public static CatalogModule open(Platform platform) {
        var catalog = new Catalog(platform);
        var chores = platform.chores();
        chores.every(Duration.ofSeconds(30), "catalog: sweep holds", catalog.stock()::sweep);
        chores.every(Duration.ofMinutes(1), "catalog: audit stock", catalog.stock()::audit);
        return new CatalogModule(catalog);
    }

    public Catalog catalog() {
        return catalog;
    }

    /** GET /media/{file}: the pictures. */
    public Routes routes() {
        var http = new MediaHttp(catalog.media());
        return new Routes().get("/media/{file}", http::file);
    }
}
