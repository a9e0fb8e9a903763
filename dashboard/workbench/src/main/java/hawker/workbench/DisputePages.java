package hawker.workbench;

import gg.jte.Content;
import hawker.desk.Address;
import hawker.desk.Desk;
import hawker.disputes.Dispute;
import hawker.disputes.Disputes;
import hawker.kernel.Clock;
import hawker.kernel.Ids;
import hawker.look.DataTable;
import hawker.look.Kit;
import hawker.look.Link;
import hawker.look.Look;
import hawker.look.Templates;
import hawker.web.MultipartBody;
import hawker.web.Response;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Disputes: which there are, what each is about, the evidence, giving up. */
final class DisputePages {

    static final String PATH = "/dashboard/disputes";
    private static final String ALL = "/v1/disputes";
    private static final String ONE = "/v1/disputes/{}";
    private static final int ROWS = 25;

    private final Desk desk;
    private final Look look;
    private final Templates templates;
    private final Asking api;
    private final Disputes disputes;
    private final Ids ids;
    private final Clock clock;

    DisputePages(
            Desk desk,
            Look look,
            Templates templates,
            Asking api,
            Disputes disputes,
            Ids ids,
            Clock clock) {
        this.desk = desk;
        this.look = look;
        this.templates = templates;
        this.api = api;
        this.disputes = disputes;
        this.ids = ids;
        this.clock = clock;
    }

    /** Which disputes a list shows. */
    private static boolean shows(String show, Thing dispute) {
        var status = dispute.text("status");
        return switch (show) {
            case "needs_response" -> status.endsWith("needs_response");
            case "under_review" -> status.endsWith("under_review");
            case "won" -> status.equals("won");
            case "lost" -> status.equals("lost");
            default -> true;
        };
    }

    Response list(Desk.Seat seat) {
        var show = seat.request().queryParam("show").orElse("all");
        var after = seat.request().queryParam("after").filter(id -> id.startsWith("dp_"));
        var found =
                api.some(
                        seat,
                        ALL,
                        Query.of("expand[]", "data.charge.customer"),
                        after,
                        ROWS,
                        dispute -> shows(show, dispute));
        var body =
                templates.content(
                        "disputes.jte",
                        Map.of(
                                "tabs", tabs(show),
                                "table", table(found.all()),
                                "pages",
                                        new Address(PATH)
                                                .with("show", show, "all")
                                                .pages(after, found.next())));
        return desk.page(seat, "Disputes", "disputes", body);
    }

    private static Content tabs(String show) {
        return Kit.tabs(
                "Disputes by state",
                List.of(
                        new Kit.Tab("all", "All", PATH),
                        new Kit.Tab("needs_response", "To answer", PATH + "?show=needs_response"),
                        new Kit.Tab("under_review", "Under review", PATH + "?show=under_review"),
                        new Kit.Tab("won", "Won", PATH + "?show=won"),
                        new Kit.Tab("lost", "Lost", PATH + "?show=lost")),
                show);
    }

    private Content table(List<Thing> all) {
        var table =
                Kit.table(
                        "Disputes",
                        DataTable.Column.text("Amount"),
                        DataTable.Column.text("State"),
                        DataTable.Column.text("Reason"),
                        DataTable.Column.text("Customer"),
                        DataTable.Column.text("Answer by"),
                        DataTable.Column.text("Opened"));
        for (var dispute : all)
            table =
                    table.linkedRow(
                            PATH + "/" + dispute.id(),
                            Kit.money(dispute.money("amount")),
                            DisputeWords.state(dispute),
                            Kit.text(Words.words(dispute.text("reason"))),
                            CustomerPages.linkedPayer(dispute.inner("charge")),
                            Kit.text(due(dispute)),
                            Kit.time(dispute.created(), clock.now()));
        return table.orElse(
                Kit.empty(
                        "scale",
                        "No disputes here. When a cardholder’s bank takes a payment back, it is"
                                + " listed with what to do.",
                        Optional.empty()));
    }

    private String due(Thing dispute) {
        var until = dispute.time("evidence_details.due_by");
        if (!DisputeWords.waits(dispute) || until.isEmpty()) return "–";
        return Words.day(until.get()) + ", " + Words.left(until.get(), clock.now());
    }

    Response show(Desk.Seat seat) {
        return find(seat)
                .map(dispute -> page(seat, 200, dispute, EvidenceForm.of(dispute), ""))
                .orElseGet(() -> look.problem(seat.request(), 404));
    }

    private Optional<Thing> find(Desk.Seat seat) {
        return api.find(
                seat, ONE, Query.of("expand[]", "charge.customer"), seat.request().pathParam("id"));
    }

    /** Keeps what was written, and hands it in if that was the button. */
    Response answer(Desk.Seat seat, Map<String, MultipartBody.Part> files) {
        var found = find(seat);
        if (found.isEmpty()) return look.problem(seat.request(), 404);
        var dispute = found.get();
        var kept = new HashMap<String, String>();
        var errors = new HashMap<String, String>();
        files.forEach((field, file) -> {
            switch (api.upload(seat, "dispute_evidence", file)) {
                case Asking.Done.Well(var made) -> kept.put(field, made.id());
                case Asking.Done.Refused no -> errors.put(field, no.says());
            }
        });
        var form = EvidenceForm.of(seat.request(), kept, errors);
        if (!errors.isEmpty()) return page(seat, 422, dispute, form, "");
        boolean submit = seat.request().formParam("act").orElse("").equals("submit");
        var sent = form.sent().with("submit", submit ? "true" : "false");
        var key = seat.request().formParam("key").orElse("");
        return switch (api.post(seat, ONE, sent, key, dispute.id())) {
            case Asking.Done.Well ignored ->
                    look.seeOther(
                            PATH + "/" + dispute.id(),
                            submit ? "Evidence handed in" : "Draft saved");
            case Asking.Done.Refused no -> {
                var field = no.param().replaceAll("^evidence\\[|]$", "");
                yield page(seat, 422, dispute, form.with(Map.of(field, no.says())), no.says());
            }
        };
    }

    /** Gives the case up. */
    Response accept(Desk.Seat seat) {
        var found = find(seat);
        if (found.isEmpty()) return look.problem(seat.request(), 404);
        var id = found.get().id();
        return switch (api.post(seat, ONE + "/close", Query.NONE, "", id)) {
            case Asking.Done.Well ignored -> look.seeOther(PATH + "/" + id, "Dispute accepted");
            case Asking.Done.Refused no ->
                    page(seat, 422, found.get(), EvidenceForm.of(found.get()), no.says());
        };
    }

    private Response page(
            Desk.Seat seat, int status, Thing dispute, EvidenceForm form, String refused) {
        var named = named(seat, form);
        var history =
                Dispute.Id.parse(dispute.id())
                        .map(id -> disputes.history(seat.shop(), id))
                        .orElse(List.of());
        var params = new HashMap<String, Object>();
        params.put("way", way(dispute));
        params.put("amount", dispute.money("amount"));
        params.put("state", DisputeWords.state(dispute));
        params.put("opened", Kit.moment(dispute.created()));
        params.put("says", banner(DisputeWords.says(dispute)));
        params.put("reason", DisputeWords.reason(dispute.text("reason")));
        params.put("advice", DisputeWords.advice(dispute.text("reason")));
        params.put("waits", DisputeWords.waits(dispute));
        params.put("groups", form.shown(dispute.text("reason"), named));
        params.put("written", form.read(named));
        params.put("refused", refused);
        params.put("path", PATH + "/" + dispute.id());
        params.put("key", ids.token(20));
        params.put("due", due(dispute));
        params.put("story", Kit.timeline(DisputeWords.story(history), clock.now()));
        params.put("facts", facts(dispute));
        params.put("money", money(dispute));
        params.put("inquiry", dispute.text("status").startsWith("warning"));
        params.put("seat", seat);
        var body = templates.content("dispute.jte", params);
        var title = "Dispute of " + dispute.money("amount").text();
        return desk.page(seat, status, title, "disputes", body);
    }

    private static Content banner(DisputeWords.Says says) {
        return Kit.banner(says.tone(), says.title(), says.text(), Optional.empty());
    }

    private static Content way(Thing dispute) {
        return Kit.breadcrumb(List.of(new Link("Disputes", PATH), new Link(dispute.id(), "")));
    }

    /** "receipt.pdf, 120 kB", by the file's id. */
    private Map<String, String> named(Desk.Seat seat, EvidenceForm form) {
        var named = new HashMap<String, String>();
        for (var id : form.files())
            api.find(seat, "/v1/files/{}", id)
                    .ifPresent(file ->
                            named.put(
                                    id,
                                    file.maybe("filename").orElse("A file")
                                            + ", "
                                            + Math.max(1, file.number("size") / 1000)
                                            + " kB"));
        return named;
    }

    private static List<Kit.Pair> facts(Thing dispute) {
        var charge = dispute.inner("charge");
        var pairs = new ArrayList<Kit.Pair>();
        pairs.add(new Kit.Pair("Reason", Words.words(dispute.text("reason"))));
        pairs.add(new Kit.Pair("Network’s code", dispute.text("network_reason_code")));
        pairs.add(
                new Kit.Pair(
                        "Payment",
                        Words.link(
                                charge.money("amount").text(),
                                "/dashboard/payments/" + charge.id())));
        pairs.add(new Kit.Pair("Paid with", Words.method(charge.inner("payment_method_details"))));
        pairs.add(new Kit.Pair("Paid on", Kit.moment(charge.created())));
        pairs.add(new Kit.Pair("Customer", CustomerPages.linkedPayer(charge)));
        pairs.addAll(Words.metadata(dispute));
        return pairs;
    }

    /** What it took from the balance and gave back. */
    private static List<Kit.Pair> money(Thing dispute) {
        var pairs = new ArrayList<Kit.Pair>();
        for (var line : dispute.all("balance_transactions")) {
            pairs.add(
                    new Kit.Pair(
                            line.maybe("description").orElse(Words.words(line.text("type"))),
                            Kit.money(line.money("amount"))));
            if (line.number("fee") != 0)
                pairs.add(new Kit.Pair("Fee", Kit.money(line.money("fee").negated())));
        }
        return pairs;
    }
}
