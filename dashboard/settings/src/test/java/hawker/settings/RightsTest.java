package hawker.settings;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.accounts.Role;
import hawker.accounts.Role.Right;
import hawker.accounts.Sellers;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Nobody sets what is not theirs. */
class RightsTest extends SettingsStory {

    @Test
    void forms_need_their_token_and_their_right_and_are_shown_to_who_has_it() {
        for (var role : Role.values()) {
            var cookie = role == Role.OWNER ? owner : member(role);
            for (var route : stage.pages.all()) {
                if (!route.method().equals("POST")) continue;
                var path = route.pattern().replace("{id}", "standard");
                assertThat(stage.browser.post(cookie, path, Map.of()).status())
                        .as(role + " without its token " + path)
                        .isEqualTo(403);
                if (role.has(Right.RUN_SHOP)) continue;
                var token = Map.of("csrf", token(cookie));
                assertThat(stage.browser.post(cookie, path, token).status())
                        .as(role + " " + path)
                        .isEqualTo(403);
            }
            var shown = new HashSet<String>();
            for (var path : List.of(SHOP, DELIVERY, PolicyPages.PATH)) {
                var page = stage.browser.get(cookie, path);
                assertThat(page.status()).as(role + " " + path).isEqualTo(200);
                shown.addAll(page.sendsTo());
            }
            assertThat(!shown.isEmpty())
                    .as(role + " is shown forms")
                    .isEqualTo(role.has(Right.RUN_SHOP));
        }
        assertThat(account().name()).isEqualTo("Juniper");
    }

    /** Somebody of a role at the shop; their cookie. */
    private String member(Role role) {
        var name = handle + "-" + role.title().toLowerCase(Locale.ROOT);
        var id = Sellers.person(stage.accounts, name);
        var shop = account().id();
        stage.test
                .platform()
                .tx()
                .acrossAccounts("join", tx -> stage.module.join(tx, shop, id, role));
        return Sellers.cookie(stage.accounts, name);
    }
}
