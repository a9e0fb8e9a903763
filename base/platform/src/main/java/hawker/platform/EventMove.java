package hawker.platform;

import java.sql.Connection;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the event log in order after a dump was restored into another database cluster. Places in
 * the log are transaction numbers of the cluster that wrote it; a younger cluster counts from a
 * lower number, so the restored rows would lie in its future and block everything. Seen by rows
 * whose number this cluster has not given yet. Then: what a group has not heard is parked for it
 * (the chore offers it again), the rows get a low number, and all groups go on from now.
 */
final class EventMove {

    private static final Logger log = LoggerFactory.getLogger(EventMove.class);

    private static final String FOREIGN =
            "select 1::text from platform.event"
                    + " where xid >= pg_snapshot_xmax(pg_current_snapshot()) limit 1";

    private static final String[] STEPS = {
        """
        insert into platform.event_parked (account_id, consumer_group, event_id, parked_at, attempts,
            next_at, last_error)
        select e.account_id, c.consumer_group, e.event_id, e.at, 0, e.at, 'the database was moved'
        from platform.event e join platform.event_cursor c
          on (e.xid, e.event_id) > (c.xid, c.event_id)
        on conflict do nothing\
        """,
        """
        update platform.event set xid = '3'::xid8
        where xid >= pg_snapshot_xmax(pg_current_snapshot())\
        """,
        "update platform.event_cursor set xid = pg_snapshot_xmax(pg_current_snapshot()), event_id = ''"
    };

    private EventMove() {}

    /** Does nothing in the cluster that wrote the log. Runs as the owner, before any traffic. */
    static void repair(Connection connection) throws SQLException {
        if (Distribution.names(connection, FOREIGN).isEmpty()) return;
        log.warn("The event log comes from another database cluster; putting it in order");
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            for (var step : STEPS) statement.execute(step);
        }
        connection.commit();
        connection.setAutoCommit(true);
    }
}
