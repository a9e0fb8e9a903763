package hawker.dashboard;

import gg.jte.Content;
import hawker.accounts.Accounts;
import hawker.accounts.Viewer;
import hawker.desk.Desk;
import hawker.kernel.AccountId;
import hawker.kernel.Clock;
import hawker.kernel.Money;
import hawker.ledger.Audit;
import hawker.ledger.Purpose;
import hawker.ledger.Rollups;
import hawker.look.DataTable;
import hawker.look.Kit;
import hawker.look.Templates;
import hawker.look.Tone;
import hawker.platform.Chores;
import hawker.platform.Jobs;
import hawker.web.Request;
import hawker.web.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The health of the books, what fees brought in, and what works in the background. */
final class OperatorPage {

    private static final int DEAD_JOBS = 20;

    private final Desk desk;
    private final Templates templates;
    private final Accounts accounts;
    private final Audit audit;
    private final Rollups rollups;
    private final ClearingTables clearing;
    private final Chores chores;
    private final Jobs jobs;
    private final Clock clock;

    OperatorPage(
            Desk desk,
            Templates templates,
            Accounts accounts,
            Audit audit,
            Rollups rollups,
            ClearingTables clearing,
            Chores chores,
            Jobs jobs,
            Clock clock) {
        this.desk = desk;
        this.templates = templates;
        this.accounts = accounts;
        this.audit = audit;
        this.rollups = rollups;
        this.clearing = clearing;
        this.chores = chores;
        this.jobs = jobs;
        this.clock = clock;
    }

    Response show(Request request, Viewer viewer) {
        var checks = audit.report();
        var all = chores.status();
        var failing = all.stream().filter(chore -> chore.lastFailed()).toList();
        long red = checks.stream().filter(check -> !check.green()).count();
        var headline =
                red == 0
                        ? Kit.banner(
                                Tone.GOOD,
                                "The books are right",
                                "Every invariant holds on every account checked.",
                                Optional.empty())
                        : Kit.banner(
                                Tone.BAD,
                                red == 1
                                        ? "One invariant is broken"
                                        : red + " invariants are broken",
                                "A failure of I1 to I4 stops the account's payouts; its sales go on.",
                                Optional.empty());
        var body =
                templates.content(
                        "operator.jte",
                        Map.of(
                                "headline", headline,
                                "invariants", tiles(checks),
                                "findings", findings(checks),
                                "revenue", revenue(),
                                "files", clearing.files(),
                                "differences", clearing.differences(),
                                "chores", choreTable("Chores", all),
                                "choresSay", says(all.size(), failing.size()),
                                "failing",
                                        choreTable("Chores that failed", failing)
                                                .orElse(Kit.nothing()),
                                "dead", deadJobs()));
        return desk.operatorPage(request, viewer, "Health", body);
    }

    /** In the order of their numbers: I2 before I10. */
    private List<CheckTile> tiles(List<Audit.Check> checks) {
        return checks.stream()
                .sorted(Comparator.comparingInt(check -> Invariants.number(check.invariant())))
                .map(check ->
                        new CheckTile(
                                check.invariant(),
                                Invariants.name(check.invariant()),
                                check.says(),
                                check.findings().size(),
                                looked(check) + ", " + age(check.checkedAt())))
                .toList();
    }

    private static String looked(Audit.Check check) {
        return check.accounts() + (check.invariant().equals(Audit.TEXTS) ? " rows" : " accounts");
    }

    private static Content findings(List<Audit.Check> checks) {
        var table =
                Kit.table(
                        "Broken rows",
                        DataTable.Column.text("Invariant"),
                        DataTable.Column.text("Account"),
                        DataTable.Column.text("Row"),
                        DataTable.Column.text("What is wrong"));
        for (var check : checks)
            for (var finding : check.findings())
                table =
                        table.row(
                                Kit.text(finding.invariant()),
                                Kit.text(finding.account().map(AccountId::text).orElse("–")),
                                Kit.text(finding.offending()),
                                Kit.text(finding.says()));
        return table.orElse(Kit.nothing());
    }

    /** Fees of all accounts up to now, by currency. */
    private List<Content> revenue() {
        var tiles = new ArrayList<Content>();
        var today = clock.today();
        var now = rollups.at(today, accounts.shopsAreLive());
        var before = rollups.at(today.minusDays(30), accounts.shopsAreLive());
        for (var total : now) {
            if (total.pocket().purpose() != Purpose.FEE_PROCESSING) continue;
            var earlier =
                    before.stream()
                            .filter(t -> t.pocket().equals(total.pocket()))
                            .map(Rollups.Total::balance)
                            .findFirst()
                            .orElse(Money.zero(total.pocket().currency()));
            tiles.add(
                    Kit.stat(
                                    "Processing fees, " + total.pocket().currency().upper(),
                                    total.balance())
                            .note("In the last 30 days: " + total.balance().minus(earlier).text()));
        }
        if (tiles.isEmpty()) tiles.add(Kit.stat("Processing fees", "None yet"));
        return tiles;
    }

    /** How the chores do, so that the list need not be opened. */
    private static String says(int all, int failing) {
        if (failing == 0) return "All " + all + " work";
        return failing == 1
                ? "One of " + all + " failed when it last ran"
                : failing + " of " + all + " failed when they last ran";
    }

    private DataTable choreTable(String caption, List<Chores.Status> some) {
        var table =
                Kit.table(
                        caption,
                        DataTable.Column.text("Chore"),
                        DataTable.Column.text("State"),
                        DataTable.Column.text("Last run"),
                        DataTable.Column.number("Took"),
                        DataTable.Column.number("Every"));
        for (var chore : some)
            table =
                    table.row(
                            Kit.text(chore.name()),
                            chore.lastFailed()
                                    ? Kit.badge("Failed", Tone.BAD)
                                    : Kit.badge("Works", Tone.GOOD),
                            chore.lastRun().equals(Instant.EPOCH)
                                    ? Kit.text("not yet")
                                    : Kit.time(chore.lastRun(), clock.now()),
                            Kit.text(chore.lastTook().toMillis() + " ms"),
                            Kit.text(Spans.words(chore.every())));
        return table.dense();
    }

    private Content deadJobs() {
        var table =
                Kit.table(
                        "Jobs that were given up",
                        DataTable.Column.text("Kind"),
                        DataTable.Column.text("Account"),
                        DataTable.Column.text("Due"),
                        DataTable.Column.number("Tries"),
                        DataTable.Column.text("Error"));
        for (var job : jobs.dead(DEAD_JOBS))
            table =
                    table.row(
                            Kit.text(job.kind()),
                            Kit.text(job.account().text()),
                            Kit.time(job.due(), clock.now()),
                            Kit.text(String.valueOf(job.attempts())),
                            Kit.text(job.error()));
        return table.orElse(Kit.empty("check", "No job was given up.", Optional.empty()));
    }

    private String age(Instant checked) {
        return "checked " + Spans.words(java.time.Duration.between(checked, clock.now())) + " ago";
    }
}
