/** JSON text, read strictly. */
@NullMarked
package org.stringless.io.json;

import org.jspecify.annotations.NullMarked;
