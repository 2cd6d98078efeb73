/** Puppetfiles, read without evaluating Ruby: the declarative subset of what r10k reads. */
@NullMarked
package org.stringless.packager.puppetfile;

import org.jspecify.annotations.NullMarked;
