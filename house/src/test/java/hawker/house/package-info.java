/** Tests of the whole house: its rules, journeys in a real browser, crashes and abuse. */
@NullMarked
package hawker.house;

import org.jspecify.annotations.NullMarked;
