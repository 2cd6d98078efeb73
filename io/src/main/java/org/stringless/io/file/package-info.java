/** Files that survive a power cut, and trees of them. */
@NullMarked
package org.stringless.io.file;

import org.jspecify.annotations.NullMarked;
