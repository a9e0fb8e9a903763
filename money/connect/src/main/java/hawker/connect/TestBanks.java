package hawker.connect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import java.util.Map;
import java.util.Optional;

/** The fixed names of bank accounts and debit cards in test mode (docs: Connect testing). */
final class TestBanks {

    /** A debit card behind a fixed name. */
    record Card(String brand, String last4, boolean instant) {}

    private static final Map<String, String> BANK_NUMBERS =
            Map.of(
                    "btok_us", "000123456789",
                    "btok_us_verified", "000123456789",
                    "btok_us_verified_noAccount", "000111111116",
                    "btok_us_verified_accountClosed", "000111111113",
                    "btok_us_verified_insufficientFunds", "000222222227",
                    "btok_us_verified_debitNotAuthorized", "000333333335",
                    "btok_us_verified_invalidCurrency", "000444444440");

    private static final Map<String, Card> CARDS =
            Map.of(
                    "tok_visa_debit", new Card("Visa", "5556", true),
                    "tok_mastercard_debit", new Card("MasterCard", "8210", true),
                    "tok_visa_debit_us_transferSuccess", new Card("Visa", "3063", true),
                    "tok_visa_debit_us_transferFail", new Card("Visa", "3071", true),
                    "tok_visa_debit_us_instantPayoutUnsupported", new Card("Visa", "3089", false),
                    "tok_mastercard_debit_us_transferSuccess", new Card("MasterCard", "8228", true),
                    "tok_discover_debit", new Card("Discover", "1117", true));

    /** The bank of this routing number exists for tests only. */
    static final String ROUTING = "110000000";

    private static final String NOT_FOR_INSTANT = "000888888883";
    private static final String UNOWNED = "000999999992";

    private TestBanks() {}

    static Optional<String> number(String token) {
        return Optional.ofNullable(BANK_NUMBERS.get(token));
    }

    static Optional<Card> card(String token) {
        return Optional.ofNullable(CARDS.get(token));
    }

    /** Whether a bank account could be paid at once. */
    static boolean takesInstant(String routing, String number) {
        return routing.equals(ROUTING) && !number.equals(NOT_FOR_INSTANT);
    }

    /** One test number asks for a document that shows whose account it is. */
    static ObjectNode requirements(ExternalAccount external) {
        var json = nothing();
        if (external.accountNumber().equals(UNOWNED))
            json.withArray("/currently_due")
                    .add("external_account." + external.id() + ".documents");
        return json;
    }

    static ObjectNode nothing() {
        var json = Json.object();
        json.putArray("currently_due");
        json.putArray("errors");
        json.putArray("past_due");
        json.putArray("pending_verification");
        return json;
    }
}
