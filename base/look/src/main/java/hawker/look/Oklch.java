package hawker.look;

import java.util.Locale;

/**
 * A colour by lightness (0 to 1), chroma and hue (degrees), as CSS writes it: {@code oklch(L C h)}.
 * Conversion after Björn Ottosson's OKLab; contrast after WCAG 2.2, relative luminance of sRGB.
 */
record Oklch(double lightness, double chroma, double hue) {

    static final Oklch WHITE = new Oklch(1, 0, 0);

    /** Of {@code #rrggbb}. */
    static Oklch ofHex(String hex) {
        int rgb = Integer.parseInt(hex.substring(1), 16);
        double r = linear((rgb >> 16) / 255.0);
        double g = linear((rgb >> 8 & 255) / 255.0);
        double b = linear((rgb & 255) / 255.0);
        double l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
        double m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
        double s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
        double lightness = 0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s;
        double a = 1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s;
        double bb = 0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s;
        double hue = Math.toDegrees(Math.atan2(bb, a));
        return new Oklch(lightness, Math.hypot(a, bb), hue < 0 ? hue + 360 : hue);
    }

    /**
     * The same lightness and hue with as much of the chroma as sRGB has; rounded as CSS gets it.
     */
    Oklch inGamut() {
        double l = round(Math.clamp(lightness, 0, 1));
        double h = round(hue);
        double c = Math.floor(chroma * 1000) / 1000;
        while (c > 0 && !new Oklch(l, c, h).isInGamut()) c = round(c - 0.001);
        return new Oklch(l, Math.max(0, c), h);
    }

    Oklch withLightness(double other) {
        return new Oklch(other, chroma, hue);
    }

    Oklch withChroma(double other) {
        return new Oklch(lightness, other, hue);
    }

    /** 1 to 21. */
    double contrast(Oklch other) {
        double a = luminance();
        double b = other.luminance();
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    String css() {
        return String.format(
                Locale.ROOT, "oklch(%s %s %s)", text(lightness), text(chroma), text(hue));
    }

    private boolean isInGamut() {
        for (double channel : linearRgb()) if (channel < -1e-4 || channel > 1 + 1e-4) return false;
        return true;
    }

    private double luminance() {
        var rgb = linearRgb();
        for (int i = 0; i < 3; i++) rgb[i] = Math.clamp(rgb[i], 0.0, 1.0);
        return 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2];
    }

    private double[] linearRgb() {
        double a = chroma * Math.cos(Math.toRadians(hue));
        double b = chroma * Math.sin(Math.toRadians(hue));
        double l = cube(lightness + 0.3963377774 * a + 0.2158037573 * b);
        double m = cube(lightness - 0.1055613458 * a - 0.0638541728 * b);
        double s = cube(lightness - 0.0894841775 * a - 1.2914855480 * b);
        return new double[] {
            4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
            -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
            -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s
        };
    }

    private static double linear(double channel) {
        return channel <= 0.04045 ? channel / 12.92 : Math.pow((channel + 0.055) / 1.055, 2.4);
    }

    private static double cube(double number) {
        return number * number * number;
    }

    private static double round(double number) {
        return Math.round(number * 1000) / 1000.0;
    }

    private static String text(double number) {
        var text = String.format(Locale.ROOT, "%.3f", number);
        int end = text.length();
        while (text.charAt(end - 1) == '0') end--;
        return text.substring(0, text.charAt(end - 1) == '.' ? end - 1 : end);
    }
}
