package hawker.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * A second book, written without the first: it knows the table of posting templates as text, adds
 * and subtracts in a map, and shares no code with the ledger.
 */
final class Oracle {

    /** Code, L if bounded, and the transfers that may stand in the journal: debit > credit. */
    private static final String TABLE =
            """
            1 10>20 20>40 20>30 20>25 20>22
            2 10>60 60>20 20>44 20>40 20>30 20>22
            3 10>21 21>40 21>30 21>25 21>22
            4 20>21
            5 22>21
            6L 21>22
            10L 21>24 21>60 60>24
            11 24>21 60>21 24>60
            20 21>24 21>41
            21 10>21 41>21 42>21
            22 21>42
            30 11>10 50>10
            31 24>11
            32 11>61
            33 61>10 10>61
            34 61>24
            40L 21>25 20>25
            41 25>21 25>20 21>25 20>25 11>25
            42 25>11
            43 25>21 25>20
            44L 21>25 20>25
            45 25>21 25>20 11>25
            46 21>25 20>25
            47 25>21 25>20 11>25
            48L 21>25 20>25
            49 25>21 25>20 11>25
            50L 21>23
            51 23>11
            52 23>21
            53 11>21
            54L 21>43
            55 23>21
            56 11>21
            60 12>21
            61 11>12
            62 21>12
            63 51>21
            64 21>51
            70L 28>26
            71L 26>27
            72 27>24
            73 13>26
            74L 26>28
            75L 26>13
            76 27>13 10>13
            80L 21>28
            81L 28>45 28>30 14>45 14>30
            82 45>28 30>28 45>14 30>14
            83 10>28
            84 10>14
            86L 21>29
            87L 29>21
            95 60>11 11>60 60>46 46>60
            110 11>20 20>40 20>30
            111 11>35
            112 35>20 20>40 20>30
            113 24>35
            114 35>11
            115 35>24
            116 24>35
            """;

    private static final Set<Integer> FLOORED = Set.of(21, 22, 26, 28, 29);
    static final Set<Integer> DEBIT_SIDE = Set.of(10, 11, 12, 13, 14, 50, 51, 60, 61);
    private static final List<String> CURRENCIES = List.of("usd", "usd", "usd", "eur", "jpy");
    private static final int CLEARING = 60;

    record Move(int debit, int credit, String currency, long amount) {
        Move back() {
            return new Move(/* debit= */ credit, /* credit= */ debit, currency, amount);
        }
    }

    /** What somebody wants to post. */
    record Command(int kind, boolean limited, String source, int leg, List<Move> moves) {

        /** The pocket whose floor it must respect; 0 if none. */
        int floored() {
            if (!limited) return 0;
            return moves.stream()
                    .mapToInt(Move::debit)
                    .filter(FLOORED::contains)
                    .findFirst()
                    .orElse(0);
        }

        String fact() {
            return kind + "|" + source + "|" + leg;
        }
    }

    enum Said {
        POSTED,
        STANDS,
        SHORT
    }

    private record Template(int kind, boolean limited, List<int[]> pairs) {}

    private static final List<Template> TEMPLATES =
            TABLE.lines()
                    .map(line -> {
                        var words = line.split(" ");
                        var pairs = new ArrayList<int[]>();
                        for (int i = 1; i < words.length; i++) {
                            var sides = words[i].split(">");
                            pairs.add(
                                    new int[] {
                                        Integer.parseInt(sides[0]), Integer.parseInt(sides[1])
                                    });
                        }
                        return new Template(
                                Integer.parseInt(words[0].replace("L", "")),
                                words[0].endsWith("L"),
                                pairs);
                    })
                    .toList();

    /** Credits less debits of each pocket, by "currency code". */
    final Map<String, Long> credit = new TreeMap<>();

    private final Set<String> facts = new HashSet<>();
    private final Map<String, List<Move>> correctable = new HashMap<>();

    /** How many pairs of pockets the table names. */
    static int pairs() {
        return TEMPLATES.stream().mapToInt(template -> template.pairs().size()).sum();
    }

    /** A command that fits the table, but for what is in the pockets. */
    static Command draw(Random random) {
        var template = TEMPLATES.get(random.nextInt(TEMPLATES.size()));
        while (true) {
            var in = CURRENCIES.get(random.nextInt(CURRENCIES.size()));
            var out = random.nextInt(4) == 0 ? CURRENCIES.get(random.nextInt(5)) : in;
            var moves = new ArrayList<Move>();
            for (var pair : template.pairs()) {
                if (random.nextInt(3) == 0) continue;
                var currency = pair[1] == CLEARING ? in : out;
                moves.add(new Move(pair[0], pair[1], currency, 1 + random.nextInt(3000)));
            }
            var command =
                    new Command(
                            template.kind(),
                            template.limited(),
                            "s" + random.nextInt(6),
                            random.nextInt(2),
                            moves);
            if (!moves.isEmpty() && currenciesMeet(moves) && takesFromOnePocket(command))
                return command;
        }
    }

    private static boolean currenciesMeet(List<Move> moves) {
        var currencies = new HashSet<String>();
        var clearing = new HashSet<String>();
        for (var m : moves) {
            currencies.add(m.currency());
            if (m.debit() == CLEARING || m.credit() == CLEARING) clearing.add(m.currency());
        }
        return currencies.size() == 1 || clearing.equals(currencies);
    }

    private static boolean takesFromOnePocket(Command command) {
        if (!command.limited()) return true;
        var pockets = new HashSet<String>();
        for (var m : command.moves())
            if (FLOORED.contains(m.debit())) pockets.add(m.currency() + " " + m.debit());
        return pockets.size() <= 1;
    }

    Said post(Command command, long overdraft) {
        if (facts.contains(command.fact())) return Said.STANDS;
        int floored = command.floored();
        if (floored != 0) {
            long taken = 0;
            var currency = "";
            for (var m : command.moves()) {
                if (m.debit() == floored) {
                    taken += m.amount();
                    currency = m.currency();
                }
            }
            if (balance(currency, floored) - taken < -overdraft) return Said.SHORT;
        }
        facts.add(command.fact());
        move(command.moves());
        return Said.POSTED;
    }

    private void move(List<Move> moves) {
        for (var m : moves) {
            credit.merge(m.currency() + " " + m.debit(), -m.amount(), Long::sum);
            credit.merge(m.currency() + " " + m.credit(), m.amount(), Long::sum);
        }
    }

    void remember(String journal, List<Move> moves) {
        correctable.put(journal, moves);
    }

    /** Takes a journal back, once. */
    Said correct(String journal) {
        var moves = correctable.remove(journal);
        if (moves == null) return Said.STANDS;
        move(moves.stream().map(Move::back).toList());
        return Said.POSTED;
    }

    long balance(String currency, int purpose) {
        return credit.getOrDefault(currency + " " + purpose, 0L);
    }
}
