package hawker.sources;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import hawker.kernel.Ids;
import hawker.kernel.Money;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The banks of test mode: the accounts to which buyers send money, and what their banks tell once
 * they have agreed. Live accounts have no such banks.
 */
final class TestBanks {

    /** An owner's address that stands for money on its way (docs: testing receivers). */
    private static final Pattern SENT = Pattern.compile("amount_([0-9]{1,8})@.*");

    private static final String BLZ = "10000000";

    private final Ids ids;

    TestBanks(Ids ids) {
        this.ids = ids;
    }

    /**
     * Money that the owner is about to send: as their address says, or what a single use is for.
     */
    static Optional<Money> sending(Source source, Optional<String> email) {
        var amount = email.map(SENT::matcher).filter(matcher -> matcher.matches());
        return amount.map(found -> Long.parseLong(found.group(1)))
                .filter(minor -> minor > 0)
                .map(minor -> Money.of(minor, source.currency().orElseThrow()));
    }

    /** Where money is to be sent, under {@code of_type} and {@code address}. */
    void open(Source.Type type, ObjectNode details) {
        var told = details.withObject("/of_type");
        switch (type) {
            case ACH_CREDIT_TRANSFER -> {
                var number = "test_" + ids.token(12).toLowerCase(Locale.ROOT);
                told.put("account_number", number).put("bank_name", "TEST BANK");
                told.put("fingerprint", ids.token(16)).put("routing_number", "110000000");
                told.put("swift_code", "TSTEZ122");
                details.put("address", "110000000-" + number);
            }
            case SEPA_CREDIT_TRANSFER -> {
                var iban = "DE" + digits(2) + BLZ + digits(10);
                told.put("bank_name", "TEST BANK").put("bic", "TESTDEFF").put("iban", iban);
                details.put("address", iban);
            }
            case MULTIBANCO -> {
                var reference = digits(9);
                told.put("entity", "12345").put("reference", reference);
                details.put("address", "12345-" + reference);
            }
            case CARD, ACH_DEBIT, SEPA_DEBIT, ALIPAY, BANCONTACT, EPS, GIROPAY, IDEAL, KLARNA -> {}
            case P24, SOFORT, WECHAT -> {}
        }
    }

    /** What the buyer's bank tells when they have said yes. */
    void agreed(Source.Type type, ObjectNode details) {
        var told = details.withObject("/of_type");
        switch (type) {
            case BANCONTACT ->
                    bank(told, "VAPE", "VAN DE PUT & CO", "VAPEBE22").put("iban_last4", "7061");
            case GIROPAY -> bank(told, "24012001", "TEST BANK", "TESTDEFF");
            case SOFORT ->
                    bank(told, "DEUT", "DEUTSCHE BANK", "DEUTDE2H").put("iban_last4", "3000");
            case IDEAL ->
                    told.put("bic", bic(told.path("bank").asText("ing"))).put("iban_last4", "5264");
            case EPS -> told.put("reference", "EPS-" + digits(9));
            case P24 -> told.put("reference", "P24-" + digits(9));
            case ALIPAY ->
                    details.withObject("/of_charge")
                            .put("transaction_id", digits(28))
                            .put("fingerprint", ids.token(16));
            case KLARNA ->
                    details.withObject("/of_charge").put("payment_method_category", "pay_later");
            case WECHAT, CARD, ACH_DEBIT, SEPA_DEBIT -> {}
            case ACH_CREDIT_TRANSFER, SEPA_CREDIT_TRANSFER, MULTIBANCO -> {}
        }
    }

    private static ObjectNode bank(ObjectNode told, String code, String name, String bic) {
        return told.put("bank_code", code).put("bank_name", name).put("bic", bic);
    }

    private static String bic(String bank) {
        return switch (bank) {
            case "abn_amro" -> "ABNANL2A";
            case "asn_bank" -> "ASNBNL21";
            case "bunq" -> "BUNQNL2A";
            case "knab" -> "KNABNL2H";
            case "rabobank" -> "RABONL2U";
            case "regiobank" -> "RBRBNL21";
            case "sns_bank" -> "SNSBNL2A";
            case "triodos_bank" -> "TRIONL2U";
            case "van_lanschot" -> "FVLBNL22";
            default -> "INGBNL2A";
        };
    }

    /** Who sent money. */
    static String sender(Source source) {
        var told = Json.parse(source.details()).path("of_type");
        var node = Json.object();
        if (source.type() == Source.Type.ACH_CREDIT_TRANSFER)
            node.put("customer_data", "TEST TRANSFER")
                    .put("fingerprint", told.path("fingerprint").asText())
                    .put("last4", "6789")
                    .put("routing_number", "110000000");
        if (source.type() == Source.Type.SEPA_CREDIT_TRANSFER)
            node.put("reference", "TEST TRANSFER")
                    .put("sender_iban", "DE89370400440532013000")
                    .put("sender_name", "Jenny Rosen");
        return Json.text(node);
    }

    private String digits(int count) {
        var digits = new StringBuilder();
        for (char c : ids.token(count).toCharArray()) digits.append(c % 10);
        return digits.toString();
    }
}
