package hawker.look;

import gg.jte.Content;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.TemplateOutput;
import java.util.Map;

/**
 * The compiled templates of one room. A room's templates lie in {@code src/main/jte}, are
 * type-checked by the build and become classes of the package {@code hawker.ROOM.templates}.
 */
public final class Templates {

    /** Those of the components and frames. */
    static final Templates LOOK =
            new Templates("hawker.look.templates", Templates.class.getClassLoader());

    private final TemplateEngine engine;

    /** Opens the templates of a package: {@code "hawker.market.templates"}. */
    public Templates(String packageName, ClassLoader loader) {
        // JTE looks for precompiled classes in the class loader of the thread that asks.
        var thread = Thread.currentThread();
        var before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            engine = create(packageName);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @SuppressWarnings("NullAway") // JTE takes null for "no directory of classes".
    private static TemplateEngine create(String packageName) {
        return TemplateEngine.createPrecompiled(null, ContentType.Html, null, packageName);
    }

    /** A template with its parameters by name, to be written where it is used. */
    public Content content(String template, Map<String, Object> params) {
        return out -> engine.render(template, params, out);
    }

    /** The same, written at once as UTF-8. */
    public byte[] bytes(String template, Map<String, Object> params) {
        return bytes(content(template, params));
    }

    public static byte[] bytes(Content content) {
        var out = new ByteOutput();
        Html.in(out, content);
        return out.toBytes();
    }

    /** A template with one parameter, whatever its name. */
    void write(String template, Object param, TemplateOutput out) {
        engine.render(template, param, out);
    }
}
