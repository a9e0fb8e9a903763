package hawker.app;

import hawker.api.ApiModule;
import hawker.dashboard.DashboardModule;
import hawker.desk.Desk;
import hawker.ledger.Audit;
import hawker.settings.SettingsModule;
import hawker.team.TeamModule;
import hawker.web.Routes;
import hawker.workbench.WorkbenchModule;

/** The rooms of the dashboard, which stand on all others. */
record DashboardParts(
        Desk desk,
        WorkbenchModule workbench,
        DashboardModule dashboard,
        TeamModule team,
        SettingsModule settings) {

    static DashboardParts open(Rooms rooms, Audit audit) {
        var desk = new Desk(rooms.accounts.accounts(), rooms.orders.orders(), rooms.look);
        var api = rooms.answers.inside();
        return new DashboardParts(
                desk,
                workbench(rooms, desk, api),
                dashboard(rooms, desk, api, audit),
                TeamModule.open(rooms.platform, rooms.accounts, desk, rooms.look),
                SettingsModule.open(
                        desk,
                        rooms.look,
                        rooms.accounts.accounts(),
                        rooms.catalog.catalog().media(),
                        rooms.checkout.checkout()));
    }

    private static WorkbenchModule workbench(Rooms rooms, Desk desk, ApiModule.Inside api) {
        return WorkbenchModule.open(
                rooms.platform,
                new WorkbenchModule.Doors(
                        desk,
                        rooms.look,
                        rooms.accounts.accounts(),
                        api,
                        rooms.api.requestLog(),
                        rooms.disputes.disputes(),
                        rooms.radar.radar(),
                        rooms.billing.dunning(),
                        rooms.paper.letterheads(),
                        rooms.webhooks.webhooks()));
    }

    private static DashboardModule dashboard(
            Rooms rooms, Desk desk, ApiModule.Inside api, Audit audit) {
        return DashboardModule.open(
                rooms.platform,
                new DashboardModule.Doors(
                        desk,
                        rooms.look,
                        rooms.accounts.accounts(),
                        api,
                        rooms.ledger.ledger(),
                        rooms.ledger.rollups(),
                        audit,
                        rooms.payments.payments(),
                        rooms.payouts.payouts(),
                        rooms.disputes.disputes(),
                        rooms.clearing.desk(),
                        rooms.webhooks.webhooks(),
                        rooms.catalog.catalog(),
                        rooms.orders.orders(),
                        rooms.checkout.checkout()));
    }

    Routes routes() {
        return new Routes()
                .addAll(workbench.routes())
                .addAll(dashboard.routes())
                .addAll(team.routes())
                .addAll(settings.routes());
    }
}
