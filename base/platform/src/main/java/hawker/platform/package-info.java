/**
 * Machinery that knows no business: the database and its transactions, the group-commit writer, the
 * event log, jobs, mail, settings and metrics. Rooms get it as one {@link
 * hawker.platform.Platform}.
 */
@NullMarked
package hawker.platform;

import org.jspecify.annotations.NullMarked;
