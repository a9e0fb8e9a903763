package hawker.dashboard;

import gg.jte.Content;
import hawker.look.Field;
import hawker.look.Link;
import java.util.List;

/**
 * The form of a new product or of one that is edited.
 *
 * @param action where it is sent
 * @param back where it is left without saving
 * @param errors each leads to its field
 */
public record ProductFormView(
        String title,
        Content way,
        String action,
        String back,
        List<Link> errors,
        Fields fields,
        List<PictureRow> pictures,
        String submit,
        String csrf) {

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

    /** A picture the product has, with what it shows in words. */
    public record PictureRow(String path, int width, int height, Field alt, Content drop) {}
}
