/** Getting bytes from a file or a web server, within limits. */
@NullMarked
package org.stringless.io.http;

import org.jspecify.annotations.NullMarked;
