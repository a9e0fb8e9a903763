package hawker.webhooks;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;

/**
 * Which addresses a seller may have us call: public ones, so that nobody reaches through us into
 * the network we stand in. Test mode may call this machine where the operator allows it.
 */
final class Addresses {

    private final boolean loopbackInTest;

    Addresses(boolean loopbackInTest) {
        this.loopbackInTest = loopbackInTest;
    }

    boolean allows(InetAddress address, int port, boolean livemode) {
        if (!livemode && loopbackInTest && address.isLoopbackAddress()) return port >= 80;
        return isPublic(address) && (port == 80 || port == 443 || port >= 1024);
    }

    static boolean isPublic(InetAddress address) {
        if (address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) return false;
        var bytes = address.getAddress();
        return switch (address) {
            case Inet4Address four -> isPublic4(bytes);
            case Inet6Address six -> isPublic6(bytes);
            default -> false;
        };
    }

    /**
     * Besides private ranges: 0/8, carrier NAT 100.64/10, protocol 192.0.0/24, tests 198.18/15,
     * 240/4.
     */
    private static boolean isPublic4(byte[] b) {
        int first = b[0] & 0xff;
        int second = b[1] & 0xff;
        if (first == 0 || first >= 240) return false;
        if (first == 100 && second >= 64 && second < 128) return false;
        if (first == 192 && second == 0 && b[2] == 0) return false;
        return !(first == 198 && (second == 18 || second == 19));
    }

    /** Besides link-local: unique local fc00::/7, and IPv4 in IPv6 (64:ff9b::/96, 2002::/16). */
    private static boolean isPublic6(byte[] b) {
        int first = b[0] & 0xff;
        int second = b[1] & 0xff;
        if ((first & 0xfe) == 0xfc) return false;
        if (first == 0x20 && second == 0x02) return false;
        return !(first == 0 && second == 0x64);
    }
}
