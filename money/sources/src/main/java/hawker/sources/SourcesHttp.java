package hawker.sources;

import hawker.api.Access;
import hawker.api.Answer;
import hawker.api.ApiError;
import hawker.api.Call;
import hawker.api.Json;
import hawker.api.Lists;
import hawker.api.Operation;
import hawker.api.Param;
import hawker.api.Shape;
import hawker.network.DebitRail;
import hawker.platform.Tx;
import hawker.sources.Source.Status;
import hawker.vault.PaymentMethod;
import hawker.vault.Tokenised;
import hawker.vault.Vault;
import java.util.List;
import java.util.Optional;

/** /v1/sources and what hangs on them. */
final class SourcesHttp {

    private static final String BASE = "/v1/sources";
    private static final String ONE = BASE + "/{id}";

    private final SourcesSql sql;
    private final Sources sources;
    private final Making making;
    private final Vault vault;
    private final DebitRail rail;

    SourcesHttp(SourcesSql sql, Sources sources, Making making, Vault vault, DebitRail rail) {
        this.sql = sql;
        this.sources = sources;
        this.making = making;
        this.vault = vault;
        this.rail = rail;
    }

    List<Operation> operations() {
        return List.of(
                Operation.post(BASE, SourceParams.CREATE, this::create).with(Access.PUBLISHABLE),
                Operation.get(ONE, Shape.of(), this::retrieve).with(Access.CLIENT_SECRET),
                Operation.post(ONE, SourceParams.UPDATE, this::update),
                Operation.post(ONE + "/verify", SourceParams.VERIFY, this::verify),
                Operation.get(
                        ONE + "/source_transactions", Shape.of(Param.paging()), this::transactions),
                Operation.get(
                        ONE + "/source_transactions/{transaction}", Shape.of(), this::transaction),
                Operation.get(
                        ONE + "/mandate_notifications/{notification}",
                        Shape.of(),
                        this::notification));
    }

    private Answer create(Call call) {
        var described = making.describe(call);
        return call.write(tx -> {
            var made = making.make(tx, call, described);
            return Answer.ok(call.isPublic() ? SourceJson.forBrowser(made) : made);
        });
    }

    private Answer retrieve(Call call) {
        return call.read(tx -> {
            var source = found(tx, call);
            call.checkClientSecret(source.secret(), "source", call.path("id"));
            var shown = sources.shown(tx, source);
            return Answer.ok(call.isPublic() ? SourceJson.forBrowser(shown) : shown);
        });
    }

    private Answer update(Call call) {
        var params = call.params();
        return call.write(tx -> {
            var source = locked(tx, call);
            if (params.has("amount")) checkAmount(source, call);
            var method = vault.lock(tx, call.account(), source.method()).orElseThrow();
            var owner = SourceParams.owner(params, method.billing());
            checkRenewed(
                    vault.renew(
                            tx,
                            call.cause(),
                            method,
                            Optional.empty(),
                            Optional.empty(),
                            owner,
                            params.mergeMetadata(method.metadata())));
            var details = Json.parse(source.details());
            SourceParams.keepMandate(params, details);
            source.amount().ifPresent(amount -> SourceParams.keepOrder(params, amount, details));
            var told = source.with(Json.text(details));
            sql.update(tx, told);
            return Answer.ok(sources.shown(tx, followed(tx, told, call)));
        });
    }

    private static void checkRenewed(Tokenised outcome) {
        if (outcome instanceof Tokenised.InvalidCard(var code, var param, var message))
            throw ApiError.card(code, Optional.empty(), message).param(param);
    }

    /** What was agreed to is not changed any more. */
    private static void checkAmount(Source source, Call call) {
        boolean same =
                source.amount()
                        .filter(due -> due.minor() == call.params().requiredInteger("amount"))
                        .isPresent();
        if (!same)
            throw ApiError.parameterInvalid(
                    "amount", "The amount of a source cannot be changed: make another one.");
    }

    /** A mandate that is taken back ends its source; an owner who sends money fills it. */
    private Source followed(Tx tx, Source source, Call call) {
        var cause = call.cause();
        boolean open = source.status() == Status.PENDING || source.status() == Status.CHARGEABLE;
        if (open && SourceParams.revokes(call.params())) return sources.canceled(tx, source, cause);
        var email = call.params().hash("owner").flatMap(owner -> owner.text("email"));
        if (open && source.type().flow() == Source.Flow.RECEIVER) {
            var sent = TestBanks.sending(source, email);
            if (sent.isPresent()) return sources.arrived(tx, source, sent.get(), cause);
        }
        return source;
    }

    /** The deposits that its holder read on the statement; the bank is asked outside. */
    private Answer verify(Call call) {
        var source = call.read(tx -> found(tx, call));
        if (source.type().flow() != Source.Flow.CODE_VERIFICATION)
            throw ApiError.invalid(
                    "The source you provided does not need verification: its flow is `"
                            + SourceJson.word(source.type().flow())
                            + "`.");
        var told = told(call);
        var method = call.read(tx -> method(tx, source));
        var proof = rail.prove(call.account(), method, told);
        return call.write(tx -> {
            var now = locked(tx, call);
            if (now.status() != Status.PENDING)
                throw ApiError.invalid(
                        "The source you provided cannot be verified: its status is `"
                                + SourceJson.word(now.status())
                                + "`.");
            return proven(tx, now, proof, call);
        });
    }

    private Answer proven(Tx tx, Source source, DebitRail.Proof proof, Call call) {
        if (proof == DebitRail.Proof.PROVEN) {
            if (vault.verified(tx, source.account(), source.method()).isEmpty())
                throw new IllegalStateException("no account behind " + source.id());
            var now = sources.changed(tx, source, Status.CHARGEABLE, call.cause());
            return Answer.ok(sources.shown(tx, now));
        }
        var tried = source.triedInVain();
        boolean over = proof != DebitRail.Proof.WRONG || tried.tries() >= SourceJson.TRIES;
        var now = sources.changed(tx, tried, over ? Status.FAILED : Status.PENDING, call.cause());
        return refused(now).answer();
    }

    private static ApiError refused(Source source) {
        int left = source.status() == Status.FAILED ? 0 : SourceJson.TRIES - source.tries();
        return ApiError.invalid(
                "bank_account_verification_failed",
                "values",
                "The values provided do not match. You have " + left + " attempts left.");
    }

    private static DebitRail.Told told(Call call) {
        var values = call.params().texts("values");
        if (values.size() != 2 || !values.stream().allMatch(v -> v.matches("[0-9]{1,2}")))
            throw ApiError.parameterInvalid("values", "You must provide exactly two amounts.");
        return new DebitRail.Told(
                Long.parseLong(values.get(0)), Long.parseLong(values.get(1)), Optional.empty());
    }

    private Answer transactions(Call call) {
        return call.read(tx -> {
            var source = found(tx, call);
            var page = sql.arrivals(tx, call.account(), source.id(), call.page());
            return Lists.answer(
                    BASE + "/" + source.id() + "/source_transactions",
                    page.map(a -> SourceJson.transaction(call.account(), source.type(), a)));
        });
    }

    private Answer transaction(Call call) {
        var id = call.path("transaction");
        return call.read(tx -> {
            var source = found(tx, call);
            return sql.arrival(tx, call.account(), source.id(), id)
                    .map(a -> SourceJson.transaction(call.account(), source.type(), a))
                    .map(Answer::ok)
                    .orElseThrow(() -> ApiError.missing("source_transaction", id));
        });
    }

    private Answer notification(Call call) {
        var id = call.path("notification");
        return call.read(tx -> {
            var source = found(tx, call);
            return sql.notice(tx, call.account(), source.id(), id)
                    .map(n -> SourceJson.notification(source, method(tx, source), n))
                    .map(Answer::ok)
                    .orElseThrow(() -> ApiError.missing("source_mandate_notification", id));
        });
    }

    private PaymentMethod method(Tx tx, Source source) {
        return vault.find(tx, source.account(), source.method()).orElseThrow();
    }

    private Source found(Tx tx, Call call) {
        return sql.find(tx, call.account(), call.path("id")).orElseThrow(() -> missing(call));
    }

    private Source locked(Tx tx, Call call) {
        return sql.lock(tx, call.account(), call.path("id")).orElseThrow(() -> missing(call));
    }

    private static ApiError missing(Call call) {
        return ApiError.missing("source", call.path("id"));
    }
}
