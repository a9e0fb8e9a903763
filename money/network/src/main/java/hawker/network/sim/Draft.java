package hawker.network.sim;

import hawker.network.sim.Fact.Effect;
import java.time.Instant;

/** A fact in the making. */
final class Draft {
    final long n;
    final Instant at;
    final CardMessage message;
    long amount;
    String last4 = "";
    String of = "";
    String method = "";
    String intent = "";
    String checks = "";
    String authentication = "";
    String note = "";

    Draft(long n, Instant at, CardMessage message) {
        this.n = n;
        this.at = at;
        this.message = message;
        this.amount = message.amount().minor();
    }

    Fact fact(String code, Effect effect) {
        return new Fact(
                n,
                at,
                message.mti(),
                message.key(),
                message.account().number(),
                last4,
                amount,
                message.amount().currency().code(),
                code,
                effect,
                of,
                method,
                intent,
                checks,
                authentication,
                note);
    }
}
