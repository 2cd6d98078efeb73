/** A yum repository's index, read as what it is: an untrusted hint where a package with a given digest may lie. */
@NullMarked
package org.stringless.releasewire.repodata;

import org.jspecify.annotations.NullMarked;
