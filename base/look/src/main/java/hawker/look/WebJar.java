package hawker.look;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * Browser code of others, read from the jar it was published in, whichever version the build has.
 */
record WebJar(String name, String version) {

    static WebJar of(String name) {
        var file = "/META-INF/maven/org.webjars.npm/" + name + "/pom.properties";
        var properties = new Properties();
        try {
            properties.load(new ByteArrayInputStream(Assets.read(WebJar.class, file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new WebJar(name, properties.getProperty("version", ""));
    }

    byte[] read(String path) {
        var folder = "/META-INF/resources/webjars/" + name + "/" + version + "/";
        return Assets.read(WebJar.class, folder + path);
    }
}
