/** Text on its way to a person. */
@NullMarked
package org.stringless.model.text;

import org.jspecify.annotations.NullMarked;
