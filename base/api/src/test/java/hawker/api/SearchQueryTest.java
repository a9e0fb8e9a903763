package hawker.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hawker.api.SearchQuery.Clause;
import hawker.api.SearchQuery.Op;
import hawker.api.SearchQuery.Value;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SearchQueryTest {

    private static final SearchFields FIELDS =
            new SearchFields()
                    .token("status", "t.status")
                    .text("name", "t.name")
                    .number("amount", "t.amount")
                    .time("created", "t.created")
                    .metadata("t.metadata");

    private static Value text(String text) {
        return new Value.Text(text);
    }

    @Test
    void a_clause_has_a_field_an_operator_and_a_value() {
        assertThat(SearchQuery.parse("status:'succeeded'"))
                .isEqualTo(
                        new SearchQuery(
                                List.of(
                                        new Clause(
                                                false, "status", "", Op.EXACT, text("succeeded"))),
                                false));
        assertThat(SearchQuery.parse("disputed:true").clauses())
                .containsExactly(new Clause(false, "disputed", "", Op.EXACT, text("true")));
        assertThat(SearchQuery.parse("-a.b>=12.50").clauses())
                .containsExactly(
                        new Clause(
                                true,
                                "a.b",
                                "",
                                Op.AT_LEAST,
                                new Value.Figure(new BigDecimal("12.50"))));
        assertThat(SearchQuery.parse("-metadata[\"order id\"]:null").clauses())
                .containsExactly(
                        new Clause(true, "metadata", "order id", Op.EXACT, new Value.Null()));
    }

    @Test
    void quotes_are_escaped_and_may_hold_keywords() {
        assertThat(SearchQuery.parse("name:\"the \\\"red\\\" AND 'blue'\"").clauses())
                .extracting(Clause::value)
                .containsExactly(text("the \"red\" AND 'blue'"));
    }

    @Test
    void clauses_are_joined_by_space_and_or_by_one_keyword_in_any_case() {
        assertThat(SearchQuery.parse(" a:'1'  b:'2' and c:'3' ").any()).isFalse();
        assertThat(SearchQuery.parse("a:'1' or b:'2' OR c:'3'").any()).isTrue();
        assertThat(SearchQuery.parse("a:'1' or b:'2' OR c:'3'").clauses()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "status",
                "status:",
                "status:succeeded",
                "status:'succeeded",
                "status='succeeded'",
                "a:'1' AND b:'2' OR c:'3'",
                "a:'1' OR b:'2' c:'3'",
                "a:'1'b:'2'",
                "a:'1' AND",
                "metadata:'x'",
                "metadata[]:'x'",
                "metadata[\"\"]:'x'",
                "metadata[\"k\":'x'",
                "name[\"k\"]:'x'",
                "a>null",
                "amount>12a",
                "(a:'1')",
                "a:1 a:1 a:1 a:1 a:1 a:1 a:1 a:1 a:1 a:1 a:1"
            })
    void what_makes_no_sense_is_refused(String query) {
        assertThatThrownBy(() -> SearchQuery.parse(query))
                .isInstanceOfSatisfying(
                        ApiError.class,
                        error -> {
                            assertThat(error.status()).isEqualTo(400);
                            assertThat(error.param()).contains("query");
                        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "colour:'red'",
                "status~'succ'",
                "status>'succeeded'",
                "name>'a'",
                "name~'ab'",
                "amount~'100'",
                "amount:'many'",
                "created:12.5",
                "created>-1",
                "created<999999999999999"
            })
    void what_does_not_fit_a_field_is_refused(String query) {
        var parsed = SearchQuery.parse(query);
        assertThatThrownBy(() -> FIELDS.where(parsed))
                .isInstanceOfSatisfying(
                        ApiError.class, error -> assertThat(error.param()).contains("query"));
    }

    @Test
    void nothing_that_was_sent_stands_in_the_statement() {
        var where =
                FIELDS.where(
                        SearchQuery.parse(
                                "metadata[\"x' or 1=1 --\"]:\"y' or 1=1 --\" AND name~'z; drop'"));
        assertThat(where.sql())
                .isEqualTo(
                        "(lower(((t.metadata) ->> ?)) = lower(?) and"
                                + " strpos(lower((t.name)), lower(?)) > 0)");
        assertThat(where.values()).containsExactly("x' or 1=1 --", "y' or 1=1 --", "z; drop");
    }
}
