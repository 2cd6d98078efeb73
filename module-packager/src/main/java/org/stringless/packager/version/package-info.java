/** Puppet's versions and ranges, and what they are in RPM. */
@NullMarked
package org.stringless.packager.version;

import org.jspecify.annotations.NullMarked;
