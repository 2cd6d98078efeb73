/** What a long piece of work tells while it goes on. */
@NullMarked
package org.stringless.model.progress;

import org.jspecify.annotations.NullMarked;
