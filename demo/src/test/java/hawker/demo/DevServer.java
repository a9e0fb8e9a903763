package hawker.demo;

import hawker.look.Look;
import hawker.platform.Platform;
import hawker.platform.Settings;
import hawker.web.HttpServer;
import hawker.web.Routes;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Serves the demo without app: to look at pages while working on them. Arguments: DATA PORT. */
final class DevServer {

    private DevServer() {}

    public static void main(String[] args) throws InterruptedException {
        var data = Path.of(args[0]);
        int port = Integer.parseInt(args[1]);
        var origin = "http://127.0.0.1:" + port;
        var vaultOrigin = "http://127.0.0.1:" + (port + 1);
        var settings =
                new Settings(
                        data,
                        "127.0.0.1",
                        port,
                        port + 1,
                        true,
                        Optional.of(origin),
                        Optional.of(vaultOrigin),
                        Optional.empty(),
                        Map.of());
        var clock = new DemoClock(Instant::now);
        var platform = Platform.open(settings, clock);
        platform.migrate(TestRooms.SCHEMAS);
        var rooms = TestRooms.open(platform, origin, vaultOrigin);
        var started = System.nanoTime();
        var logins = DemoMarket.load(rooms.doors(), clock, line -> say(started, line));
        logins.write(data, origin, vaultOrigin);
        say(started, "ready");
        platform.start();
        serve(port, rooms.routes(), vaultOrigin, platform);
        Thread.currentThread().join();
    }

    private static void serve(int port, Routes routes, String vaultOrigin, Platform platform) {
        var look = new Look(vaultOrigin);
        HttpServer.start(
                new HttpServer.Options(
                        "127.0.0.1",
                        port,
                        1 << 20,
                        request -> look.problem(request, 404),
                        request -> look.problem(request, 405),
                        look::error),
                routes,
                platform);
    }

    private static void say(long started, String line) {
        var seconds = Duration.ofNanos(System.nanoTime() - started).toMillis() / 1000.0;
        System.out.println(String.format("%6.1f s  %s", seconds, line));
    }
}
