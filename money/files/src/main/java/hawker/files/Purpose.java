package hawker.files;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What a file is handed in for: decides its types, its size, and whether links may show it. */
public enum Purpose {
    ACCOUNT_REQUIREMENT(Sizes.LARGE, false, FileType.JPEG, FileType.PNG, FileType.PDF),
    ADDITIONAL_VERIFICATION(Sizes.LARGE, false, FileType.JPEG, FileType.PNG, FileType.PDF),
    BUSINESS_ICON(Sizes.PICTURE, true, FileType.JPEG, FileType.PNG),
    BUSINESS_LOGO(Sizes.PICTURE, true, FileType.JPEG, FileType.PNG),
    CUSTOMER_SIGNATURE(Sizes.EVIDENCE, true, FileType.JPEG, FileType.PNG, FileType.PDF),
    DISPUTE_EVIDENCE(Sizes.EVIDENCE, true, FileType.JPEG, FileType.PNG, FileType.PDF),
    IDENTITY_DOCUMENT(Sizes.LARGE, false, FileType.JPEG, FileType.PNG, FileType.PDF),
    PCI_DOCUMENT(Sizes.LARGE, true, FileType.PDF),
    TAX_DOCUMENT_USER_UPLOAD(
            Sizes.LARGE, true, FileType.PDF, FileType.CSV, FileType.JPEG, FileType.PNG),
    TERMINAL_READER_SPLASHSCREEN(Sizes.PICTURE, true, FileType.JPEG, FileType.PNG);

    /** Bytes at most (docs: file uploads). */
    private static final class Sizes {
        static final int PICTURE = 512 * 1024;
        static final int EVIDENCE = 4_500_000;
        static final int LARGE = 16 * 1024 * 1024;
    }

    private final int most;
    private final boolean linkable;
    private final Set<FileType> types;

    Purpose(int most, boolean linkable, FileType first, FileType... more) {
        this.most = most;
        this.linkable = linkable;
        this.types = EnumSet.of(first, more);
    }

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Purpose of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    /** Bytes at most. */
    int most() {
        return most;
    }

    /** Whether a link may show it to whoever has the link; documents of persons never are. */
    boolean isLinkable() {
        return linkable;
    }

    boolean takes(FileType type) {
        return types.contains(type);
    }
}
