package hawker.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import hawker.kernel.Currency;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecodingTest {

    private static final Instant NOW = Instant.parse("2026-11-22T09:00:00Z");
    private static final Shape SHAPE =
            Shape.of(
                    Param.amount("amount"),
                    Param.amountOrZero("fee"),
                    Param.integer("number"),
                    Param.integer("month", 1, 12),
                    Param.decimal("rate"),
                    Param.currency("currency"),
                    Param.text("description", 10).nullable(),
                    Param.text("name", 10),
                    Param.flag("confirm"),
                    Param.oneOf("capture_method", "automatic", "manual"),
                    Param.timestamp("due"),
                    Param.timestampOrNow("advance"),
                    Param.range("created"),
                    Param.hash(
                            "card",
                            Param.text("number", 20).secret(),
                            Param.integer("cvc").secret(),
                            Param.text("name", 10),
                            Param.hash("billing", Param.text("city", 20).required())),
                    Param.textOrHash("source", 20, Param.text("object", 10)),
                    Param.open("extra"),
                    Param.texts("types", 20),
                    Param.list("items", Param.hash("item", Param.amount("price").required())),
                    Param.metadata());

    @Test
    void what_was_kept_as_json_is_read_as_it_was_sent() {
        var sent =
                Decoding.decode(
                        SHAPE,
                        Form.read(
                                "",
                                "amount=100&currency=usd&description=&confirm=true&due=1700000000"
                                        + "&card[name]=J%C3%B6&card[billing][city]=Bern"
                                        + "&types[]=a&types[]=b&metadata[k]=v"),
                        NOW);
        var kept = Json.object();
        sent.mergeInto(kept);

        var read = SHAPE.read(kept);

        var again = Json.object();
        read.mergeInto(again);
        assertThat(again).isEqualTo(kept);
        assertThat(read.isUnset("description")).isTrue();
        assertThat(read.hash("card").orElseThrow().nameOf("name")).isEqualTo("card[name]");
    }

    @Test
    void of_two_sets_of_parameters_the_second_counts() {
        var shape = Shape.of(Param.text("a", 9).nullable(), Param.text("b", 9).nullable());
        var one = Decoding.decode(shape, Form.read("", "a=1&b=1"), NOW);
        var two = Decoding.decode(shape, Form.read("", "a=&b=2"), NOW);

        assertThat(one.and(two).isUnset("a")).isTrue();
        assertThat(one.and(two).text("b")).contains("2");
        assertThat(two.and(one).text("a")).contains("1");
        assertThat(two.and(one).isUnset("a")).isFalse();
        assertThat(one.with("a", "3").text("a")).contains("3");
    }

    @Test
    void what_is_written_in_one_way_is_refused_in_another() {
        written(Param.Notation.COUNTRY, List.of("US", "us"), List.of("USA", "[]", "1A", "Ü1"));
        written(Param.Notation.COLOR, List.of("#5469d4"), List.of("red", "#fff", "#5469d4;"));
        written(
                Param.Notation.WEBSITE,
                List.of("shop.example", "https://bücher.example/a?b=c#d", "HTTP://localhost:80/"),
                List.of(
                        "javascript:alert(1)",
                        "javascript:alert(1).example",
                        "https://a.example/\"><b>",
                        "https://user@a.example",
                        "http://[::1",
                        "foo",
                        "a.example/\0",
                        "a.example/" + "a".repeat(2_000)));
        written(Param.Notation.FOUR_DIGITS, List.of("0000"), List.of("573", "57340", "５７３４"));
        written(
                Param.Notation.PERCENT,
                List.of("0", "100.00", "25.5"),
                List.of("100.1", "-1", "1e1", "１"));
        written(
                Param.Notation.LANGUAGE,
                List.of("auto", "pt-BR", "es-419"),
                List.of("now", "en_GB", "DE"));
    }

    @Test
    void a_card_number_in_an_address_is_masked() {
        var shape = Shape.of(Param.written("it", Param.Notation.WEBSITE));
        var sent = Form.read("", "it=shop.example/4242424242424242");
        assertThat(Decoding.decode(shape, sent, NOW).text("it").orElseThrow())
                .startsWith("shop.example/")
                .doesNotContain("424242424242");
    }

    private static void written(Param.Notation notation, List<String> right, List<String> wrong) {
        var shape = Shape.of(Param.hash("in", Param.written("it", notation)));
        for (var text : right) {
            var sent = Form.read("", "in[it]=" + URLEncoder.encode(text, StandardCharsets.UTF_8));
            var read = Decoding.decode(shape, sent, NOW).hash("in").orElseThrow();
            assertThat(read.text("it")).contains(text);
        }
        for (var text : wrong) {
            var sent = Form.read("", "in[it]=" + URLEncoder.encode(text, StandardCharsets.UTF_8));
            var error =
                    catchThrowableOfType(ApiError.class, () -> Decoding.decode(shape, sent, NOW));
            assertThat(error).as(text).isNotNull();
            assertThat(error.param()).as(text).contains("in[it]");
        }
    }

    @Test
    void of_a_secret_hash_everything_is_secret() {
        var hash =
                Param.hash(
                                "person",
                                Param.text("name", 9),
                                Param.texts("aliases", 9),
                                Param.hash("dob", Param.integer("day")))
                        .secret();
        var sent = Form.read("", "person[name]=Jane&person[aliases][]=Jo&person[dob][day]=7");

        assertThat(RequestLog.masked(Shape.of(hash), sent))
                .doesNotContain("Jane", "Jo", "7")
                .contains("\"name\":\"***\"", "\"aliases\":\"***\"");
        var wrong = Form.read("", "person[name]=much-too-long-a-name");
        var error =
                catchThrowableOfType(
                        ApiError.class, () -> Decoding.decode(Shape.of(hash), wrong, NOW));
        assertThat(error.getMessage()).doesNotContain("much");
    }

    @Test
    void a37_card_numbers_are_masked_in_every_text_but_secret_ones() {
        var card = "4242424242424242";
        var shape =
                Shape.of(
                        Param.text("description", 100),
                        Param.textOrHash("source", 100, Param.text("object", 100)),
                        Param.open("extra"),
                        Param.texts("types", 100),
                        Param.hash("card", Param.text("number", 20).secret()),
                        Param.list("items", Param.hash("item", Param.text("name", 100))),
                        Param.metadata());
        var params =
                Decoding.decode(
                        shape,
                        Form.read(
                                "",
                                String.join(
                                        "&",
                                        "description=pay+with+" + card,
                                        "source=" + card,
                                        "extra[a]=" + card,
                                        "types[]=" + card,
                                        "items[0][name]=" + card,
                                        "metadata[" + card + "]=" + card,
                                        "card[number]=" + card)),
                        NOW);
        assertThat(params.hash("card").orElseThrow().text("number")).contains(card);
        var masked = "424242******4242";
        assertThat(params.text("description")).contains("pay with " + masked);
        assertThat(params.text("source")).contains(masked);
        assertThat(params.open("extra")).contains(Map.of("a", masked));
        assertThat(params.texts("types")).containsExactly(masked);
        assertThat(params.hashes("items").getFirst().text("name")).contains(masked);
        assertThat(params.metadata()).contains(Map.of(masked, masked));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9223372036854775808",
                "1e3",
                " 100",
                "100 ",
                "１００",
                "1.5",
                "%2B5",
                "0x10",
                "1_000",
                "--1",
                "-",
                "NaN",
                "99999999999999999999999999"
            })
    void what_is_no_integer_is_refused_everywhere(String text) {
        for (var name : List.of("amount", "fee", "number", "month", "due", "created")) {
            var error = refusal(name + "=" + text);
            assertThat(error.status()).isEqualTo(400);
            assertThat(error.code()).contains("parameter_invalid_integer");
            assertThat(error.param()).contains(name);
        }
    }

    @Test
    void amounts_are_from_one_to_the_largest_amount() {
        assertThat(decode("amount=1").requiredInteger("amount")).isEqualTo(1);
        assertThat(decode("amount=99999999").requiredInteger("amount")).isEqualTo(99_999_999);
        assertThat(refusal("amount=100000000").code()).contains("amount_too_large");
        assertThat(refusal("amount=9223372036854775807").code()).contains("amount_too_large");
        assertThat(refusal("amount=0").code()).contains("parameter_invalid_integer");
        assertThat(refusal("amount=-1").code()).contains("parameter_invalid_integer");
        assertThat(refusal("amount=").code()).contains("parameter_invalid_empty");
        assertThat(decode("fee=0").requiredInteger("fee")).isZero();
        assertThat(refusal("fee=-1").code()).contains("parameter_invalid_integer");
    }

    @Test
    void integers_keep_to_their_bounds() {
        assertThat(decode("month=12").integer("month")).contains(12L);
        assertThat(refusal("month=13").param()).contains("month");
        assertThat(refusal("month=0").param()).contains("month");
        assertThat(decode("number=-9223372036854775808").integer("number"))
                .contains(Long.MIN_VALUE);
    }

    @Test
    void values_come_as_what_they_are() {
        var params =
                decode(
                        "currency=USD&confirm=true&capture_method=manual&rate=12.500&due=0"
                                + "&advance=now&types[]=card&types[]=link&card[name]=Ann"
                                + "&items[0][price]=5&items[1][price]=7&extra[any]=thing");
        assertThat(params.requiredCurrency("currency")).isEqualTo(Currency.USD);
        assertThat(params.isTrue("confirm")).isTrue();
        assertThat(params.text("capture_method")).contains("manual");
        assertThat(params.text("rate")).contains("12.500");
        assertThat(params.timestamp("due")).contains(Instant.EPOCH);
        assertThat(params.timestamp("advance")).contains(NOW);
        assertThat(params.texts("types")).containsExactly("card", "link");
        assertThat(params.hash("card").orElseThrow().text("name")).contains("Ann");
        assertThat(params.hashes("items").get(1).requiredInteger("price")).isEqualTo(7);
        assertThat(params.open("extra")).contains(Map.of("any", "thing"));
        assertThat(params.has("amount")).isFalse();
    }

    @Test
    void a_parameter_may_be_a_text_or_a_hash() {
        assertThat(decode("source=tok_1").text("source")).contains("tok_1");
        assertThat(decode("source=tok_1").hash("source")).isEmpty();
        var hash = decode("source[object]=card");
        assertThat(hash.text("source")).isEmpty();
        assertThat(hash.hash("source").orElseThrow().text("object")).contains("card");
    }

    @Test
    void ranges_are_seconds_with_both_ends_normalised() {
        assertThat(decode("created=100").range("created").orElseThrow())
                .satisfies(r -> {
                    assertThat(r.contains(Instant.ofEpochSecond(100))).isTrue();
                    assertThat(r.contains(Instant.ofEpochSecond(101))).isFalse();
                });
        var range = decode("created[gt]=100&created[lte]=200").range("created").orElseThrow();
        assertThat(range.from()).contains(Instant.ofEpochSecond(101));
        assertThat(range.before()).contains(Instant.ofEpochSecond(201));
        assertThat(refusal("created[around]=1").code()).contains("parameter_unknown");
    }

    @Test
    void an_empty_string_unsets_what_can_be_unset_and_is_refused_elsewhere() {
        var params = decode("description=&metadata=");
        assertThat(params.isUnset("description")).isTrue();
        assertThat(params.has("description")).isFalse();
        assertThat(params.isUnset("metadata")).isTrue();
        for (var name : List.of("name", "confirm", "capture_method", "currency", "types", "card"))
            assertThat(refusal(name + "=").code()).contains("parameter_invalid_empty");
        assertThat(refusal("types[]=").param()).contains("types[0]");
    }

    @Test
    void wrong_values_name_their_full_path() {
        assertThat(refusal("confirm=yes").param()).contains("confirm");
        assertThat(refusal("capture_method=later"))
                .hasMessage("Invalid capture_method: must be one of automatic, manual");
        assertThat(refusal("currency=xyz").param()).contains("currency");
        assertThat(refusal("card[name]=12345678901").param()).contains("card[name]");
        assertThat(refusal("items[0][price]=x").param()).contains("items[0][price]");
        assertThat(refusal("card=tok_1")).hasMessage("Invalid object");
        assertThat(refusal("types=card")).hasMessage("Invalid array");
        assertThat(refusal("types[a]=card")).hasMessage("Invalid array");
        assertThat(refusal("name[x]=1").param()).contains("name");
        assertThat(refusal("card[name]=1&card[0]=2")).hasMessage("Invalid object");
        assertThat(refusal("name=a%00b")).hasMessageContaining("NUL");
    }

    @Test
    void all_unknown_parameters_are_told_in_one_message_and_before_everything_else() {
        var error = refusal("foo=1&card[foo]=2&amount=x&items[0][price]=1");
        assertThat(error.code()).contains("parameter_unknown");
        assertThat(error.param()).contains("foo");
        assertThat(error).hasMessage("Received unknown parameters: foo, card[foo]");
        assertThat(refusal("livemode=true")).hasMessage("Received unknown parameter: livemode");
    }

    @Test
    void wrong_types_are_told_before_missing_parameters() {
        assertThat(refusal("card[billing][city]=Bern&amount=x&items[0][x]=1").code())
                .contains("parameter_unknown");
        assertThat(refusal("confirm=maybe&card[billing]=x").param()).contains("confirm");
        var shape = Shape.of(Param.amount("amount").required(), Param.flag("confirm"));
        assertThat(refusal(shape, "confirm=maybe").param()).contains("confirm");
        assertThat(refusal(shape, "confirm=true")).hasMessage("Missing required param: amount.");
        assertThat(refusal(shape, "").code()).contains("parameter_missing");
    }

    @Test
    void a_hash_asks_for_its_own_required_parameters_only_when_it_is_there() {
        var shape = Shape.of(Param.hash("card", Param.text("number", 20).required()));
        assertThat(Decoding.decode(shape, Form.read("", ""), NOW).isEmpty()).isTrue();
        var nested = Shape.of(Param.hash("card", Param.id("a"), Param.id("number").required()));
        assertThat(refusal(nested, "card[a]=1").param()).contains("card[number]");
    }

    @Test
    void secret_values_are_never_repeated() {
        assertThat(refusal("card[number]=424242424242424242424").getMessage())
                .doesNotContain("4242");
        assertThat(refusal("card[cvc]=12x").getMessage()).doesNotContain("12x");
        assertThat(refusal("card[cvc]=12x").code()).contains("parameter_invalid_integer");
    }

    @Test
    void metadata_merges_key_by_key() {
        var current = Map.of("a", "1", "b", "2");
        assertThat(decode("metadata[a]=9&metadata[b]=&metadata[c]=3").mergeMetadata(current))
                .isEqualTo(Map.of("a", "9", "c", "3"));
        assertThat(decode("metadata=").mergeMetadata(current)).isEmpty();
        assertThat(decode("").mergeMetadata(current)).isEqualTo(current);
        assertThat(decode("metadata[0]=x&metadata[__proto__]=y").metadata())
                .contains(Map.of("0", "x", "__proto__", "y"));
    }

    @Test
    void metadata_has_limits() {
        assertThat(decode("metadata[" + "k".repeat(40) + "]=" + "v".repeat(500)).metadata())
                .isPresent();
        assertThat(refusal("metadata[" + "k".repeat(41) + "]=v").param()).contains("metadata");
        assertThat(refusal("metadata[k]=" + "v".repeat(501)).param()).contains("metadata[k]");
        assertThat(refusal("metadata[a][b]=v").param()).contains("metadata[a]");
        assertThat(refusal("metadata[]=v")).hasMessage("Invalid object");
        var many = new StringBuilder();
        for (int i = 0; i < 51; i++) many.append("&metadata[k").append(i).append("]=v");
        assertThat(refusal(many.substring(1)).param()).contains("metadata");
        var fifty = new java.util.HashMap<String, String>();
        for (int i = 0; i < 50; i++) fifty.put("k" + i, "v");
        var one = decode("metadata[more]=v");
        assertThat(catchThrowableOfType(ApiError.class, () -> one.mergeMetadata(fifty)).param())
                .contains("metadata");
    }

    private static Params decode(String form) {
        return Decoding.decode(SHAPE, Form.read("", form), NOW);
    }

    private static ApiError refusal(String form) {
        return refusal(SHAPE, form);
    }

    private static ApiError refusal(Shape shape, String form) {
        return catchThrowableOfType(
                ApiError.class, () -> Decoding.decode(shape, Form.read("", form), NOW));
    }
}
