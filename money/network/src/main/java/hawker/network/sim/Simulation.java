package hawker.network.sim;

import hawker.kernel.AccountId;
import hawker.look.Look;
import hawker.network.Bank;
import hawker.network.CardNetwork;
import hawker.network.Chargebacks;
import hawker.network.Clearing;
import hawker.network.DebitRail;
import hawker.network.LateAnswers;
import hawker.network.NetworkAnswer;
import hawker.network.ResponseCode;
import hawker.platform.Platform;
import hawker.vault.CardVerifier;
import hawker.vault.Vault;
import hawker.web.Routes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;

/**
 * Puts the simulated network and bank together. Settings: HAWKER_NETWORK_ANSWER_MS (15000),
 * HAWKER_SIM_LATENCY (none | network; network in a demo), HAWKER_SIM_FAULTS (see {@link
 * FaultScript#parse}), HAWKER_SIM_REMEMBERS (attempts, 200000), HAWKER_SIM_DISPUTES_AFTER_MS (0):
 * how long after a payment its cardholder complains; HAWKER_SIM_INTERCHANGE_BPS (0): what issuers
 * keep of a payment; HAWKER_SIM_DEBITS_MS (2000): how long the bank of a buyer takes to answer a
 * debit.
 */
public final class Simulation implements AutoCloseable {

    private static final int KEY = 43;

    private final FaultScript faults;
    private final Link link;
    private final NetworkSwitch networkSwitch;
    private final SimulatedNetwork network;
    private final SimulatedBank bank;
    private final SimulatedDebits debits;
    private final SimulatedChargebacks chargebacks;
    private final SimulatedClearing clearing;
    private final Verifying verifying;
    private final Challenges challenges;
    private volatile LateAnswers lateAnswers = (account, attempt, answer) -> {};

    private Simulation(Platform platform, Vault vault, String origin, Path data) {
        var settings = platform.settings();
        var clock = platform.clock();
        var ids = platform.ids();
        this.faults = FaultScript.parse(settings.get("HAWKER_SIM_FAULTS").orElse(""));
        var proof = new CardholderProof(key(data.resolve("keys"), ids.token(KEY)));
        int remembers = settings.get("HAWKER_SIM_REMEMBERS").map(Integer::parseInt).orElse(200_000);
        // An id that cannot be guessed; whose it is stands in the book.
        var disputes = settings.get("HAWKER_SIM_DISPUTES_AFTER_MS").map(Long::parseLong).orElse(0L);
        var book =
                new Book(
                        remembers,
                        () -> "3ds_" + ids.token(24),
                        proof,
                        Duration.ofMillis(disputes));
        var log = WitnessLog.open(data.resolve("witness.jsonl"), WitnessLog.TAIL, book::apply);
        this.networkSwitch = new NetworkSwitch(book, log, clock);
        var patience =
                Duration.ofMillis(
                        settings.get("HAWKER_NETWORK_ANSWER_MS")
                                .map(Long::parseLong)
                                .orElse(15_000L));
        boolean slow =
                settings.get("HAWKER_SIM_LATENCY").map("network"::equals).orElse(settings.demo());
        this.link =
                new Link(
                        networkSwitch,
                        faults,
                        slow ? Latency.LIKE_A_NETWORK : Latency.NONE,
                        patience,
                        this::late);
        this.challenges = new Challenges(networkSwitch, proof, clock, origin);
        this.network =
                new SimulatedNetwork(
                        vault, link, networkSwitch, challenges, new WrongCvcs(clock), clock);
        this.bank = new SimulatedBank(link, networkSwitch, clock);
        var takes = settings.get("HAWKER_SIM_DEBITS_MS").map(Long::parseLong).orElse(2_000L);
        this.debits =
                new SimulatedDebits(vault, link, networkSwitch, clock, Duration.ofMillis(takes));
        this.chargebacks = new SimulatedChargebacks(link, networkSwitch, clock);
        this.clearing =
                new SimulatedClearing(
                        data,
                        networkSwitch,
                        clock,
                        settings.get("HAWKER_SIM_INTERCHANGE_BPS").map(Long::parseLong).orElse(0L));
        this.verifying = new Verifying(network, ids);
        networkSwitch.start();
    }

    /**
     * @param origin where the challenge pages stand: the vault's
     */
    public static Simulation open(Platform platform, Vault vault, String origin) {
        return open(platform, vault, origin, platform.settings().data());
    }

    static Simulation open(Platform platform, Vault vault, String origin, Path data) {
        return new Simulation(platform, vault, origin, data);
    }

    public CardNetwork network() {
        return network;
    }

    public Bank bank() {
        return bank;
    }

    public Clearing clearing() {
        return clearing;
    }

    public DebitRail debits() {
        return debits;
    }

    public Chargebacks chargebacks() {
        return chargebacks;
    }

    public CardVerifier verifier() {
        return verifying;
    }

    /** What goes wrong on the line; rules can be added and cleared while it runs. */
    public FaultScript faults() {
        return faults;
    }

    /** Whether answers take as long as a real network's, or come at once. */
    public void takeTime(boolean likeANetwork) {
        link.take(likeANetwork ? Latency.LIKE_A_NETWORK : Latency.NONE);
    }

    public void onLateAnswer(LateAnswers listener) {
        lateAnswers = listener;
    }

    /**
     * The issuers' challenge pages, for the vault's listener, which also serves the look's routes.
     *
     * @param framers origins whose pages may show a challenge in a frame, space between
     */
    public Routes routes(Look look, String framers) {
        var sheet =
                look.routes().all().stream()
                        .map(Routes.Route::pattern)
                        .filter(pattern -> pattern.startsWith("/assets/public."))
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException("the look has no sheet"));
        return new ChallengePages(challenges, sheet, framers).routes();
    }

    /** Decides what is waiting, forces the log and stops. */
    @Override
    public void close() {
        networkSwitch.close();
    }

    Challenges challenges() {
        return challenges;
    }

    NetworkSwitch networkSwitch() {
        return networkSwitch;
    }

    /** Only an answer about money can be late and matter: an approval wants its reversal. */
    private void late(CardMessage message, NetworkSwitch.Decided decided) {
        if (!(message instanceof CardMessage.Request request)) return;
        // What a hold was raised by ends with the hold.
        if (request.raises().isPresent()) return;
        var answer = lateAnswer(decided.answer());
        lateAnswers.late(request.account(), request.key(), answer);
    }

    private static NetworkAnswer lateAnswer(Fact fact) {
        var risk = Risk.notAssessed();
        var checks = SimulatedNetwork.checksOf(fact.checks());
        if (fact.code().equals(ResponseCode.APPROVED))
            return new NetworkAnswer.Approved(
                    fact.reference(),
                    fact.approvalCode(),
                    checks,
                    risk.approved(),
                    fact.noted(Fact.FUNDS_NOW),
                    Optional.empty());
        return SimulatedNetwork.declined(fact.code(), checks, risk);
    }

    /** The issuers' key: made at the first start, kept beside the vault's. */
    private static byte[] key(Path folder, String fresh) {
        var file = folder.resolve("issuers.key");
        try {
            Files.createDirectories(
                    folder,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
            try {
                Files.createFile(
                        file,
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
                Files.writeString(file, fresh);
            } catch (FileAlreadyExistsException madeBefore) {
                return Files.readAllBytes(file);
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Which accounts' attempts the book holds: for tests. */
    Optional<Fact> attempt(AccountId account, String attemptId) {
        return networkSwitch
                .ask(book -> book.attempt(attemptId).map(a -> a.fact))
                .filter(fact -> fact.account() == account.number());
    }
}
