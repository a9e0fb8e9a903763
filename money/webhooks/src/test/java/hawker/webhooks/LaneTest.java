package hawker.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LaneTest {

    private final Lane lane = new Lane();

    @Test
    void room_is_kept_until_it_is_used_or_given_back() {
        assertThat(lane.reserve(Lane.MOST)).isTrue();
        assertThat(lane.reserve(1)).as("full").isFalse();
        lane.release(1);
        assertThat(lane.reserve(1)).isTrue();
        assertThat(lane.isIdle()).isFalse();
    }

    @Test
    void a_lane_that_is_behind_is_handed_nothing_until_the_database_was_found_empty() {
        lane.behind();
        assertThat(lane.reserve(1)).isFalse();
        assertThat(lane.begin()).isTrue();
        assertThat(lane.begin()).as("one worker").isFalse();
        assertThat(lane.isBehind()).isTrue();
        lane.behind();
        lane.caughtUp();
        assertThat(lane.end()).as("news came while the database was looked at").isFalse();
        assertThat(lane.isBehind()).isTrue();
        lane.caughtUp();
        assertThat(lane.end()).isTrue();
        assertThat(lane.reserve(1)).isTrue();
    }
}
