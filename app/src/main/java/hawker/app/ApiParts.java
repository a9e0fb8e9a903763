package hawker.app;

import hawker.api.ApiModule;
import hawker.api.Expander;
import hawker.api.Operation;
import hawker.cash.CashModule;
import hawker.connect.ConnectModule;
import hawker.connect.ConnectRenderer;
import hawker.files.FilesModule;
import hawker.portal.PortalRenderer;
import hawker.radar.RadarModule;
import hawker.sources.SourcesModule;
import hawker.terminal.TerminalModule;
import hawker.transfers.TransfersRenderer;
import hawker.webhooks.EventSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the rooms give to the API together: operations, expansions, the objects of events. */
final class ApiParts {

    private final Rooms rooms;

    ApiParts(Rooms rooms) {
        this.rooms = rooms;
    }

    /** The API of the main origin. */
    List<Operation> operations() {
        var all = new ArrayList<Operation>();
        all.addAll(rooms.connect.operations(rooms::holdsMoney));
        all.addAll(rooms.files.operations());
        all.addAll(
                rooms.vault.operations(
                        rooms.customers.check(),
                        rooms.network.verifier(),
                        ConnectModule.tokenParams()));
        all.addAll(rooms.customers.operations());
        all.addAll(rooms.payments.operations());
        all.addAll(rooms.setups.operations());
        all.addAll(rooms.payouts.operations());
        all.addAll(rooms.express.operations());
        all.addAll(rooms.disputes.operations());
        all.addAll(rooms.radar.operations());
        all.addAll(rooms.transfers.operations());
        all.addAll(rooms.terminal.operations());
        all.addAll(rooms.cash.operations());
        all.addAll(rooms.sources.operations());
        all.addAll(rooms.methods.operations());
        all.addAll(rooms.webhooks.operations());
        all.addAll(rooms.elements.operations());
        all.addAll(rooms.pricing.operations());
        all.addAll(rooms.hosted.operations());
        all.addAll(rooms.billing.operations());
        all.addAll(rooms.portal.operations());
        return all;
    }

    /** The same for pages of this program. */
    ApiModule.Inside inside() {
        return rooms.api.inside(operations(), expanders());
    }

    /** How ids in answers become objects. */
    List<Expander> expanders() {
        var all = new ArrayList<Expander>();
        all.addAll(rooms.files.expanders());
        all.addAll(rooms.customers.expanders());
        all.addAll(rooms.payments.expanders());
        all.addAll(rooms.setups.expanders());
        all.addAll(rooms.payouts.expanders(sources()));
        all.addAll(rooms.radar.expanders());
        all.addAll(rooms.transfers.expanders());
        all.addAll(rooms.pricing.expanders());
        all.addAll(rooms.hosted.expanders());
        all.addAll(rooms.portal.expanders());
        all.addAll(
                rooms.billing.expanders(
                        rooms.customers.fetch(),
                        rooms.customers.methods(),
                        rooms.payments.intents()));
        return all;
    }

    /** How the sources of balance transactions become objects, by the prefix of their ids. */
    private Map<String, Expander.Fetch> sources() {
        var all = new HashMap<>(rooms.payments.sources());
        all.putAll(rooms.disputes.sources());
        all.putAll(rooms.transfers.sources());
        return all;
    }

    List<EventSource> eventSources() {
        var all = new ArrayList<EventSource>();
        all.addAll(
                EventSources.of(
                        rooms.payments.renderer(),
                        rooms.payouts.renderer(),
                        rooms.customers.renderer(),
                        rooms.disputes.renderer()));
        var priced = rooms.pricing.renderer();
        all.add(new EventSource(priced.types(), priced::render));
        var billed = rooms.billing.renderer();
        all.add(new EventSource(billed.types(), billed::render));
        var sold = rooms.hosted.renderer();
        all.add(new EventSource(sold.types(), sold::render));
        all.add(new EventSource(PortalRenderer.TYPES, rooms.portal.renderer()::render));
        all.add(new EventSource(ConnectRenderer.TYPES, rooms.connect.renderer()::render));
        all.add(new EventSource(CashModule.TYPES, rooms.cash::render));
        all.add(new EventSource(SourcesModule.TYPES, rooms.sources::render));
        all.add(new EventSource(FilesModule.TYPES, rooms.files::render));
        all.add(new EventSource(TransfersRenderer.TYPES, rooms.transfers.renderer()::render));
        all.add(new EventSource(RadarModule.TYPES, rooms.radar::render));
        all.add(new EventSource(TerminalModule.TYPES, rooms.terminal::render));
        return all;
    }
}
