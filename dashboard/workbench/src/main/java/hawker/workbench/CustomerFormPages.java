package hawker.workbench;

import hawker.desk.Desk;
import hawker.kernel.Ids;
import hawker.look.Kit;
import hawker.look.Link;
import hawker.look.Look;
import hawker.look.Templates;
import hawker.web.Response;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes customers, changes and forgets them. */
final class CustomerFormPages {

    static final String NEW = CustomerPages.PATH + "/new";
    static final String EDIT = CustomerPages.PATH + "/{id}/edit";
    static final String DELETE = CustomerPages.PATH + "/{id}/delete";

    private static final String ONE = CustomerPages.ALL + "/{}";

    private final Desk desk;
    private final Look look;
    private final Templates templates;
    private final Asking api;
    private final Ids ids;

    CustomerFormPages(Desk desk, Look look, Templates templates, Asking api, Ids ids) {
        this.desk = desk;
        this.look = look;
        this.templates = templates;
        this.api = api;
        this.ids = ids;
    }

    Response blank(Desk.Seat seat) {
        return page(seat, 200, Optional.empty(), CustomerForm.blank(), Map.of());
    }

    /** The form's key sees to it that one sent twice makes one customer. */
    Response create(Desk.Seat seat) {
        var form = CustomerForm.of(seat.request());
        var wrong = form.problems();
        if (!wrong.isEmpty()) return page(seat, 422, Optional.empty(), form, wrong);
        var key = seat.request().formParam("key").orElse("");
        return switch (api.post(seat, CustomerPages.ALL, form.created(), key)) {
            case Asking.Done.Well(var made) ->
                    look.seeOther(CustomerPages.PATH + "/" + made.id(), "Customer added");
            case Asking.Done.Refused no -> page(seat, 422, Optional.empty(), form, said(no));
        };
    }

    Response edit(Desk.Seat seat) {
        return find(seat)
                .map(c -> page(seat, 200, Optional.of(c), CustomerForm.of(c), Map.of()))
                .orElseGet(() -> look.problem(seat.request(), 404));
    }

    Response change(Desk.Seat seat) {
        var found = find(seat);
        if (found.isEmpty()) return look.problem(seat.request(), 404);
        var form = CustomerForm.of(seat.request());
        var wrong = form.problems();
        if (!wrong.isEmpty()) return page(seat, 422, found, form, wrong);
        var id = found.get().id();
        return switch (api.post(seat, ONE, form.changed(found.get()), "", id)) {
            case Asking.Done.Well ignored -> look.seeOther(CustomerPages.PATH + "/" + id, "Saved");
            case Asking.Done.Refused no -> page(seat, 422, found, form, said(no));
        };
    }

    /** Their cards are forgotten and their subscriptions end; payments stay. */
    Response delete(Desk.Seat seat) {
        var found = find(seat);
        if (found.isEmpty()) return look.problem(seat.request(), 404);
        return switch (api.delete(seat, ONE, found.get().id())) {
            case Asking.Done.Well ignored ->
                    look.seeOther(
                            CustomerPages.PATH, CustomerPages.name(found.get()) + " is deleted");
            case Asking.Done.Refused no ->
                    page(seat, 422, found, CustomerForm.of(found.get()), said(no));
        };
    }

    /** Somebody who was deleted is not found. */
    private Optional<Thing> find(Desk.Seat seat) {
        return api.find(seat, ONE, seat.request().pathParam("id"))
                .filter(customer -> !customer.is("deleted"));
    }

    /** The API's own sentence beside the field it is about; about none of them, on top. */
    private static Map<String, String> said(Asking.Done.Refused no) {
        return Map.of(CustomerForm.names().contains(no.param()) ? no.param() : "", no.says());
    }

    private Response page(
            Desk.Seat seat,
            int status,
            Optional<Thing> customer,
            CustomerForm form,
            Map<String, String> wrong) {
        var title = customer.map(c -> "Edit " + CustomerPages.name(c)).orElse("Add customer");
        var path = customer.map(c -> CustomerPages.PATH + "/" + c.id());
        var way = new ArrayList<>(List.of(new Link("Customers", CustomerPages.PATH)));
        customer.ifPresent(
                c -> way.add(new Link(CustomerPages.name(c), path.orElse(CustomerPages.PATH))));
        way.add(new Link(customer.isEmpty() ? title : "Edit", ""));
        var params = new HashMap<String, Object>();
        params.put("way", Kit.breadcrumb(way));
        params.put("title", title);
        params.put("action", path.map(p -> p + "/edit").orElse(NEW));
        params.put("delete", path.map(p -> p + "/delete").orElse(""));
        params.put("back", path.orElse(CustomerPages.PATH));
        params.put("name", customer.map(CustomerPages::name).orElse(""));
        params.put("key", ids.token(20));
        params.put("refused", wrong.getOrDefault("", ""));
        params.put("person", form.person(wrong));
        params.put("home", form.home(wrong));
        params.put("rows", form.rows(wrong));
        params.put("seat", seat);
        var body = templates.content("customerForm.jte", params);
        return desk.page(seat, status, title, "customers", body);
    }
}
