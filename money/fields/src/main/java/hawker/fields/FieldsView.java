package hawker.fields;

import java.util.Map;

/**
 * What the template of the card fields shows. Number and security code are never among it.
 *
 * @param nonce allows the page's own style sheets and script
 * @param sheet URL of the look's style sheet
 * @param rules URL of the script that knows what cards look like
 * @param key publishable key in whose name cards are taken
 * @param channel name of the conversation with the page around; empty: no page around
 * @param parent origin of the page around
 * @param layout lines or line
 * @param postalMode none, optional or required
 * @param returnTo where the page without a page around goes on; empty in a frame
 * @param errors by field: card, number, expiry, cvc, postal
 */
public record FieldsView(
        String nonce,
        String sheet,
        String style,
        String rules,
        String script,
        String scheme,
        String key,
        String channel,
        String parent,
        String layout,
        String postalMode,
        String returnTo,
        String expiry,
        String postal,
        Map<String, String> errors) {

    public FieldsView {
        errors = Map.copyOf(errors);
    }

    public boolean isPage() {
        return channel.isEmpty();
    }

    public boolean asksPostal() {
        return !postalMode.equals("none");
    }

    public boolean needsPostal() {
        return postalMode.equals("required");
    }

    /** What is wrong with a field, or nothing. */
    public String error(String field) {
        return errors.getOrDefault(field, "");
    }

    public String state(String field) {
        return errors.containsKey(field) ? "error" : "";
    }

    public String invalid(String field) {
        return errors.containsKey(field) ? "true" : "false";
    }
}
