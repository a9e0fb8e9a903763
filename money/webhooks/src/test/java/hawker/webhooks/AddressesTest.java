package hawker.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody reaches through us into the network we stand in. */
class AddressesTest {

    private final Addresses strict = new Addresses(false);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.8.8.8",
                "10.1.2.3",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "0.0.0.0",
                "100.64.0.1",
                "192.0.0.8",
                "198.18.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "fe80::1",
                "fc00::1",
                "fd12:3456::1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "2002:7f00:1::",
                "64:ff9b::7f00:1"
            })
    void a31_inward_addresses_are_refused(String address) throws Exception {
        assertThat(strict.allows(InetAddress.getByName(address), 443, true)).isFalse();
        assertThat(strict.allows(InetAddress.getByName(address), 443, false)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1.1.1.1", "93.184.216.34", "172.32.0.1", "100.128.0.1", "2606:4700::1111"})
    void public_addresses_are_called(String address) throws Exception {
        assertThat(strict.allows(InetAddress.getByName(address), 443, true)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {22, 25, 53, 110, 143, 445})
    void a31_ports_of_other_services_are_refused(int port) throws Exception {
        assertThat(strict.allows(InetAddress.getByName("1.1.1.1"), port, true)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void test_mode_calls_this_machine_where_the_operator_allows_it(String address)
            throws Exception {
        var open = new Addresses(true);
        assertThat(open.allows(InetAddress.getByName(address), 8080, false)).isTrue();
        assertThat(open.allows(InetAddress.getByName(address), 8080, true)).isFalse();
    }
}
