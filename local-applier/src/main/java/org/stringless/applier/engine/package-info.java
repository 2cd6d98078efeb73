/** The Puppet engine of this machine: found, asked for its settings, started, listened to, stopped. */
@NullMarked
package org.stringless.applier.engine;

import org.jspecify.annotations.NullMarked;
