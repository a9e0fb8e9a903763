package hawker.workbench;

import hawker.desk.Csv;
import hawker.desk.Desk;
import hawker.web.Response;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Lists as files for a spreadsheet, newest first, at most ten thousand lines each. */
final class ExportPages {

    private static final int AT_A_TIME = 100;
    private static final int PAGES = 100;

    private final Asking api;

    ExportPages(Asking api) {
        this.api = api;
    }

    Response payments(Desk.Seat seat) {
        return file(
                seat,
                "payments.csv",
                "/v1/charges",
                Query.NONE,
                List.of(
                        "Payment",
                        "Created",
                        "Currency",
                        "Amount",
                        "Captured",
                        "Refunded",
                        "Status",
                        "Disputed",
                        "Why",
                        "Decline code",
                        "Risk",
                        "Brand",
                        "Last 4",
                        "E-mail",
                        "Name",
                        "Customer",
                        "Description",
                        "Payment intent"),
                ExportPages::payment);
    }

    private static void payment(Csv csv, Thing charge) {
        csv.cell(charge.id())
                .cell(charge.created().toString())
                .cell(charge.money("amount").currency().upper())
                .cell(charge.money("amount"))
                .cell(charge.money("amount_captured"))
                .cell(charge.money("amount_refunded"))
                .cell(charge.text("status"))
                .cell(charge.is("disputed") ? "yes" : "no")
                .cell(charge.text("outcome.seller_message"))
                .cell(charge.text("outcome.reason"))
                .cell(charge.text("outcome.risk_level"))
                .cell(charge.text("payment_method_details.card.brand"))
                .cell(charge.text("payment_method_details.card.last4"))
                .cell(charge.maybe("billing_details.email").orElse(charge.text("receipt_email")))
                .cell(charge.text("billing_details.name"))
                .cell(charge.text("customer"))
                .cell(charge.text("description"))
                .cell(charge.text("payment_intent"));
    }

    Response payouts(Desk.Seat seat) {
        return file(
                seat,
                "payouts.csv",
                "/v1/payouts",
                Query.NONE,
                List.of(
                        "Payout",
                        "Created",
                        "Arrives",
                        "Currency",
                        "Amount",
                        "Status",
                        "Automatic",
                        "Destination",
                        "Failure",
                        "Description"),
                (csv, payout) ->
                        csv.cell(payout.id())
                                .cell(payout.created().toString())
                                .cell(payout.time("arrival_date").map(Words::day).orElse(""))
                                .cell(payout.money("amount").currency().upper())
                                .cell(payout.money("amount"))
                                .cell(payout.text("status"))
                                .cell(payout.is("automatic") ? "yes" : "no")
                                .cell(payout.text("destination"))
                                .cell(payout.text("failure_message"))
                                .cell(payout.text("description")));
    }

    Response customers(Desk.Seat seat) {
        return file(
                seat,
                "customers.csv",
                CustomerPages.ALL,
                Query.NONE,
                List.of(
                        "Customer",
                        "Created",
                        "Name",
                        "E-mail",
                        "Phone",
                        "Description",
                        "City",
                        "Country"),
                (csv, customer) ->
                        csv.cell(customer.id())
                                .cell(customer.created().toString())
                                .cell(customer.text("name"))
                                .cell(customer.text("email"))
                                .cell(customer.text("phone"))
                                .cell(customer.text("description"))
                                .cell(customer.text("address.city"))
                                .cell(customer.text("address.country")));
    }

    Response disputes(Desk.Seat seat) {
        return file(
                seat,
                "disputes.csv",
                "/v1/disputes",
                Query.NONE,
                List.of(
                        "Dispute",
                        "Opened",
                        "Currency",
                        "Amount",
                        "Status",
                        "Reason",
                        "Network code",
                        "Answer by",
                        "Handed in",
                        "Payment"),
                (csv, dispute) ->
                        csv.cell(dispute.id())
                                .cell(dispute.created().toString())
                                .cell(dispute.money("amount").currency().upper())
                                .cell(dispute.money("amount"))
                                .cell(dispute.text("status"))
                                .cell(dispute.text("reason"))
                                .cell(dispute.text("network_reason_code"))
                                .cell(
                                        dispute.time("evidence_details.due_by")
                                                .map(Object::toString)
                                                .orElse(""))
                                .cell("" + dispute.number("evidence_details.submission_count"))
                                .cell(dispute.text("charge")));
    }

    private Response file(
            Desk.Seat seat,
            String name,
            String pattern,
            Query query,
            List<String> heads,
            BiConsumer<Csv, Thing> row) {
        var csv = new Csv();
        heads.forEach(csv::cell);
        csv.end();
        var after = Optional.<String>empty();
        for (int i = 0; i < PAGES; i++) {
            var page = api.list(seat, pattern, query, after, AT_A_TIME);
            for (var thing : page.all()) {
                row.accept(csv, thing);
                csv.end();
            }
            if (page.next().isEmpty()) break;
            after = page.next();
        }
        return Desk.download(csv, name);
    }
}
