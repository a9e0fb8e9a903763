package hawker.connect;

import hawker.api.Answer;
import hawker.api.ApiError;
import hawker.api.Call;
import hawker.api.Lists;
import hawker.api.Operation;
import hawker.api.Param;
import hawker.api.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** {@code /v1/country_specs}, in alphabetical order. */
final class CountrySpecsHttp {

    private static final String URL = "/v1/country_specs";

    List<Operation> operations() {
        return List.of(
                Operation.get(URL, Shape.of(Param.paging()), this::list),
                Operation.get(URL + "/{country}", Shape.of(), this::retrieve));
    }

    private Answer list(Call call) {
        var page = call.page();
        var all = CountrySpecs.countries();
        page.after().ifPresent(id -> known(id, "starting_after"));
        page.before().ifPresent(id -> known(id, "ending_before"));
        boolean backward = page.before().isPresent();
        var wanted =
                new ArrayList<>(
                        all.stream()
                                .filter(id ->
                                        page.after().map(a -> id.compareTo(a) > 0).orElse(true))
                                .filter(id ->
                                        page.before().map(b -> id.compareTo(b) < 0).orElse(true))
                                .toList());
        if (backward) Collections.reverse(wanted);
        boolean more = wanted.size() > page.limit();
        var shown = new ArrayList<>(wanted.subList(0, Math.min(page.limit(), wanted.size())));
        if (backward) Collections.reverse(shown);
        return Answer.ok(Lists.of(URL, shown.stream().map(CountrySpecs::render).toList(), more));
    }

    private static void known(String id, String param) {
        if (CountrySpecs.currency(id).isEmpty())
            throw ApiError.missingReference("country_spec", id, param);
    }

    private Answer retrieve(Call call) {
        var country = call.path("country");
        if (CountrySpecs.currency(country).isEmpty())
            throw ApiError.missing("country_spec", country);
        return Answer.ok(CountrySpecs.render(country));
    }
}
