package hawker.terminal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import hawker.api.Operation;
import hawker.payments.Payments;
import hawker.platform.Event;
import hawker.platform.Platform;
import hawker.platform.Settings;
import hawker.setups.Setups;
import hawker.vault.Vault;
import hawker.web.Routes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Builds the room; its schema is "terminal". */
public final class TerminalModule {

    /** The events it tells, by Stripe's names. */
    public static final Set<String> TYPES = Set.of(ActionsHttp.SUCCEEDED, ActionsHttp.FAILED);

    private final Things things;

    private final Presenting.Doors doors;

    private TerminalModule(Platform platform, Presenting.Doors doors) {
        things = new Things(platform);
        this.doors = doors;
    }

    public static TerminalModule open(
            Platform platform, Vault vault, Payments payments, Setups setups) {
        return new TerminalModule(platform, new Presenting.Doors(vault, payments, setups));
    }

    /** {@code /v1/terminal} and its test helpers. */
    public List<Operation> operations() {
        var all = new ArrayList<Operation>();
        all.addAll(new LocationsHttp(things).operations());
        all.addAll(new ConfigurationsHttp(things).operations());
        all.addAll(new ReadersHttp(things).operations());
        all.addAll(new OnboardingHttp(things, origin(things.platform().settings())).operations());
        var actions = new ActionsHttp(things);
        all.addAll(actions.operations());
        var presenting = new Presenting(things, doors);
        all.addAll(new CardsHttp(things, actions, presenting, doors).operations());
        return all;
    }

    /** Where a merchant agrees to terms. */
    public Routes routes() {
        return new OnboardingPages(things).routes();
    }

    private static String origin(Settings settings) {
        return settings.publicUrl()
                .orElseGet(() -> "http://" + settings.host() + ":" + settings.port());
    }

    /** The reader as it became. */
    public Optional<ObjectNode> render(Event event, String type) {
        return event.payload().map(Json::parse);
    }
}
