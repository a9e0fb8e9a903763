package hawker.dashboard;

import hawker.catalog.Catalog;
import hawker.catalog.Image;
import hawker.catalog.Ingested;
import hawker.catalog.Product;
import hawker.desk.Desk;
import hawker.look.Field;
import hawker.look.Kit;
import hawker.web.RateLimit;
import hawker.web.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The pictures in a product's form: those the product has, those that were sent before and those
 * sent now, with what each shows and in which order. What was sent is kept at once, also when
 * something else of the form is wrong: a browser does not fill a file field in again.
 */
final class ProductPictures {

    /** The field of the files. */
    static final String FIELD = "pictures";

    /** All files of one form together. */
    static final int MAX_UPLOAD = 64 * 1024 * 1024;

    private static final int AT_ONCE = 10;

    /** Each picture is decoded and written anew in several widths; nobody has that many. */
    private static final int A_SHOP = 300;

    private static final String HINT =
            "JPEG, PNG or WebP. Up to " + AT_ONCE + " at once, 20 MB each and 60 MB together.";

    private final Catalog catalog;
    private final RateLimit pace = new RateLimit(A_SHOP, Duration.ofMinutes(10));

    ProductPictures(Catalog catalog) {
        this.catalog = catalog;
    }

    /**
     * One picture as the form has it.
     *
     * @param alt what it shows, as typed
     * @param dropped whether it is to go
     * @param fresh whether no product has it yet
     */
    record Entry(Image image, String alt, boolean dropped, boolean fresh) {}

    /** The pictures in their order, and what was wrong with a file. */
    record Read(List<Entry> entries, Optional<String> problem) {
        Read {
            entries = List.copyOf(entries);
        }

        /** Whether a picture came that nobody has described yet. */
        boolean wantsWords() {
            return entries.stream().anyMatch(e -> e.fresh && !e.dropped && e.alt.isEmpty());
        }
    }

    /** Those a product has. */
    static Read of(Optional<Product> product) {
        return new Read(
                product.map(Product::images).orElse(List.of()).stream()
                        .map(image -> new Entry(image, image.alt(), false, false))
                        .toList(),
                Optional.empty());
    }

    /** What a form that was sent says of them; stores the files. */
    Read read(Desk.Seat seat, Optional<Product> before, List<byte[]> files) {
        var entries = new ArrayList<Entry>();
        for (var image : before.map(Product::images).orElse(List.of()))
            entries.add(entry(seat.request(), image, false));
        for (var image : kept(seat)) entries.add(entry(seat.request(), image, true));
        var ordered = new ArrayList<>(ordered(seat.request(), entries));
        var problem = add(seat, files, ordered);
        return new Read(ordered, problem);
    }

    private Optional<String> add(Desk.Seat seat, List<byte[]> files, List<Entry> entries) {
        if (files.size() > AT_ONCE)
            return Optional.of("Send at most " + AT_ONCE + " pictures at once.");
        var words = all(seat.request(), "alt-new");
        var problem = Optional.<String>empty();
        for (int i = 0; i < files.size(); i++) {
            if (!pace.tryTake(seat.shop().toString()))
                return Optional.of(
                        "That were many pictures. Wait ten minutes, then send the rest.");
            var alt = i < words.size() ? words.get(i).strip() : "";
            switch (catalog.media().store(files.get(i))) {
                case Ingested.Stored(var picture) -> {
                    var image = catalog.addImage(seat.shop(), picture, alt);
                    entries.add(new Entry(image, image.alt(), false, true));
                }
                case Ingested.TooLarge(var says) -> problem = Optional.of(says);
                case Ingested.NotAPicture(var says) -> problem = Optional.of(says);
            }
        }
        return problem;
    }

    /** The pictures to be saved; one whose words were changed becomes another of the same file. */
    List<Image.Id> images(Desk.Seat seat, Read read) {
        var images = new ArrayList<Image.Id>();
        for (var entry : read.entries()) {
            if (entry.dropped) continue;
            var image = entry.image;
            images.add(
                    entry.alt.equals(image.alt())
                            ? image.id()
                            : catalog.addImage(seat.shop(), image.picture(), entry.alt).id());
        }
        return images;
    }

    /** A row of the form each. */
    List<ProductFormView.PictureRow> rows(Read read) {
        var places = new ArrayList<Field.Option>();
        for (int i = 1; i <= read.entries().size(); i++)
            places.add(new Field.Option(String.valueOf(i), i == 1 ? "1, the cover" : "" + i));
        var rows = new ArrayList<ProductFormView.PictureRow>();
        for (var entry : read.entries()) {
            int number = rows.size() + 1;
            var image = entry.image;
            rows.add(
                    new ProductFormView.PictureRow(
                            image.path(160),
                            image.width(),
                            image.height(),
                            entry.fresh ? Kit.hidden("kept", image.id().text()) : Kit.nothing(),
                            Kit.field(alt(image), "What picture " + number + " shows")
                                    .autocomplete("off")
                                    .optional()
                                    .value(entry.alt),
                            Kit.select(place(image), "Place of picture " + number, places)
                                    .value(String.valueOf(number)),
                            Kit.checkbox(drop(image), "Remove picture " + number, entry.dropped)));
        }
        return rows;
    }

    /** Where files are chosen. */
    static Field field(Map<String, String> errors) {
        return Kit.field(FIELD, "Add pictures")
                .type("file")
                .optional()
                .attr("multiple", "multiple")
                .attr("accept", "image/jpeg,image/png,image/webp")
                .hint(HINT)
                .error(Optional.ofNullable(errors.get(FIELD)));
    }

    private static Entry entry(Request request, Image image, boolean fresh) {
        return new Entry(
                image,
                request.formParam(alt(image)).orElse(image.alt()).strip(),
                request.formParam(drop(image)).isPresent(),
                fresh);
    }

    /** Pictures that came with an earlier sending of this form; others' are not found. */
    private List<Image> kept(Desk.Seat seat) {
        var images = new ArrayList<Image>();
        for (var id : all(seat.request(), "kept"))
            if (id.startsWith("img_") && images.size() < AT_ONCE * 5)
                catalog.freeImage(seat.shop(), new Image.Id(id))
                        .filter(image -> !images.contains(image))
                        .ifPresent(images::add);
        return images;
    }

    /** Those that were given another place are taken out and put in there; the rest follows. */
    private static List<Entry> ordered(Request request, List<Entry> entries) {
        var ordered = new ArrayList<>(entries);
        record Move(Entry entry, int to) {}
        var moves = new ArrayList<Move>();
        for (int i = 0; i < entries.size(); i++) {
            var typed = request.formParam(place(entries.get(i).image)).orElse("");
            int to = typed.matches("[0-9]{1,3}") ? Integer.parseInt(typed) - 1 : i;
            if (to != i) moves.add(new Move(entries.get(i), to));
        }
        moves.sort(Comparator.comparingInt(Move::to));
        for (var move : moves) ordered.remove(move.entry);
        for (var move : moves) ordered.add(Math.clamp(move.to, 0, ordered.size()), move.entry);
        return ordered;
    }

    private static List<String> all(Request request, String name) {
        return request.form().stream()
                .filter(field -> field.getKey().equals(name))
                .map(Map.Entry::getValue)
                .toList();
    }

    private static String alt(Image image) {
        return "alt-" + image.id();
    }

    private static String place(Image image) {
        return "place-" + image.id();
    }

    private static String drop(Image image) {
        return "drop-" + image.id();
    }
}
