/** One command a verb; the only place where rooms meet, where lines are printed and where the process ends. */
@NullMarked
package org.stringless.cli;

import org.jspecify.annotations.NullMarked;
