package hawker.api;

import java.util.List;

/** Which parameters an operation declares: what other clients' parameters are compared with. */
public final class Declared {

    private Declared() {}

    /**
     * Whether an operation knows a parameter.
     *
     * @param path its names from the outside in, indices of arrays left out: {@code items, price}
     */
    public static boolean knows(Operation operation, List<String> path) {
        return knows(ApiModule.implied(operation).shape(), path);
    }

    private static boolean knows(Shape shape, List<String> path) {
        var param = shape.find(path.getFirst());
        if (param == null) return false;
        var inside = path.subList(1, path.size());
        return inside.isEmpty() || knows(param.type(), inside);
    }

    private static boolean knows(Param.Type type, List<String> inside) {
        return switch (type) {
            case Param.Type.Hash hash -> knows(hash.shape(), inside);
            case Param.Type.TextOrHash either -> knows(either.shape(), inside);
            case Param.Type.Items items -> knows(items.element(), inside);
            case Param.Type.Open _, Param.Type.Metadata _, Param.Type.Range _ -> true;
            case Param.Type.Whole _,
                    Param.Type.Amount _,
                    Param.Type.Decimal _,
                    Param.Type.CurrencyCode _,
                    Param.Type.Text _,
                    Param.Type.Written _,
                    Param.Type.Flag _,
                    Param.Type.OneOf _,
                    Param.Type.Timestamp _,
                    Param.Type.Bundle _ ->
                    false;
        };
    }
}
