/** Writes the index of a yum repository. */
@NullMarked
package org.stringless.packager.repodata;

import org.jspecify.annotations.NullMarked;
