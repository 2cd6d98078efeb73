/** Other programs, run in a known world. */
@NullMarked
package org.stringless.io.process;

import org.jspecify.annotations.NullMarked;
