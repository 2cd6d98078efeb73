/** How Git repositories are asked, whoever asks. */
@NullMarked
package org.stringless.packager.git;

import org.jspecify.annotations.NullMarked;
