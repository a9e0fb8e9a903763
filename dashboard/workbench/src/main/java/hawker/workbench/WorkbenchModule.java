package hawker.workbench;

import hawker.accounts.Accounts;
import hawker.accounts.Role.Right;
import hawker.api.ApiModule;
import hawker.api.RequestLog;
import hawker.billing.Dunning;
import hawker.desk.Desk;
import hawker.disputes.Disputes;
import hawker.look.Look;
import hawker.look.Templates;
import hawker.paper.Letterheads;
import hawker.platform.Platform;
import hawker.radar.Radar;
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
            Radar radar,
            Dunning dunning,
            Letterheads letterheads,
            Webhooks webhooks) {}

    private final Desk desk;
    private final DisputePages disputes;
    private final FraudPages fraud;
    private final FraudListPages fraudLists;
    private final BillingPages billing;
    private final LetterheadPages letterhead;
    private final CustomerPages customers;
    private final CustomerFormPages customerForms;
    private final ConnectPages connect;
    private final TransferPages transfers;
    private final KeyPages keys;
    private final LogPages logs;
    private final ClockPages clocks;
    private final EventPages events;
    private final ExportPages exports;
    private final PayoutPages payouts;

    private WorkbenchModule(Platform platform, Doors d) {
        var templates =
                new Templates("hawker.workbench.templates", WorkbenchModule.class.getClassLoader());
        var clock = platform.clock();
        var api = new Asking(d.api);
        desk = d.desk;
        disputes =
                new DisputePages(desk, d.look, templates, api, d.disputes, platform.ids(), clock);
        fraud = new FraudPages(desk, d.look, templates, d.radar, clock);
        fraudLists = new FraudListPages(desk, d.look, templates, api, clock);
        billing = new BillingPages(desk, d.look, templates, api, d.dunning, clock);
        letterhead = new LetterheadPages(desk, d.look, templates, d.letterheads);
        customers = new CustomerPages(desk, d.look, templates, api, clock);
        customerForms = new CustomerFormPages(desk, d.look, templates, api, platform.ids());
        connect = new ConnectPages(desk, d.look, templates, api, origin(platform), clock);
        transfers = new TransferPages(desk, d.look, templates, api, clock);
        keys =
                new KeyPages(
                        desk,
                        d.look,
                        templates,
                        d.accounts,
                        d.api.resources(),
                        origin(platform),
                        clock);
        logs = new LogPages(desk, d.look, templates, api, d.log, d.accounts, clock);
        events = new EventPages(desk, d.look, templates, api, d.webhooks, clock);
        clocks = new ClockPages(desk, d.look, templates, api, clock);
        exports = new ExportPages(api);
        payouts = new PayoutPages(desk, d.look, templates, api);
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
        return new Routes()
                .addAll(paying())
                .addAll(knowing())
                .addAll(guarding())
                .addAll(connecting())
                .addAll(developing());
    }

    private Routes paying() {
        var dispute = DisputePages.PATH + "/{id}";
        return new Routes()
                .get(DisputePages.PATH, desk.seller(Right.SEE_SALES, disputes::list))
                .get("/dashboard/disputes.csv", desk.seller(Right.SEE_SALES, exports::disputes))
                .get(dispute, desk.seller(Right.SEE_SALES, disputes::show))
                .post(
                        dispute,
                        EvidenceForm.MOST_BYTES,
                        desk.uploads(Right.ANSWER_DISPUTES, EvidenceForm.FILES, disputes::answer))
                .post(dispute + "/accept", desk.seller(Right.ANSWER_DISPUTES, disputes::accept))
                .get(BillingPages.PATH, desk.seller(Right.SEE_SALES, billing::show))
                .post(BillingPages.PATH, desk.seller(Right.RUN_BILLING, billing::change))
                .get(LetterheadPages.PATH, desk.seller(Right.SEE_SALES, letterhead::show))
                .post(LetterheadPages.PATH, desk.seller(Right.RUN_BILLING, letterhead::change))
                .get("/dashboard/payments.csv", desk.seller(Right.SEE_SALES, exports::payments))
                .get("/dashboard/payouts.csv", desk.seller(Right.SEE_MONEY, exports::payouts))
                .get(PayoutPages.ONE, desk.seller(Right.SEE_MONEY, payouts::show))
                .get(PayoutPages.LINES, desk.seller(Right.SEE_MONEY, payouts::download));
    }

    private Routes knowing() {
        var right = Right.EDIT_CUSTOMERS;
        return new Routes()
                .get(CustomerPages.PATH, desk.seller(Right.SEE_SALES, customers::list))
                .get("/dashboard/customers.csv", desk.seller(Right.SEE_SALES, exports::customers))
                .get(CustomerFormPages.NEW, desk.seller(right, customerForms::blank))
                .post(CustomerFormPages.NEW, desk.seller(right, customerForms::create))
                .get(CustomerPages.PATH + "/{id}", desk.seller(Right.SEE_SALES, customers::show))
                .get(CustomerFormPages.EDIT, desk.seller(right, customerForms::edit))
                .post(CustomerFormPages.EDIT, desk.seller(right, customerForms::change))
                .post(CustomerFormPages.DELETE, desk.seller(right, customerForms::delete));
    }

    private Routes guarding() {
        var list = FraudListPages.LISTS + "/{id}";
        return new Routes()
                .get(FraudPages.PATH, desk.seller(Right.SEE_SALES, fraud::list))
                .post(FraudPages.PATH, desk.seller(Right.GUARD, fraud::add))
                .get(FraudPages.RULE, desk.seller(Right.SEE_SALES, fraud::show))
                .post(FraudPages.RULE, desk.seller(Right.GUARD, fraud::change))
                .post(FraudPages.RULE + "/turn", desk.seller(Right.GUARD, fraud::turn))
                .post(FraudPages.RULE + "/move", desk.seller(Right.GUARD, fraud::move))
                .post(FraudPages.RULE + "/delete", desk.seller(Right.GUARD, fraud::delete))
                .get(FraudListPages.LISTS, desk.seller(Right.SEE_SALES, fraudLists::lists))
                .post(FraudListPages.LISTS, desk.seller(Right.GUARD, fraudLists::create))
                .get(list, desk.seller(Right.SEE_SALES, fraudLists::list))
                .post(list, desk.seller(Right.GUARD, fraudLists::put))
                .post(list + "/remove", desk.seller(Right.GUARD, fraudLists::remove))
                .post(list + "/delete", desk.seller(Right.GUARD, fraudLists::delete))
                .get(FraudListPages.REVIEWS, desk.seller(Right.SEE_SALES, fraudLists::reviews))
                .post(FraudListPages.REVIEWS, desk.seller(Right.REFUND, fraudLists::approve));
    }

    private Routes connecting() {
        return new Routes()
                .get(ConnectPages.PATH, desk.seller(Right.SEE_MONEY, connect::list))
                .get(ConnectPages.PATH + "/{id}", desk.seller(Right.SEE_MONEY, connect::show))
                .post(
                        ConnectPages.PATH + "/{id}/link",
                        desk.seller(Right.CONNECT, connect::onboard))
                .get(TransferPages.PATH, desk.seller(Right.SEE_MONEY, transfers::transfers))
                .get(
                        TransferPages.PATH + "/{id}",
                        desk.seller(Right.SEE_MONEY, transfers::transfer))
                .get(TransferPages.FEES, desk.seller(Right.SEE_MONEY, transfers::fees))
                .get(TransferPages.FEES + "/{id}", desk.seller(Right.SEE_MONEY, transfers::fee));
    }

    private Routes developing() {
        var key = KeyPages.PATH + "/{id}";
        return new Routes()
                .get(KeyPages.PATH, desk.seller(Right.SEE_PROGRAMS, keys::list))
                .post(KeyPages.PATH, desk.seller(Right.DEVELOP, keys::create))
                .get(key, desk.seller(Right.SEE_PROGRAMS, keys::show))
                .post(key + "/roll", desk.seller(Right.DEVELOP, keys::roll))
                .post(key + "/revoke", desk.seller(Right.DEVELOP, keys::revoke))
                .get(ClockPages.PATH, desk.seller(Right.SEE_PROGRAMS, clocks::list))
                .post(ClockPages.PATH, desk.seller(Right.DEVELOP, clocks::create))
                .get(ClockPages.ONE, desk.seller(Right.SEE_PROGRAMS, clocks::show))
                .post(ClockPages.ONE + "/advance", desk.seller(Right.DEVELOP, clocks::advance))
                .post(ClockPages.ONE + "/delete", desk.seller(Right.DEVELOP, clocks::delete))
                .get(LogPages.PATH, desk.seller(Right.SEE_PROGRAMS, logs::list))
                .get(LogPages.PATH + "/{id}", desk.seller(Right.SEE_PROGRAMS, logs::show))
                .get(EventPages.PATH, desk.seller(Right.SEE_PROGRAMS, events::list))
                .get(EventPages.PATH + "/{id}", desk.seller(Right.SEE_PROGRAMS, events::show));
    }
}
