package hawker.portal;

import hawker.api.ApiModule.Inside;
import hawker.api.Json;
import hawker.web.Response;
import hawker.web.Routes;
import java.util.HashMap;
import java.util.Map;

/** Buyers change what is known of them, as far as the seller lets them. */
final class DetailsPages {

    private static final String ONE = "/v1/customers/{}";

    private final EntrancePages entrance;

    DetailsPages(EntrancePages entrance) {
        this.entrance = entrance;
    }

    Routes routes() {
        var path = PortalPages.BASE + "/details";
        return new Routes()
                .get(path, entrance.page(this::show))
                .post(path, entrance.form(this::save));
    }

    private Response show(Visiting visit) {
        if (!visit.offers(Features.CUSTOMER)) return entrance.nothing(visit);
        return page(visit, 200, DetailsForm.of(visit));
    }

    private Response page(Visiting visit, int status, DetailsForm form) {
        var fields = new HashMap<String, Object>();
        fields.put("action", action(visit));
        fields.put("seller", visit.seller());
        fields.put("wrong", form.general());
        fields.put("sections", form.sections(entrance.templates(), action(visit)));
        return entrance.shown(visit, status, "Your details", "details.jte", fields);
    }

    private static String action(Visiting visit) {
        return visit.session().path() + "/details";
    }

    private Response save(Visiting visit) {
        if (!visit.offers(Features.CUSTOMER)) return entrance.nothing(visit);
        var form = DetailsForm.of(visit).typed(visit.request());
        var part = visit.request().queryParam("part").filter(form::allows);
        // Another country was chosen: nothing is saved yet.
        if (part.isPresent() && visit.request().wantsFragment())
            return entrance.fragment(
                    form.place(entrance.templates(), action(visit), ofPart(part.get())));
        if (form.allows("email") && form.value("email").isEmpty())
            return page(visit, 422, form.wrong("email", "Enter your email."));
        // A number that is not one is found out before anything is written.
        if (form.allows("tax_id")) {
            var added = added(visit, form);
            if (!added.isOk()) return page(visit, 422, wrong(form, added));
            for (var id : form.numbers().keySet())
                if (visit.request().formParam(DetailsForm.GONE + id).isPresent())
                    visit.delete(ONE + "/tax_ids/{}", Map.of(), visit.customer(), id);
        }
        var changes = form.changes();
        var changed = visit.post(ONE, changes, visit.customer());
        return changed.isOk() ? entrance.done(visit) : page(visit, 422, wrong(form, changed));
    }

    private static String ofPart(String part) {
        return part.equals("shipping") ? "shipping[address]" : "address";
    }

    /** Adds the tax number that was typed, if one was. */
    private static Inside.Reply added(Visiting visit, DetailsForm form) {
        var kind = form.value(DetailsForm.TAX_TYPE);
        var value = form.value(DetailsForm.TAX_VALUE);
        if (kind.isEmpty() && value.isEmpty()) return new Inside.Reply(200, Json.object());
        var number = Map.of(DetailsForm.TAX_TYPE, kind, DetailsForm.TAX_VALUE, value);
        return visit.post(ONE + "/tax_ids", number, visit.customer());
    }

    private static DetailsForm wrong(DetailsForm form, Inside.Reply refused) {
        var param = refused.body().path("error").path("param").asText("");
        return form.wrong(param, Visiting.says(refused));
    }
}
