package hawker.team;

import gg.jte.Content;
import hawker.accounts.Accounts;
import hawker.accounts.Person;
import hawker.accounts.Role;
import hawker.accounts.Role.Right;
import hawker.desk.Desk;
import hawker.kernel.Clock;
import hawker.kernel.UserId;
import hawker.look.Choices;
import hawker.look.DataTable;
import hawker.look.Kit;
import hawker.look.Link;
import hawker.look.Look;
import hawker.look.Templates;
import hawker.look.Tone;
import hawker.team.Staffing.Done;
import hawker.web.Response;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who works for the shop: everybody sees it, owners and managers change it. */
final class TeamPages {

    static final String PATH = "/dashboard/team";
    static final String ONE = PATH + "/{id}";

    private final Desk desk;
    private final Look look;
    private final Templates templates;
    private final Accounts accounts;
    private final Staffing staffing;
    private final Clock clock;

    TeamPages(
            Desk desk,
            Look look,
            Templates templates,
            Accounts accounts,
            Staffing staffing,
            Clock clock) {
        this.desk = desk;
        this.look = look;
        this.templates = templates;
        this.accounts = accounts;
        this.staffing = staffing;
        this.clock = clock;
    }

    Response list(Desk.Seat seat) {
        return list(seat, 200, "", Role.ANALYST, new Done.Well(""));
    }

    private Response list(Desk.Seat seat, int status, String email, Role role, Done refused) {
        var params = new HashMap<String, Object>();
        params.put("members", members(seat));
        params.put("invited", !staffing.invitations(seat.account().id()).isEmpty());
        params.put("invitations", invitations(seat));
        params.put("path", PATH);
        params.put(
                "fields",
                seat.may(Right.RUN_TEAM) ? fields(seat, email, role, refused) : List.of());
        params.put(
                "history",
                staffing.history(seat.account().id()).stream()
                        .map(entry ->
                                new Kit.Event(
                                        entry.at(),
                                        entry.says(),
                                        entry.whoRole() + ", " + entry.address(),
                                        Tone.PLAIN))
                        .toList());
        params.put("now", clock.now());
        params.put("seat", seat);
        return desk.page(seat, status, "Team", "team", templates.content("team.jte", params));
    }

    private Content members(Desk.Seat seat) {
        var table =
                Kit.table(
                        "Members",
                        DataTable.Column.text("Name"),
                        DataTable.Column.text("Handle"),
                        DataTable.Column.text("Role"),
                        DataTable.Column.text("May"));
        for (var member : accounts.members(seat.account().id())) {
            var person = accounts.person(member.person());
            if (person.isEmpty()) continue;
            table =
                    table.linkedRow(
                            PATH + "/" + member.person().text(),
                            Kit.text(person.get().name()),
                            Kit.text("@" + person.get().handle()),
                            role(member.role()),
                            Kit.text(member.role().says()));
        }
        return table;
    }

    private static Content role(Role role) {
        return Kit.badge(role.title(), role == Role.OWNER ? Tone.NOTE : Tone.PLAIN);
    }

    private Content invitations(Desk.Seat seat) {
        var table =
                Kit.table(
                        "Invitations",
                        DataTable.Column.text("E-mail"),
                        DataTable.Column.text("Role"),
                        DataTable.Column.text("Invited by"),
                        DataTable.Column.text("Works until"),
                        DataTable.Column.text(""));
        for (var each : staffing.invitations(seat.account().id()))
            table =
                    table.row(
                            Kit.text(each.email()),
                            role(each.role()),
                            Kit.text("@" + each.by()),
                            Kit.moment(each.expires()),
                            seat.may(Right.RUN_TEAM)
                                    ? templates.content(
                                            "withdraw.jte",
                                            Map.of(
                                                    "path",
                                                    PATH + "/withdraw",
                                                    "id",
                                                    each.id(),
                                                    "seat",
                                                    seat))
                                    : Kit.nothing());
        return table;
    }

    private static List<Content> fields(Desk.Seat seat, String email, Role role, Done refused) {
        return List.of(
                Kit.field("email", "E-mail")
                        .type("email")
                        .value(email)
                        .error(error(refused, "email"))
                        .autocomplete("off"),
                roles(seat, role)
                        .error(Optional.of(error(refused, "role")).filter(e -> !e.isEmpty())),
                password(seat, refused));
    }

    private static String error(Done done, String field) {
        return done instanceof Done.Refused(var of, var says) && of.equals(field) ? says : "";
    }

    /** The roles that somebody may give. */
    private static Choices roles(Desk.Seat seat, Role chosen) {
        var choices =
                Arrays.stream(Role.values())
                        .filter(role -> role != Role.OWNER || seat.may(Right.APPOINT_OWNERS))
                        .map(role -> new Choices.Choice(role.name(), role.title(), role.says(), ""))
                        .toList();
        return Kit.cards("role", "Role", choices, chosen.name());
    }

    private static Content password(Desk.Seat seat, Done refused) {
        return password(seat, "f-password", refused);
    }

    private static Content password(Desk.Seat seat, String id, Done refused) {
        if (!seat.may(Right.APPOINT_OWNERS)) return Kit.nothing();
        return Kit.field("password", "Your password")
                .id(id)
                .type("password")
                .optional()
                .hint("Asked for where an owner is concerned.")
                .error(error(refused, "password"))
                .autocomplete("current-password");
    }

    Response invite(Desk.Seat seat) {
        var email = seat.request().formParam("email").orElse("");
        var role = chosen(seat);
        if (role.isEmpty()) return look.problem(seat.request(), 422);
        var done = staffing.invite(seat, email, role.get(), password(seat));
        return switch (done) {
            case Done.Well(var says) -> look.seeOther(PATH, says);
            case Done.Refused refused -> list(seat, 422, email, role.get(), refused);
            case Done.Missing ignored -> look.problem(seat.request(), 404);
        };
    }

    private static Optional<Role> chosen(Desk.Seat seat) {
        var name = seat.request().formParam("role").orElse("");
        return Arrays.stream(Role.values()).filter(role -> role.name().equals(name)).findFirst();
    }

    private static String password(Desk.Seat seat) {
        return seat.request().secretParam("password").orElse("");
    }

    Response withdraw(Desk.Seat seat) {
        var id = seat.request().formParam("invitation").orElse("");
        return switch (staffing.withdraw(seat, id)) {
            case Done.Well(var says) -> look.seeOther(PATH, says);
            case Done.Refused(var field, var says) -> look.seeOther(PATH, says);
            case Done.Missing ignored -> look.problem(seat.request(), 404);
        };
    }

    Response show(Desk.Seat seat) {
        return member(seat)
                .map(person -> page(seat, 200, person, new Done.Well("")))
                .orElseGet(() -> look.problem(seat.request(), 404));
    }

    private Optional<Person> member(Desk.Seat seat) {
        var id = seat.request().pathParam("id");
        return accounts.members(seat.account().id()).stream()
                .map(member -> member.person())
                .filter(person -> person.text().equals(id))
                .findFirst()
                .flatMap(accounts::person);
    }

    private Response page(Desk.Seat seat, int status, Person person, Done refused) {
        var role = staffing.roleOf(seat.account().id(), person.id());
        if (role.isEmpty()) return look.problem(seat.request(), 404);
        boolean own = own(seat, person.id());
        boolean runs =
                seat.may(Right.RUN_TEAM)
                        && (role.get() != Role.OWNER || seat.may(Right.APPOINT_OWNERS));
        var params = new HashMap<String, Object>();
        params.put(
                "way",
                Kit.breadcrumb(List.of(new Link("Team", PATH), new Link(person.name(), ""))));
        params.put("name", person.name());
        params.put("role", role(role.get()));
        params.put(
                "facts",
                List.of(
                        new Kit.Pair("Handle", "@" + person.handle()),
                        new Kit.Pair("May", role.get().says())));
        params.put("path", PATH + "/" + person.id().text());
        params.put("runs", runs);
        params.put("own", own);
        params.put(
                "roles",
                roles(seat, role.get())
                        .error(Optional.of(error(refused, "role")).filter(e -> !e.isEmpty())));
        params.put("password", password(seat, refused));
        params.put(
                "removing",
                own || role.get() != Role.OWNER
                        ? Kit.nothing()
                        : password(seat, "f-removing", refused));
        params.put("refused", error(refused, ""));
        params.put("seat", seat);
        return desk.page(
                seat, status, person.name(), "team", templates.content("member.jte", params));
    }

    private static boolean own(Desk.Seat seat, UserId person) {
        return seat.viewer().person().id().equals(person);
    }

    Response change(Desk.Seat seat) {
        var person = member(seat);
        var role = chosen(seat);
        if (person.isEmpty()) return look.problem(seat.request(), 404);
        if (role.isEmpty()) return look.problem(seat.request(), 422);
        return done(
                seat,
                person.get(),
                staffing.change(seat, person.get(), role.get(), password(seat)));
    }

    /** Removes somebody else; or oneself, which everybody may but the last owner. */
    Response remove(Desk.Seat seat) {
        var person = member(seat);
        if (person.isEmpty()) return look.problem(seat.request(), 404);
        return done(seat, person.get(), staffing.remove(seat, person.get(), password(seat)));
    }

    private Response done(Desk.Seat seat, Person person, Done done) {
        boolean gone = staffing.roleOf(seat.account().id(), seat.viewer().person().id()).isEmpty();
        return switch (done) {
            case Done.Well(var says) -> look.seeOther(gone ? "/" : PATH, says);
            case Done.Refused refused -> page(seat, 422, person, refused);
            case Done.Missing ignored -> look.problem(seat.request(), 404);
        };
    }
}
