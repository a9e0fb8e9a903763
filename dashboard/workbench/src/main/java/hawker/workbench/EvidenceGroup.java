package hawker.workbench;

import gg.jte.Content;
import java.util.List;

/**
 * Fields of the evidence form that belong together.
 *
 * @param open whether they matter for this dispute; else they are folded away
 */
public record EvidenceGroup(String title, boolean open, List<Content> fields) {
    public EvidenceGroup {
        fields = List.copyOf(fields);
    }
}
