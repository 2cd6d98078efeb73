/** Module trees as they will be packaged. */
@NullMarked
package org.stringless.packager.tree;

import org.jspecify.annotations.NullMarked;
