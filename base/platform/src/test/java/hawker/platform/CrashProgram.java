package hawker.platform;

import hawker.kernel.AccountId;
import hawker.kernel.SettableClock;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A program that writes units and tells on its standard output which were acknowledged, until
 * somebody kills it.
 */
final class CrashProgram {

    private static final int THREADS = 16;

    private CrashProgram() {}

    public static void main(String[] arguments) throws InterruptedException {
        var platform = open(Path.of(arguments[0]));
        platform.migrate("platform");
        var server = platform.embedded().orElseThrow().server();
        say("server " + server.handle().orElseThrow().pid());
        for (int t = 0; t < THREADS; t++) {
            int thread = t;
            Thread.ofPlatform().start(() -> write(platform, thread));
        }
        Thread.currentThread().join();
    }

    static Platform open(Path data) {
        var none = Optional.<String>empty();
        var more = Map.of("HAWKER_DATABASE_BUFFERS", "32MB");
        var settings = new Settings(data, "127.0.0.1", 0, 0, true, none, none, none, more);
        return Platform.open(settings, new SettableClock(TestPlatform.START));
    }

    private static void write(Platform platform, int thread) {
        var account = new AccountId(100 + thread);
        var lock =
                GroupCommit.Insert.guarded(
                        "platform.lock_row", "account_id bigint", "lock_name text");
        for (int n = 0; ; n++) {
            var name = thread + "-" + n;
            platform.groupCommit().commit(new GroupCommit.Unit(account).add(lock, account, name));
            say(name);
        }
    }

    private static synchronized void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
