package hawker.network.sim;

import hawker.kernel.AccountId;
import hawker.kernel.Money;
import hawker.network.Authorization;
import hawker.network.Authorization.Authenticate;
import hawker.network.NetworkAnswer;
import hawker.platform.TestPlatform;
import hawker.vault.PaymentMethod;
import hawker.vault.Vault;
import hawker.vault.VaultModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** A workbench of the tests: a vault, a simulated network with a folder of its own, one seller. */
final class Bench implements AutoCloseable {

    static final AccountId SELLER = new AccountId(1001);

    final TestPlatform test = TestPlatform.open(Map.of("HAWKER_NETWORK_ANSWER_MS", "300"), "vault");
    final VaultModule vaultModule = VaultModule.open(test.platform());
    final Vault vault = vaultModule.vault();
    final Path data = folder();
    Simulation simulation = open();
    private int attempts;

    Simulation open() {
        return Simulation.open(test.platform(), vault, "http://vault.test", data);
    }

    /** The network stops and starts again on the same folder. */
    void restart() {
        simulation.close();
        simulation = open();
    }

    PaymentMethod method(String name) {
        return vault.createFixed(SELLER, name).orElseThrow();
    }

    String attempt() {
        return "att_" + data.getFileName() + "_" + ++attempts;
    }

    NetworkAnswer pay(String name, long cents) {
        return authorize(paying(method(name), cents));
    }

    NetworkAnswer authorize(Authorization authorization) {
        return simulation.network().authorize(authorization);
    }

    Authorization paying(PaymentMethod method, long cents) {
        return Authorization.of(
                SELLER, attempt(), "pi_1", method, Money.usd(cents), true, "Acme Shoes");
    }

    Authorization holding(PaymentMethod method, long cents) {
        return Authorization.of(
                SELLER, attempt(), "pi_1", method, Money.usd(cents), false, "Acme Shoes");
    }

    /** The same in other circumstances, as a new attempt. */
    Authorization with(
            Authorization a,
            boolean offSession,
            boolean setUp,
            Authenticate authenticate,
            Optional<String> authentication) {
        return new Authorization(
                a.account(),
                attempt(),
                a.intentId(),
                a.method(),
                a.amount(),
                a.capture(),
                offSession,
                setUp,
                authenticate,
                authentication,
                Optional.of("https://shop.test/return"),
                a.merchantName());
    }

    Path log() {
        return data.resolve("witness.jsonl");
    }

    @Override
    public void close() {
        simulation.close();
        vaultModule.close();
        test.close();
    }

    private static Path folder() {
        try {
            Files.createDirectories(Path.of("target"));
            return Files.createTempDirectory(Path.of("target"), "network");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
