package hawker.connect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Where the money of a platform's accounts goes: bank accounts and cards, and which is the usual.
 */
class ExternalAccountsHttpTest extends PlatformStory {

    @Test
    void bank_accounts_and_cards_come_and_go_with_one_default() {
        var id = whole();
        var url = "/v1/accounts/" + id + "/external_accounts";
        var first = get(url).body().at("/data/0");
        assertThat(first.path("default_for_currency").asBoolean()).isTrue();
        var bank =
                post(
                        url,
                        "external_account[object]=bank_account&external_account[country]=US"
                                + "&external_account[currency]=usd"
                                + "&external_account[routing_number]=110000000"
                                + "&external_account[account_number]=000111111116"
                                + "&default_for_currency=true&metadata[k]=v");
        assertThat(bank.status()).as(bank.body().toString()).isEqualTo(200);
        assertThat(bank.body().path("last4").asText()).isEqualTo("1116");
        assertThat(stage.accounts.bankAccount(number(id)).orElseThrow().id())
                .as("payouts go to the default")
                .isEqualTo(bank.body().path("id").asText());
        assertThat(bank.body().toString()).doesNotContain("000111111116");
        var old = get(url + "/" + first.path("id").asText()).body();
        assertThat(old.path("default_for_currency").asBoolean()).isFalse();
        var card = post(url, "external_account=tok_visa_debit");
        assertThat(card.body().path("object").asText()).isEqualTo("card");
        assertThat(get(url + "?object=card").body().path("data")).hasSize(1);
        assertThat(delete(url + "/" + bank.body().path("id").asText()).status()).isEqualTo(400);
        assertThat(delete(url + "/" + card.body().path("id").asText()).status()).isEqualTo(200);
        var renamed =
                post(
                        url + "/" + bank.body().path("id").asText(),
                        "account_holder_name=Jane&metadata[k]=");
        assertThat(renamed.body().path("account_holder_name").asText()).isEqualTo("Jane");
        assertThat(renamed.body().path("metadata")).isEmpty();
        assertThat(post(url, "external_account=btok_nobody").error("param"))
                .isEqualTo("external_account");
        assertThat(told(id))
                .contains(
                        "account.external_account.created",
                        "account.external_account.updated",
                        "account.external_account.deleted");
    }

    /** Docs: restrictions for deleting a bank account with default_for_currency set to true. */
    @Test
    void money_of_the_account_s_own_currency_always_has_a_place_to_go() {
        var url = "/v1/accounts/" + whole() + "/external_accounts";
        var own = url + "/" + get(url).body().at("/data/0/id").asText();
        assertThat(delete(own).status()).as("the only one").isEqualTo(400);
        var first = url + "/" + inEuros(url, "DE89370400440532013000");
        var second = url + "/" + inEuros(url, "DE89370400440532013001");
        assertThat(delete(first).status()).as("there is another one").isEqualTo(400);
        assertThat(delete(second).status()).isEqualTo(200);
        assertThat(delete(first).status()).as("the last one in euros").isEqualTo(200);
        assertThat(get(url).body().path("data")).hasSize(1);
    }

    private String inEuros(String url, String iban) {
        var added =
                post(
                        url,
                        "external_account[object]=bank_account&external_account[country]=DE"
                                + "&external_account[currency]=eur"
                                + "&external_account[account_number]="
                                + iban);
        assertThat(added.status()).as(added.body().toString()).isEqualTo(200);
        return added.body().path("id").asText();
    }
}
