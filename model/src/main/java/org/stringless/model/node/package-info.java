/** The machine that configures itself. */
@NullMarked
package org.stringless.model.node;

import org.jspecify.annotations.NullMarked;
