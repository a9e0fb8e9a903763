/**
 * Files that sellers hand in: evidence, logos, documents. The door is {@link hawker.files.Files}.
 */
@NullMarked
package hawker.files;

import org.jspecify.annotations.NullMarked;
