/**
 * What a seller sees who takes payments by the API: disputes, customers, connected accounts, fees
 * and transfers, keys, requests, events. Pages only, and clients of the API like any program.
 */
@NullMarked
package hawker.workbench;

import org.jspecify.annotations.NullMarked;
