package hawker.billing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Invoices come by mail, dressed, with one thing to do. */
class LettersTest extends Story {

    @Test
    void an_invoice_that_is_sent_says_what_is_on_it_and_where_it_is_paid() {
        var email = "kit-" + stage.seller.number() + "@example.com";
        var customer = stage.post("/v1/customers", "email=" + email).text("id");
        stage.post(
                "/v1/invoiceitems",
                "currency=usd&amount=2000&description=Gin <b>and</b> tonic&customer=" + customer);
        var id =
                fits(stage.post(
                                "/v1/invoices",
                                "pending_invoice_items_behavior=include&collection_method=send_invoice"
                                        + "&days_until_due=7&footer=Thank you&customer="
                                        + customer))
                        .text("id");
        var sent = fits(stage.post("/v1/invoices/" + id + "/send", ""));
        var mails = stage.platform.mail().newest(Optional.of(email), 5);
        assertThat(mails).hasSize(1);
        var mail = mails.getFirst().mail();
        assertThat(mail.subject()).isEqualTo("Invoice " + sent.text("number") + " from Juniper");
        var url = sent.text("hosted_invoice_url");
        assertThat(mail.html())
                .contains(
                        "class=\"button\" href=\"" + url,
                        "Gin &lt;b&gt;and&lt;/b&gt; tonic",
                        "$20.00 is to be paid by",
                        "Thank you")
                .doesNotContain("<pre>");
        assertThat(mail.text()).contains("$20.00", "See and pay it here:\n" + url);
    }
}
