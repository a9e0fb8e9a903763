package hawker.dashboard;

import gg.jte.Content;
import hawker.desk.Desk;
import hawker.look.Field;
import hawker.look.Link;
import java.util.List;

/**
 * The form of a new product or of one that is edited.
 *
 * @param action where it is sent
 * @param back where it is left without saving
 * @param errors each leads to its field
 * @param files where further pictures are chosen
 */
public record ProductFormView(
        String title,
        Content way,
        String action,
        String back,
        List<Link> errors,
        Fields fields,
        List<PictureRow> pictures,
        Field files,
        String submit,
        Desk.Seat seat) {

    public ProductFormView {
        errors = List.copyOf(errors);
        pictures = List.copyOf(pictures);
    }

    /** The fields, with what was typed and what is wrong with it. */
    public record Fields(
            Field title,
            Field description,
            Field price,
            Field stock,
            Field options,
            Field type,
            Field brand,
            Content status) {}

    /**
     * A picture, with what it shows in words and where it stands.
     *
     * @param kept names a picture that no product has yet
     */
    public record PictureRow(
            String path,
            int width,
            int height,
            Content kept,
            Field alt,
            Field place,
            Content drop) {}
}
