/** The ways in which work can be refused or fail, each with its own exit status. */
@NullMarked
package org.stringless.model.failure;

import org.jspecify.annotations.NullMarked;
