package hawker.fields;

import hawker.kernel.Ids;
import hawker.look.Assets;
import hawker.look.Look;
import hawker.look.Templates;
import hawker.web.Request;
import hawker.web.Response;
import hawker.web.Routes;
import java.util.List;
import java.util.Map;

/**
 * The frames of the test network's wallets: the buttons that the drop-in script puts into a
 * seller's page, and the sheet in which the buyer chooses a card. They say what they are; there are
 * none with a live key, since no real wallet is connected.
 */
final class WalletPages {

    private static final Templates TEMPLATES =
            new Templates("hawker.fields.templates", WalletPages.class.getClassLoader());
    private static final Assets ASSETS =
            Assets.of(
                    WalletPages.class,
                    "wallet.css",
                    "wallet-frame.js",
                    "wallet-buttons.js",
                    "wallet-sheet.js");
    private static final int NONCE = 22;

    private final Ids ids;
    private final FieldsOrigins origins;

    WalletPages(Ids ids, FieldsOrigins origins) {
        this.ids = ids;
        this.origins = origins;
    }

    Routes routes() {
        return new Routes()
                .get("/fields/wallets/buttons", request -> show(request, "walletButtons"))
                .get("/fields/wallets/sheet", request -> show(request, "walletSheet"))
                .addAll(ASSETS.routes());
    }

    private Response show(Request request, String page) {
        var key = ElementPages.text(request, "key");
        if (!FieldsPages.KEY.matcher(key).matches())
            return Response.text(400, "A wallet needs a publishable key.");
        if (!key.startsWith("pk_test_"))
            return Response.text(404, "There is no wallet in live mode.");
        var channel = ElementPages.text(request, "channel");
        var parent = ElementPages.text(request, "parent");
        if (!FieldsPages.CHANNEL.matcher(channel).matches() || !ElementPages.isOrigin(parent))
            return Response.text(403, "This page may not show a wallet.");
        var script = page.equals("walletSheet") ? "wallet-sheet.js" : "wallet-buttons.js";
        var view =
                new WalletView(
                        ids.token(NONCE),
                        List.of(origins.sheet(), Look.elementStyle(), ASSETS.url("wallet.css")),
                        List.of(
                                Look.elementScript(),
                                ASSETS.url("wallet-frame.js"),
                                ASSETS.url(script)),
                        key,
                        channel,
                        parent);
        var html = TEMPLATES.bytes(page + ".jte", Map.of("view", view));
        return ElementPages.frame(html, view.nonce(), "*");
    }
}
