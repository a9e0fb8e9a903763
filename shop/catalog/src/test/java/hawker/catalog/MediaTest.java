package hawker.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.web.Request;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MediaTest {

    /** One pixel each: lossy and lossless. */
    private static final List<String> WEBP =
            List.of(
                    "UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA",
                    "UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==");

    @TempDir Path folder;
    private Media media;

    @BeforeEach
    void open() {
        media = new Media(folder);
    }

    @Test
    void a_picture_is_served_in_widths_up_to_its_own() throws IOException {
        var picture = stored(png(700, 350));
        assertThat(picture.widths()).containsExactly(160, 320, 640, 700);
        assertThat(picture.width()).isEqualTo(700);
        assertThat(picture.height()).isEqualTo(350);
        assertThat(picture.averageColour()).isEqualTo("#ff0000");
        assertThat(picture.path(300)).isEqualTo("/media/" + picture.hash() + "-320.jpg");
        var small = ImageIO.read(new ByteArrayInputStream(get(picture.path(160)).body()));
        assertThat(small.getWidth()).isEqualTo(160);
        assertThat(small.getHeight()).isEqualTo(80);
    }

    @Test
    void the_same_bytes_are_stored_once() throws IOException {
        assertThat(stored(png(200, 100))).isEqualTo(stored(png(200, 100)));
    }

    @Test
    void pictures_are_kept_for_ever_and_never_guessed_at() throws IOException {
        var answer = get(stored(png(200, 100)).path());
        assertThat(answer.header("Cache-Control")).contains("public, max-age=31536000, immutable");
        assertThat(answer.header("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.header("Content-Type")).contains("image/jpeg");
    }

    @Test
    void a36_nothing_but_derived_files_is_served() throws IOException {
        var picture = stored(png(200, 100));
        for (var name :
                List.of(
                        picture.hash() + ".original",
                        picture.hash() + ".about",
                        "../" + picture.hash().substring(0, 2) + "/" + picture.hash() + "-200.jpg",
                        picture.hash() + "-0200.jpg",
                        "x")) assertThat(get("/media/" + name).status()).isEqualTo(404);
    }

    @Test
    void what_a_camera_wrote_into_a_picture_is_gone_and_its_turn_is_done() throws IOException {
        var jpeg = jpegWithExif(300, 100, 6, "here I live");
        assertThat(new String(jpeg, StandardCharsets.ISO_8859_1)).contains("here I live");
        var picture = stored(jpeg);
        assertThat(picture.width()).isEqualTo(100);
        assertThat(picture.height()).isEqualTo(300);
        var served = get(picture.path()).body();
        assertThat(new String(served, StandardCharsets.ISO_8859_1))
                .doesNotContain("here I live")
                .doesNotContain("Exif");
    }

    @Test
    void webp_is_read() {
        for (var webp : WEBP) {
            var picture = stored(Base64.getDecoder().decode(webp));
            assertThat(picture.width()).isEqualTo(1);
            assertThat(picture.height()).isEqualTo(1);
        }
    }

    @Test
    void a36_what_is_no_picture_is_refused() throws IOException {
        for (var upload :
                List.of(
                        "<svg onload=alert(1)>".getBytes(StandardCharsets.UTF_8),
                        "GIF89a".getBytes(StandardCharsets.UTF_8),
                        new byte[0],
                        Arrays.copyOf(png(50, 50), 60)))
            assertThat(media.store(upload)).isInstanceOf(Ingested.NotAPicture.class);
        assertThat(media.store(new byte[Media.MAX_BYTES + 1]))
                .isInstanceOf(Ingested.TooLarge.class);
    }

    @Test
    void a36_a_picture_of_too_many_pixels_is_refused_before_it_is_decoded() throws IOException {
        var bomb = png(10, 10);
        // Width and height of a PNG stand at 16 and 20 of the file, then its checksum at 29.
        var header = java.nio.ByteBuffer.wrap(bomb);
        header.putInt(16, 10_000).putInt(20, 10_000);
        var crc = new java.util.zip.CRC32();
        crc.update(bomb, 12, 17);
        header.putInt(29, (int) crc.getValue());
        assertThat(media.store(bomb)).isInstanceOf(Ingested.TooLarge.class);
    }

    private Picture stored(byte[] upload) {
        return ((Ingested.Stored) media.store(upload)).picture();
    }

    private hawker.web.Response get(String path) {
        var file = path.substring("/media/".length());
        var request =
                new Request(
                        "GET",
                        path,
                        "",
                        Map.of("file", file),
                        Map.of(),
                        new byte[0],
                        "127.0.0.1",
                        "req_1",
                        Instant.EPOCH);
        return new MediaHttp(media).file(request);
    }

    private static byte[] png(int width, int height) throws IOException {
        return encoded(width, height, "png");
    }

    private static byte[] encoded(int width, int height, String format) throws IOException {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var graphics = image.createGraphics();
        graphics.setColor(Color.RED);
        graphics.fillRect(0, 0, width, height);
        graphics.dispose();
        var out = new ByteArrayOutputStream();
        ImageIO.write(image, format, out);
        return out.toByteArray();
    }

    /** A JPEG with an EXIF segment: orientation and a description. */
    private static byte[] jpegWithExif(int width, int height, int orientation, String text)
            throws IOException {
        var jpeg = encoded(width, height, "jpeg");
        var words = (text + "\0").getBytes(StandardCharsets.US_ASCII);
        var tiff = java.nio.ByteBuffer.allocate(8 + 2 + 24 + 4 + words.length);
        tiff.put("MM".getBytes(StandardCharsets.US_ASCII)).putShort((short) 42).putInt(8);
        tiff.putShort((short) 2);
        tiff.putShort((short) 270).putShort((short) 2).putInt(words.length).putInt(38);
        tiff.putShort((short) 274).putShort((short) 3).putInt(1);
        tiff.putShort((short) orientation).putShort((short) 0);
        tiff.putInt(0).put(words);
        var out = new ByteArrayOutputStream();
        out.write(jpeg, 0, 2);
        int length = 2 + 6 + tiff.capacity();
        out.write(new byte[] {(byte) 0xff, (byte) 0xe1, (byte) (length >> 8), (byte) length});
        out.write("Exif\0\0".getBytes(StandardCharsets.US_ASCII));
        out.write(tiff.array());
        out.write(jpeg, 2, jpeg.length - 2);
        return out.toByteArray();
    }
}
