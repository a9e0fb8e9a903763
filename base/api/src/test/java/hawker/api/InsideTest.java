package hawker.api;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.platform.TestPlatform;
import hawker.web.Request;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Pages ask the API in the name of whoever is signed in, by all its rules. */
class InsideTest {

    private final TestPlatform test = TestPlatform.open("api");
    private final ApiModule api = ApiModule.open(test.platform(), key -> Optional.empty());
    private int made;
    private final ApiModule.Inside inside =
            api.inside(
                    List.of(
                            Operation.get("/v1/things/{thing}", Shape.of(), this::thing),
                            Operation.post(
                                    "/v1/things", Shape.of(Param.text("name", 9)), this::make)),
                    List.of());

    @AfterEach
    void close() {
        test.close();
    }

    private Answer thing(Call call) {
        var id = call.path("thing");
        if (!id.equals("a/b ?")) throw ApiError.missing("thing", id);
        return Answer.ok(Json.object().put("id", id).put("of", call.account().number()));
    }

    private Answer make(Call call) {
        return call.write(tx -> Answer.ok(Json.object().put("n", ++made)));
    }

    private ApiModule.Inside.Reply ask(ApiModule.Inside.Ask ask) {
        var page =
                new Request(
                        "POST",
                        "/dashboard",
                        "",
                        Map.of(),
                        Map.of(),
                        new byte[0],
                        "203.0.113.7",
                        "req_page",
                        test.clock().now());
        return inside.ask(TestApi.ALICE, page, ask);
    }

    @Test
    void a_part_of_the_path_is_one_whatever_stands_in_it() {
        var found = ask(ApiModule.Inside.Ask.get("/v1/things/{}", "", "a/b ?"));
        assertThat(found.isOk()).isTrue();
        assertThat(found.body().path("of").asLong()).isEqualTo(TestApi.ALICE.number());
        var missing = ask(ApiModule.Inside.Ask.get("/v1/things/{}", "", "../secret"));
        assertThat(missing.status()).isEqualTo(404);
        assertThat(missing.body().at("/error/code").asText()).isEqualTo("resource_missing");
    }

    @Test
    void a_form_sent_twice_is_done_once_and_none_of_it_is_in_the_log() {
        var form = ApiModule.Inside.Ask.post("/v1/things", "name=Ann", "key-1");
        assertThat(ask(form).body().path("n").asInt()).isEqualTo(1);
        assertThat(ask(form).body().path("n").asInt()).isEqualTo(1);
        var wrong = ask(ApiModule.Inside.Ask.post("/v1/things", "nme=Ann", ""));
        assertThat(wrong.body().at("/error/code").asText()).isEqualTo("parameter_unknown");
        assertThat(api.requestLog().newest(TestApi.ALICE, 10)).isEmpty();
    }
}
