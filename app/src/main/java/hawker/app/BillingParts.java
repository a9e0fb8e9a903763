package hawker.app;

import hawker.billing.BillingModule;
import hawker.connect.Connect;
import hawker.paper.Letterhead;
import hawker.paper.PaperModule;
import hawker.platform.Platform;
import hawker.portal.PortalModule;
import hawker.usage.UsageModule;
import java.util.Optional;

/** The rooms that bill, with the doors they use. */
final class BillingParts {

    private BillingParts() {}

    static BillingModule open(Rooms rooms) {
        var accounts = rooms.accounts.accounts();
        return BillingModule.open(
                rooms.platform,
                new BillingModule.Doors(
                        accounts,
                        rooms.vault.vault(),
                        rooms.customers,
                        rooms.payments.payments(),
                        rooms.pricing.pricing(),
                        UsageModule.open(rooms.platform),
                        rooms.paper,
                        account -> accounts.find(account).orElseThrow().currency()),
                rooms.look,
                rooms.origins.pages());
    }

    /** The portal, with what an older program kept of it in the room that bills. */
    static PortalModule portal(Rooms rooms) {
        var doors =
                new PortalModule.Doors(
                        rooms.accounts.accounts(),
                        rooms.pricing.pricing(),
                        rooms.customers.check()::exists,
                        rooms.billing::living,
                        rooms.methods::configuration,
                        (platform, account) ->
                                rooms.connect.connect().connected(platform, account).isPresent());
        var portal = PortalModule.open(rooms.platform, doors, rooms.look, rooms.origins.pages());
        rooms.billing.handOver(
                (tx, all) -> portal.adopt(tx, all.stream().map(BillingParts::older).toList()));
        return portal;
    }

    private static PortalModule.Older older(BillingModule.OlderPortal kept) {
        return new PortalModule.Older(
                kept.account(),
                kept.object().endsWith(".session"),
                kept.id(),
                kept.created(),
                kept.body(),
                kept.detail().path("token").asText());
    }

    /** Connected accounts are named on paper as they told their platform. */
    static PaperModule paper(Platform platform, Connect connect) {
        return PaperModule.open(
                platform, account -> connect.presented(account).map(BillingParts::letterhead));
    }

    private static Letterhead letterhead(Connect.Presented told) {
        return new Letterhead(
                told.name().map(BillingParts::cut),
                told.address().stream().map(BillingParts::cut).toList(),
                told.email().map(BillingParts::cut),
                told.phone().map(BillingParts::cut),
                Optional.empty());
    }

    private static String cut(String text) {
        return text.substring(0, Math.min(text.length(), Letterhead.MOST_SIGNS));
    }
}
