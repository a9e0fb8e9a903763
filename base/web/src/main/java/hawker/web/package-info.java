/**
 * How the outside reaches the rooms: the web server, the table of routes, requests and answers,
 * forms, health, brakes against floods, and logs that carry no secret. Knows no page and no API.
 */
@NullMarked
package hawker.web;

import org.jspecify.annotations.NullMarked;
