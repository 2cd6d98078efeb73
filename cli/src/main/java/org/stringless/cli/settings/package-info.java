/** What the configuration says: files, fragments, environment and options become one set of checked values, each with its origin. */
@NullMarked
package org.stringless.cli.settings;

import org.jspecify.annotations.NullMarked;
