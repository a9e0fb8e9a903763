package hawker.fields;

import hawker.vault.WalletCard;
import java.util.List;

/**
 * What the templates of the wallets' frames show: the buttons in the seller's page, and the sheet
 * over it.
 *
 * @param nonce allows the page's own style sheets and scripts
 * @param sheets URLs of style sheets, in their order
 * @param scripts URLs, in their order
 * @param key publishable key in whose name cards are taken
 * @param channel name of the conversation with the page around
 * @param parent origin of the page around
 */
public record WalletView(
        String nonce,
        List<String> sheets,
        List<String> scripts,
        String key,
        String channel,
        String parent) {

    public WalletView {
        sheets = List.copyOf(sheets);
        scripts = List.copyOf(scripts);
    }

    public List<WalletCard> cards() {
        return List.of(WalletCard.values());
    }
}
