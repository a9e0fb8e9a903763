package hawker.connect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;

/**
 * Who pays, who bears losses, who asks for details, and what the account's people can see. The
 * three classic types are three of its values.
 *
 * @param fees who pays the processing fees: {@code account}, {@code application} …
 * @param losses who bears a negative balance: {@code stripe} (the installation) or {@code
 *     application} (the platform)
 * @param collection who asks the account for what is required
 * @param dashboard what the account's people can see: {@code full}, {@code express}, {@code none}
 */
record Controller(String fees, String losses, String collection, String dashboard) {

    static final Controller STANDARD = new Controller("account", "stripe", "stripe", "full");
    static final Controller EXPRESS =
            new Controller("application_express", "application", "stripe", "express");
    static final Controller CUSTOM =
            new Controller("application_custom", "application", "application", "none");

    static Controller of(String type) {
        return switch (type) {
            case "standard" -> STANDARD;
            case "express" -> EXPRESS;
            case "custom" -> CUSTOM;
            default -> throw new IllegalArgumentException("no type " + type);
        };
    }

    /** The classic type, or {@code none}. */
    String type() {
        if (equals(STANDARD)) return "standard";
        if (equals(EXPRESS)) return "express";
        return equals(CUSTOM) ? "custom" : "none";
    }

    ObjectNode json(boolean ownPlatform) {
        var json = Json.object();
        json.putObject("fees").put("payer", fees);
        if (ownPlatform) json.put("is_controller", true);
        json.putObject("losses").put("payments", losses);
        json.put("requirement_collection", collection);
        json.putObject("stripe_dashboard").put("type", dashboard);
        return json.put("type", "application");
    }
}
