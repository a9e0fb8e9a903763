package hawker.orders;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Where an order goes, as it was written down when it was placed. Everything is plain text and may
 * be empty but name and country.
 *
 * @param country two capital letters (ISO 3166-1)
 */
public record ShipTo(
        String name,
        String line1,
        String line2,
        String city,
        String state,
        String postalCode,
        String country) {

    /** The lines of a label, empty ones left out. */
    public List<String> lines() {
        var lines = new ArrayList<String>();
        for (var line : List.of(name, line1, line2, town(), land()))
            if (!line.isBlank()) lines.add(line);
        return List.copyOf(lines);
    }

    private String land() {
        var locale = new Locale.Builder().setRegion(country).build();
        return locale.getDisplayCountry(Locale.ENGLISH);
    }

    private String town() {
        var place = state.isBlank() ? city : city + ", " + state;
        return (place + " " + postalCode).strip();
    }
}
