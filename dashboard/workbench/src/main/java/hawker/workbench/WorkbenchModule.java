package hawker.workbench;

import hawker.accounts.Accounts;
import hawker.api.ApiModule;
import hawker.api.RequestLog;
import hawker.desk.Desk;
import hawker.disputes.Disputes;
import hawker.look.Look;
import hawker.look.Templates;
import hawker.platform.Platform;
import hawker.web.Routes;
import hawker.webhooks.Webhooks;

/** Builds the room; it has no schema. */
public final class WorkbenchModule {

    /**
     * What the pages stand on.
     *
     * @param api with all operations of the main origin
     */
    public record Doors(
            Desk desk,
            Look look,
            Accounts accounts,
            ApiModule.Inside api,
            RequestLog log,
            Disputes disputes,
            Webhooks webhooks) {}

    private final Desk desk;
    private final DisputePages disputes;
    private final CustomerPages customers;
    private final ConnectPages connect;
    private final TransferPages transfers;
    private final KeyPages keys;
    private final LogPages logs;
    private final EventPages events;
    private final ExportPages exports;

    private WorkbenchModule(Platform platform, Doors d) {
        var templates =
                new Templates("hawker.workbench.templates", WorkbenchModule.class.getClassLoader());
        var clock = platform.clock();
        var api = new Asking(d.api);
        desk = d.desk;
        disputes =
                new DisputePages(desk, d.look, templates, api, d.disputes, platform.ids(), clock);
        customers = new CustomerPages(desk, d.look, templates, api, clock);
        connect = new ConnectPages(desk, d.look, templates, api, origin(platform), clock);
        transfers = new TransferPages(desk, d.look, templates, api, clock);
        keys = new KeyPages(desk, d.look, templates, d.accounts, d.api.resources(), clock);
        logs = new LogPages(desk, d.look, templates, api, d.log, d.accounts, clock);
        events = new EventPages(desk, d.look, templates, api, d.webhooks, clock);
        exports = new ExportPages(api);
    }

    public static WorkbenchModule open(Platform platform, Doors doors) {
        return new WorkbenchModule(platform, doors);
    }

    private static String origin(Platform platform) {
        var settings = platform.settings();
        return settings.publicUrl()
                .orElseGet(() -> "http://" + settings.host() + ":" + settings.port());
    }

    public Routes routes() {
        return new Routes().addAll(paying()).addAll(connecting()).addAll(developing());
    }

    private Routes paying() {
        var dispute = DisputePages.PATH + "/{id}";
        return new Routes()
                .get(DisputePages.PATH, desk.seller(disputes::list))
                .get("/dashboard/disputes.csv", desk.seller(exports::disputes))
                .get(dispute, desk.seller(disputes::show))
                .post(
                        dispute,
                        EvidenceForm.MOST_BYTES,
                        desk.uploads(EvidenceForm.FILES, disputes::answer))
                .post(dispute + "/accept", desk.seller(disputes::accept))
                .get(CustomerPages.PATH, desk.seller(customers::list))
                .get("/dashboard/customers.csv", desk.seller(exports::customers))
                .get(CustomerPages.PATH + "/{id}", desk.seller(customers::show))
                .get("/dashboard/payments.csv", desk.seller(exports::payments))
                .get("/dashboard/payouts.csv", desk.seller(exports::payouts));
    }

    private Routes connecting() {
        return new Routes()
                .get(ConnectPages.PATH, desk.seller(connect::list))
                .get(ConnectPages.PATH + "/{id}", desk.seller(connect::show))
                .post(ConnectPages.PATH + "/{id}/link", desk.seller(connect::onboard))
                .get(TransferPages.PATH, desk.seller(transfers::transfers))
                .get(TransferPages.PATH + "/{id}", desk.seller(transfers::transfer))
                .get(TransferPages.FEES, desk.seller(transfers::fees))
                .get(TransferPages.FEES + "/{id}", desk.seller(transfers::fee));
    }

    private Routes developing() {
        var key = KeyPages.PATH + "/{id}";
        return new Routes()
                .get(KeyPages.PATH, desk.seller(keys::list))
                .post(KeyPages.PATH, desk.seller(keys::create))
                .get(key, desk.seller(keys::show))
                .post(key + "/roll", desk.seller(keys::roll))
                .post(key + "/revoke", desk.seller(keys::revoke))
                .get(LogPages.PATH, desk.seller(logs::list))
                .get(LogPages.PATH + "/{id}", desk.seller(logs::show))
                .get(EventPages.PATH, desk.seller(events::list))
                .get(EventPages.PATH + "/{id}", desk.seller(events::show));
    }
}
