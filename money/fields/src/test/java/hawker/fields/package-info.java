@NullMarked
package hawker.fields;

import org.jspecify.annotations.NullMarked;
