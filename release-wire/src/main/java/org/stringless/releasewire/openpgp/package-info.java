/** Who signed what: keyrings and detached OpenPGP signatures under a strict policy. */
@NullMarked
package org.stringless.releasewire.openpgp;

import org.jspecify.annotations.NullMarked;
