package hawker.transfers;

import hawker.api.Json;
import hawker.platform.Event;
import hawker.platform.Platform;
import hawker.platform.Tx;
import java.util.List;
import java.util.Optional;

/** What this room tells the world: the transfer as it became. */
final class Happenings {

    private final Platform platform;

    Happenings(Platform platform) {
        this.platform = platform;
    }

    void tell(Tx tx, Sent sent, List<TakenBack> reversals, String type) {
        var events = platform.events();
        events.append(
                tx,
                new Event(
                        events.newId(sent.account()),
                        sent.account(),
                        List.of(type),
                        sent.id(),
                        sent.version(),
                        Optional.of(Json.text(TransferJson.render(sent, reversals))),
                        Optional.empty(),
                        Optional.empty(),
                        platform.clock().now()));
    }
}
