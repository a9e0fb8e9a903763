package hawker.accounts;

/**
 * A key just made.
 *
 * @param secret the whole key, shown here once and stored only as a hash
 */
public record NewKey(ApiKey key, String secret) {

    @Override
    public String toString() {
        return "NewKey[" + key.hint() + "]";
    }
}
