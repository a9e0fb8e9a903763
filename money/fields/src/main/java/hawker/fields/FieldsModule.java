package hawker.fields;

import hawker.api.Authenticator;
import hawker.look.Look;
import hawker.platform.Platform;
import hawker.vault.Vault;
import hawker.web.Routes;

/** Builds the room; it has no tables. */
public final class FieldsModule {

    private final Platform platform;
    private final Vault vault;

    private FieldsModule(Platform platform, Vault vault) {
        this.platform = platform;
        this.vault = vault;
    }

    public static FieldsModule open(Platform platform, Vault vault) {
        return new FieldsModule(platform, vault);
    }

    /**
     * The pages of the vault's own listener: the card fields, alone and as elements of the drop-in
     * script, and the wallets. The listener also serves the look's own routes (style sheet and
     * fonts) and the API that the vault has for them.
     *
     * @param mainOrigin origin of pages and API as browsers see it
     */
    public Routes routes(Look look, Authenticator authenticator, String mainOrigin) {
        var others = platform.settings().get("HAWKER_VAULT_PARENTS");
        var origins = FieldsOrigins.of(mainOrigin, others, styleSheet(look));
        var ids = platform.ids();
        return new FieldsPages(vault, ids, authenticator, origins)
                .routes()
                .addAll(new ElementPages(ids, origins).routes())
                .addAll(new WalletPages(ids, origins).routes());
    }

    private static String styleSheet(Look look) {
        return look.routes().all().stream()
                .map(Routes.Route::pattern)
                .filter(pattern -> pattern.startsWith("/assets/public."))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the look has no style sheet"));
    }
}
