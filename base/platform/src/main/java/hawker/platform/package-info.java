/**
 * Machinery that knows no business: the database and its transactions, the group-commit writer, the
 * event log, jobs, HTTP, mail, settings, metrics and masked logs. Rooms get it as one {@link
 * hawker.platform.Platform}.
 */
@NullMarked
package hawker.platform;

import org.jspecify.annotations.NullMarked;
