package hawker.connect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import hawker.kernel.AccountId;
import hawker.platform.Event;
import hawker.platform.Platform;
import hawker.platform.Tx;
import java.util.List;
import java.util.Optional;

/** What this room tells the world: the object as it became, and what it was before. */
final class Happenings {

    static final String AUTHORIZED = "account.application.authorized";
    static final String DEAUTHORIZED = "account.application.deauthorized";

    private final Platform platform;

    Happenings(Platform platform) {
        this.platform = platform;
    }

    void tell(Tx tx, AccountId account, String type, String subject, ObjectNode object) {
        tell(tx, account, type, subject, object, Optional.empty());
    }

    /** Tells of a change; nothing is told when nothing changed. */
    void changed(
            Tx tx,
            AccountId account,
            String type,
            String subject,
            ObjectNode before,
            ObjectNode after) {
        var previous = Json.previous(before, after);
        if (!previous.isEmpty()) tell(tx, account, type, subject, after, Optional.of(previous));
    }

    /** Tells a platform, in its own log, what happened to its connection with an account. */
    void ofConnection(Tx tx, AccountId platform, AccountId connected, String type) {
        var payload = Json.object().put("about_account", connected.text());
        payload.putObject("object")
                .put("id", platform.applicationText())
                .put("object", "application")
                .putNull("name");
        append(tx, platform, type, connected.text(), payload);
    }

    private void tell(
            Tx tx,
            AccountId account,
            String type,
            String subject,
            ObjectNode object,
            Optional<ObjectNode> previous) {
        var payload = Json.object();
        payload.set("object", object);
        previous.ifPresent(was -> payload.set("previous_attributes", was));
        append(tx, account, type, subject, payload);
    }

    private void append(Tx tx, AccountId account, String type, String subject, ObjectNode payload) {
        platform.events()
                .tell(
                        tx,
                        Event.Cause.none(account),
                        List.of(type),
                        subject,
                        1,
                        Optional.of(Json.text(payload)));
    }
}
