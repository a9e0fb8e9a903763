package hawker.disputes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.stripe.exception.StripeException;
import com.stripe.param.DisputeListParams;
import com.stripe.param.DisputeUpdateParams;
import hawker.api.StripeSchema;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Disputes as programs see them. */
class DisputesHttpTest {

    private static Stage stage;

    @BeforeAll
    static void open() {
        stage = new Stage(Map.of());
    }

    @AfterAll
    static void close() {
        stage.close();
    }

    @BeforeEach
    void another() {
        stage.another();
    }

    @Test
    void the_sdk_lists_answers_and_wins() throws StripeException {
        var charge = stage.paid(10_000, "pm_card_createDispute");
        var client = stage.client();
        var intent = charge.intent().orElseThrow().text();

        // Right after the payment, as the command line tool's triggers do it.
        var listed =
                client.v1()
                        .disputes()
                        .list(DisputeListParams.builder().setPaymentIntent(intent).build())
                        .getData();
        assertThat(listed).hasSize(1);
        var dispute = listed.getFirst();
        assertThat(dispute.getStatus()).isEqualTo("needs_response");
        assertThat(dispute.getCharge()).isEqualTo(charge.id().text());
        assertThat(dispute.getIsChargeRefundable()).isFalse();
        var line = dispute.getBalanceTransactions().getFirst();
        assertThat(line.getType()).isEqualTo("adjustment");
        assertThat(line.getAmount()).isEqualTo(-10_000);
        assertThat(line.getFee()).isEqualTo(1_500);
        assertThat(line.getNet()).isEqualTo(-11_500);
        assertThat(line.getFeeDetails().getFirst().getDescription()).isEqualTo("Dispute fee");

        var evidence =
                DisputeUpdateParams.Evidence.builder()
                        .setUncategorizedText("winning_evidence")
                        .setCustomerName("Bea")
                        .build();
        var draft =
                client.v1()
                        .disputes()
                        .update(
                                dispute.getId(),
                                DisputeUpdateParams.builder()
                                        .setEvidence(evidence)
                                        .setSubmit(false)
                                        .putMetadata("case", "7")
                                        .build());
        assertThat(draft.getStatus()).isEqualTo("needs_response");
        assertThat(draft.getEvidenceDetails().getHasEvidence()).isTrue();
        assertThat(draft.getEvidenceDetails().getSubmissionCount()).isZero();

        var submitted =
                client.v1()
                        .disputes()
                        .update(
                                dispute.getId(),
                                DisputeUpdateParams.builder().setSubmit(true).build());
        assertThat(submitted.getStatus()).isEqualTo("under_review");
        assertThat(submitted.getEvidence().getCustomerName()).isEqualTo("Bea");
        stage.settle();

        var won = client.v1().disputes().retrieve(dispute.getId());
        assertThat(won.getStatus()).isEqualTo("won");
        assertThat(won.getMetadata()).containsEntry("case", "7");
        assertThat(won.getBalanceTransactions().get(1).getNet()).isEqualTo(11_500);
        assertThat(won.getBalanceTransactions().get(1).getFee()).isEqualTo(-1_500);
    }

    @Test
    void every_answer_fits_the_types_of_the_sdk() {
        for (var card :
                List.of(
                        "pm_card_createDispute",
                        "pm_card_createDisputeInquiry",
                        "pm_card_createCe3EligibleDispute",
                        "pm_card_createComplianceDispute")) {
            var dispute = stage.disputed(3_000, card);
            assertThat(wrong(stage.get("/v1/disputes/" + dispute.id()).body())).isEmpty();
        }
    }

    @Test
    void compelling_evidence_qualifies_step_by_step() {
        var dispute = stage.disputed(3_000, "pm_card_createCe3EligibleDispute");
        var path = "/v1/disputes/" + dispute.id();
        var before = stage.get(path).body();
        assertThat(before.path("enhanced_eligibility_types").path(0).asText())
                .isEqualTo("visa_compelling_evidence_3");
        assertThat(compelling(before).path("status").asText()).isEqualTo("requires_action");

        var ce3 = "evidence[enhanced_evidence][visa_compelling_evidence_3]";
        var form = new StringBuilder("submit=false");
        for (var purchase :
                List.of(
                        "[disputed_transaction]",
                        "[prior_undisputed_transactions][0]",
                        "[prior_undisputed_transactions][1]")) {
            field(form, ce3 + purchase + "[customer_account_id]", "bea");
            field(form, ce3 + purchase + "[customer_purchase_ip]", "192.0.2.7");
            field(form, ce3 + purchase + "[product_description]", "A jar of honey");
        }
        field(form, ce3 + "[disputed_transaction][merchandise_or_services]", "merchandise");
        field(form, ce3 + "[prior_undisputed_transactions][0][charge]", "ch_1");
        field(form, ce3 + "[prior_undisputed_transactions][1][charge]", "ch_2");

        var after = stage.post(path, form.toString());
        assertThat(after.status()).as(after.body().toString()).isEqualTo(200);
        assertThat(compelling(after.body()).path("status").asText()).isEqualTo("qualified");
        assertThat(wrong(after.body())).isEmpty();
    }

    @Test
    void compliance_wants_its_fee_acknowledged() {
        var dispute = stage.disputed(3_000, "pm_card_createComplianceDispute");
        var after =
                stage.post(
                        "/v1/disputes/" + dispute.id(),
                        "submit=false&evidence[enhanced_evidence][visa_compliance][fee_acknowledged]=true");
        assertThat(
                        after.body()
                                .at("/evidence_details/enhanced_eligibility/visa_compliance/status")
                                .asText())
                .isEqualTo("fee_acknowledged");
        assertThat(after.body().at("/payment_method_details/card/case_type").asText())
                .isEqualTo("compliance");
        assertThat(wrong(after.body())).isEmpty();
    }

    @Test
    void the_older_paths_below_a_charge_work() {
        var charge = stage.paid(3_000, "pm_card_createDispute");
        var path = "/v1/charges/" + charge.id() + "/dispute";

        assertThat(stage.get(path).body().path("charge").asText()).isEqualTo(charge.id().text());
        assertThat(stage.post(path, "metadata[a]=b").body().at("/metadata/a").asText())
                .isEqualTo("b");
        var closed = stage.post(path + "/close", "");
        assertThat(closed.body().path("status").asText()).isEqualTo("lost");
        assertThat(stage.post(path + "/close", "").status()).isEqualTo(400);
    }

    @Test
    void lists_narrow_and_page() {
        for (int i = 0; i < 3; i++) stage.disputed(1_000 + i, "pm_card_createDispute");
        var first = stage.get("/v1/disputes?limit=2").body();
        assertThat(first.path("has_more").asBoolean()).isTrue();
        var last = first.path("data").path(1).path("id").asText();
        var second = stage.get("/v1/disputes?limit=2&starting_after=" + last).body();
        assertThat(second.path("data")).hasSize(1);
        assertThat(second.at("/data/0/amount").asInt()).isEqualTo(1_000);
        var back =
                stage.get("/v1/disputes?limit=2&ending_before=" + second.at("/data/0/id").asText())
                        .body();
        assertThat(back.path("data")).isEqualTo(first.path("data"));
        var expanded = stage.get("/v1/disputes?limit=1&expand[]=data.charge").body();
        assertThat(expanded.at("/data/0/charge/object").asText()).isEqualTo("charge");
    }

    @Test
    void disputes_of_others_are_not_there() {
        var dispute = stage.disputed(3_000, "pm_card_createDispute");
        stage.another();
        var path = "/v1/disputes/" + dispute.id();
        for (var got :
                List.of(
                        stage.get(path),
                        stage.post(path, "metadata[a]=b"),
                        stage.post(path + "/close", ""),
                        stage.get("/v1/charges/" + dispute.facts().charge() + "/dispute"),
                        stage.post(
                                "/v1/charges/" + dispute.facts().charge() + "/dispute/close",
                                ""))) {
            assertThat(got.status()).isEqualTo(404);
            assertThat(got.error("code")).isEqualTo("resource_missing");
        }
        assertThat(stage.get("/v1/disputes").body().path("data")).isEmpty();
        assertThat(stage.get("/v1/disputes?charge=" + dispute.facts().charge()).body().path("data"))
                .isEmpty();
    }

    @Test
    void refusals_have_their_codes() {
        var dispute = stage.disputed(3_000, "pm_card_createDispute");
        var refund = stage.post("/v1/refunds", "charge=" + dispute.facts().charge());
        assertThat(refund.status()).isEqualTo(400);
        assertThat(refund.error("code")).isEqualTo("charge_disputed");

        var path = "/v1/disputes/" + dispute.id();
        var file = stage.post(path, "evidence[receipt]=file_none");
        assertThat(file.error("code")).isEqualTo("resource_missing");
        assertThat(file.error("param")).isEqualTo("evidence");
        assertThat(stage.post(path, "evidence[nonsense]=x").error("code"))
                .isEqualTo("parameter_unknown");
        assertThat(stage.post(path, "evidence[uncategorized_text]=one").status()).isEqualTo(200);
        assertThat(stage.post(path, "evidence[uncategorized_text]=two").status()).isEqualTo(400);
    }

    @Test
    void each_event_tells_the_dispute_as_it_was() {
        var dispute = stage.disputed(3_000, "pm_card_createDispute");
        stage.post("/v1/disputes/" + dispute.id(), "evidence[uncategorized_text]=winning_evidence");
        stage.settle();

        var statuses =
                stage.told.stream()
                        .filter(event -> event.subject().equals(dispute.id().text()))
                        .flatMap(event ->
                                event.types().stream()
                                        .map(type ->
                                                stage.module
                                                        .renderer()
                                                        .render(event, type)
                                                        .orElseThrow()))
                        .map(object -> object.path("status").asText())
                        .toList();
        assertThat(statuses)
                .containsExactly("needs_response", "needs_response", "under_review", "won", "won");
    }

    @Test
    void a_line_of_the_statement_leads_to_its_dispute() {
        var dispute = stage.disputed(3_000, "pm_card_createDispute");
        var lines =
                stage.get("/v1/balance_transactions?type=adjustment&expand[]=data.source").body();
        assertThat(lines.at("/data/0/source/id").asText()).isEqualTo(dispute.id().text());
        assertThat(lines.at("/data/0/reporting_category").asText()).isEqualTo("dispute");
    }

    private static JsonNode compelling(JsonNode dispute) {
        return dispute.at("/evidence_details/enhanced_eligibility/visa_compelling_evidence_3");
    }

    private static void field(StringBuilder form, String name, String value) {
        form.append('&').append(name).append('=').append(value.replace(" ", "+"));
    }

    private static List<String> wrong(JsonNode object) {
        return new StripeSchema().findings(object);
    }
}
