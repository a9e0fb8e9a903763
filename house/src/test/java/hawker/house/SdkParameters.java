package hawker.house;

import com.google.gson.annotations.SerializedName;
import com.stripe.StripeClient;
import com.stripe.net.ApiRequest;
import com.stripe.net.ApiRequestParams;
import com.stripe.net.ApiService;
import com.stripe.net.StripeResponseGetter;
import com.stripe.param.EphemeralKeyCreateParams;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The parameters that stripe-java can send, by operation. Its services are asked to make each call
 * (nothing goes out), which tells the path; the class of the call's parameters tells the rest.
 */
final class SdkParameters {

    /** Stands for every id in a path. */
    private static final String HOLE = "{}";

    /** What all operations know, and what the SDK sends as a header. */
    private static final Set<String> SENT_ANYHOW = Set.of("expand", "stripe-version");

    private static final Comparator<List<String>> ORDER =
            Comparator.comparing(path -> String.join(" ", path));

    private final Map<String, Set<List<String>>> byOperation = new TreeMap<>();

    SdkParameters() {
        services().forEach(this::read);
    }

    /**
     * Parameters of an operation, each as its names from the outside in; hashes stand for
     * themselves only when there is nothing in them. Empty for operations that the SDK has not.
     *
     * @param operation {@code POST /v1/refunds/{}}
     */
    Set<List<String>> of(String operation) {
        return byOperation.getOrDefault(operation, Set.of());
    }

    private void read(Class<?> service) {
        var calls = new ArrayList<String>();
        try {
            var made =
                    service.getConstructor(StripeResponseGetter.class)
                            .newInstance(listening(calls));
            for (var method : service.getMethods()) {
                var params = paramsOf(method);
                if (params == null) continue;
                method.invoke(made, arguments(method));
                var paths = byOperation.computeIfAbsent(calls.getLast(), _ -> new TreeSet<>(ORDER));
                collect(params, List.of(), paths);
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(service.getName(), e);
        }
    }

    private static @Nullable Class<?> paramsOf(Method method) {
        return Arrays.stream(method.getParameterTypes())
                .filter(ApiRequestParams.class::isAssignableFrom)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable Object[] arguments(Method method) throws ReflectiveOperationException {
        var types = method.getParameterTypes();
        var arguments = new @Nullable Object[types.length];
        for (int i = 0; i < types.length; i++) {
            if (types[i] == String.class) arguments[i] = HOLE;
            else if (ApiRequestParams.class.isAssignableFrom(types[i]))
                arguments[i] = empty(types[i]);
        }
        return arguments;
    }

    private static Object empty(Class<?> params) throws ReflectiveOperationException {
        var builder = Objects.requireNonNull(params.getMethod("builder").invoke(null));
        // The SDK itself asks for the one that it sends as a header.
        if (params == EphemeralKeyCreateParams.class)
            ((EphemeralKeyCreateParams.Builder) builder).setStripeVersion("any");
        return builder.getClass().getMethod("build").invoke(builder);
    }

    private static void collect(Class<?> holder, List<String> above, Set<List<String>> into) {
        for (var field : named(holder)) {
            var name = field.getAnnotation(SerializedName.class).value();
            if (above.isEmpty() && SENT_ANYHOW.contains(name)) continue;
            var path = Stream.concat(above.stream(), Stream.of(name)).toList();
            var hashes = hashes(holder, field).stream().filter(hash -> !named(hash).isEmpty());
            if (hashes.peek(hash -> collect(hash, path, into)).count() == 0) into.add(path);
        }
    }

    private static List<Field> named(Class<?> holder) {
        return Arrays.stream(holder.getDeclaredFields())
                .filter(field -> field.isAnnotationPresent(SerializedName.class))
                .filter(field -> !field.getName().equals("extraParams"))
                .toList();
    }

    /** Hashes that may stand in a field, or in its elements. */
    private static List<Class<?>> hashes(Class<?> holder, Field field) {
        var types = new ArrayList<Class<?>>();
        if (field.getType() != Object.class) hash(field.getGenericType(), types);
        else setters(holder, field).forEach(type -> hash(type, types));
        return types;
    }

    private static void hash(Type type, List<Class<?>> into) {
        if (type instanceof Class<?> one && one.isMemberClass() && !one.isEnum()) into.add(one);
        else if (type instanceof ParameterizedType list && list.getRawType() == List.class)
            hash(list.getActualTypeArguments()[0], into);
    }

    /** A field of several types says so only in its builder's setters. */
    private static List<Type> setters(Class<?> holder, Field field) {
        var name = field.getName();
        var setter = "set" + Character.toUpperCase(name.charAt(0)) + name.substring(1);
        return Arrays.stream(holder.getDeclaredClasses())
                .filter(inner -> inner.getSimpleName().equals("Builder"))
                .flatMap(builder -> Arrays.stream(builder.getMethods()))
                .filter(method -> method.getName().equals(setter))
                .map(method -> method.getGenericParameterTypes()[0])
                .toList();
    }

    private static List<Class<?>> services() {
        try (var jar = new JarFile(jar().toFile())) {
            return jar.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.matches("com/stripe/service/.*Service\\.class"))
                    .<Class<?>>map(
                            name -> loaded(name.substring(0, name.length() - 6).replace('/', '.')))
                    .filter(type -> ApiService.class.isAssignableFrom(type))
                    .filter(type -> !Modifier.isAbstract(type.getModifiers()))
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Class<?> loaded(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path jar() {
        try {
            return Path.of(
                    StripeClient.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (java.net.URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes down what it is asked to call, and calls nobody. */
    private static StripeResponseGetter listening(List<String> calls) {
        return (StripeResponseGetter)
                Proxy.newProxyInstance(
                        SdkParameters.class.getClassLoader(),
                        new Class<?>[] {StripeResponseGetter.class},
                        (_, _, arguments) -> {
                            if (arguments[0] instanceof ApiRequest request)
                                calls.add(request.getMethod() + " " + path(request));
                            return null;
                        });
    }

    private static String path(ApiRequest request) {
        return request.getPath().replace("%7B%7D", HOLE);
    }
}
