package hawker.team;

import hawker.accounts.AccountsModule;
import hawker.accounts.Role.Right;
import hawker.desk.Desk;
import hawker.look.Look;
import hawker.look.Templates;
import hawker.platform.Platform;
import hawker.web.Routes;

/** Builds the room; its schema is "team". */
public final class TeamModule {

    private final Desk desk;
    private final TeamPages pages;
    private final JoinPages joining;

    private TeamModule(Platform platform, AccountsModule accounts, Desk desk, Look look) {
        var templates = new Templates("hawker.team.templates", TeamModule.class.getClassLoader());
        var staffing = new Staffing(platform, accounts, new TeamSql());
        this.desk = desk;
        this.pages =
                new TeamPages(
                        desk, look, templates, accounts.accounts(), staffing, platform.clock());
        this.joining = new JoinPages(look, templates, accounts.accounts(), staffing);
    }

    public static TeamModule open(
            Platform platform, AccountsModule accounts, Desk desk, Look look) {
        return new TeamModule(platform, accounts, desk, look);
    }

    public Routes routes() {
        return new Routes()
                .get(TeamPages.PATH, desk.seller(Right.SEE_GOODS, pages::list))
                .post(TeamPages.PATH, desk.seller(Right.RUN_TEAM, pages::invite))
                .post(TeamPages.PATH + "/withdraw", desk.seller(Right.RUN_TEAM, pages::withdraw))
                .get(TeamPages.ONE, desk.seller(Right.SEE_GOODS, pages::show))
                .post(TeamPages.ONE, desk.seller(Right.RUN_TEAM, pages::change))
                // Everybody may leave; whom else somebody removes is asked there.
                .post(TeamPages.ONE + "/remove", desk.seller(Right.SEE_GOODS, pages::remove))
                .addAll(joining.routes());
    }
}
