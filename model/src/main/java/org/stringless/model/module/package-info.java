/** Puppet modules: names and trees. */
@NullMarked
package org.stringless.model.module;

import org.jspecify.annotations.NullMarked;
