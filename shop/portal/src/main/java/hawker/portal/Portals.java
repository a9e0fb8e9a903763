package hawker.portal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import hawker.kernel.AccountId;
import hawker.platform.Event;
import hawker.platform.Platform;
import hawker.platform.Tx;
import java.util.List;
import java.util.Optional;

/** Where configurations and sessions lie: put there, found, changed, and told of. */
final class Portals {

    private final Platform platform;
    private final PortalSql sql;

    Portals(Platform platform, PortalSql sql) {
        this.platform = platform;
        this.sql = sql;
    }

    PortalSql sql() {
        return sql;
    }

    Platform platform() {
        return platform;
    }

    /** Of a configuration. */
    String newId(AccountId account) {
        return platform.ids().ordinary("bpc", account);
    }

    /** Writes a new one with these fields; empty if it is to be the usual one, and there is one. */
    Optional<Configuration> put(
            Tx tx, AccountId account, String id, ObjectNode body, Event.Cause cause) {
        var now = platform.clock().now();
        boolean usual = body.path("is_default").asBoolean();
        body.put("id", id).put("object", "billing_portal.configuration");
        body.put("livemode", account.livemode());
        body.put("created", Json.seconds(now)).put("updated", Json.seconds(now));
        var made = new Configuration(account, id, 1, now, usual, body);
        if (!sql.insert(tx, made)) return Optional.empty();
        tell(tx, account, id, 1, body, Optional.empty(), cause, "configuration.created");
        return Optional.of(made);
    }

    /** Writes what became of one that was locked, if anything did. */
    Configuration change(Tx tx, Configuration before, ObjectNode body, Event.Cause cause) {
        if (body.equals(before.body())) return before;
        body.put("updated", Json.seconds(platform.clock().now()));
        var after = before.with(body);
        sql.update(tx, after);
        tell(
                tx,
                after.account(),
                after.id(),
                after.version(),
                body,
                Optional.of(before.body()),
                cause,
                "configuration.updated");
        return after;
    }

    /** The one that counts when none is named; made when it is asked for first. */
    Configuration usual(Tx tx, AccountId account, Event.Cause cause) {
        return sql.usual(tx, account)
                .or(() -> put(tx, account, newId(account), ConfigurationsHttp.blank(true), cause))
                .or(() -> sql.usual(tx, account))
                .orElseThrow();
    }

    /**
     * Takes what an older program kept. Its usual configuration stays the usual one, unless the
     * seller has changed another since.
     */
    void adopt(Tx tx, PortalModule.Older older) {
        var account = older.account();
        if (older.session()) {
            if (sql.session(tx, account, older.id()).isEmpty())
                sql.insert(
                        tx,
                        new Session(
                                account,
                                older.id(),
                                older.created(),
                                older.token(),
                                false,
                                older.body()));
            return;
        }
        if (sql.find(tx, account, older.id()).isPresent()) return;
        var body = whole(older.body());
        boolean usual = body.path("is_default").asBoolean();
        var newer = usual ? sql.usual(tx, account) : Optional.<Configuration>empty();
        if (newer.filter(c -> c.version() > 1).isPresent()) usual = false;
        else newer.ifPresent(c -> sql.notUsual(tx, c));
        body.put("is_default", usual);
        sql.insert(tx, new Configuration(account, older.id(), 1, older.created(), usual, body));
    }

    /** With the fields that came since. */
    private static ObjectNode whole(ObjectNode older) {
        var body = ConfigurationsHttp.blank(false);
        for (var field : older.properties()) {
            boolean features = field.getKey().equals("features");
            if (features && body.path("features") instanceof ObjectNode now)
                for (var feature : field.getValue().properties()) {
                    if (now.path(feature.getKey()) instanceof ObjectNode there
                            && feature.getValue() instanceof ObjectNode said) there.setAll(said);
                }
            else body.set(field.getKey(), field.getValue());
        }
        return body;
    }

    /** Writes a session with these fields. */
    Session open(Tx tx, AccountId account, ObjectNode body, String origin, Event.Cause cause) {
        var now = platform.clock().now();
        var id = platform.ids().ordinary("bps", account);
        body.put("id", id).put("object", "billing_portal.session");
        body.put("livemode", account.livemode()).put("created", Json.seconds(now));
        var made = new Session(account, id, now, platform.ids().token(25), false, body);
        body.put("url", origin + made.path());
        sql.insert(tx, made);
        tell(tx, account, id, 1, body, Optional.empty(), cause, "session.created");
        return made;
    }

    private void tell(
            Tx tx,
            AccountId account,
            String id,
            int version,
            ObjectNode body,
            Optional<ObjectNode> before,
            Event.Cause cause,
            String type) {
        var payload = Json.object();
        payload.set("object", body.deepCopy());
        before.ifPresent(old -> payload.set("previous_attributes", Json.previous(old, body)));
        platform.events()
                .append(
                        tx,
                        new Event(
                                platform.events().newId(account),
                                account,
                                List.of("billing_portal." + type),
                                id,
                                version,
                                Optional.of(Json.text(payload)),
                                cause.request(),
                                cause.idempotencyKey(),
                                platform.clock().now()));
    }
}
