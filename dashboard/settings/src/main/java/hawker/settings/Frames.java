package hawker.settings;

import gg.jte.Content;
import hawker.desk.Desk;
import hawker.look.Kit;
import hawker.look.Link;
import hawker.look.Templates;
import hawker.web.Response;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the pages of the settings have in common: their frame, and their parts as tabs. */
final class Frames {

    private static final List<Kit.Tab> TABS =
            List.of(
                    new Kit.Tab("shop", "Shop", ShopPages.PATH),
                    new Kit.Tab("delivery", "Delivery and tax", DeliveryPages.PATH),
                    new Kit.Tab("policies", "Returns", PolicyPages.PATH));

    private final Desk desk;
    private final Templates templates;

    Frames(Desk desk, Templates templates) {
        this.desk = desk;
        this.templates = templates;
    }

    /** A page under the tabs. */
    Response page(
            Desk.Seat seat, int status, String tab, String template, Map<String, Object> params) {
        var all = new HashMap<>(params);
        all.put("tabs", Kit.tabs("Settings", TABS, tab));
        all.put("view", "/@" + seat.account().handle());
        return alone(seat, status, "Settings", template, all);
    }

    /** A page of one thing, which leads back to its list. */
    Response alone(
            Desk.Seat seat, int status, String title, String template, Map<String, Object> params) {
        var all = new HashMap<>(params);
        all.put("seat", seat);
        return desk.page(seat, status, title, "settings", templates.content(template, all));
    }

    Content part(String template, Map<String, Object> params) {
        return templates.content(template, params);
    }

    /** The links on top of a form that is wrong in more than one place. */
    static List<Link> links(List<String> fields, Map<String, String> wrong) {
        var links = new ArrayList<Link>();
        for (var field : fields)
            if (wrong.containsKey(field))
                links.add(new Link(wrong.getOrDefault(field, ""), "#f-" + field));
        return links.size() > 1 ? links : List.of();
    }
}
