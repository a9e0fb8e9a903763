package hawker.app;

import hawker.kernel.Currency;
import hawker.look.Look;
import hawker.look.PageHead;
import hawker.look.Templates;
import hawker.payments.Fees;
import hawker.web.Handler;
import hawker.web.Routes;
import java.util.Map;

/** Help, terms and privacy: the pages that every footer leads to. */
final class InfoPages {

    private final Look look;
    private final boolean demo;
    private final Templates templates =
            new Templates("hawker.app.templates", InfoPages.class.getClassLoader());

    InfoPages(Look look, boolean demo) {
        this.look = look;
        this.demo = demo;
    }

    Routes routes() {
        return new Routes()
                .get("/help", page("Help", "help.jte"))
                .get("/terms", page("Terms", "terms.jte"))
                .get("/privacy", page("Privacy", "privacy.jte"));
    }

    private Handler page(String title, String template) {
        return request -> {
            var body =
                    templates.content(
                            template, Map.of("demo", demo, "fee", Fees.says(Currency.USD)));
            var head = PageHead.of(request, title);
            return look.publicPage(request, head, body);
        };
    }
}
