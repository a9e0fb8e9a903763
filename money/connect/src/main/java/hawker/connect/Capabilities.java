package hawker.connect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import hawker.api.Param;
import hawker.api.Params;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** What an account may ask to do: the names, which were asked for, and how the API shows one. */
final class Capabilities {

    private static final String WORDS =
            """
            acss_debit_payments affirm_payments afterpay_clearpay_payments alma_payments
            amazon_pay_payments app_distribution au_becs_debit_payments bacs_debit_payments
            bancontact_payments bank_transfer_payments billie_payments blik_payments boleto_payments
            card_issuing card_payments cartes_bancaires_payments cashapp_payments crypto_payments
            eps_payments fpx_payments gb_bank_transfer_payments giropay_payments grabpay_payments
            ideal_payments india_international_payments jcb_payments jp_bank_transfer_payments
            kakao_pay_payments klarna_payments konbini_payments kr_card_payments legacy_payments
            link_payments mb_way_payments mobilepay_payments multibanco_payments
            mx_bank_transfer_payments naver_pay_payments nz_bank_account_becs_debit_payments
            oxxo_payments p24_payments pay_by_bank_payments payco_payments paynow_payments
            paypay_payments payto_payments pix_payments promptpay_payments revolut_pay_payments
            samsung_pay_payments satispay_payments sepa_bank_transfer_payments
            sepa_debit_payments sofort_payments swish_payments tax_reporting_us_1099_k
            tax_reporting_us_1099_misc transfers treasury twint_payments upi_payments
            us_bank_account_ach_payments us_bank_transfer_payments zip_payments
            """;

    static final List<String> NAMES = Arrays.asList(WORDS.strip().split("\\s+"));
    private static final Set<String> KNOWN = Set.copyOf(NAMES);

    private Capabilities() {}

    static boolean exists(String name) {
        return KNOWN.contains(name);
    }

    static boolean takesPayments(String name) {
        return name.endsWith("_payments");
    }

    /** {@code capabilities[card_payments][requested]=true} and so on. */
    static Param param() {
        return Param.hash(
                "capabilities",
                NAMES.stream()
                        .map(name -> Param.hash(name, Param.flag("requested")))
                        .toArray(Param[]::new));
    }

    /** Those an account has asked for, in the order of the list. */
    static List<String> requested(ConnectedAccount account) {
        var asked = account.part("capabilities");
        var names = new ArrayList<String>();
        for (var name : NAMES) if (asked.path(name).isNumber()) names.add(name);
        return names;
    }

    /** Writes what was asked into the details: a name with the moment it was asked for. */
    static void merge(ObjectNode details, Params asked, Instant now) {
        for (var name : NAMES) {
            var flag = asked.hash(name).flatMap(hash -> hash.flag("requested"));
            flag.ifPresent(wanted -> set(details, name, wanted, now));
        }
    }

    static void set(ObjectNode details, String name, boolean wanted, Instant now) {
        var capabilities =
                details.get("capabilities") instanceof ObjectNode there
                        ? there
                        : details.putObject("capabilities");
        if (!wanted) capabilities.remove(name);
        else if (!capabilities.has(name)) capabilities.put(name, Json.seconds(now));
    }

    /** Why a capability is off, when the account is for a reason. */
    private static String disabled(String reason) {
        if (reason.startsWith("rejected.")) return "rejected.other";
        return reason.equals("under_review") ? "pending.review" : "requirements.fields_needed";
    }

    static ObjectNode json(ConnectedAccount account, Requirements.Verdict verdict, String name) {
        var asked = account.part("capabilities").path(name);
        var status = verdict.capabilities().getOrDefault(name, Requirements.Status.UNREQUESTED);
        var json =
                Json.object()
                        .put("id", name)
                        .put("object", "capability")
                        .put("account", account.id().text())
                        .put("requested", asked.isNumber());
        if (asked.isNumber()) json.put("requested_at", asked.asLong());
        else json.putNull("requested_at");
        var requirements = RequirementsJson.of(verdict);
        verdict.disabledReason()
                .map(Capabilities::disabled)
                .ifPresent(reason -> requirements.put("disabled_reason", reason));
        json.set("requirements", asked.isNumber() ? requirements : RequirementsJson.none());
        json.set("future_requirements", RequirementsJson.none());
        return json.put("status", status.text());
    }
}
