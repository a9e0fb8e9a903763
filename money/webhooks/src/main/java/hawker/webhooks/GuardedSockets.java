package hawker.webhooks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import javax.net.SocketFactory;

/**
 * Sockets that look at the address they are about to connect to. The check stands here, behind name
 * resolution, so that a name which answers differently the second time gains nothing.
 */
final class GuardedSockets extends SocketFactory {

    /** The address is not one we call; the message is for the seller. */
    static final class Forbidden extends IOException {
        Forbidden(String host) {
            super("The address of " + host + " is not a public one");
        }
    }

    private final Addresses addresses;
    private final boolean livemode;

    GuardedSockets(Addresses addresses, boolean livemode) {
        this.addresses = addresses;
        this.livemode = livemode;
    }

    @Override
    public Socket createSocket() {
        return new Socket() {
            @Override
            public void connect(SocketAddress endpoint, int timeout) throws IOException {
                if (!(endpoint instanceof InetSocketAddress to)
                        || to.getAddress() == null
                        || !addresses.allows(to.getAddress(), to.getPort(), livemode))
                    throw new Forbidden(
                            endpoint instanceof InetSocketAddress named
                                    ? named.getHostString()
                                    : "");
                super.connect(endpoint, timeout);
            }
        };
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort)
            throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
            throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    private Socket connected(InetSocketAddress to) throws IOException {
        var socket = createSocket();
        socket.connect(to, 10_000);
        return socket;
    }
}
