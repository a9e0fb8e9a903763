package hawker.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import hawker.api.Got;
import hawker.web.Browser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Parts of pieces, and taxes that were computed elsewhere. */
class LineTaxesTest extends Story {

    private static final String RATE =
            "[tax_rate_data][display_name]=VAT&lines[0][tax_amounts][0][tax_rate_data][percentage]=20"
                    + "&lines[0][tax_amounts][0][tax_rate_data][country]=DE"
                    + "&lines[0][tax_amounts][0][tax_rate_data][inclusive]=";

    private String customer = "";
    private String draft = "";

    @BeforeEach
    void drafted() {
        customer = stage.customer("pm_card_visa", "");
        draft = fits(stage.post("/v1/invoices", "currency=usd&customer=" + customer)).text("id");
    }

    private String path(String action) {
        return "/v1/invoices/" + draft + action;
    }

    private static String told(long amount, long taxable, boolean inclusive) {
        var first = "&lines[0][tax_amounts][0]";
        return first
                + RATE
                + inclusive
                + first
                + "[amount]="
                + amount
                + first
                + "[taxable_amount]="
                + taxable;
    }

    private Got add(String form) {
        return stage.post(path("/add_lines"), form);
    }

    private static JsonNode line(Got got) {
        return got.body().at("/lines/data/0");
    }

    private static String item(String customer, String more) {
        return fits(stage.post("/v1/invoiceitems", "currency=usd&customer=" + customer + more))
                .text("id");
    }

    @Test
    void a_tax_that_cannot_be_paid_in_its_currency_is_refused() {
        draft = fits(stage.post("/v1/invoices", "currency=isk&customer=" + customer)).text("id");
        var line = "lines[0][amount]=100000";
        var odd = add(line + told(24_050, 100_000, false));
        assertThat(odd.error("param")).isEqualTo("lines[0][tax_amounts][0][amount]");
        var even = fits(add(line + told(24_000, 100_000, false)));
        assertThat(even.body().path("total").asLong()).isEqualTo(124_000);
        // What was refused has left nothing behind.
        assertThat(even.body().at("/lines/data")).hasSize(1);
    }

    @Test
    void a_part_of_a_piece_is_paid() {
        var form = "&description=Oak&unit_amount_decimal=250.5&quantity_decimal=1.75";
        var id = item(customer, form);
        var made = stage.get("/v1/invoiceitems/" + id).body();
        assertThat(made.path("amount").asLong()).isEqualTo(438);
        assertThat(made.path("quantity").asLong()).isEqualTo(1);
        assertThat(made.path("quantity_decimal").asText()).isEqualTo("1.75");
        var path = "/v1/invoiceitems/" + id;
        assertThat(fits(stage.post(path, "quantity_decimal=0.5")).body().path("amount").asLong())
                .isEqualTo(125);
        // A unit's price leaves as many as there were.
        var dearer = fits(stage.post(path, "unit_amount_decimal=400"));
        assertThat(dearer.body().path("amount").asLong()).isEqualTo(200);
        assertThat(dearer.text("quantity_decimal")).isEqualTo("0.5");
        var whole = fits(stage.post(path, "quantity=3"));
        assertThat(whole.body().path("amount").asLong()).isEqualTo(1200);
        assertThat(whole.text("quantity_decimal")).isEqualTo("3");
        var priced = item(customer, "&quantity_decimal=2.25&pricing[price]=" + once(1000));
        assertThat(stage.get("/v1/invoiceitems/" + priced).body().path("amount").asLong())
                .isEqualTo(2250);
        assertThat(
                        fits(stage.post("/v1/invoiceitems/" + priced, "quantity_decimal=0.125"))
                                .body()
                                .path("amount")
                                .asLong())
                .isEqualTo(125);
    }

    @Test
    void a_part_of_a_piece_stands_on_the_invoice_and_on_paper() {
        var added =
                fits(
                        add(
                                "lines[0][description]=Oak&lines[0][unit_amount_decimal]=1000"
                                        + "&lines[0][quantity_decimal]=2.5"));
        assertThat(line(added).path("amount").asLong()).isEqualTo(2500);
        assertThat(line(added).path("quantity").asLong()).isEqualTo(2);
        assertThat(line(added).path("quantity_decimal").asText()).isEqualTo("2.5");
        var id = line(added).path("id").asText();
        var changed = fits(stage.post(path("/lines/" + id), "quantity_decimal=0.75"));
        assertThat(changed.body().path("amount").asLong()).isEqualTo(750);
        var open = fits(stage.post(path("/finalize"), ""));
        assertThat(open.body().path("total").asLong()).isEqualTo(750);
        var path = open.text("hosted_invoice_url").substring(Stage.ORIGIN.length());
        assertThat(new Browser(stage.platform, stage.pages).get(path).body()).contains("× 0.75");
    }

    @Test
    void no_part_of_a_package_is_sold_and_no_part_below_zero() {
        var packed =
                fits(stage.post(
                                "/v1/prices",
                                "currency=usd&product_data[name]=Corks&unit_amount=500"
                                        + "&transform_quantity[divide_by]=10&transform_quantity[round]=up"))
                        .text("id");
        var items = "/v1/invoiceitems";
        var form = "currency=usd&customer=" + customer;
        assertThat(
                        stage.post(
                                        items,
                                        form
                                                + "&pricing[price]="
                                                + packed
                                                + "&quantity_decimal=10.5")
                                .status())
                .isEqualTo(400);
        assertThat(
                        fits(stage.post(
                                        items,
                                        form
                                                + "&pricing[price]="
                                                + packed
                                                + "&quantity_decimal=11.0"))
                                .body()
                                .path("amount")
                                .asLong())
                .isEqualTo(1000);
        var unit = form + "&unit_amount_decimal=100&quantity_decimal=";
        for (var wrong : new String[] {"-1", "x", "1000000", "0.1234567890123"})
            assertThat(stage.post(items, unit + wrong).error("param"))
                    .isEqualTo("quantity_decimal");
        assertThat(stage.post(items, unit + "1&quantity=1").status()).isEqualTo(400);
        assertThat(
                        add("lines[0][unit_amount_decimal]=100&lines[0][quantity_decimal]=-1")
                                .error("param"))
                .isEqualTo("lines[0][quantity_decimal]");
    }

    @Test
    void taxes_that_are_told_are_added_or_are_within() {
        var added =
                fits(
                        add(
                                "lines[0][amount]=1000"
                                        + told(190, 1000, false)
                                        + "&lines[0][tax_amounts][0][taxability_reason]=standard_rated"));
        assertThat(added.body().path("total").asLong()).isEqualTo(1190);
        assertThat(added.body().path("total_excluding_tax").asLong()).isEqualTo(1000);
        var tax = line(added).at("/taxes/0");
        assertThat(tax.path("amount").asLong()).isEqualTo(190);
        assertThat(tax.path("taxable_amount").asLong()).isEqualTo(1000);
        assertThat(tax.path("taxability_reason").asText()).isEqualTo("standard_rated");
        var rate = tax.at("/tax_rate_details/tax_rate").asText();
        var made = fits(stage.get("/v1/tax_rates/" + rate));
        assertThat(made.body().path("active").asBoolean()).isFalse();
        assertThat(made.body().path("percentage").asDouble()).isEqualTo(20);
        var id = line(added).path("id").asText();
        var update = "lines[0][id]=" + id;
        // The same data means the same rate; amounts stay when the line's own changes.
        var again = fits(stage.post(path("/update_lines"), update + told(150, 900, false)));
        assertThat(line(again).at("/taxes/0/tax_rate_details/tax_rate").asText()).isEqualTo(rate);
        assertThat(again.body().path("total").asLong()).isEqualTo(1150);
        var dearer = fits(stage.post(path("/update_lines"), update + "&lines[0][amount]=2000"));
        assertThat(dearer.body().path("total").asLong()).isEqualTo(2150);
        var within = fits(stage.post(path("/update_lines"), update + told(150, 1850, true)));
        assertThat(within.body().path("total").asLong()).isEqualTo(2000);
        assertThat(within.body().path("subtotal_excluding_tax").asLong()).isEqualTo(1850);
        assertThat(line(within).at("/taxes/0/tax_rate_details/tax_rate").asText())
                .isNotEqualTo(rate);
        var none = fits(stage.post(path("/update_lines"), update + "&lines[0][tax_amounts]="));
        assertThat(line(none).path("taxes")).isEmpty();
        assertThat(none.body().path("total").asLong()).isEqualTo(2000);
    }

    @Test
    void an_invoice_is_paid_with_the_taxes_that_were_told_and_its_revision_has_them() {
        fits(add("lines[0][amount]=1000" + told(77, 1000, false)));
        var open = fits(stage.post(path("/finalize"), ""));
        assertThat(open.body().path("amount_due").asLong()).isEqualTo(1077);
        assertThat(open.body().at("/total_taxes/0/amount").asLong()).isEqualTo(77);
        var revised =
                fits(
                        stage.post(
                                "/v1/invoices",
                                "from_invoice[action]=revision&from_invoice[invoice]=" + draft));
        assertThat(revised.body().path("total").asLong()).isEqualTo(1077);
        fits(stage.post(path("/pay"), ""));
        assertThat(paid().getFirst().amount().minor()).isEqualTo(1077);
    }

    @Test
    void taxes_are_told_or_come_from_rates() {
        var rate =
                fits(stage.post("/v1/tax_rates", "display_name=VAT&inclusive=false&percentage=20"))
                        .text("id");
        fits(add("lines[0][amount]=1000" + told(190, 1000, false)));
        assertThat(stage.post(path(""), "default_tax_rates[0]=" + rate).error("param"))
                .isEqualTo("tax_amounts");
        assertThat(add("lines[0][amount]=100&lines[0][tax_rates][0]=" + rate).error("param"))
                .isEqualTo("tax_amounts");
        assertThat(invoice(draft).body().path("total").asLong()).isEqualTo(1190);
        // What was made for an amount taxes nothing else.
        var made = line(invoice(draft)).at("/taxes/0/tax_rate_details/tax_rate").asText();
        assertThat(
                        stage.post(
                                        "/v1/invoiceitems",
                                        "amount=1&currency=usd&customer="
                                                + customer
                                                + "&tax_rates[0]="
                                                + made)
                                .error("param"))
                .isEqualTo("tax_rates");
    }

    @Test
    void what_is_told_wrong_is_refused() {
        var form = "lines[0][amount]=1000";
        var first = "lines[0][tax_amounts][0]";
        assertThat(
                        add(form + "&" + first + "[amount]=1&" + first + "[taxable_amount]=1")
                                .error("param"))
                .isEqualTo(first + "[tax_rate_data]");
        assertThat(
                        add(form + told(1, 1, false).replace("percentage]=20", "percentage]=101"))
                                .error("param"))
                .isEqualTo(first + "[tax_rate_data][percentage]");
        assertThat(
                        add(form + told(1, 1, false) + "&" + first + "[taxability_reason]=moon")
                                .error("param"))
                .isEqualTo(first + "[taxability_reason]");
        assertThat(add(form + told(999_999_999_999L, 1, false)).error("param"))
                .isEqualTo(first + "[amount]");
        var many = new StringBuilder(form);
        for (int i = 0; i < 11; i++)
            many.append(told(1, 1, false).replace("tax_amounts][0]", "tax_amounts][" + i + "]"));
        assertThat(add(many.toString()).error("param")).isEqualTo("lines[0][tax_amounts]");
        assertThat(invoice(draft).body().at("/lines/data")).isEmpty();
    }

    @Test
    void how_an_item_would_be_taxed_is_said_once() {
        var id = item(customer, "&amount=500&tax_behavior=inclusive&tax_code=txcd_10000000");
        var path = "/v1/invoiceitems/" + id;
        fits(stage.post(path, "tax_behavior=inclusive&tax_code="));
        assertThat(stage.post(path, "tax_behavior=exclusive").error("param"))
                .isEqualTo("tax_behavior");
        assertThat(stage.post(path, "tax_behavior=maybe").error("param")).isEqualTo("tax_behavior");
        assertThat(stage.post(path, "tax_code=txcd_none").error("param")).isEqualTo("tax_code");
        var open = item(customer, "&amount=500&tax_behavior=unspecified");
        fits(stage.post("/v1/invoiceitems/" + open, "tax_behavior=exclusive"));
        var price =
                fits(stage.post(
                                "/v1/prices",
                                "currency=usd&product_data[name]=Oak&unit_amount=900&tax_behavior=exclusive"))
                        .text("id");
        var form = "currency=usd&customer=" + customer + "&pricing[price]=" + price;
        assertThat(stage.post("/v1/invoiceitems", form + "&tax_behavior=inclusive").error("param"))
                .isEqualTo("tax_behavior");
        fits(stage.post("/v1/invoiceitems", form + "&tax_behavior=exclusive"));
    }
}
