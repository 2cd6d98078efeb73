/** Where modules come from: Git repositories by their mirrors, the Forge by its tarballs. */
@NullMarked
package org.stringless.packager.source;

import org.jspecify.annotations.NullMarked;
