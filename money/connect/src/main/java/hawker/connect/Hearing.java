package hawker.connect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.ApiError;
import hawker.api.Call;
import hawker.api.Json;
import hawker.api.Params;
import hawker.api.Shape;
import hawker.connect.Confided.Kind;
import hawker.kernel.AccountId;
import hawker.platform.Tx;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Puts what tokens name in the tokens' places, so that all else need not know how something was
 * told: {@code account_token}, {@code person_token}, and an identity number's {@code pii_…}.
 */
final class Hearing {

    private static final List<String> NUMBERS = List.of("id_number", "id_number_secondary");

    private final Supplier<Confided> confided;

    Hearing(Supplier<Confided> confided) {
        this.confided = confided;
    }

    /**
     * A request as if it had told everything itself.
     *
     * @param tokens to be used up with what is made of it
     */
    record Heard(Params params, List<Token> tokens, Confided kept) {

        /**
         * In the transaction that writes it: of two requests with a token the second is refused.
         */
        void use(Tx tx) {
            for (var token : tokens) kept.use(tx, token.maker(), token.text(), token.param());
        }
    }

    /** A token of a request, and where it stood. */
    private record Token(AccountId maker, String text, String param) {}

    /**
     * The parameters of an account. In no transaction: what is sealed is opened.
     *
     * @param account that is there already
     */
    Heard account(Call call, Optional<AccountId> account) {
        var owners = Stream.concat(Stream.of(call.account()), account.stream()).toList();
        var tokens = new ArrayList<Token>();
        var params = call.params();
        var token = params.text("account_token");
        if (token.isPresent()) {
            for (var told : List.of("company", "individual"))
                if (params.has(told)) throw ApiError.parametersExclusive("account_token", told);
            var name = new Token(call.account(), token.get(), "account_token");
            params = params.and(told(name, Kind.ACCOUNT, AccountShapes.ofAccountToken(), tokens));
        }
        var individual = params.hash("individual");
        if (individual.isPresent())
            params = params.with("individual", numbered(call, individual.get(), tokens));
        Papers.check(params, confided.get(), owners);
        return new Heard(params, tokens, confided.get());
    }

    /** The parameters of a person. */
    Heard person(Call call, AccountId account) {
        var tokens = new ArrayList<Token>();
        var params = call.params();
        var token = params.text("person_token");
        if (token.isPresent()) {
            var name = new Token(call.account(), token.get(), "person_token");
            params = params.and(told(name, Kind.PERSON, AccountShapes.ofPersonToken(), tokens));
        }
        Papers.check(params, confided.get(), List.of(call.account(), account));
        return new Heard(numbered(call, params, tokens), tokens, confided.get());
    }

    private Params told(Token token, Kind kind, Shape shape, List<Token> tokens) {
        var text = confided.get().open(token.maker(), kind, token.text(), token.param());
        tokens.add(token);
        return shape.read(agreed(Json.parse(text.text()), text));
    }

    /** Who said that they were shown something and agree did so then, and from there. */
    private static ObjectNode agreed(ObjectNode told, Confided.Text text) {
        agreed(told, "tos_shown_and_accepted", "tos_acceptance", text);
        if (told.get("company") instanceof ObjectNode company)
            agreed(
                    company,
                    "ownership_declaration_shown_and_signed",
                    "ownership_declaration",
                    text);
        return told;
    }

    private static void agreed(
            ObjectNode told, String said, String declaration, Confided.Text text) {
        var yes = told.remove(said);
        if (yes == null || !yes.asBoolean()) return;
        var declared = told.putObject(declaration).put("date", Json.seconds(text.told()));
        text.from().ifPresent(address -> declared.put("ip", address));
    }

    private Params numbered(Call call, Params person, List<Token> tokens) {
        var told = person;
        for (var name : NUMBERS) {
            var number = person.text(name).filter(text -> text.startsWith("pii_"));
            if (number.isEmpty()) continue;
            var token = new Token(call.account(), number.get(), person.nameOf(name));
            var text = confided.get().open(token.maker(), Kind.PII, token.text(), token.param());
            tokens.add(token);
            told = told.with(name, text.text());
        }
        return told;
    }
}
