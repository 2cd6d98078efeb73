/** The pages, seen by a browser. */
@NullMarked
package org.stringless.collector.web;

import org.jspecify.annotations.NullMarked;
