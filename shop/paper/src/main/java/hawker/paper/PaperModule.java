package hawker.paper;

import hawker.kernel.AccountId;
import hawker.platform.Platform;
import java.util.Optional;
import java.util.function.Function;

/** Builds the room; its schema is "paper". */
public final class PaperModule {

    private final Letterheads letterheads;
    private final Typeface typeface = new Typeface();

    private PaperModule(Platform platform, Function<AccountId, Optional<Letterhead>> known) {
        letterheads = new Letterheads(platform, new PaperSql(), known);
    }

    /**
     * Opens the room on a platform whose schema is up to date.
     *
     * @param known what connected accounts have told of themselves
     */
    public static PaperModule open(
            Platform platform, Function<AccountId, Optional<Letterhead>> known) {
        return new PaperModule(platform, known);
    }

    public Letterheads letterheads() {
        return letterheads;
    }

    /** The bytes of a PDF file; the same for the same paper. */
    public byte[] print(Paper paper) {
        return new Printing(typeface, paper).pdf();
    }
}
